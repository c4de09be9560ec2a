-- One row is a condition on performance tables (family `performance`) and a table or a project that it is applied to.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

tables as (

    select tables.*
    from {{ ref('int_performance_tables') }} as tables
    inner join documents on tables.document_key = documents.document_key

),

weight_sums as (

    select
        performance_key,
        sum(weight) as weight_sum,
        count(*) filter (where weight is null) as n_without
    from {{ ref('int_performance_indicators') }}
    group by performance_key

),

weights as (

    select
        'performance.weights' as rule_id,
        tables.document_key,
        tables.performance_key as check_key,
        weight_sums.weight_sum not in (90, 100) as is_broken,
        tables.line_no,
        cast(null as varchar) as cell_id,
        case when weight_sums.performance_key is not null then [{{ passage_id('tables.document_key', 'table', 'tables.table_no') }}] end as total_passage_ids,
        case when weight_sums.performance_key is not null then ['rule:performance.weights'] end as part_passage_ids,
        case
            when weight_sums.performance_key is null then 'a performance table holds no indicator'
            when weight_sums.n_without > 0 then 'an indicator prints no weight'
        end as obstacle_en,
        case
            when weight_sums.performance_key is null then '绩效目标表中无指标'
            when weight_sums.n_without > 0 then '有指标未印权重'
        end as obstacle_zh,
        concat(
            {{ line_zh('tables.line_no') }}, '起的绩效目标表', coalesce('“' || tables.project_name || '”', ''), '：指标权重合计为',
            {{ number_text('weight_sums.weight_sum') }}, '，应为90（或100）。'
        ) as detail_zh,
        concat(
            'The weights of the performance table', coalesce(' “' || tables.project_name || '”', ''), ' from ', {{ line_en('tables.line_no') }}, ' sum to ',
            {{ number_text('weight_sums.weight_sum') }}, ' instead of 90 (or 100).'
        ) as detail_en
    from tables
    left join weight_sums on tables.performance_key = weight_sums.performance_key

),

unreadable_targets as (

    select
        document_key,
        table_no,
        count(*) as n_unreadable,
        min(cell_id) as cell_id,
        min(line_no) as line_no,
        min_by(text, line_no) as text
    from {{ ref('int_rejected') }}
    where reason_code = 'target_not_understood'
    group by document_key, table_no

),

targets as (

    select
        'performance.target' as rule_id,
        tables.document_key,
        tables.performance_key as check_key,
        unreadable_targets.n_unreadable is not null as is_broken,
        coalesce(unreadable_targets.line_no, tables.line_no) as line_no,
        unreadable_targets.cell_id,
        case when unreadable_targets.cell_id is not null then [unreadable_targets.cell_id] end as total_cell_ids,
        case when weight_sums.performance_key is not null then [{{ passage_id('tables.document_key', 'table', 'tables.table_no') }}] end as total_passage_ids,
        case
            when weight_sums.performance_key is not null or unreadable_targets.cell_id is not null then ['rule:performance.target']
        end as part_passage_ids,
        case
            when weight_sums.performance_key is null and unreadable_targets.cell_id is null then 'a performance table holds no indicator'
        end as obstacle_en,
        case when weight_sums.performance_key is null and unreadable_targets.cell_id is null then '绩效目标表中无指标' end as obstacle_zh,
        concat(
            '绩效目标表', coalesce('“' || tables.project_name || '”', ''), {{ line_zh('unreadable_targets.line_no') }}, '的指标值“', unreadable_targets.text,
            '”无法辨认', case when unreadable_targets.n_unreadable > 1 then concat('（共', unreadable_targets.n_unreadable, '个）') else '' end, '。'
        ) as detail_zh,
        concat(
            'The target “', unreadable_targets.text, '” on ', {{ line_en('unreadable_targets.line_no') }}, ' of the performance table',
            coalesce(' “' || tables.project_name || '”', ''), ' cannot be read',
            case when unreadable_targets.n_unreadable > 1 then concat(' (one of ', unreadable_targets.n_unreadable, ')') else '' end, '.'
        ) as detail_en
    from tables
    left join weight_sums on tables.performance_key = weight_sums.performance_key
    left join unreadable_targets
        on
            tables.document_key = unreadable_targets.document_key
            and tables.table_no = unreadable_targets.table_no

),

figures as (

    select * from {{ ref('int_ledger_figures') }}

),

-- A performance table is named by its key as a table by its number.
covered as (

    select distinct
        document_key,
        performance_key,
        {{ passage_id('document_key', 'table', "split_part(performance_key, ':', 2)") }} as passage_id,
        project_key
    from {{ ref('int_project_performance') }}

),

