-- One row is a project that a card, a performance table or a sentence names and no table does, with one of the projects
-- of the tables that are nearest to it, by name or by amount: up to three, none where the tables name no project.
with mentions as (

    select
        mentions.*,
        identities.core,
        identities.project_key
    from {{ ref('int_project_mentions') }} as mentions
    inner join {{ ref('int_project_identities') }} as identities
        on
            mentions.unit_key = identities.unit_key
            and mentions.fiscal_year = identities.fiscal_year
            and mentions.project_name_key = identities.project_name_key

),

in_tables as (

    select
        *,
        row_number() over (partition by project_key order by mention_order asc, mention_key asc) as place
    from mentions
    where mention_kind in {{ table_kinds() }}

),

table_projects as (

    select * from in_tables
    where place = 1

),

several as (

    select distinct performance_key from {{ ref('int_project_performance') }}
    where method = 'amounts_add_up'

),

unmatched as (

    select mentions.*
    from mentions
    left join table_projects on mentions.project_key = table_projects.project_key
    left join several on mentions.performance_key = several.performance_key
    where
        table_projects.project_key is null
        and several.performance_key is null

),

compared as (

    select
        unmatched.*,
        table_projects.project_key as candidate_project_key,
        table_projects.project_name as candidate_name,
        table_projects.amount_yuan as candidate_amount_yuan,
        {{ name_similarity('unmatched.core', 'table_projects.core') }} as similarity,
        case
            when unmatched.amount_yuan > 0 and table_projects.amount_yuan > 0
                then
                    100.0 * least(unmatched.amount_yuan, table_projects.amount_yuan)
                    / greatest(unmatched.amount_yuan, table_projects.amount_yuan)
            else 0
        end as amount_similarity
    from unmatched
    left join table_projects
        on
            unmatched.unit_key = table_projects.unit_key
            and unmatched.fiscal_year = table_projects.fiscal_year

),

ranked as (

    select
        *,
        row_number() over (
            partition by mention_key
            order by greatest(similarity, amount_similarity) desc, similarity desc, candidate_project_key asc
        ) as place
    from compared

)

select
    ranked.mention_key,
    ranked.project_key,
    ranked.unit_key,
    ranked.fiscal_year,
    ranked.document_key,
    ranked.mention_kind,
    ranked.project_name,
    ranked.amount_yuan,
    {{ line_in_file('ranked.line_no', 'documents.parts') }} as line_no,
    case when ranked.candidate_project_key is not null then cast(ranked.place as integer) end as candidate_rank,
    ranked.candidate_project_key,
    ranked.candidate_name,
    ranked.candidate_amount_yuan,
    cast(ranked.similarity as decimal(5, 2)) as similarity
from ranked
inner join {{ ref('int_document_versions') }} as documents on ranked.document_key = documents.document_key
where ranked.place <= 3
