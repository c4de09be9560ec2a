with source as (

    select * from {{ source('extracted', 'files') }}

),

renamed as (

    select
        source_file,
        content_sha256,
        {{ document_key('content_sha256') }} as document_key,
        change,
        is_present,
        problem,
        {{ in_utc('first_seen_at') }} as first_seen_at
    from source

)

select * from renamed
