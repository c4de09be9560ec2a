-- One row is a fact of any table: a figure at the crossing of a leaf row and a column that is no
-- subtotal, and no memo but one of an expense of its own, with its project and marked with whether the printed figures of its table agree.
with table_verdicts as (

    select * from {{ ref('int_table_verdicts') }}

),

aliases as (

    select * from {{ ref('int_project_aliases') }}

)

select
    leaf_cells.*,
    aliases.project_key,
    coalesce(table_verdicts.reconciliation_verdict = 'reconciled', false) as is_reconciled,
    coalesce(table_verdicts.reconciliation_verdict, 'not_evaluated') as reconciliation_verdict,
    coalesce(leaf_cells.alignment = 'repaired', false) as is_repaired,
    coalesce(leaf_cells.alignment = 'ambiguous', false) as is_ambiguous
from {{ ref('int_leaf_cells') }} as leaf_cells
left join table_verdicts
    on
        leaf_cells.document_key = table_verdicts.document_key
        and leaf_cells.table_no = table_verdicts.table_no
left join aliases
    on
        leaf_cells.unit_key = aliases.unit_key
        and leaf_cells.fiscal_year = aliases.fiscal_year
        and leaf_cells.project_name_key = aliases.project_name_key
where
    not leaf_cells.is_subtotal_column
    and (not coalesce(leaf_cells.is_memo_column, false) or leaf_cells.other_item is not null)
