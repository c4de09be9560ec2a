-- One row is a condition on what is said in words (family `narrative`) and a statement of a current document that it is applied to.
with claims as (

    select claims.*
    from {{ ref('stg_claims') }} as claims
    inner join {{ ref('int_document_versions') }} as documents on claims.document_key = documents.document_key
    where documents.is_current

),

changes as (

    select * from {{ ref('int_year_over_year') }}

),

zero_bases as (

    select
        'narrative.zero_base' as rule_id,
        document_key,
        split_part(change_pct_cell_id, ':', 2) || ':' || split_part(change_pct_cell_id, ':', 3) || ':' || split_part(change_pct_cell_id, ':', 4) as check_key,
        is_zero_base and change_pct_value <> 0 as is_broken,
        cast(null as varchar) as table_code,
        line_no,
        change_pct_cell_id as cell_id,
        case when is_zero_base is null then 'the amount that changed is not stated' end as obstacle_en,
        case when is_zero_base is null then '未述变动后的金额' end as obstacle_zh,
        concat(
            '第', line_no, '行：“', label, '”上年为零，却表述为', case when change_pct_value < 0 then '下降' else '增长' end,
            {{ number_text('abs(change_pct_value)') }}, '%。'
        ) as detail_zh,
        concat(
            'Line ', line_no, ': “', label, '” was 0 the year before, and yet a change of ', {{ number_text('change_pct_value') }}, ' % is stated.'
        ) as detail_en
    from changes
    where change_pct_value is not null

),

table_figures as (

    select
        document_key,
        table_code,
        count(*) filter (where amount <> 0) as n_figures,
        min(cell_id) filter (where amount <> 0) as cell_id,
        min(line_no) filter (where amount <> 0) as line_no
    from {{ ref('int_ledger_figures') }}
    where source = table_code
    group by document_key, table_code

),

printed_tables as (

    select distinct
        document_key,
        table_code
    from {{ ref('stg_tables') }}

),

empty_tables as (

    select
        'narrative.empty_table' as rule_id,
        claims.document_key,
        concat('claim ', claims.claim_no) as check_key,
        coalesce(table_figures.n_figures, 0) > 0 as is_broken,
        claims.table_code,
        claims.line_no,
        table_figures.cell_id,
        case when printed_tables.table_code is null then 'the table is not in the document' end as obstacle_en,
        case when printed_tables.table_code is null then '文件中无该表' end as obstacle_zh,
        concat(
            '第', claims.line_no, '行称“', kinds.table_name, '”为空表，该表却印有', table_figures.n_figures, '个数（首见第', table_figures.line_no, '行）。'
        ) as detail_zh,
        concat(
            'Line ', claims.line_no, ' says that the table “', kinds.table_name_en, '” is empty, but it prints ', table_figures.n_figures,
            ' figures (the first on line ', table_figures.line_no, ').'
        ) as detail_en
    from claims
    inner join {{ ref('tables') }} as kinds on claims.table_code = kinds.table_code
    left join printed_tables
        on
            claims.document_key = printed_tables.document_key
            and claims.table_code = printed_tables.table_code
    left join table_figures
        on
            claims.document_key = table_figures.document_key
            and claims.table_code = table_figures.table_code
    where claims.claim_kind = 'empty_table'

),

-- The figures of the tables that an amount of this measure would be compared with.
counterparts as (

    select distinct
        rule_terms.rule_id,
        rule_terms.source as measure_code,
        rules.key_by,
        rule_terms.term_key
    from {{ ref('rule_terms') }} as rule_terms
    inner join {{ ref('rules') }} as rules on rule_terms.rule_id = rules.rule_id
    where
        rule_terms.side = 'total'
        and rule_terms.row_kind = 'statement'
        and rules.basis = 'same'
        and rules.key_by in ('document', 'constant', 'fund_source')
        and rule_terms.rule_id in (
            select table_terms.rule_id from {{ ref('rule_terms') }} as table_terms
            where table_terms.side = 'part' and table_terms.row_kind <> 'statement'
        )

),

