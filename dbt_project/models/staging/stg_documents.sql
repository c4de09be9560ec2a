with source as (

    select * from {{ source('extracted', 'documents') }}

),

renamed as (

    select
        {{ document_key('content_sha256') }} as document_key,
        content_sha256,
        reader,
        read_outcome,
        reason,
        title,
        unit_name,
        {{ hashed_key(['coalesce(unit_name_key, unit_name)']) }} as unit_key,
        fiscal_year,
        document_kind,
        possible_kinds,
        coalesce(document_part, 'whole') as document_part,
        published_on,
        printed_unit,
        {{ cited_pages('reader', 'page_lines') }} as page_lines,
        n_lines,
        official_address,
        retrieved_at
    from source

)

select * from renamed
