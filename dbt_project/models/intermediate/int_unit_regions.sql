-- One row is a unit whose name tells its region: the name begins with a region, which may be
-- followed by regions within it. Where the longest reading is not the only one, none is taken.
with recursive units as (

    select distinct
        unit_key,
        unit_name
    from {{ ref('int_unit_names') }}

),

region_forms as (

    select
        region_code,
        region_name as form
    from {{ ref('regions') }}
    union
    select
        region_code,
        short_name as form
    from {{ ref('regions') }}
    where short_name is not null

),

within as (

    select
        region_code,
        ancestor_region_code as outer_region_code
    from {{ ref('int_region_ancestors') }}
    where distance > 0

),

readings as (

    select
        units.unit_key,
        units.unit_name,
        region_forms.region_code,
        length(region_forms.form) as read_length
    from units
    inner join region_forms on units.unit_name like concat(region_forms.form, '%')

    union all

    select
        readings.unit_key,
        readings.unit_name,
        within.region_code,
        readings.read_length + length(region_forms.form) as read_length
    from readings
    inner join within on readings.region_code = within.outer_region_code
    inner join region_forms
        on
            within.region_code = region_forms.region_code
            and substr(readings.unit_name, readings.read_length + 1) like concat(region_forms.form, '%')

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
