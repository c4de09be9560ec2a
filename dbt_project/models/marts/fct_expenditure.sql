-- One row is a functional item and a kind of expenditure (table 3).
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    subject_key,
    expenditure_kind,
    cost_kind,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where table_code = 'expenditure'
