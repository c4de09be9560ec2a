-- One row is a file version seen under the raw folder, with what became of it.
with files as (

    select * from {{ ref('stg_files') }}

),

contents as (

    select * from {{ ref('stg_documents') }}

),

held_back as (

    select * from {{ ref('stg_held_back') }}

),

versions as (

    select * from {{ ref('int_document_parts') }}

),

current_versions as (

    select * from versions
    where is_current

),

remarks as (

    select
        part_key,
        {{ joined_text('remark', '; ', 'remark_order') }} as remark
    from {{ ref('int_document_remarks') }}
    group by part_key

),

leaders as (

    select
        document_key,
        {{ joined_text('source_file', ', ', 'part_no') }} as source_files
    from current_versions
    group by document_key

),

judged as (

    select
        files.source_file,
        files.content_sha256,
        files.first_seen_at,
        versions.document_key,
        case when held_back.content_sha256 is null then versions.unit_name else contents.unit_name end as unit_name,
        case when held_back.content_sha256 is null then versions.fiscal_year else contents.fiscal_year end as fiscal_year,
        case
            when files.problem is not null then 'failed'
            when files.is_present and coalesce(contents.read_outcome, 'failed') = 'failed' then 'failed'
            when not files.is_present then 'superseded'
            when held_back.content_sha256 is not null then 'held_back'
            when versions.content_sha256 is null then 'failed'
            when versions.source_file <> files.source_file then 'superseded'
            when not versions.is_current then 'superseded'
            when files.change = 'unchanged' then 'unchanged'
            else 'loaded'
        end as outcome,
        case
            when files.problem is not null then files.problem
            when not files.is_present then 'the file was removed, moved or revised since'
            when contents.content_sha256 is null then 'the file was not read: run the refresh again'
            when contents.read_outcome = 'failed' then contents.reason
            when held_back.content_sha256 is not null then held_back.reason
            when versions.content_sha256 is null
                then concat(
                    'which kind of disclosure it is a part of (', {{ kinds_in_words('contents.possible_kinds') }},
                    ') neither it tells nor another file of its unit and year: say it in a document.yml beside it'
                )
            when versions.source_file <> files.source_file then concat('the same content as ', versions.source_file)
            when versions.is_outdone then concat('what it holds stands in another file too, which holds more of it: ', leaders.source_files)
            when not versions.is_current then concat('another version of this disclosure is newer: ', leaders.source_files)
            else remarks.remark
        end as reason
    from files
    left join contents on files.content_sha256 = contents.content_sha256
    left join held_back on files.content_sha256 = held_back.content_sha256
    left join versions on files.content_sha256 = versions.content_sha256
    left join leaders on versions.leading_document_key = leaders.document_key
    left join remarks on versions.part_key = remarks.part_key

)

select
    source_file,
    content_sha256,
    outcome,
    reason,
    document_key,
    unit_name,
    fiscal_year,
    first_seen_at
from judged
