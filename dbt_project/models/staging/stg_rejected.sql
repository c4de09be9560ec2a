with source as (

    select * from {{ source('extracted', 'rejected') }}

),

renamed as (

    select
        -- Places as those of cells and of figures: one in a sentence, or within a cell, has a number of its own.
        case
            when section_no is not null
                then {{ document_key('content_sha256') }} || ':s' || section_no || ':' || sentence_no || ':' || figure_no
            -- Outside tables and sections a figure is known by its line.
            when table_no is null then {{ document_key('content_sha256') }} || ':l' || line_no || ':' || figure_no
            -- A cell above the rows of its table has no row number.
            else concat_ws(
                ':', {{ document_key('content_sha256') }}, table_no, coalesce(cast(row_no as varchar), 'l' || line_no), column_no, figure_no
            )
        end as cell_id,
        {{ document_key('content_sha256') }} as document_key,
        table_no,
        table_code,
        section_no,
        section_code,
        sentence_no,
        row_no,
        column_no,
        figure_no,
        page_no,
        line_no,
        text,
        reason_code,
        reason,
        {{ box_columns('box') }}
    from source

)

select * from renamed
