-- One row is a project, of any fund, and a fund source.
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    project_key,
    fund_source_code as fund_source_key,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where table_code = 'project_funding'
