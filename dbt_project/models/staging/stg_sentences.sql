with source as (

    select * from {{ source('extracted', 'sentences') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        section_no,
        sentence_no,
        page_no,
        line_no,
        last_line_no,
        text
    from source

)

select * from renamed
