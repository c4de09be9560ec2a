-- One row is a side of a rule of sums and a current document, with where the document prints figures of that side, or would: the
-- tables of the rule's terms, and the sections that state such measures. A rule that finds nothing on one side rests on them.
with terms as (

    select distinct
        rule_id,
        side,
        source
    from {{ ref('rule_terms') }}
    where side in ('total', 'part')

),

tables as (

    select
        terms.rule_id,
        terms.side,
        tables.document_key,
        unnest(tables.passage_ids) as passage_id
    from terms
    inner join {{ ref('int_ledger_tables') }} as tables on terms.source = tables.table_code

),

sections as (

    select
        terms.rule_id,
        terms.side,
        statements.document_key,
        {{ passage_id('statements.document_key', 'section', 'statements.section_no') }} as passage_id
    from terms
    inner join {{ ref('int_statements') }} as statements on terms.source = statements.measure_code
    where statements.section_no is not null

),

places as (

    select * from tables
    union
    select * from sections

)

select
    rule_id,
    side,
    document_key,
    {{ string_list('passage_id', 'passage_id') }} as passage_ids
from places
group by rule_id, side, document_key
