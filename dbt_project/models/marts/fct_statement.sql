-- One row is what a document says in words, without a figure of its own: a table that is empty, money that was not arranged,
-- what is not made public, an amount that stayed as it was, that no units are below the one that speaks.
with claims as (

    select
        concat_ws(':', claims.document_key, 'claim', claims.claim_no) as statement_key,
        claims.document_key,
        claims.claim_kind as statement_kind,
        claims.section_code,
        claims.table_code,
        claims.measure_code,
        claims.fund_source_code,
        claims.subject_code,
        claims.project_name_key,
        cast(null as varchar) as source_cell_id,
        claims.amount_yuan,
        claims.text,
        claims.page_no,
        claims.line_no - parts.line_offset as line_no,
        claims.part_key
    from {{ ref('int_claims') }} as claims
    inner join {{ ref('int_document_parts') }} as parts on claims.part_key = parts.part_key
    where claims.claim_kind in ('empty_table', 'not_arranged', 'withheld', 'no_subordinate_units')

),

unchanged as (

    select
        concat_ws(':', changes.document_key, 'statement', changes.statement_no) as statement_key,
        changes.document_key,
        'unchanged' as statement_kind,
        changes.section_code,
        cast(null as varchar) as table_code,
        changes.measure_code,
        changes.fund_source_code,
        changes.subject_code,
        changes.project_name_key,
        changes.own_amount_cell_id as source_cell_id,
        changes.own_amount_yuan as amount_yuan,
        sentences.text,
        sentences.page_no,
        sentences.line_no - parts.line_offset as line_no,
        sentences.part_key
    from {{ ref('int_statements') }} as changes
    inner join {{ ref('int_figures') }} as figures on changes.own_amount_cell_id = figures.cell_id
    inner join {{ ref('int_sentences') }} as sentences
        on
            figures.document_key = sentences.document_key
            and figures.section_no = sentences.section_no
            and figures.sentence_no = sentences.sentence_no
    inner join {{ ref('int_document_parts') }} as parts on sentences.part_key = parts.part_key
    where changes.is_unchanged

),

said as (

    select * from claims
    union all
    select * from unchanged

)

select
    said.statement_key,
    said.source_cell_id,
    said.document_key,
    documents.unit_key,
    documents.fiscal_year,
    documents.document_kind,
    said.statement_kind,
    said.section_code,
    said.table_code,
    said.measure_code,
    said.fund_source_code as fund_source_key,
    {{ subject_key("'functional'", 'said.subject_code') }} as subject_key,
    aliases.project_key,
    said.amount_yuan,
    said.text,
    said.page_no,
    said.line_no,
    said.part_key,
    false as is_reconciled,
    'not_evaluated' as reconciliation_verdict
from said
inner join {{ ref('dim_document') }} as documents on said.document_key = documents.document_key
left join {{ ref('int_project_aliases') }} as aliases
    on
        documents.unit_key = aliases.unit_key
        and documents.fiscal_year = aliases.fiscal_year
        and said.project_name_key = aliases.project_name_key
