{{ config(alias='waivers') }}
-- One row is a waiver, and whether it is applied.
select
    waiver_id,
    rule_id,
    document_key,
    unit_name,
    fiscal_year,
    document_kind,
    check_key as key,
    figures_hash,
    cause,
    reason,
    who,
    valid_until,
    status
from {{ ref('int_waivers') }}
