-- One row is a content that was read: all of a disclosure, or a part of one that is published in several files. Each is current
-- or not by itself, and knows the disclosure that it belongs to (`document_key`) and where its numbers begin there: the lines,
-- tables, sections … of a disclosure are counted through all its current parts. A content that the gate holds back is none.
with read_documents as (

    select
        * exclude (document_key),
        document_key as part_key
    from {{ ref('stg_documents') }}
    where
        read_outcome = 'read'
        and content_sha256 not in (select held_back.content_sha256 from {{ ref('stg_held_back') }} as held_back)

),

places as (

    select
        document_key,
        min(source_file) filter (where is_present) as present_file,
        min(source_file) as known_file,
        min(first_seen_at) as first_seen_at,
        bool_or(is_present) as is_present
    from {{ ref('stg_files') }}
    where content_sha256 is not null
    group by document_key

),

found as (

    select
        -- One unit may be called with and without what may stand before its name: by the longer one.
        read_documents.* replace (
            first_value(read_documents.unit_name) over (
                partition by read_documents.unit_key order by length(read_documents.unit_name) desc, read_documents.unit_name asc
            ) as unit_name
        ),
        places.is_present,
        places.first_seen_at,
        coalesce(places.present_file, places.known_file) as source_file
    from read_documents
    inner join places on read_documents.part_key = places.document_key

),

-- A part that leaves open which kind of disclosure it is of has the kind that the other files of that unit and year tell: one.
told_kinds as (

    select
        untold.part_key,
        min(told.document_kind) as document_kind
    from found as untold
    inner join found as told
        on
            untold.unit_key = told.unit_key
            and untold.fiscal_year = told.fiscal_year
            and list_contains(untold.possible_kinds, told.document_kind)
    where
        untold.document_kind is null
        and told.is_present
    group by untold.part_key
    having count(distinct told.document_kind) = 1

),

placed as (

    select found.* replace (coalesce(found.document_kind, told_kinds.document_kind) as document_kind)
    from found
    left join told_kinds on found.part_key = told_kinds.part_key
    where coalesce(found.document_kind, told_kinds.document_kind) is not null

),

-- Of what is whole the version published last comes first, of those the one seen last; a part without a date is as old as its file.
ranked as (

    select
        *,
        row_number() over versions as version_rank,
        first_value(part_key) over versions as first_part_key,
        cast(row_number() over (
            partition by unit_key, fiscal_year, document_kind, document_part
            order by published_on asc nulls first, first_seen_at asc, source_file asc
        ) as integer) as version_no,
        row_number() over (
            partition by unit_key, fiscal_year, document_kind
            order by
                coalesce(published_on, cast(first_seen_at at time zone 'UTC' as date)) asc, first_seen_at asc,
                document_part = 'whole' asc, source_file asc
        ) as recency
    from placed
    window versions as (
        partition by unit_key, fiscal_year, document_kind, document_part = 'whole'
        order by is_present desc, published_on desc nulls last, first_seen_at desc, source_file desc
    )

),

-- What may be current: every part that is there, and the first of what is whole.
candidates as (

    select * from ranked
    where
        is_present
        and (document_part <> 'whole' or version_rank = 1)

),

in_parts as (

    select
        unit_key,
        fiscal_year,
        document_kind
    from candidates
    group by unit_key, fiscal_year, document_kind
    having count(*) > 1

),

-- What a file holds of its disclosure: its kinds of tables, its sections, its performance tables by their projects.
held as (

    select
        tables.document_key as part_key,
        concat('table ', tables.table_code) as thing
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('tables') }} as kinds on tables.table_code = kinds.table_code
    where kinds.reader = 'budget_table'
    union
    select
        document_key as part_key,
        concat_ws(' ', 'performance', scope, project_name_key) as thing
    from {{ ref('stg_performance_tables') }}
    union
    select
        document_key as part_key,
        concat('section ', section_code) as thing
    from {{ ref('stg_sections') }}
    where
        section_code is not null
        and figures_loaded > 0

),

