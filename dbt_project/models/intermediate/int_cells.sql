-- One row is a printed figure of a current document, with the meaning of its column.
with documents as (

    select * from {{ ref('int_document_parts') }}
    where is_current

),

table_columns as (

    select * from {{ ref('table_columns') }}

),

table_column_details as (

    select * from {{ ref('table_column_details') }}

),

tables as (

    select * from {{ ref('tables') }}

),

line_items as (

    select * from {{ ref('line_items') }}

)

select
    cells.* replace (
        documents.document_key as document_key,
        cells.table_no + documents.table_offset as table_no,
        cells.line_no + documents.line_offset as line_no
    ),
    documents.part_key,
    cells.line_no as line_in_file,
    documents.unit_key,
    documents.fiscal_year,
    documents.document_kind,
    table_columns.is_subtotal as is_subtotal_column,
    table_columns.part_of as part_of_column,
    table_columns.budget_kind,
    table_columns.expenditure_kind,
    table_columns.cost_kind,
    table_columns.origin,
    coalesce(table_column_details.is_memo, false) as is_memo_column,
    coalesce(
        table_column_details.phase,
        case when ends_with(documents.document_kind, 'final_account') then 'actual' else 'budget' end
    ) as phase,
    tables.classification,
    coalesce(table_columns.fund_source_code, line_items.fund_source_code) as fund_source_code,
    {{ subject_key('tables.classification', 'cells.subject_code') }} as subject_key,
    {{ subject_key("'economic'", 'table_columns.economic_code') }} as economic_subject_key
from {{ ref('stg_cells') }} as cells
inner join documents on cells.document_key = documents.part_key
inner join table_columns
    on
        cells.table_code = table_columns.table_code
        and cells.column_code = table_columns.column_code
left join table_column_details
    on
        cells.table_code = table_column_details.table_code
        and cells.column_code = table_column_details.column_code
inner join tables on cells.table_code = tables.table_code
left join line_items
    on
        cells.table_code = line_items.table_code
        and cells.item_code = line_items.item_code
