-- One row is a region and one of the regions that it lies in, at any depth, or the region itself.
with recursive ancestry as (

    select
        region_code,
        region_code as ancestor_region_code,
        region_name as ancestor_region_name,
        parent_region_code as next_region_code,
        0 as distance
    from {{ ref('regions') }}

    union all

    select
        ancestry.region_code,
        regions.region_code as ancestor_region_code,
        regions.region_name as ancestor_region_name,
        regions.parent_region_code as next_region_code,
        ancestry.distance + 1 as distance
    from ancestry
    inner join {{ ref('regions') }} as regions on ancestry.next_region_code = regions.region_code

)

select
    region_code,
    ancestor_region_code,
    ancestor_region_name,
    distance
from ancestry
