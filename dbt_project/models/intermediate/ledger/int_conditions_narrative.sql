-- One row is a condition on what is said in words (family `narrative`) and a statement of a current document that it is applied to.
-- The total side is what the tables print, or the percentage that is stated; the part side is what is said of it.
with claims as (

    select claims.*
    from {{ ref('int_claims') }} as claims
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
        {{ place_of_figure('change_pct_figure_id') }} as check_key,
        is_zero_base and change_pct_value <> 0 as is_broken,
        cast(null as varchar) as table_code,
        line_no,
        change_pct_cell_id as cell_id,
        [change_pct_cell_id] as total_cell_ids,
        case when is_zero_base is not null then list_distinct([stated_cell_id, amount_cell_id]) end as part_cell_ids,
        case when is_zero_base is null then 'the amount that changed is not stated' end as obstacle_en,
        case when is_zero_base is null then '未述变动后的金额' end as obstacle_zh,
        concat(
            {{ line_zh('line_no') }}, '：“', label, '”上年为零，却表述为', case when change_pct_value < 0 then '下降' else '增长' end,
            {{ number_text('abs(change_pct_value)') }}, '%。'
        ) as detail_zh,
        concat(
            {{ line_en('line_no', 'Line') }}, ': “', label,
            '” was 0 the year before, and yet a change of ', {{ number_text('change_pct_value') }}, ' % is stated.'
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
    where
        source = table_code
        and not coalesce(is_prior_year, false)
    group by document_key, table_code

),

printed_tables as (

    select * from {{ ref('int_ledger_tables') }}

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
        case when table_figures.cell_id is not null then [table_figures.cell_id] end as total_cell_ids,
        printed_tables.passage_ids as total_passage_ids,
        [{{ passage_id('claims.document_key', 'claim', 'claims.claim_no') }}] as part_passage_ids,
        case
            when printed_tables.table_code is null then 'the table is not in the document'
            when table_figures.cell_id is null and printed_tables.cells_rejected > 0
                then concat(printed_tables.cells_rejected, ' cells of the table were rejected')
        end as obstacle_en,
        case
            when printed_tables.table_code is null then '文件中无该表'
            when table_figures.cell_id is null and printed_tables.cells_rejected > 0
                then concat('表中有', printed_tables.cells_rejected, '个单元格未能识别')
        end as obstacle_zh,
        concat(
            {{ line_zh('claims.line_no') }}, '称“', kinds.table_name,
            '”为空表，该表却印有', table_figures.n_figures, '个数（首见', {{ line_zh('table_figures.line_no') }}, '）。'
        ) as detail_zh,
        concat(
            {{ line_en('claims.line_no', 'Line') }}, ' says that the table “', kinds.table_name_en, '” is empty, but it prints ', table_figures.n_figures,
            ' figures (the first on ', {{ line_en('table_figures.line_no') }}, ').'
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
        rule_terms.term_key,
        table_terms.fund_source_code,
        table_terms.source as table_code
    from {{ ref('rule_terms') }} as rule_terms
    inner join {{ ref('rules') }} as rules on rule_terms.rule_id = rules.rule_id
    inner join {{ ref('rule_terms') }} as table_terms
        on
            rule_terms.rule_id = table_terms.rule_id
            and coalesce(rule_terms.term_key, '') = coalesce(table_terms.term_key, '')
            and table_terms.side = 'part'
            and table_terms.row_kind <> 'statement'
    where
        rule_terms.side = 'total'
        and rule_terms.row_kind = 'statement'
        and rules.basis = 'same'
        and rules.key_by in ('document', 'constant', 'fund_source')

),

looked_for as (

    select
        claims.document_key,
        claims.claim_no,
        claims.fund_source_code,
        counterparts.rule_id,
        counterparts.key_by,
        counterparts.term_key,
        counterparts.table_code
    from claims
    inner join counterparts
        on
            claims.measure_code = counterparts.measure_code
            and coalesce(counterparts.fund_source_code, claims.fund_source_code, '') = coalesce(claims.fund_source_code, '')
    where claims.claim_kind = 'not_arranged'

),

searched as (

    select
        looked_for.document_key,
        looked_for.claim_no,
        list_sort(list_distinct(flatten(list(printed_tables.passage_ids) filter (where printed_tables.table_code is not null)))) as passage_ids,
        max(printed_tables.cells_rejected) as cells_rejected
    from looked_for
    left join printed_tables
        on
            looked_for.document_key = printed_tables.document_key
            and looked_for.table_code = printed_tables.table_code
    group by looked_for.document_key, looked_for.claim_no

),

printed_amounts as (

    select
        looked_for.document_key,
        looked_for.claim_no,
        min_by(matches.cell_id, matches.term_row_no) as cell_id,
        min_by(matches.text, matches.term_row_no) as text,
        min_by(matches.table_code, matches.term_row_no) as table_code,
        min(matches.line_no) as line_no
    from looked_for
    inner join {{ ref('int_ledger_matches') }} as matches
        on
            looked_for.document_key = matches.document_key
            and looked_for.rule_id = matches.rule_id
            and matches.side = 'part'
            and matches.amount <> 0
            and matches.base_key = case looked_for.key_by
                when 'fund_source' then looked_for.fund_source_code
                when 'constant' then looked_for.term_key
                else ''
            end
    group by looked_for.document_key, looked_for.claim_no

),

-- A claim is judged once, however many tables its amount would stand in.
not_arranged as (

    select
        'narrative.not_arranged' as rule_id,
        claims.document_key,
        concat('claim ', claims.claim_no) as check_key,
        printed_amounts.cell_id is not null as is_broken,
        printed_amounts.table_code,
        claims.line_no,
        printed_amounts.cell_id,
        case when printed_amounts.cell_id is not null then [printed_amounts.cell_id] end as total_cell_ids,
        searched.passage_ids as total_passage_ids,
        [{{ passage_id('claims.document_key', 'claim', 'claims.claim_no') }}] as part_passage_ids,
        case
            when searched.claim_no is null then 'no table shows such an amount'
            when printed_amounts.cell_id is not null then null
            when searched.passage_ids is null then 'the table that would show it is not in the document'
            when searched.cells_rejected > 0 then concat(searched.cells_rejected, ' cells of the table were rejected')
        end as obstacle_en,
        case
            when searched.claim_no is null then '无表格列示该项'
            when printed_amounts.cell_id is not null then null
            when searched.passage_ids is null then '文件中无列示该项的表'
            when searched.cells_rejected > 0 then concat('表中有', searched.cells_rejected, '个单元格未能识别')
        end as obstacle_zh,
        concat(
            {{ line_zh('claims.line_no') }}, '称“', claims.text, '”，', kinds.table_name,
            '（', {{ line_zh('printed_amounts.line_no') }}, '）却印有', printed_amounts.text, '。'
        ) as detail_zh,
        concat(
            {{ line_en('claims.line_no', 'Line') }}, ' says “', claims.text, '”, but the table “', kinds.table_name_en,
            '” (', {{ line_en('printed_amounts.line_no') }}, ') prints ', printed_amounts.text, '.'
        ) as detail_en
    from claims
    left join searched
        on
            claims.document_key = searched.document_key
            and claims.claim_no = searched.claim_no
    left join printed_amounts
        on
            claims.document_key = printed_amounts.document_key
            and claims.claim_no = printed_amounts.claim_no
    left join {{ ref('tables') }} as kinds on printed_amounts.table_code = kinds.table_code
    where claims.claim_kind = 'not_arranged'

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
        count(*) filter (where component is null) as n_unknown,
        {{ string_list(passage_id('document_key', 'claim', 'claim_no'), 'claim_no') }} as passage_ids
    from listed
    group by document_key, measure_code

),

-- Lists that say that they leave some out (等).
open_lists as (

    select distinct
        document_key,
        measure_code
    from claims
    where claim_kind = 'open_list'

),

figures as (

    select * from {{ ref('int_ledger_figures') }}
    where not coalesce(is_prior_year, false)

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

shown as (

    select
        document_key,
        measure_code,
        {{ string_list('cell_id', 'cell_id') }} as cell_ids
    from in_tables
    group by document_key, measure_code

),

-- The table that shows what each total is made of.
tables_of_components as (

    select
        printed_tables.document_key,
        sources.measure_code,
        printed_tables.cells_rejected
    from (
        values ('income_total', 'income'), ('expenditure_total', 'overview'), ('basic_personnel', 'basic_expenditure'), ('basic_operating', 'basic_expenditure')
    ) as sources (measure_code, table_code)
    inner join printed_tables on sources.table_code = printed_tables.table_code

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
    left join open_lists on in_tables.document_key = open_lists.document_key and in_tables.measure_code = open_lists.measure_code
    where in_tables.document_key is null or (listed.document_key is null and open_lists.document_key is null)

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
        min(shown.cell_ids) as total_cell_ids,
        min(lists.passage_ids) as part_passage_ids,
        case
            when lists.n_unknown > 0 then concat(lists.n_unknown, ' of the names listed are not known')
            when min(shown.cell_ids) is null then 'no table shows what it consists of'
            when max(tables.cells_rejected) > 0 then concat(max(tables.cells_rejected), ' cells of the table were rejected')
        end as obstacle_en,
        case
            when lists.n_unknown > 0 then concat('所列名称中有', lists.n_unknown, '个未能识别')
            when min(shown.cell_ids) is null then '无表格列示其组成'
            when max(tables.cells_rejected) > 0 then concat('表中有', max(tables.cells_rejected), '个单元格未能识别')
        end as obstacle_zh,
        concat(
            {{ line_zh('lists.line_no') }}, '所列', min(measures.measure_name), '的组成与表格不一致：',
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
            'What ', {{ line_en('lists.line_no') }}, ' lists as parts of “', min(measures.measure_name_en), '” is not what the table shows: ',
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
    left join shown
        on
            lists.document_key = shown.document_key
            and lists.measure_code = shown.measure_code
    left join tables_of_components as tables
        on
            lists.document_key = tables.document_key
            and lists.measure_code = tables.measure_code
    group by lists.document_key, lists.measure_code, lists.line_no, lists.n_unknown

),

conditions as (

    select * from zero_bases
    union all by name
    select * from empty_tables
    union all by name
    select * from not_arranged
    union all by name
    select * from components

)

select * from conditions
