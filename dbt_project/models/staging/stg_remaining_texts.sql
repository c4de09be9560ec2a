with source as (

    select * from {{ source('extracted', 'remaining_texts') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        first_line_no,
        last_line_no,
        figures_seen,
        figures_structural,
        figures_rejected,
        digits_seen
    from source

)

select * from renamed
