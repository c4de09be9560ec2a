with source as (

    select * from {{ source('extracted', 'held_back') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        content_sha256,
        reason
    from source

)

select * from renamed
