with source as (

    select * from {{ source('extracted', 'cells') }}

),

renamed as (

    select
        {{ cell_id('content_sha256', 'table_no', 'row_no', 'column_no') }} as cell_id,
        {{ document_key('content_sha256') }} as document_key,
        table_no,
        table_code,
        row_no,
        column_no,
        column_code,
        column_path,
        side,
        row_label,
        subject_code,
        subject_name,
        item_code,
        project_name,
        project_name_key,
        page_no,
        line_no,
        text,
        {{ as_yuan('amount_yuan') }} as amount_yuan,
        half_width_yuan,
        yuan_per_unit,
        row_role,
        printed_column_code,
        alignment,
        parent_row_no,
        detail_project,
        detail_economic,
        detail_item,
        detail_method,
        detail_unit,
        economic_subject_code,
        economic_subject_name,
        government_subject_code,
        government_subject_name,
        {{ box_columns('box') }}
    from source

)

select * from renamed
