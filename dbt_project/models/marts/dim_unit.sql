-- One row is a budget unit: one whose documents were read, its child, or the one parent that documents name.
with parents as (

    select
        parent_unit_key as unit_key,
        min(parent_name) as unit_name,
        min(parent_region_code) as region_code
    from {{ ref('int_unit_relations') }}
    group by parent_unit_key

),

-- A parent is known by its full name; the word for it that a document prints is no unit of its own.
named as (

    select
        unit_key,
        unit_name,
        has_document
    from {{ ref('int_unit_names') }}
    where has_document or is_child

),

all_units as (

    select
        coalesce(named.unit_key, parents.unit_key) as unit_key,
        coalesce(named.unit_name, parents.unit_name) as unit_name,
        coalesce(named.has_document, false) as has_document,
        parents.unit_key is not null as is_parent,
        parents.region_code as parent_region_code
    from named
    full join parents on named.unit_key = parents.unit_key

),

document_kinds as (

    select
        unit_key,
        bool_or(document_kind like 'department%') as has_department_document
    from {{ ref('int_document_versions') }}
    group by unit_key

)

select
    all_units.unit_key,
    all_units.unit_name,
    case when all_units.is_parent or coalesce(document_kinds.has_department_document, false) then 'department' else 'unit' end as unit_kind,
    all_units.has_document,
    regions.region_code,
    regions.region_name,
    regions.admin_level,
    regions.province_name,
    regions.prefecture_name,
    regions.county_name,
    relations.parent_unit_key
from all_units
left join document_kinds on all_units.unit_key = document_kinds.unit_key
left join {{ ref('int_unit_regions') }} as unit_regions on all_units.unit_key = unit_regions.unit_key
left join {{ ref('dim_region') }} as regions
    on coalesce(unit_regions.region_code, all_units.parent_region_code) = regions.region_code
left join {{ ref('int_unit_relations') }} as relations on all_units.unit_key = relations.unit_key
