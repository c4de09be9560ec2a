with source as (

    select * from {{ source('extracted', 'rejected') }}

),

renamed as (

    select
        {{ cell_id('content_sha256', 'table_no', 'row_no', 'column_no') }} as cell_id,
        {{ document_key('content_sha256') }} as document_key,
        table_no,
        table_code,
        row_no,
        column_no,
        page_no,
        line_no,
        text,
        reason_code,
        reason
    from source

)

select * from renamed
