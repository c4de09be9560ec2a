-- One row is a cell or a figure of a current document that was not understood, with the reason.
select
    rejected.cell_id,
    rejected.document_key,
    rejected.table_no,
    rejected.table_code,
    rejected.section_no,
    rejected.section_code,
    rejected.sentence_no,
    rejected.row_no,
    rejected.column_no,
    rejected.figure_no,
    rejected.page_no,
    {{ line_in_file('rejected.line_no', 'documents.parts') }} as line_no,
    rejected.box_left,
    rejected.box_top,
    rejected.box_right,
    rejected.box_bottom,
    rejected.text,
    rejected.reason_code,
    rejected.reason,
    rejected.part_key
from {{ ref('int_rejected') }} as rejected
inner join {{ ref('int_document_versions') }} as documents
    on rejected.document_key = documents.document_key
where documents.is_current
