with source as (

    select * from {{ source('extracted', 'project_cards') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        {{ document_key('content_sha256') }} || ':' || budget_figure_id as budget_cell_id,
        card_no,
        section_no,
        page_no,
        line_no,
        project_name,
        project_name_key,
        is_withheld,
        budget_figure_id,
        basis,
        carrying_unit,
        allocation,
        period_text,
        period_start,
        period_end,
        funding,
        standard,
        scope,
        method,
        procedure,
        beneficiaries
    from source

)

select * from renamed
