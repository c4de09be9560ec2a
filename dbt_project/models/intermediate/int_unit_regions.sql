-- One row is a unit whose name tells its region: the name begins with a region, which may be
-- followed by a region within it. Where the longest reading is not the only one, none is taken.
with units as (

    select distinct
        unit_key,
        unit_name
    from {{ ref('int_document_versions') }}

),

region_forms as (

    select
        region_code,
        parent_region_code,
        region_name as form
    from {{ ref('regions') }}
    union
    select
        region_code,
        parent_region_code,
        short_name as form
    from {{ ref('regions') }}
    where short_name is not null

),

outer_regions as (

    select
        units.unit_key,
        units.unit_name,
        region_forms.region_code,
        length(region_forms.form) as read_length
    from units
    inner join region_forms on units.unit_name like concat(region_forms.form, '%')

),

inner_regions as (

    select
        outer_regions.unit_key,
        outer_regions.unit_name,
        region_forms.region_code,
        outer_regions.read_length + length(region_forms.form) as read_length
    from outer_regions
    inner join region_forms
        on
            outer_regions.region_code = region_forms.parent_region_code
            and substr(outer_regions.unit_name, outer_regions.read_length + 1) like concat(region_forms.form, '%')

),

readings as (

    select
        unit_key,
        region_code,
        read_length
    from outer_regions
    union
    select
        unit_key,
        region_code,
        read_length
    from inner_regions

),

longest as (

    select
        unit_key,
        region_code,
        rank() over (partition by unit_key order by read_length desc) as place
    from readings

)

select
    unit_key,
    min(region_code) as region_code
from longest
where place = 1
group by unit_key
having count(distinct region_code) = 1
