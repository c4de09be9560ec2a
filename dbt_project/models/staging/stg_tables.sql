with source as (

    select * from {{ source('extracted', 'tables') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        table_no,
        table_code,
        title,
        recognised_by,
        printed_unit,
        page_no,
        first_line_no,
        last_line_no,
        n_parts,
        cells_seen,
        cells_loaded,
        cells_structural,
        cells_rejected,
        cells_out_of_scope,
        digits_seen,
        column_codes,
        item_codes
    from source

)

select * from renamed
