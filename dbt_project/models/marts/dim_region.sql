-- One row is a region, with the region of each level that it is or lies in.
select
    regions.region_code,
    regions.region_name,
    regions.admin_level,
    regions.parent_region_code,
    max(case when outer_regions.admin_level = 'province' then outer_regions.region_code end) as province_code,
    max(case when outer_regions.admin_level = 'province' then outer_regions.region_name end) as province_name,
    max(case when outer_regions.admin_level = 'prefecture' then outer_regions.region_code end) as prefecture_code,
    max(case when outer_regions.admin_level = 'prefecture' then outer_regions.region_name end) as prefecture_name,
    max(case when outer_regions.admin_level = 'county' then outer_regions.region_code end) as county_code,
    max(case when outer_regions.admin_level = 'county' then outer_regions.region_name end) as county_name
from {{ ref('regions') }} as regions
inner join {{ ref('int_region_ancestors') }} as ancestors on regions.region_code = ancestors.region_code
inner join {{ ref('regions') }} as outer_regions on ancestors.ancestor_region_code = outer_regions.region_code
group by regions.region_code, regions.region_name, regions.admin_level, regions.parent_region_code
