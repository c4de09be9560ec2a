-- One row is a figure as the total, or as a part, of a sum down a column: of a subject or an item and the rows below it, of the
-- total row and the rows of the highest level or the leaf rows, of the total row and the row of the unit.
with cells as (

    select * from {{ ref('int_ledger_figures') }}
    where source = table_code

),

parents as (

    select * from {{ ref('int_ledger_parents') }}

),

-- Every row that is added up, with the row that it is added up in.
placed_cells as (

    select
        cells.*,
        parents.row_no is not null as is_added_up,
        parents.parent_row_no
    from cells
    left join parents
        on
            cells.document_key = parents.document_key
            and cells.table_no = parents.table_no
            and cells.list_side = parents.list_side
            and cells.row_no = parents.row_no

),

subject_parts as (

    -- Items beside subjects (对附属单位补助支出 below the classes) are parts of the same sum.
    select
        case
            when bool_and(row_kind = 'line') over (partition by document_key, table_no, list_side, parent_row_no) then 'balance.items'
            else 'hierarchy.subject'
        end as rule_id,
        'part' as side,
        parent_row_no as total_row_no,
        *
    from placed_cells
    where parent_row_no is not null

),

wholes as (

    select distinct
        rule_id,
        document_key,
        table_no,
        list_side,
        total_row_no
    from subject_parts

),

subject_totals as (

    select
        wholes.rule_id,
        'total' as side,
        placed_cells.row_no as total_row_no,
        placed_cells.*
    from placed_cells
    inner join wholes
        on
            placed_cells.document_key = wholes.document_key
            and placed_cells.table_no = wholes.table_no
            and placed_cells.list_side = wholes.list_side
            and placed_cells.row_no = wholes.total_row_no

),

-- The one column of a list that all its facts of a time add up to.
grand_total_columns as (

    select
        table_code,
        coalesce(side, '') as list_side,
        column_code,
        coalesce(time_code, '') as time_code
    from {{ ref('int_columns') }}
    where
        is_subtotal
        and part_of is null

),

printed_columns as (

    select distinct
        document_key,
        table_no,
        list_side,
        column_code
    from cells

),

-- What a total row is the sum of, in four ways; the last of them across all columns.
added_to_totals as (

    select
        'hierarchy.total_of_top_rows' as rule_id,
        *
    from placed_cells
    where is_added_up and parent_row_no is null

    union all

    select
        'hierarchy.total_of_leaves' as rule_id,
        *
    from placed_cells
    where is_leaf

    union all

    select
        'hierarchy.unit_row' as rule_id,
        *
    from placed_cells
    where row_kind = 'unit'

    union all

    select
        'hierarchy.grand_total' as rule_id,
        placed_cells.* replace (grand_total_columns.column_code as column_code)
    from placed_cells
    inner join {{ ref('int_leaf_cells') }} as leaves on placed_cells.cell_id = leaves.cell_id
    inner join grand_total_columns
        on
            placed_cells.source = grand_total_columns.table_code
            and placed_cells.list_side = grand_total_columns.list_side
            and coalesce(leaves.time_code, '') = grand_total_columns.time_code
    inner join printed_columns
        on
            placed_cells.document_key = printed_columns.document_key
            and placed_cells.table_no = printed_columns.table_no
            and placed_cells.list_side = printed_columns.list_side
            and grand_total_columns.column_code = printed_columns.column_code
    where
        not leaves.is_subtotal_column
        and not coalesce(leaves.is_memo_column, false)

),

total_rows as (

    select distinct
        document_key,
        table_no,
        list_side,
        row_no
    from cells
    where row_kind = 'total'

),

total_parts as (

    select
        'part' as side,
        total_rows.row_no as total_row_no,
        added_to_totals.* replace (total_rows.list_side as list_side)
    from added_to_totals
    inner join total_rows
        on
            added_to_totals.document_key = total_rows.document_key
            and added_to_totals.table_no = total_rows.table_no
            -- Lists under one heading (list 2.1, list 2.2) may have one total, that of list 2.
            and (
                added_to_totals.list_side = total_rows.list_side
                or starts_with(added_to_totals.list_side, concat(total_rows.list_side, '.'))
            )

),

total_totals as (

    select
        sums.rule_id,
        'total' as side,
        placed_cells.row_no as total_row_no,
        placed_cells.*
    from placed_cells
    inner join (
        values
        ('hierarchy.total_of_top_rows'), ('hierarchy.total_of_leaves'), ('hierarchy.unit_row'), ('hierarchy.grand_total')
    ) as sums (rule_id) on placed_cells.row_kind = 'total'
    left join grand_total_columns
        on
            placed_cells.source = grand_total_columns.table_code
            and placed_cells.list_side = grand_total_columns.list_side
            and placed_cells.column_code = grand_total_columns.column_code
    where
        sums.rule_id <> 'hierarchy.grand_total'
        or grand_total_columns.column_code is not null

),

terms as (

    select * from subject_totals
    union all
    select * from subject_parts
    union all
    select * from total_totals
    union all by name
    select * from total_parts

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
