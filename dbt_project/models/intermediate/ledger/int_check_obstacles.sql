-- One row is a rule of sums and a current document in which it cannot be judged: a table that it needs is missing, or cells of
-- it were rejected, or it has figures and no total row that the rule would add up with those of others; or figures were rejected
-- beside those of sentences that the rule adds up, and may be among their parts.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

kinds as (

    select * from {{ ref('tables') }}
    where reader = 'budget_table'

),

needed as (

    select distinct
        rule_terms.rule_id,
        kinds.table_code,
        kinds.table_name,
        kinds.table_name_en
    from {{ ref('rule_terms') }} as rule_terms
    inner join kinds on rule_terms.source = kinds.table_code
    where rule_terms.side <> 'carried_in_budget'

),

tables as (

    select
        document_key,
        table_code,
        sum(cells_rejected) as n_rejected
    from {{ ref('int_table_gaps') }}
    group by document_key, table_code

),

needs as (

    select
        needed.*,
        documents.document_key,
        tables.table_code is null as is_missing,
        coalesce(tables.n_rejected, 0) as n_rejected
    from documents
    cross join needed
    left join tables
        on
            documents.document_key = tables.document_key
            and needed.table_code = tables.table_code

),

-- What is added up of the total rows of several tables, under no key.
added_totals as (

    select distinct
        rule_terms.rule_id,
        rule_terms.source as table_code
    from {{ ref('rule_terms') }} as rule_terms
    inner join {{ ref('rules') }} as rules on rule_terms.rule_id = rules.rule_id
    where
        rules.key_by = 'document'
        and rules.basis in ('interval', 'same')
        and rule_terms.row_kind = 'total'
        and rule_terms.side in ('total', 'part')
    qualify count(distinct rule_terms.source) over (partition by rule_terms.rule_id, rule_terms.side) > 1

),

figures as (

    select
        document_key,
        table_code,
        bool_or(row_role = 'total') as has_total
    from {{ ref('int_cells') }}
    group by document_key, table_code

),

tables_in_the_way as (

    select
        rule_id,
        document_key,
        case
            when bool_or(is_missing)
                then concat(
                    'not in the document: ',
                    string_agg(case when is_missing then table_name_en end, ', ' order by table_code)
                )
            else concat(sum(n_rejected), ' cells of the tables were rejected')
        end as obstacle_en,
        case
            when bool_or(is_missing)
                then concat('文件中无', string_agg(case when is_missing then table_name end, '、' order by table_code))
            else concat('有', sum(n_rejected), '个单元格未能识别')
        end as obstacle_zh
    from needs
    group by rule_id, document_key
    having bool_or(is_missing) or sum(n_rejected) > 0

),

-- A table with figures and no total row (its first row is that of the unit) leaves the sum of several tables short.
tables_without_total as (

    select
        needs.rule_id,
        needs.document_key,
        string_agg(needs.table_name_en, ', ' order by needs.table_code) as tables_en,
        string_agg(needs.table_name, '、' order by needs.table_code) as tables_zh
    from needs
    inner join added_totals
        on
            needs.rule_id = added_totals.rule_id
            and needs.table_code = added_totals.table_code
    inner join figures
        on
            needs.document_key = figures.document_key
            and needs.table_code = figures.table_code
    where not figures.has_total
    group by needs.rule_id, needs.document_key

),

-- The rules that add up what sentences state, with all that they compare.
added_statements as (

    select
        rule_id,
        source as measure_code
    from {{ ref('rule_terms') }}
    where row_kind = 'statement'
    qualify count(*) filter (where side = 'part') over (partition by rule_id) > 1

),

-- What was printed before, a share, or a term of a calculation is no part that is missing.
sentences_in_the_way as (

    select
        added_statements.rule_id,
        statements.document_key,
        count(distinct rejected.cell_id) as n_rejected
    from added_statements
    inner join {{ ref('int_statements') }} as statements on added_statements.measure_code = statements.measure_code
    inner join {{ ref('int_rejected') }} as rejected
        on
            statements.document_key = rejected.document_key
            and statements.section_no = rejected.section_no
    where rejected.reason_code not in ('part_of_calculation', 'paragraph_repeated', 'no_amount')
    group by added_statements.rule_id, statements.document_key

)

select
    coalesce(tables_in_the_way.rule_id, tables_without_total.rule_id, sentences_in_the_way.rule_id) as rule_id,
    coalesce(
        tables_in_the_way.document_key, tables_without_total.document_key, sentences_in_the_way.document_key
    ) as document_key,
    coalesce(
        tables_in_the_way.obstacle_en,
        'no total row is printed: ' || tables_without_total.tables_en,
        concat(sentences_in_the_way.n_rejected, ' figures of the same sections were rejected')
    ) as obstacle_en,
    coalesce(
        tables_in_the_way.obstacle_zh,
        '未印总计行：' || tables_without_total.tables_zh,
        concat('相同部分中有', sentences_in_the_way.n_rejected, '个数字未能识别')
    ) as obstacle_zh
from tables_in_the_way
full outer join tables_without_total
    on
        tables_in_the_way.rule_id = tables_without_total.rule_id
        and tables_in_the_way.document_key = tables_without_total.document_key
full outer join sentences_in_the_way
    on
        coalesce(tables_in_the_way.rule_id, tables_without_total.rule_id) = sentences_in_the_way.rule_id
        and coalesce(tables_in_the_way.document_key, tables_without_total.document_key) = sentences_in_the_way.document_key
