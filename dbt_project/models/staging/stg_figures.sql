with source as (

    select * from {{ source('extracted', 'figures') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        {{ document_key('content_sha256') }} || ':' || figure_id as cell_id,
        figure_id,
        section_no,
        section_code,
        sentence_no,
        table_no,
        table_code,
        row_no,
        column_no,
        statement_no,
        figure_kind,
        measure_code,
        label,
        subject_code,
        subject_name,
        fund_source_code,
        project_name,
        project_name_key,
        direction,
        reason,
        purpose,
        page_no,
        line_no,
        text,
        value,
        unit_of_measure,
        half_width,
        {{ as_yuan('amount_yuan') }} as amount_yuan,
        half_width_yuan,
        yuan_per_unit,
        {{ box_columns('box') }}
    from source

)

select * from renamed
