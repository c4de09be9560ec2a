-- One row is a table or a section of a current document, or its remaining text, with what became of its cells or figures.
with tables as (

    select
        tables.*,
        kinds.reader
    from {{ ref('int_tables') }} as tables
    left join {{ ref('tables') }} as kinds on tables.table_code = kinds.table_code

),

parts as (

    select
        document_key,
        part_key,
        coalesce(reader, 'unrecognised') as part_kind,
        table_no,
        table_code,
        cast(null as integer) as section_no,
        cast(null as varchar) as section_code,
        title,
        recognised_by,
        printed_unit,
        page_no,
        first_line_no,
        last_line_no,
        cells_seen,
        cells_loaded,
        cells_structural,
        cells_rejected,
        cells_out_of_scope,
        digits_seen
    from tables

    union all

    select
        document_key,
        part_key,
        'section' as part_kind,
        cast(null as integer) as table_no,
        cast(null as varchar) as table_code,
        section_no,
        section_code,
        title,
        case when section_code is null then 'nothing' else 'title' end as recognised_by,
        cast(null as varchar) as printed_unit,
        page_no,
        first_line_no,
        last_line_no,
        figures_seen as cells_seen,
        figures_loaded as cells_loaded,
        figures_structural as cells_structural,
        figures_rejected as cells_rejected,
        0 as cells_out_of_scope,
        digits_seen
    from {{ ref('int_sections') }}

    union all

    select
        document_key,
        part_key,
        'text' as part_kind,
        cast(null as integer) as table_no,
        cast(null as varchar) as table_code,
        cast(null as integer) as section_no,
        cast(null as varchar) as section_code,
        cast(null as varchar) as title,
        'nothing' as recognised_by,
        cast(null as varchar) as printed_unit,
        cast(null as integer) as page_no,
        first_line_no,
        last_line_no,
        figures_seen as cells_seen,
        0 as cells_loaded,
        figures_structural as cells_structural,
        figures_rejected as cells_rejected,
        0 as cells_out_of_scope,
        digits_seen
    from {{ ref('int_remaining_texts') }}

)

select
    parts.* replace (
        {{ line_in_file('parts.first_line_no', 'documents.parts') }} as first_line_no,
        {{ line_in_file('parts.last_line_no', 'documents.parts') }} as last_line_no
    )
from parts
inner join {{ ref('int_document_versions') }} as documents
    on parts.document_key = documents.document_key
where documents.is_current