-- A claim is judged once, however many tables its amount would stand in.
unarranged as (

    select
        claims.document_key,
        claims.claim_no,
        claims.line_no,
        claims.text,
        count(counterparts.rule_id) as n_counterparts,
        min_by(matches.cell_id, matches.term_row_no) as cell_id,
        min_by(matches.text, matches.term_row_no) as printed_text,
        min_by(matches.table_code, matches.term_row_no) as table_code,
        min(matches.line_no) as printed_line_no
    from claims
    left join counterparts on claims.measure_code = counterparts.measure_code
    left join {{ ref('int_ledger_matches') }} as matches
        on
            claims.document_key = matches.document_key
            and counterparts.rule_id = matches.rule_id
            and matches.side = 'part'
            and matches.amount <> 0
            and matches.base_key = case counterparts.key_by
                when 'fund_source' then claims.fund_source_code
                when 'constant' then counterparts.term_key
                else ''
            end
    where claims.claim_kind = 'not_arranged'
    group by claims.document_key, claims.claim_no, claims.line_no, claims.text

),

not_arranged as (

    select
        'narrative.not_arranged' as rule_id,
        unarranged.document_key,
        concat('claim ', unarranged.claim_no) as check_key,
        unarranged.cell_id is not null as is_broken,
        unarranged.table_code,
        unarranged.line_no,
        unarranged.cell_id,
        case when unarranged.n_counterparts = 0 then 'no table shows such an amount' end as obstacle_en,
        case when unarranged.n_counterparts = 0 then '无表格列示该项' end as obstacle_zh,
        concat(
            '第', unarranged.line_no, '行称“', unarranged.text, '”，', kinds.table_name, '（第', unarranged.printed_line_no, '行）却印有', unarranged.printed_text, '。'
        ) as detail_zh,
        concat(
            'Line ', unarranged.line_no, ' says “', unarranged.text, '”, but the table “', kinds.table_name_en,
            '” (line ', unarranged.printed_line_no, ') prints ', unarranged.printed_text, '.'
        ) as detail_en
    from unarranged
    left join {{ ref('tables') }} as kinds on unarranged.table_code = kinds.table_code

),

-- What each total is made of: in the list of a sentence, and in the table.
listed as (

    select
        document_key,
        measure_code,
        coalesce(subject_code, fund_source_code) as component,
        min(subject_name) as component_name,
        min(line_no) as line_no,
        min(claim_no) as claim_no
    from claims
    where claim_kind = 'component'
    group by document_key, measure_code, coalesce(subject_code, fund_source_code)

),

lists as (

    select
        document_key,
        measure_code,
        min(line_no) as line_no,
        count(*) filter (where component is null) as n_unknown
    from listed
    group by document_key, measure_code

),

figures as (

    select * from {{ ref('int_ledger_figures') }}

),

in_tables as (

    select
        document_key,
        'income_total' as measure_code,
        fund_source_code as component,
        min(cell_id) as cell_id
    from figures
    where
        source = 'income'
        and row_kind = 'total'
        and fund_source_code is not null
        and amount <> 0
    group by document_key, fund_source_code

    union all

    select
        document_key,
        'expenditure_total' as measure_code,
        subject_code as component,
        min(cell_id) as cell_id
    from figures
    where
        source = 'overview'
        and row_kind = 'class'
        and amount <> 0
    group by document_key, subject_code

    union all

    select
        document_key,
        case column_code when 'personnel' then 'basic_personnel' else 'basic_operating' end as measure_code,
        subject_code as component,
        min(cell_id) as cell_id
    from figures
    where
        source = 'basic_expenditure'
        and column_code in ('personnel', 'operating')
        and row_kind = 'section'
        and amount <> 0
    group by document_key, column_code, subject_code

),

subject_names as (

    select
        subject_code as component,
        min(subject_name) as component_name
    from {{ ref('int_subject_codes') }}
    group by subject_code
    union all
    select
        fund_source_code as component,
        fund_source_name as component_name
    from {{ ref('fund_sources') }}

),

differences as (

    select
        coalesce(listed.document_key, in_tables.document_key) as document_key,
        coalesce(listed.measure_code, in_tables.measure_code) as measure_code,
        coalesce(listed.component_name, subject_names.component_name, in_tables.component) as component_name,
        listed.claim_no,
        in_tables.cell_id,
        in_tables.component is null as is_only_listed
    from listed
    full outer join in_tables
        on
            listed.document_key = in_tables.document_key
            and listed.measure_code = in_tables.measure_code
            and listed.component = in_tables.component
    left join subject_names on in_tables.component = subject_names.component
    where listed.document_key is null or in_tables.document_key is null

),

