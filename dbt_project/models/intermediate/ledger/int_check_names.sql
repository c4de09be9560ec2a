-- One row is something that rules are applied to in a document, with the words that messages name it by: a subject, a project,
-- a fund source, a performance table.
with documents as (

    select document_key
    from {{ ref('int_document_versions') }}
    where is_current

),

subjects as (

    select
        cells.document_key,
        'subject' as key_by,
        cells.subject_code as check_key,
        concat(cells.subject_code, ' ', min(cells.subject_name)) as name
    from {{ ref('int_cells') }} as cells
    where
        cells.subject_code is not null
        and cells.classification = 'functional'
    group by cells.document_key, cells.subject_code

),

classes as (

    select
        document_key,
        'class' as key_by,
        check_key,
        name
    from subjects
    where length(check_key) = 3

),

projects as (

    select
        mentions.document_key,
        aliases.project_key as check_key,
        min_by(mentions.project_name, mentions.mention_order * 100000 + mentions.line_no) as name
    from {{ ref('int_project_mentions') }} as mentions
    inner join {{ ref('int_project_aliases') }} as aliases
        on
            mentions.unit_key = aliases.unit_key
            and mentions.fiscal_year = aliases.fiscal_year
            and mentions.project_name_key = aliases.project_name_key
    group by mentions.document_key, aliases.project_key

),

performance_tables as (

    select
        tables.document_key,
        tables.performance_key as check_key,
        coalesce(tables.project_name, tables.unit_name) as name
    from {{ ref('int_performance_tables') }} as tables
    inner join documents on tables.document_key = documents.document_key

)

select * from subjects
union all
select * from classes
union all
select
    document_key,
    'project' as key_by,
    check_key,
    name
from projects
union all
select
    document_key,
    'card' as key_by,
    check_key,
    name
from projects
union all
select
    document_key,
    'performance' as key_by,
    check_key,
    name
from performance_tables
union all
select
    performance_tables.document_key,
    'performance_measure' as key_by,
    concat(performance_tables.check_key, ' ', measures.measure) as check_key,
    performance_tables.name
from performance_tables
cross join (values ('budget'), ('fiscal'), ('other')) as measures (measure)
union all
select
    documents.document_key,
    'fund_source' as key_by,
    fund_sources.fund_source_code as check_key,
    fund_sources.fund_source_name as name
from documents
cross join {{ ref('fund_sources') }} as fund_sources
