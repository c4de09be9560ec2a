-- One row is a file that was read: all of a disclosure, or a part of one that is published in several files.
select
    part_key,
    document_key,
    cast(part_no as integer) as part_no,
    document_part,
    document_kind,
    unit_key,
    fiscal_year,
    source_file,
    content_sha256,
    reader,
    page_lines,
    cast(line_offset + 1 as integer) as first_line_no,
    cast(table_offset + 1 as integer) as first_table_no,
    cast(section_offset + 1 as integer) as first_section_no,
    title,
    published_on,
    printed_unit,
    version_no,
    is_current
from {{ ref('int_document_parts') }}
