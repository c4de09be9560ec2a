{{ config(materialized='view') }}
-- One row is something that words leave open in a table of a current disclosure and figures tell.
{{ records_of_disclosures('stg_proofs', {'table_no': 'table_offset', 'line_no': 'line_offset'}) }}
