-- One row is an expense that a table of the three public expenses prints beside them, and a kind of budget.
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    other_item as expense_item,
    budget_kind,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where other_item is not null
