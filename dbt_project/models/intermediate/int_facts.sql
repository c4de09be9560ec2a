-- One row is a fact of any table: a figure at the crossing of a leaf row and a column that is no
-- subtotal, marked with whether the printed figures of its table agree.
with table_verdicts as (

    select * from {{ ref('int_table_verdicts') }}

)

select
    leaf_cells.*,
    coalesce(table_verdicts.is_reconciled, false) as is_reconciled
from {{ ref('int_leaf_cells') }} as leaf_cells
left join table_verdicts
    on
        leaf_cells.document_key = table_verdicts.document_key
        and leaf_cells.table_no = table_verdicts.table_no
where not leaf_cells.is_subtotal_column
