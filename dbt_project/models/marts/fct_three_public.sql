-- One row is an expense item and a kind of budget (table 10).
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    item_code as expense_item,
    budget_kind,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where
    table_code = 'three_public'
    and other_item is null
