-- One row is a printed figure of a current document, with the meaning of its column.
with documents as (

    select * from {{ ref('int_document_parts') }}
    where is_current

),

columns as (

    select * from {{ ref('int_columns') }}

),

tables as (

    select * from {{ ref('tables') }}

),

line_items as (

    select * from {{ ref('line_items') }}

),

memo_items as (

    select * from {{ ref('memo_items') }}

),

columns_of_tables as (

    select
        document_key,
        table_no,
        table_code,
        unnest(column_codes) as column_code
    from {{ ref('stg_tables') }}

),

-- A column that may add up others is a subtotal where its table has any of them, whether they print a figure or not. Where
-- it has none (a table whose only amounts are totals), its own figures are the finest that are printed.
columns_with_parts as (

    select distinct
        columns_of_tables.document_key,
        columns_of_tables.table_no,
        ancestors.ancestor_code as column_code
    from columns_of_tables
    inner join {{ ref('int_column_ancestors') }} as ancestors
        on
            columns_of_tables.table_code = ancestors.table_code
            and columns_of_tables.column_code = ancestors.column_code

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
    columns.is_subtotal and columns_with_parts.column_code is not null as is_subtotal_column,
    columns.part_of as part_of_column,
    columns.budget_kind,
    columns.expenditure_kind,
    columns.cost_kind,
    columns.origin,
    columns.is_memo or cells.row_role = 'memo' as is_memo_column,
    coalesce(columns.other_item, memo_items.other_item) as other_item,
    columns.time_code,
    documents.fiscal_year + columns.year_offset as figure_year,
    columns.year_offset < 0 as is_prior_year,
    coalesce(
        columns.phase,
        case when ends_with(documents.document_kind, 'final_account') then 'actual' else 'budget' end
    ) as phase,
    tables.classification,
    coalesce(columns.fund_source_code, line_items.fund_source_code) as fund_source_code,
    {{ subject_key('tables.classification', 'cells.subject_code') }} as subject_key,
    {{ subject_key("'economic'", 'coalesce(cells.economic_subject_code, columns.economic_code)') }} as economic_subject_key,
    {{ subject_key("'government_economic'", 'cells.government_subject_code') }} as government_subject_key
from {{ ref('stg_cells') }} as cells
inner join documents on cells.document_key = documents.part_key
inner join columns
    on
        cells.table_code = columns.table_code
        and cells.column_code = columns.column_code
left join columns_with_parts
    on
        cells.document_key = columns_with_parts.document_key
        and cells.table_no = columns_with_parts.table_no
        and cells.column_code = columns_with_parts.column_code
inner join tables on cells.table_code = tables.table_code
left join line_items
    on
        cells.table_code = line_items.table_code
        and cells.item_code = line_items.item_code
left join memo_items
    on
        cells.table_code = memo_items.table_code
        and {{ key_where("cells.row_role = 'memo'", 'cells.item_code') }} = memo_items.item_code