components as (

    select
        'narrative.components' as rule_id,
        lists.document_key,
        lists.measure_code as check_key,
        count(differences.document_key) > 0 as is_broken,
        cast(null as varchar) as table_code,
        lists.line_no,
        min(differences.cell_id) as cell_id,
        case when lists.n_unknown > 0 then concat(lists.n_unknown, ' of the names listed are not known') end as obstacle_en,
        case when lists.n_unknown > 0 then concat('所列名称中有', lists.n_unknown, '个未能识别') end as obstacle_zh,
        concat(
            '第', lists.line_no, '行所列', min(measures.measure_name), '的组成与表格不一致：',
            concat_ws(
                '；',
                '列有而表中无数：'
                || {{ joined_text('case when differences.is_only_listed then differences.component_name end', '、', 'differences.claim_no') }},
                '表中有数而未列：'
                || {{ joined_text('case when not differences.is_only_listed then differences.component_name end', '、', 'differences.cell_id') }}
            ),
            '。'
        ) as detail_zh,
        concat(
            'What line ', lists.line_no, ' lists as parts of “', min(measures.measure_name_en), '” is not what the table shows: ',
            concat_ws(
                '; ',
                'listed without an amount: '
                || {{ joined_text('case when differences.is_only_listed then differences.component_name end', ', ', 'differences.claim_no') }},
                'with an amount but not listed: '
                || {{ joined_text('case when not differences.is_only_listed then differences.component_name end', ', ', 'differences.cell_id') }}
            ),
            '.'
        ) as detail_en
    from lists
    inner join {{ ref('measures') }} as measures on lists.measure_code = measures.measure_code
    left join differences
        on
            lists.document_key = differences.document_key
            and lists.measure_code = differences.measure_code
    group by lists.document_key, lists.measure_code, lists.line_no, lists.n_unknown

),

-- Projects of performance tables without any fiscal funds.
other_fund_projects as (

    select
        tables.document_key,
        tables.project_name,
        {{ comparable_name('tables.project_name') }} as name_key,
        tables.line_no
    from {{ ref('stg_performance_tables') }} as tables
    inner join {{ ref('int_performance_budgets') }} as budgets on tables.performance_key = budgets.performance_key
    where
        budgets.fiscal_yuan = 0
        and budgets.other_yuan > 0
        and tables.project_name is not null

),

general_public_changes as (

    select *
    from changes
    where
        reason is not null
        and (
            measure_code in ('general_public_total', 'general_public_basic', 'general_public_project', 'general_public_item')
            or fund_source_code = 'general_public'
        )

),

reason_funds as (

    select
        'narrative.reason_fund' as rule_id,
        general_public_changes.document_key,
        concat('statement ', general_public_changes.statement_no) as check_key,
        count(other_fund_projects.project_name) > 0 as is_broken,
        cast(null as varchar) as table_code,
        general_public_changes.line_no,
        general_public_changes.stated_cell_id as cell_id,
        cast(null as varchar) as obstacle_en,
        cast(null as varchar) as obstacle_zh,
        concat(
            '第', general_public_changes.line_no, '行将“', min(other_fund_projects.project_name), '”列为“', general_public_changes.label,
            '”增减的原因，其绩效目标表（第', min(other_fund_projects.line_no), '行）却无财政资金，全部为其他资金。'
        ) as detail_zh,
        concat(
            'Line ', general_public_changes.line_no, ' gives “', min(other_fund_projects.project_name), '” as a reason for the change of “',
            general_public_changes.label, '”, but its performance table (line ', min(other_fund_projects.line_no), ') has no fiscal funds.'
        ) as detail_en
    from general_public_changes
    left join other_fund_projects
        on
            general_public_changes.document_key = other_fund_projects.document_key
            and contains({{ comparable_name('general_public_changes.reason') }}, other_fund_projects.name_key)
    group by
        general_public_changes.document_key, general_public_changes.statement_no, general_public_changes.line_no,
        general_public_changes.label, general_public_changes.stated_cell_id

),

conditions as (

    select * from zero_bases
    union all
    select * from empty_tables
    union all
    select * from not_arranged
    union all
    select * from components
    union all
    select * from reason_funds

)

select * from conditions
