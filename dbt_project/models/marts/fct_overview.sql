-- One row is an item of the overview table (table 1), at the finest grain that it prints.
select
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    side,
    coalesce(item_code, subject_code) as item_code,
    row_label as item_name,
    row_role = 'leaf' as is_leaf,
    amount_yuan,
    is_reconciled,
    is_repaired,
    is_ambiguous
from {{ ref('int_facts') }}
where table_code = 'overview'
