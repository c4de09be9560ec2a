-- One row is a functional item, a kind of budget and a kind of expenditure (tables 5, 8, 9).
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    subject_key,
    budget_kind,
    expenditure_kind,
    cost_kind,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where table_code in ('general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure')