things as (

    select
        candidates.part_key,
        candidates.unit_key,
        candidates.fiscal_year,
        candidates.document_kind,
        candidates.recency,
        held.thing,
        count(held.thing) over (partition by candidates.part_key) as n_things
    from candidates
    inner join in_parts
        on
            candidates.unit_key = in_parts.unit_key
            and candidates.fiscal_year = in_parts.fiscal_year
            and candidates.document_kind = in_parts.document_kind
    inner join held on candidates.part_key = held.part_key

),

shared as (

    select
        one.part_key,
        other.part_key as other_key,
        one.thing,
        other.recency > one.recency as is_newer,
        other.n_things > one.n_things or (other.n_things = one.n_things and other.recency > one.recency) as is_larger
    from things as one
    inner join things as other
        on
            one.unit_key = other.unit_key
            and one.fiscal_year = other.fiscal_year
            and one.document_kind = other.document_kind
            and one.thing = other.thing
            and one.part_key <> other.part_key

),

-- All that they hold stands in newer files, in one of them or in several together.
replaced as (

    select things.part_key
    from things
    left join shared
        on
            things.part_key = shared.part_key
            and things.thing = shared.thing
            and shared.is_newer
    group by things.part_key
    having count(distinct shared.thing) = count(distinct things.thing)

),

-- Of two that hold the same thing, and of which neither is replaced, the one counts that holds more.
outdone as (

    select distinct shared.part_key
    from shared
    left join replaced on shared.part_key = replaced.part_key
    left join replaced as replaced_too on shared.other_key = replaced_too.part_key
    where
        shared.is_larger
        and replaced.part_key is null
        and replaced_too.part_key is null

),

judged as (

    select
        ranked.*,
        outdone.part_key is not null as is_outdone,
        candidates.part_key is not null and replaced.part_key is null and outdone.part_key is null as is_current
    from ranked
    left join candidates on ranked.part_key = candidates.part_key
    left join replaced on ranked.part_key = replaced.part_key
    left join outdone on ranked.part_key = outdone.part_key

),

-- The text leads its disclosure, since it tells most of it; then come the tables.
ordered as (

    select
        *,
        cast(row_number() over disclosure as integer) as place,
        first_value(part_key) over disclosure as leading_part_key
    from judged
    window disclosure as (
        partition by unit_key, fiscal_year, document_kind, is_current
        order by
            case document_part when 'whole' then 1 when 'text' then 1 when 'tables' then 2 else 3 end asc,
            source_file asc, part_key asc
    )

),

members as (

    select
        * exclude (place, leading_part_key, recency, possible_kinds),
        case when is_current then place else 1 end as part_no,
        case when is_current then leading_part_key else part_key end as document_key,
        case when is_current then count(*) filter (where is_current) over (partition by unit_key, fiscal_year, document_kind) else 1 end as n_parts,
        min(leading_part_key) filter (where is_current) over (partition by unit_key, fiscal_year, document_kind) as current_document_key
    from ordered

),

-- How many there are of each thing that is numbered, in the files whose numbers others go on from.
counts as (

    select
        members.part_key,
        coalesce(max(tables.table_no), 0) as n_tables,
        coalesce(max(sections.section_no), 0) as n_sections
    from members
    left join {{ ref('stg_tables') }} as tables on members.part_key = tables.document_key
    left join {{ ref('stg_sections') }} as sections on members.part_key = sections.document_key
    where members.n_parts > 1
    group by members.part_key

)

select
    members.*,
    coalesce(members.current_document_key, members.first_part_key) as leading_document_key,
    cast(coalesce(sum(members.n_lines) over before, 0) as integer) as line_offset,
    cast(coalesce(sum(counts.n_tables) over before, 0) as integer) as table_offset,
    cast(coalesce(sum(counts.n_sections) over before, 0) as integer) as section_offset,
    -- These numbers are shown nowhere: no file has so many.
    (members.part_no - 1) * {{ numbers_of_a_part() }} as number_offset
from members
left join counts on members.part_key = counts.part_key
window before as (
    partition by members.document_key order by members.part_no asc rows between unbounded preceding and 1 preceding
)
