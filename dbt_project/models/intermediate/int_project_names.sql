-- One row is a name of a project of a unit in a year, with the name that it is a spelling of (`group_name_key`): the same
-- once what does not tell projects apart is taken away. Where one list prints two such names, they are two projects, and
-- nothing tells which of them a third is: no name is taken for another.
with mentions as (

    select * from {{ ref('int_project_mentions') }}

),

names as (

    select
        unit_key,
        fiscal_year,
        project_name_key,
        min(mention_order) as name_order
    from mentions
    group by unit_key, fiscal_year, project_name_key

),

cores as (

    select
        names.*,
        {{ project_name_core('names.project_name_key') }} as core
    from names
    inner join {{ ref('int_project_name_patterns') }} as patterns on names.fiscal_year = patterns.fiscal_year

),

lists as (

    select
        cores.unit_key,
        cores.fiscal_year,
        cores.core
    from cores
    inner join mentions
        on
            cores.unit_key = mentions.unit_key
            and cores.fiscal_year = mentions.fiscal_year
            and cores.project_name_key = mentions.project_name_key
    group by cores.unit_key, cores.fiscal_year, cores.core, mentions.list_key
    having count(distinct cores.project_name_key) > 1

),

told_apart as (

    select distinct * from lists

)

select
    cores.unit_key,
    cores.fiscal_year,
    cores.project_name_key,
    cores.core,
    case
        when told_apart.core is null
            then first_value(cores.project_name_key) over (
                partition by cores.unit_key, cores.fiscal_year, cores.core
                order by cores.name_order asc, cores.project_name_key asc
            )
        else cores.project_name_key
    end as group_name_key,
    exists(
        select 1 from {{ ref('document_words') }} as words
        where words.word_kind = 'confidential_project' and cores.project_name_key like concat(words.word, '%')
    ) as is_cover_name
from cores
left join told_apart
    on
        cores.unit_key = told_apart.unit_key
        and cores.fiscal_year = told_apart.fiscal_year
        and cores.core = told_apart.core
