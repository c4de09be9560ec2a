-- One row is the name of a unit: one whose document was read, or one that a document names as the
-- parent or the child of its own.
with relations as (

    select relations.*
    from {{ ref('stg_unit_relations') }} as relations
    inner join {{ ref('int_document_parts') }} as documents on relations.document_key = documents.part_key
    where documents.is_current

),

printed as (

    select
        unit_key,
        unit_name,
        true as has_document,
        false as is_child
    from {{ ref('int_document_versions') }}
    union all
    select
        {{ hashed_key(['parent_name']) }} as unit_key,
        parent_name as unit_name,
        false as has_document,
        false as is_child
    from relations
    union all
    select
        {{ hashed_key(['child_name']) }} as unit_key,
        child_name as unit_name,
        false as has_document,
        true as is_child
    from relations

)

select
    unit_key,
    -- As its own document calls it, where it has one.
    coalesce(min(unit_name) filter (where has_document), min(unit_name)) as unit_name,
    bool_or(has_document) as has_document,
    bool_or(is_child) as is_child
from printed
group by unit_key
