with source as (

    select * from {{ source('extracted', 'sections') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        section_no,
        section_code,
        title,
        page_no,
        first_line_no,
        last_line_no,
        figures_seen,
        figures_loaded,
        figures_structural,
        figures_rejected,
        digits_seen
    from source

)

select * from renamed
