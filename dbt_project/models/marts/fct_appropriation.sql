-- One row is a side, a class or item, and a kind of budget (table 4).
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    side,
    subject_key,
    item_code,
    coalesce(budget_kind, fund_source_code) as budget_kind,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where table_code = 'appropriation'
