-- One row is a current document and a table that every disclosure must hold, with whether it does.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

mandatory as (

    select * from {{ ref('tables') }}
    where is_mandatory

),

present as (

    select distinct
        document_key,
        table_code
    from {{ ref('stg_tables') }}

)

select
    documents.document_key,
    mandatory.table_code,
    mandatory.table_name,
    mandatory.table_name_en,
    present.table_code is null as is_missing
from documents
cross join mandatory
left join present
    on
        documents.document_key = present.document_key
        and mandatory.table_code = present.table_code
