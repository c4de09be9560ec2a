-- One row is a name of a project of a unit in a year, with the one project that it names, how that is known, and how
-- surely. A performance table that covers several projects has a project of its own name here: see int_project_performance.
with recursive matches as (

    select * from {{ ref('int_project_matches') }}

),

names as (

    select * from {{ ref('int_project_names') }}

),

groups as (

    select distinct
        unit_key,
        fiscal_year,
        group_name_key
    from names

),

lineage as (

    select
        unit_key,
        fiscal_year,
        group_name_key,
        group_name_key as root_name_key,
        0 as steps
    from groups

    union all

    select
        lineage.unit_key,
        lineage.fiscal_year,
        lineage.group_name_key,
        matches.other_name_key as root_name_key,
        lineage.steps + 1 as steps
    from lineage
    inner join matches
        on
            lineage.unit_key = matches.unit_key
            and lineage.fiscal_year = matches.fiscal_year
            and lineage.root_name_key = matches.group_name_key

),

ranked_lineage as (

    select
        *,
        row_number() over (partition by unit_key, fiscal_year, group_name_key order by steps desc) as place
    from lineage

),

roots as (

    select
        unit_key,
        fiscal_year,
        group_name_key,
        root_name_key
    from ranked_lineage
    where place = 1

),

-- Two names of one list that were taken for a third, each on its way: then none of them is.
listed_together as (

    select
        roots.unit_key,
        roots.fiscal_year,
        roots.root_name_key
    from roots
    inner join names
        on
            roots.unit_key = names.unit_key
            and roots.fiscal_year = names.fiscal_year
            and roots.group_name_key = names.group_name_key
    inner join {{ ref('int_project_mentions') }} as mentions
        on
            names.unit_key = mentions.unit_key
            and names.fiscal_year = mentions.fiscal_year
            and names.project_name_key = mentions.project_name_key
    group by roots.unit_key, roots.fiscal_year, roots.root_name_key, mentions.list_key
    having count(distinct roots.group_name_key) > 1

),

contradictory as (

    select distinct * from listed_together

),

resolved as (

    select
        roots.unit_key,
        roots.fiscal_year,
        roots.group_name_key,
        case when contradictory.root_name_key is null then roots.root_name_key else roots.group_name_key end as canonical_name_key
    from roots
    left join contradictory
        on
            roots.unit_key = contradictory.unit_key
            and roots.fiscal_year = contradictory.fiscal_year
            and roots.root_name_key = contradictory.root_name_key

)

select
    names.unit_key,
    names.fiscal_year,
    names.project_name_key,
    names.core,
    names.is_cover_name,
    {{ hashed_key(['names.unit_key', 'names.fiscal_year', 'resolved.canonical_name_key']) }} as project_key,
    case
        when names.project_name_key = resolved.canonical_name_key then 'exact'
        when names.group_name_key = resolved.canonical_name_key then 'normalised'
        else matches.method
    end as method,
    cast(
        case
            when names.project_name_key = resolved.canonical_name_key then 1.00
            when names.group_name_key = resolved.canonical_name_key then 0.95
            else matches.confidence
        end as decimal(3, 2)
    ) as confidence
from names
inner join resolved
    on
        names.unit_key = resolved.unit_key
        and names.fiscal_year = resolved.fiscal_year
        and names.group_name_key = resolved.group_name_key
left join matches
    on
        names.unit_key = matches.unit_key
        and names.fiscal_year = matches.fiscal_year
        and names.group_name_key = matches.group_name_key
