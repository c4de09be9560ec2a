-- One row is a current document and a table that it must hold, with whether it lacks it. What a document must hold is known for the
-- regions that the table is mandatory in, and for no unit whose region is not known. A table that was not recognised may be any.
with documents as (

    select
        document_versions.document_key,
        unit_regions.region_code
    from {{ ref('int_document_versions') }} as document_versions
    left join {{ ref('int_unit_regions') }} as unit_regions on document_versions.unit_key = unit_regions.unit_key
    where document_versions.is_current

),

mandatory as (

    select * from {{ ref('tables') }}
    where is_mandatory

),

present as (

    select distinct
        document_key,
        table_code
    from {{ ref('int_tables') }}
    where table_code is not null

),

with_unknown_tables as (

    select distinct document_key from {{ ref('int_tables') }}
    where table_code is null

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
left join with_unknown_tables on documents.document_key = with_unknown_tables.document_key
inner join {{ ref('int_region_ancestors') }} as ancestors
    on
        documents.region_code = ancestors.region_code
        and mandatory.mandatory_in = ancestors.ancestor_region_code
where present.table_code is not null or with_unknown_tables.document_key is null
