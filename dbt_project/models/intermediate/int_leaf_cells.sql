-- One row is a printed figure of a leaf row: the finest grain that its table prints, so that the
-- figures of a column add up. An item that has parts stands in for them where none is printed.
with cells as (

    select * from {{ ref('int_cells') }}

),

broken_down as (

    select distinct
        cells.document_key,
        cells.table_no,
        cells.column_code,
        ancestors.ancestor_item_code as item_code
    from cells
    inner join {{ ref('int_item_ancestors') }} as ancestors
        on
            cells.table_code = ancestors.table_code
            and cells.item_code = ancestors.item_code

)

select cells.*
from cells
left join broken_down
    on
        cells.document_key = broken_down.document_key
        and cells.table_no = broken_down.table_no
        and cells.column_code = broken_down.column_code
        and cells.item_code = broken_down.item_code
where
    cells.row_role = 'leaf'
    or (cells.row_role = 'subtotal' and cells.item_code is not null and broken_down.item_code is null)
