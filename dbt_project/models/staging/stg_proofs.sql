with source as (

    select * from {{ source('extracted', 'proofs') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        table_no,
        table_code,
        page_no,
        line_no,
        question,
        told,
        proof
    from source

)

select * from renamed
