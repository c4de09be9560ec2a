-- One row is a figure as the total, or as a part, of a sum down a column: of a subject or an item and the rows below it, of the
-- total row and the rows of the highest level or the leaf rows, of the total row and the row of the unit.
with cells as (

    select * from {{ ref('int_ledger_figures') }}
    where source = table_code

),

parents as (

    select * from {{ ref('int_ledger_parents') }}

),

added_rows as (

    select distinct
        document_key,
        table_no,
        list_side,
        parent_row_no as row_no,
        case when row_kind = 'line' then 'balance.items' else 'hierarchy.subject' end as rule_id
    from parents
    where parent_row_no is not null

),

total_rows as (

    select distinct
        document_key,
        table_no,
        table_code,
        list_side,
        row_no
    from cells
    where row_kind = 'total'

),

-- A column as a whole: the one column of a table that all its facts add up to.
grand_total_columns as (

    select
        table_code,
        coalesce(side, '') as list_side,
        column_code
    from {{ ref('table_columns') }}
    where is_subtotal and part_of is null

),

leaf_figures as (

    select cells.*
    from cells
    inner join {{ ref('int_leaf_cells') }} as leaves on cells.cell_id = leaves.cell_id
    where not leaves.is_subtotal_column

),

subject_totals as (

    select
        added_rows.rule_id,
        'total' as side,
        cells.row_no as total_row_no,
        cells.*
    from cells
    inner join added_rows
        on
            cells.document_key = added_rows.document_key
            and cells.table_no = added_rows.table_no
            and cells.list_side = added_rows.list_side
            and cells.row_no = added_rows.row_no

),

subject_parts as (

    select
        case when parents.row_kind = 'line' then 'balance.items' else 'hierarchy.subject' end as rule_id,
        'part' as side,
        parents.parent_row_no as total_row_no,
        cells.*
    from cells
    inner join parents
        on
            cells.document_key = parents.document_key
            and cells.table_no = parents.table_no
            and cells.list_side = parents.list_side
            and cells.row_no = parents.row_no
    where parents.parent_row_no is not null

),

total_sums as (

    select unnest(['hierarchy.total_of_top_rows', 'hierarchy.total_of_leaves', 'hierarchy.unit_row']) as rule_id

),

total_totals as (

    select
        total_sums.rule_id,
        'total' as side,
        cells.row_no as total_row_no,
        cells.*
    from cells
    cross join total_sums
    where cells.row_kind = 'total'

),

total_parts as (

    select
        'hierarchy.total_of_top_rows' as rule_id,
        'part' as side,
        total_rows.row_no as total_row_no,
        cells.*
    from cells
    inner join parents
        on
            cells.document_key = parents.document_key
            and cells.table_no = parents.table_no
            and cells.list_side = parents.list_side
            and cells.row_no = parents.row_no
    inner join total_rows
        on
            cells.document_key = total_rows.document_key
            and cells.table_no = total_rows.table_no
            and cells.list_side = total_rows.list_side
    where parents.parent_row_no is null

    union all

    select
        'hierarchy.total_of_leaves' as rule_id,
        'part' as side,
        total_rows.row_no as total_row_no,
        cells.*
    from cells
    inner join total_rows
        on
            cells.document_key = total_rows.document_key
            and cells.table_no = total_rows.table_no
            and cells.list_side = total_rows.list_side
    where cells.is_leaf

    union all

    select
        'hierarchy.unit_row' as rule_id,
        'part' as side,
        total_rows.row_no as total_row_no,
        cells.*
    from cells
    inner join total_rows
        on
            cells.document_key = total_rows.document_key
            and cells.table_no = total_rows.table_no
            and cells.list_side = total_rows.list_side
    where cells.row_kind = 'unit'

),

grand_totals as (

    select
        'hierarchy.grand_total' as rule_id,
        'total' as side,
        cells.row_no as total_row_no,
        cells.*
    from cells
    inner join grand_total_columns
        on
            cells.source = grand_total_columns.table_code
            and cells.list_side = grand_total_columns.list_side
            and cells.column_code = grand_total_columns.column_code
    where cells.row_kind = 'total'

    union all

    select
        'hierarchy.grand_total' as rule_id,
        'part' as side,
        total_rows.row_no as total_row_no,
        leaf_figures.* replace (grand_total_columns.column_code as column_code)
    from leaf_figures
    inner join grand_total_columns
        on
            leaf_figures.source = grand_total_columns.table_code
            and leaf_figures.list_side = grand_total_columns.list_side
    inner join total_rows
        on
            leaf_figures.document_key = total_rows.document_key
            and leaf_figures.table_no = total_rows.table_no
            and leaf_figures.list_side = total_rows.list_side

),

terms as (

    select * from subject_totals
    union all
    select * from subject_parts
    union all
    select * from total_totals
    union all
    select * from total_parts
    union all
    select * from grand_totals

)

select
    rule_id,
    document_key,
    concat_ws('/', concat('table ', table_no), nullif(list_side, ''), concat('row ', total_row_no), column_code) as check_key,
    concat_ws('/', concat('table ', table_no), nullif(list_side, ''), concat('row ', total_row_no)) as group_key,
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
