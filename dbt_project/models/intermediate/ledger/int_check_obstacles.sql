-- One row is a rule of sums and a current document in which it cannot be judged: a table that it needs is missing, or cells of
-- it were rejected, or the document prints nothing that the rule is about.
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

),

tables as (

    select
        document_key,
        table_code,
        sum(cells_rejected) as n_rejected
    from {{ ref('stg_tables') }}
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

)

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
