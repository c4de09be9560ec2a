with source as (

    select * from {{ source('extracted', 'unit_relations') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        page_no,
        line_no,
        parent_name,
        child_name,
        text
    from source

)

select * from renamed
