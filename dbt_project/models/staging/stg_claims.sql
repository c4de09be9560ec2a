with source as (

    select * from {{ source('extracted', 'claims') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        claim_no,
        claim_kind,
        section_no,
        section_code,
        table_no,
        table_code,
        measure_code,
        fund_source_code,
        subject_code,
        subject_name,
        project_name,
        project_name_key,
        year,
        year_role,
        {{ as_yuan('amount_yuan') }} as amount_yuan,
        half_width_yuan,
        page_no,
        line_no,
        text
    from source

)

select * from renamed
