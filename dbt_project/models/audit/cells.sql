-- One row is a printed figure of a current document.
select
    cell_id,
    document_key,
    table_code,
    table_no,
    row_no,
    column_no,
    row_label,
    column_code,
    column_path,
    side,
    subject_code,
    item_code,
    project_name,
    page_no,
    line_no,
    text,
    amount_yuan,
    half_width_yuan,
    yuan_per_unit,
    row_role,
    is_subtotal_column
from {{ ref('int_cells') }}
