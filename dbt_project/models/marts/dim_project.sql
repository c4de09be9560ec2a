-- One row is a project of a unit in a year, under every spelling that differs by spaces and widths alone.
with mentions as (

    select
        project_key,
        document_key,
        unit_key,
        fiscal_year,
        project_name,
        table_code,
        table_no,
        row_no
    from {{ ref('int_cells') }}
    where project_key is not null

),

confidential_words as (

    select word from {{ ref('document_words') }}
    where word_kind = 'confidential_project'

),

named as (

    select
        *,
        row_number() over (
            partition by project_key order by length(project_name) desc, project_name asc
        ) as name_rank,
        row_number() over (partition by project_key order by document_key asc, table_no asc, row_no asc) as mention_rank
    from mentions

),

projects as (

    select
        project_key,
        min(unit_key) as unit_key,
        min(fiscal_year) as fiscal_year,
        min(project_name) filter (where name_rank = 1) as project_name,
        min(table_code) filter (where mention_rank = 1) as first_seen_in
    from named
    group by project_key

)

select
    projects.project_key,
    projects.unit_key,
    projects.fiscal_year,
    projects.project_name,
    exists(
        select 1 from confidential_words
        where projects.project_name like concat(confidential_words.word, '%')
    ) as is_confidential,
    projects.first_seen_in
from projects
