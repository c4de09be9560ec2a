-- One row is the name of a unit: one whose document was read, or one that a document names as the
-- parent or the child of its own.
with relations as (

    select relations.*
    from {{ ref('stg_unit_relations') }} as relations
    inner join {{ ref('int_document_versions') }} as documents on relations.document_key = documents.document_key
    where documents.is_current

),

printed as (

    select
        unit_name,
        true as has_document,
        false as is_child
    from {{ ref('int_document_versions') }}
    union all
    select
        parent_name as unit_name,
        false as has_document,
        false as is_child
    from relations
    union all
    select
        child_name as unit_name,
        false as has_document,
        true as is_child
    from relations

)

select
    {{ hashed_key(['unit_name']) }} as unit_key,
    unit_name,
    bool_or(has_document) as has_document,
    bool_or(is_child) as is_child
from printed
group by unit_name