project_counts as (

    select
        document_key,
        count(distinct project_key) as n_projects,
        list_sort(list_distinct({{ string_list('passage_id', 'passage_id') }})) as passage_ids
    from covered
    group by document_key

),

confidential_counts as (

    select
        document_key,
        max(amount) as n_confidential,
        {{ string_list('cell_id', 'cell_id') }} as cell_ids
    from figures
    where source = 'confidential_projects'
    group by document_key

),

documents_with_tables as (

    select
        document_key,
        bool_or(table_code = 'project_expenditure') as has_project_table,
        coalesce(bool_or(table_code in ('project_performance', 'unit_performance')), false) as has_performance_tables,
        bool_or(table_code is null) as has_unknown_tables,
        flatten(list(passage_ids order by table_code) filter (where table_code in ('project_expenditure', 'carryover'))) as project_tables,
        flatten(list(passage_ids order by table_code) filter (where table_code in ('project_performance', 'unit_performance'))) as performance_tables
    from {{ ref('int_ledger_tables') }}
    group by document_key

),

stated_counts as (

    select
        'performance.project_count' as rule_id,
        figures.document_key,
        concat('line ', figures.line_no) as check_key,
        figures.amount <> coalesce(project_counts.n_projects, 0) + coalesce(confidential_counts.n_confidential, 0) as is_broken,
        figures.line_no,
        figures.cell_id,
        [figures.cell_id] as total_cell_ids,
        confidential_counts.cell_ids as part_cell_ids,
        -- Where none is covered the whole document was looked through, if there is one too many.
        coalesce(
            project_counts.passage_ids,
            case when figures.amount > 0 then [{{ passage_id('figures.document_key', 'document', '1') }}] end
        ) as part_passage_ids,
        -- A table that was not recognised may be one of performance targets.
        case
            when not documents_with_tables.has_performance_tables and documents_with_tables.has_unknown_tables
                then 'the document holds no performance table, but one of an unknown kind'
        end as obstacle_en,
        case
            when not documents_with_tables.has_performance_tables and documents_with_tables.has_unknown_tables
                then '文件中无绩效目标表，但有一张未能识别的表'
        end as obstacle_zh,
        concat(
            {{ line_zh('figures.line_no') }}, '称预算安排项目', figures.text, '个，绩效目标表涉及', coalesce(project_counts.n_projects, 0), '个',
            case
                when confidential_counts.n_confidential > 0
                    then concat('，另有涉密项目', {{ number_text('confidential_counts.n_confidential') }}, '个')
                else ''
            end,
            '。'
        ) as detail_zh,
        concat(
            'The number of projects that ', {{ line_en('figures.line_no') }}, ' states is ', figures.text,
            '; the performance tables cover ', coalesce(project_counts.n_projects, 0),
            case
                when confidential_counts.n_confidential > 0
                    then concat(', and ', {{ number_text('confidential_counts.n_confidential') }}, ' are confidential')
                else ''
            end,
            '.'
        ) as detail_en
    from figures
    inner join documents_with_tables on figures.document_key = documents_with_tables.document_key
    left join project_counts on figures.document_key = project_counts.document_key
    left join confidential_counts on figures.document_key = confidential_counts.document_key
    where figures.source = 'projects'

),

-- Projects of the two tables that list them by name.
listed_projects as (

    select
        document_key,
        project_key,
        bool_or(source = 'project_expenditure') as is_in_project_table,
        min(line_no) as line_no,
        coalesce(min(cell_id) filter (where column_code = 'total'), min(cell_id)) as cell_id
    from figures
    where
        source in ('project_expenditure', 'carryover')
        and project_key is not null
    group by document_key, project_key

),

-- No table lists by name the projects of government funds and of the state capital budget.
unlisted_budgets as (

    select distinct document_key
    from figures
    where
        source in ('government_fund_expenditure', 'state_capital_expenditure')
        and column_code = 'project'
        and amount <> 0

),

fiscal_funds as (

    select
        performance_key,
        sum(amount) as amount,
        min(cell_id) as cell_id,
        {{ amount_text('sum(amount)', '10000') }} as text
    from figures
    where source = 'performance_fiscal_total'
    group by performance_key

),

