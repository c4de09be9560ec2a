-- One row is a project, an origin and a kind of expenditure (table 12).
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    project_key,
    origin,
    expenditure_kind,
    cost_kind,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where table_code = 'carryover'
