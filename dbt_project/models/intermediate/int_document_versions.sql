-- One row is a content that was read as a disclosure, with its place among the versions of the
-- same disclosure: the one published last is current, of those the one seen last. A content that the
-- gate holds back is no version: nothing of it is in any model that builds on this one.
with read_documents as (

    select documents.*
    from {{ ref('stg_documents') }} as documents
    left join {{ ref('stg_held_back') }} as held_back on documents.content_sha256 = held_back.content_sha256
    where
        documents.read_outcome = 'read'
        and held_back.content_sha256 is null

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

placed as (

    select
        read_documents.*,
        places.is_present,
        places.first_seen_at,
        coalesce(places.present_file, places.known_file) as source_file
    from read_documents
    inner join places on read_documents.document_key = places.document_key

),

ranked as (

    select
        *,
        row_number() over versions as version_rank,
        first_value(document_key) over versions as leading_document_key,
        cast(row_number() over (
            partition by unit_key, fiscal_year, document_kind
            order by published_on asc nulls first, first_seen_at asc, source_file asc
        ) as integer) as version_no
    from placed
    window versions as (
        partition by unit_key, fiscal_year, document_kind
        order by is_present desc, published_on desc nulls last, first_seen_at desc, source_file desc
    )

)

select
    *,
    is_present and version_rank = 1 as is_current
from ranked
