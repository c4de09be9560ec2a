with source as (

    select * from {{ source('extracted', 'performance_indicators') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        {{ document_key('content_sha256') }} || ':' || table_no as performance_key,
        {{ document_key('content_sha256') }} || ':' || target_figure_id as target_cell_id,
        table_no,
        indicator_no,
        row_no,
        page_no,
        line_no,
        target_figure_id,
        level_1,
        level_2,
        indicator_name,
        operator,
        target_value,
        target_unit,
        {{ as_yuan('target_yuan') }} as target_yuan,
        target_text,
        basis,
        prior_value_text,
        weight,
        scoring_rule,
        evidence
    from source

)

select * from renamed
