-- One row is a mention of a project: a name in one place of a document, with the project that it is taken for. A
-- performance table that covers several projects has a row for each.
with mentions as (

    select * from {{ ref('int_project_mentions') }}

),

resolved as (

    select
        mentions.mention_key,
        aliases.project_key,
        aliases.method,
        aliases.confidence
    from mentions
    inner join {{ ref('int_project_aliases') }} as aliases
        on
            mentions.unit_key = aliases.unit_key
            and mentions.fiscal_year = aliases.fiscal_year
            and mentions.project_name_key = aliases.project_name_key
    where mentions.mention_kind <> 'project_performance'
    union all
    select
        mentions.mention_key,
        performance.project_key,
        performance.method,
        performance.confidence
    from mentions
    inner join {{ ref('int_project_performance') }} as performance on mentions.performance_key = performance.performance_key

)

select
    mentions.mention_key,
    resolved.project_key,
    mentions.unit_key,
    mentions.fiscal_year,
    mentions.document_key,
    mentions.mention_kind,
    mentions.project_name,
    mentions.project_name_key,
    mentions.amount_yuan,
    resolved.method,
    resolved.confidence,
    {{ line_in_file('mentions.line_no', 'documents.parts') }} as line_no
from mentions
inner join resolved on mentions.mention_key = resolved.mention_key
inner join {{ ref('int_document_versions') }} as documents on mentions.document_key = documents.document_key
