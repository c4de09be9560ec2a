-- One row is a budget unit.
with units as (

    select
        unit_key,
        min(unit_name) as unit_name
    from {{ ref('int_document_versions') }}
    group by unit_key

)

select
    units.unit_key,
    units.unit_name,
    regions.region_code,
    regions.region_name,
    regions.admin_level,
    -- No document read so far names the department that its unit belongs to.
    cast(null as varchar) as parent_unit_key
from units
left join {{ ref('int_unit_regions') }} as unit_regions on units.unit_key = unit_regions.unit_key
left join {{ ref('regions') }} as regions on unit_regions.region_code = regions.region_code
