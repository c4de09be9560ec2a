-- One row is something printed that a row of the ledger rests on and that is no figure: a claim, the contents of a table, a section,
-- a card or its allocation, or the title of a document; or what a rule itself demands, which stands in no document.
with named as (

    select distinct unnest(list_concat(coalesce(total_passage_ids, []), coalesce(part_passage_ids, []))) as passage_id
    from {{ ref('reconciliation') }}

),

claims as (

    select
        {{ passage_id('document_key', 'claim', 'claim_no') }} as passage_id,
        document_key,
        'claim' as passage_kind,
        table_no,
        section_no,
        page_no,
        line_no,
        text
    from {{ ref('int_claims') }}

),

tables as (

    select
        {{ passage_id('document_key', 'table', 'table_no') }} as passage_id,
        document_key,
        'table' as passage_kind,
        table_no,
        cast(null as integer) as section_no,
        page_no,
        first_line_no as line_no,
        title as text
    from {{ ref('int_tables') }}

),

sections as (

    select
        {{ passage_id('document_key', 'section', 'section_no') }} as passage_id,
        document_key,
        'section' as passage_kind,
        cast(null as integer) as table_no,
        section_no,
        page_no,
        first_line_no as line_no,
        title as text
    from {{ ref('int_sections') }}

),

cards as (

    select
        {{ passage_id('document_key', 'card', 'card_no') }} as passage_id,
        document_key,
        'card' as passage_kind,
        cast(null as integer) as table_no,
        section_no,
        page_no,
        line_no,
        project_name as text
    from {{ ref('int_project_cards') }}

),

allocations as (

    select
        {{ passage_id('document_key', 'allocation', 'card_no') }} as passage_id,
        document_key,
        'allocation' as passage_kind,
        cast(null as integer) as table_no,
        section_no,
        page_no,
        line_no,
        allocation as text
    from {{ ref('int_project_cards') }}

),

documents as (

    select
        {{ passage_id('document_key', 'document', '1') }} as passage_id,
        document_key,
        'document' as passage_kind,
        cast(null as integer) as table_no,
        cast(null as integer) as section_no,
        cast(null as integer) as page_no,
        1 as line_no,
        title as text
    from {{ ref('int_document_versions') }}

),

demands as (

    select
        concat('rule:', rule_id) as passage_id,
        cast(null as varchar) as document_key,
        'rule' as passage_kind,
        cast(null as integer) as table_no,
        cast(null as integer) as section_no,
        cast(null as integer) as page_no,
        cast(null as integer) as line_no,
        title_zh as text
    from {{ ref('rules') }}

),

official_names as (

    select
        concat('official:', {{ subject_key('classification', 'subject_code') }}) as passage_id,
        cast(null as varchar) as document_key,
        'official_name' as passage_kind,
        cast(null as integer) as table_no,
        cast(null as integer) as section_no,
        cast(null as integer) as page_no,
        cast(null as integer) as line_no,
        subject_name as text
    from {{ ref('int_subject_codes') }}
    where is_official

),

passages as (

    select * from claims
    union all
    select * from tables
    union all
    select * from sections
    union all
    select * from cards
    union all
    select * from allocations
    union all
    select * from documents
    union all
    select * from demands
    union all
    select * from official_names

)

select
    passages.passage_id,
    passages.document_key,
    passages.passage_kind,
    passages.table_no,
    passages.section_no,
    passages.page_no,
    {{ line_in_file('passages.line_no', 'documents.parts') }} as line_no,
    passages.text,
    {{ part_of_line('passages.line_no', 'documents.parts', 'passages.document_key') }} as part_key
from passages
inner join named on passages.passage_id = named.passage_id
left join {{ ref('int_document_versions') }} as documents on passages.document_key = documents.document_key
