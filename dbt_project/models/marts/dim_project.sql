-- One row is a project of a unit in a year, under all names that are taken for it.
with mentions as (

    select
        aliases.project_key,
        aliases.is_cover_name,
        -- A name that is taken for the project by its amount, or covers it, is another name, no form of its own.
        aliases.method in ('exact', 'normalised') as is_own_name,
        mentions.*
    from {{ ref('int_project_mentions') }} as mentions
    inner join {{ ref('int_project_aliases') }} as aliases
        on
            mentions.unit_key = aliases.unit_key
            and mentions.fiscal_year = aliases.fiscal_year
            and mentions.project_name_key = aliases.project_name_key

),

named as (

    select
        *,
        row_number() over (
            partition by project_key order by is_own_name desc, length(project_name) desc, project_name asc
        ) as name_rank,
        row_number() over (
            partition by project_key order by document_key asc, line_no asc, mention_order asc, mention_key asc
        ) as mention_rank
    from mentions

)

select
    project_key,
    min(unit_key) as unit_key,
    min(fiscal_year) as fiscal_year,
    min(project_name) filter (where name_rank = 1) as project_name,
    bool_or(is_cover_name or is_withheld) as is_confidential,
    min(mention_kind) filter (where mention_rank = 1) as first_seen_in
from named
group by project_key
