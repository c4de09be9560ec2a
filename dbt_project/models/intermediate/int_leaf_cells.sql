-- One row is a printed figure of a leaf row: the finest grain that its table prints, so that the
-- figures of a column add up. A subject or an item that has parts stands in for them where none
-- of them prints a figure.
with cells as (

    select * from {{ ref('int_cells') }}

),

printed_rows as (

    select distinct
        document_key,
        table_no,
        table_code,
        coalesce(side, '') as list_side,
        row_no,
        parent_row_no,
        row_role,
        subject_code,
        item_code,
        project_name_key
    from cells

),

broken_down_subjects as (

    select distinct
        wholes.document_key,
        wholes.table_no,
        wholes.list_side,
        wholes.row_no
    from printed_rows as wholes
    inner join printed_rows as parts
        on
            wholes.document_key = parts.document_key
            and wholes.table_no = parts.table_no
            and wholes.list_side = parts.list_side
            and parts.subject_code like concat(wholes.subject_code, '%')
            and (length(parts.subject_code) > length(wholes.subject_code) or parts.project_name_key is not null)
    where wholes.row_role = 'subtotal'

),

broken_down_items as (

    select distinct
        wholes.document_key,
        wholes.table_no,
        wholes.list_side,
        wholes.row_no
    from printed_rows as wholes
    inner join {{ ref('int_item_ancestors') }} as ancestors
        on
            wholes.table_code = ancestors.table_code
            and wholes.item_code = ancestors.ancestor_item_code
    inner join printed_rows as parts
        on
            wholes.document_key = parts.document_key
            and wholes.table_no = parts.table_no
            and wholes.list_side = parts.list_side
            and (
                ancestors.item_code = parts.item_code
                or (ancestors.item_code = '' and parts.subject_code is not null)
            )

),

detailed_rows as (

    select distinct
        document_key,
        table_no,
        list_side,
        parent_row_no as row_no
    from printed_rows
    where parent_row_no is not null

),

broken_down as (

    select * from broken_down_subjects
    union
    select * from broken_down_items
    union
    select * from detailed_rows

)

select cells.*
from cells
left join broken_down
    on
        cells.document_key = broken_down.document_key
        and cells.table_no = broken_down.table_no
        and coalesce(cells.side, '') = broken_down.list_side
        and cells.row_no = broken_down.row_no
where
    cells.row_role = 'leaf'
    or (cells.row_role = 'memo' and cells.other_item is not null)
    or (
        cells.row_role = 'subtotal'
        and coalesce(cells.item_code, cells.subject_code) is not null
        and broken_down.row_no is null
    )
