-- One row is a table of a current document, with what became of its non-empty cells.
select
    tables.document_key,
    tables.table_no,
    tables.table_code,
    tables.title,
    tables.recognised_by,
    tables.printed_unit,
    tables.page_no,
    tables.first_line_no,
    tables.last_line_no,
    tables.cells_seen,
    tables.cells_loaded,
    tables.cells_structural,
    tables.cells_rejected,
    tables.cells_out_of_scope
from {{ ref('stg_tables') }} as tables
inner join {{ ref('int_document_versions') }} as documents
    on tables.document_key = documents.document_key
where documents.is_current
