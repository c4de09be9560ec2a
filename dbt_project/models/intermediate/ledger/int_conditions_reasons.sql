-- One row is a change of the general public budget that a sentence explains, and whether that budget pays the projects which it
-- gives as the reason. It pays what the table of its projects lists with an amount of the year: of an item under that item.
-- What is carried over is no money of the year. A reason that names no project of the document is none to judge.
with changes as (

    select *
    from {{ ref('int_year_over_year') }}
    where
        reason is not null
        and (
            measure_code in ('general_public_total', 'general_public_basic', 'general_public_project', 'general_public_item')
            or fund_source_code = 'general_public'
        )

),

names as (

    select distinct
        mentions.document_key,
        aliases.project_key,
        mentions.project_name,
        {{ comparable_name('mentions.project_name') }} as name_key
    from {{ ref('int_project_mentions') }} as mentions
    inner join {{ ref('int_project_aliases') }} as aliases
        on
            mentions.unit_key = aliases.unit_key
            and mentions.fiscal_year = aliases.fiscal_year
            and mentions.project_name_key = aliases.project_name_key
    where mentions.mention_kind in ('project_expenditure', 'project_funding', 'carryover', 'entrusted_service', 'project_card', 'project_performance')

),

found as (

    select
        changes.document_key,
        changes.statement_no,
        changes.subject_code,
        names.project_key,
        names.project_name,
        names.name_key
    from changes
    inner join names
        on
            changes.document_key = names.document_key
            and contains({{ comparable_name('changes.reason') }}, names.name_key)

),

-- A name that stands within a longer one is not what was meant.
within_longer_names as (

    select distinct
        found.document_key,
        found.statement_no,
        found.name_key
    from found
    inner join found as longer
        on
            found.document_key = longer.document_key
            and found.statement_no = longer.statement_no
            and found.name_key <> longer.name_key
            and contains(longer.name_key, found.name_key)

),

-- A project is named once, by its longest name.
named as (

    select
        found.document_key,
        found.statement_no,
        found.subject_code,
        found.project_key,
        max_by(found.project_name, length(found.name_key)) as project_name
    from found
    left join within_longer_names
        on
            found.document_key = within_longer_names.document_key
            and found.statement_no = within_longer_names.statement_no
            and found.name_key = within_longer_names.name_key
    where within_longer_names.name_key is null
    group by found.document_key, found.statement_no, found.subject_code, found.project_key

),

amounts as (

    select
        document_key,
        project_key,
        source,
        subject_code,
        {{ string_list('cell_id', 'cell_id') }} as cell_ids
    from {{ ref('int_ledger_figures') }}
    where
        source in ('project_expenditure', 'carryover')
        and project_key is not null
        and is_leaf
        and amount <> 0
    group by document_key, project_key, source, subject_code

),

-- Projects of performance tables without any fiscal funds.
other_funds as (

    select
        performance.document_key,
        performance.project_key,
        min(budgets.line_no) as line_no,
        {{ string_list('budgets.other_cell_id', 'budgets.other_cell_id') }} as cell_ids
    from {{ ref('int_project_performance') }} as performance
    inner join {{ ref('int_performance_budgets') }} as budgets on performance.performance_key = budgets.performance_key
    group by performance.document_key, performance.project_key
    having
        bool_and(coalesce(budgets.fiscal_yuan = 0, false))
        and bool_or(budgets.other_yuan > 0)

),

-- What pays each project that a reason names.
paid as (

    select
        named.document_key,
        named.statement_no,
        named.project_key,
        min(named.project_name) as project_name,
        flatten(list(amounts.cell_ids order by amounts.cell_ids) filter (
            where
            amounts.source = 'project_expenditure'
            and (named.subject_code is null or named.subject_code = amounts.subject_code)
        )) as cell_ids,
        coalesce(bool_or(amounts.source = 'project_expenditure'), false) as is_listed,
        coalesce(bool_or(amounts.source = 'carryover'), false) as is_carried_over,
        min(other_funds.line_no) as other_line_no,
        min(other_funds.cell_ids) as other_cell_ids
    from named
    left join amounts
        on
            named.document_key = amounts.document_key
            and named.project_key = amounts.project_key
    left join other_funds
        on
            named.document_key = other_funds.document_key
            and named.project_key = other_funds.project_key
    group by named.document_key, named.statement_no, named.project_key

),

judged as (

    select
        *,
        not is_listed and not is_carried_over and other_line_no is not null as is_paid_otherwise,
        case
            when cell_ids is not null then null
            when is_listed then 'the project table lists a project that the reason names under another subject'
            when is_carried_over then 'a project that the reason names is paid by carry-over alone'
            when other_line_no is null then 'no table shows what pays a project that the reason names'
        end as obstacle_en,
        case
            when cell_ids is not null then null
            when is_listed then '项目支出表将原因所述项目列于其他科目'
            when is_carried_over then '原因所述项目仅由上年结转安排'
            when other_line_no is null then '无表格列示原因所述项目的资金来源'
        end as obstacle_zh
    from paid

),

reasons as (

    select
        document_key,
        statement_no,
        bool_or(is_paid_otherwise) as is_broken,
        min(project_name) filter (where is_paid_otherwise) as project_name,
        min(other_line_no) filter (where is_paid_otherwise) as other_line_no,
        -- A false reason is found whatever else is named; what holds must hold of each project.
        case
            when bool_or(is_paid_otherwise)
                then flatten(list(other_cell_ids order by other_line_no) filter (where is_paid_otherwise))
            else flatten(list(cell_ids order by cell_ids) filter (where cell_ids is not null))
        end as cell_ids,
        case when not bool_or(is_paid_otherwise) then min(obstacle_en) end as obstacle_en,
        case when not bool_or(is_paid_otherwise) then min_by(obstacle_zh, obstacle_en) end as obstacle_zh
    from judged
    group by document_key, statement_no

)

select
    'narrative.reason_fund' as rule_id,
    changes.document_key,
    concat('statement ', changes.statement_no) as check_key,
    coalesce(reasons.is_broken, false) as is_broken,
    cast(null as varchar) as table_code,
    changes.line_no,
    changes.stated_cell_id as cell_id,
    case when reasons.statement_no is not null then [changes.stated_cell_id] end as total_cell_ids,
    reasons.cell_ids as part_cell_ids,
    case when reasons.statement_no is null then 'the reason names no project of the document' else reasons.obstacle_en end as obstacle_en,
    case when reasons.statement_no is null then '所述原因未提及文件所列项目' else reasons.obstacle_zh end as obstacle_zh,
    concat(
        {{ line_zh('changes.line_no') }}, '将“', reasons.project_name, '”列为“', changes.label,
        '”增减的原因，其绩效目标表（', {{ line_zh('reasons.other_line_no') }}, '）却无财政资金，全部为其他资金。'
    ) as detail_zh,
    concat(
        {{ line_en('changes.line_no', 'Line') }}, ' gives “', reasons.project_name, '” as a reason for the change of “',
        changes.label, '”, but its performance table (', {{ line_en('reasons.other_line_no') }}, ') has no fiscal funds.'
    ) as detail_en
from changes
left join reasons
    on
        changes.document_key = reasons.document_key
        and changes.statement_no = reasons.statement_no
