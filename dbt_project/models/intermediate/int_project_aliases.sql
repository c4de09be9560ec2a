-- One row is a name of a project of a unit in a year, with the project that it names. The name of a performance table that
-- covers several projects names none, unless it stands elsewhere too.
with mentions as (

    select * from {{ ref('int_project_mentions') }}

),

named as (

    select
        unit_key,
        fiscal_year,
        project_name_key
    from mentions
    where mention_kind <> 'project_performance'
    union
    select
        mentions.unit_key,
        mentions.fiscal_year,
        mentions.project_name_key
    from mentions
    inner join {{ ref('int_project_performance') }} as performance on mentions.performance_key = performance.performance_key
    where performance.method <> 'amounts_add_up'

)

select
    identities.unit_key,
    identities.fiscal_year,
    identities.project_name_key,
    identities.core,
    identities.is_cover_name,
    identities.project_key,
    identities.method,
    identities.confidence
from {{ ref('int_project_identities') }} as identities
inner join named
    on
        identities.unit_key = named.unit_key
        and identities.fiscal_year = named.fiscal_year
        and identities.project_name_key = named.project_name_key
