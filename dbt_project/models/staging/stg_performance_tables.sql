with source as (

    select * from {{ source('extracted', 'performance_tables') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        {{ document_key('content_sha256') }} || ':' || table_no as performance_key,
        table_no,
        scope,
        page_no,
        line_no,
        unit_name,
        project_name,
        project_name_key,
        goal
    from source

)

select * from renamed