without_project as (

    select
        'performance.table_without_project' as rule_id,
        tables.document_key,
        tables.performance_key as check_key,
        fiscal_funds.amount > 0 and count(listed_projects.project_key) = 0 as is_broken,
        tables.line_no,
        min(fiscal_funds.cell_id) as cell_id,
        case when min(fiscal_funds.cell_id) is not null then [min(fiscal_funds.cell_id)] end as total_cell_ids,
        [{{ passage_id('tables.document_key', 'table', 'tables.table_no') }}] as total_passage_ids,
        list_sort(list_distinct({{ string_list('listed_projects.cell_id', 'listed_projects.cell_id') }})) as part_cell_ids,
        case when count(listed_projects.project_key) = 0 then min(documents_with_tables.project_tables) end as part_passage_ids,
        case
            when not bool_or(documents_with_tables.has_project_table) then 'the document holds no table of projects'
            when fiscal_funds.amount is null then 'the table prints no fiscal funds'
            when fiscal_funds.amount = 0 then 'no table lists projects that are paid by other funds'
            when bool_or(unlisted_budgets.document_key is not null) then 'no table lists projects of government funds'
        end as obstacle_en,
        case
            when not bool_or(documents_with_tables.has_project_table) then '文件中无项目支出表'
            when fiscal_funds.amount is null then '未印财政资金'
            when fiscal_funds.amount = 0 then '无表格列示非财政资金项目'
            when bool_or(unlisted_budgets.document_key is not null) then '无表格列示政府性基金项目'
        end as obstacle_zh,
        concat(
            {{ line_zh('tables.line_no') }}, '起的绩效目标表“', tables.project_name, '”有财政资金', min(fiscal_funds.text), '万元，项目支出表与结转结余表中均无此项目。'
        ) as detail_zh,
        concat(
            'The performance table “', tables.project_name, '” from ', {{ line_en('tables.line_no') }}, ' has fiscal funds of ', min(fiscal_funds.text),
            ' 万元, but neither the project table nor the carry-over table lists the project.'
        ) as detail_en
    from tables
    left join fiscal_funds on tables.performance_key = fiscal_funds.performance_key
    left join covered on tables.performance_key = covered.performance_key
    left join listed_projects
        on
            covered.document_key = listed_projects.document_key
            and covered.project_key = listed_projects.project_key
    left join documents_with_tables on tables.document_key = documents_with_tables.document_key
    left join unlisted_budgets on tables.document_key = unlisted_budgets.document_key
    where
        tables.scope = 'project'
        and tables.project_name is not null
    group by tables.document_key, tables.performance_key, tables.table_no, tables.line_no, tables.project_name, fiscal_funds.amount

),

secret_projects as (

    select distinct project_key
    from {{ ref('int_project_aliases') }}
    where is_cover_name

),

covered_projects as (

    select
        document_key,
        project_key,
        {{ string_list('passage_id', 'passage_id') }} as passage_ids
    from covered
    group by document_key, project_key

),

without_table as (

    select
        'performance.project_without_table' as rule_id,
        listed_projects.document_key,
        listed_projects.project_key as check_key,
        covered_projects.project_key is null as is_broken,
        listed_projects.line_no,
        listed_projects.cell_id,
        [listed_projects.cell_id] as total_cell_ids,
        coalesce(covered_projects.passage_ids, documents_with_tables.performance_tables) as part_passage_ids,
        case
            when not documents_with_tables.has_performance_tables then 'the document holds no performance table'
            when covered_projects.project_key is null and secret_projects.project_key is not null then 'the project is kept secret'
        end as obstacle_en,
        case
            when not documents_with_tables.has_performance_tables then '文件中无绩效目标表'
            when covered_projects.project_key is null and secret_projects.project_key is not null then '涉密项目'
        end as obstacle_zh,
        concat('项目支出表（', {{ line_zh('listed_projects.line_no') }}, '）的“', cells.project_name, '”没有绩效目标表。') as detail_zh,
        concat(
            'The project “', cells.project_name, '” of the project table (', {{ line_en('listed_projects.line_no') }}, ') has no performance table.'
        ) as detail_en
    from listed_projects
    inner join documents_with_tables on listed_projects.document_key = documents_with_tables.document_key
    inner join {{ ref('int_cells') }} as cells on listed_projects.cell_id = cells.cell_id
    left join covered_projects
        on
            listed_projects.document_key = covered_projects.document_key
            and listed_projects.project_key = covered_projects.project_key
    left join secret_projects on listed_projects.project_key = secret_projects.project_key
    where listed_projects.is_in_project_table

),

conditions as (

    select * from weights
    union all by name
    select * from targets
    union all by name
    select * from stated_counts
    union all by name
    select * from without_project
    union all by name
    select * from without_table

)

select
    *,
    cast(null as varchar) as table_code
from conditions
