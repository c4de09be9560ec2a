-- One row is a change against the year before that a sentence states, in money.
select
    stated_cell_id as source_cell_id,
    document_key,
    unit_key,
    fiscal_year,
    document_kind,
    section_code,
    measure_code,
    label,
    subject_key,
    fund_source_code as fund_source_key,
    amount_yuan,
    stated_change_yuan as change_yuan,
    cast(change_pct_value as decimal(18, 4)) as change_pct,
    cast(share_value as decimal(18, 4)) as share_pct,
    prior_amount_yuan,
    is_zero_base,
    reason,
    amount_cell_id,
    share_cell_id,
    change_pct_cell_id,
    coalesce(is_pct_right, false) as is_reconciled
from {{ ref('int_year_over_year') }}
