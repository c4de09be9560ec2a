-- One row is a figure of a row as the total, or as a part, of a sum across that row. A column belongs to the nearest column
-- that adds it up and of which the table prints anything.
with cells as (

    select * from {{ ref('int_ledger_figures') }}
    where source = table_code

),

printed_columns as (

    select distinct
        document_key,
        table_no,
        table_code,
        column_code
    from cells

),

sums as (

    select
        parts.document_key,
        parts.table_no,
        parts.column_code,
        min_by(ancestry.ancestor_code, ancestry.distance) as total_column_code
    from printed_columns as parts
    inner join {{ ref('int_column_ancestors') }} as ancestry
        on
            parts.table_code = ancestry.table_code
            and parts.column_code = ancestry.column_code
    inner join printed_columns as totals
        on
            parts.document_key = totals.document_key
            and parts.table_no = totals.table_no
            and ancestry.ancestor_code = totals.column_code
    group by parts.document_key, parts.table_no, parts.column_code

),

total_columns as (

    select distinct
        document_key,
        table_no,
        total_column_code
    from sums

),

terms as (

    select
        cells.*,
        'total' as side,
        total_columns.total_column_code
    from cells
    inner join total_columns
        on
            cells.document_key = total_columns.document_key
            and cells.table_no = total_columns.table_no
            and cells.column_code = total_columns.total_column_code

    union all

    select
        cells.*,
        'part' as side,
        sums.total_column_code
    from cells
    inner join sums
        on
            cells.document_key = sums.document_key
            and cells.table_no = sums.table_no
            and cells.column_code = sums.column_code

)

select
    'row.total' as rule_id,
    document_key,
    concat_ws('/', concat('table ', table_no), nullif(list_side, ''), concat('row ', row_no), total_column_code) as check_key,
    concat('table ', table_no, ' ', total_column_code) as group_key,
    side,
    1 as weight,
    amount,
    half_width,
    yuan_per_unit,
    cell_id,
    text,
    table_no,
    table_code,
    line_no,
    row_no as term_row_no,
    column_no as term_column_no
from terms
