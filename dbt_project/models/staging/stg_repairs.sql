with source as (

    select * from {{ source('extracted', 'repairs') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        table_no,
        table_code,
        side,
        row_no,
        page_no,
        line_no,
        row_label,
        outcome,
        as_read,
        as_repaired,
        shift,
        n_moved,
        n_solutions,
        proof
    from source

)

select * from renamed
