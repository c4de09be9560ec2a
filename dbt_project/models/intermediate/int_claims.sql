{{ config(materialized='view') }}
-- One row is a claim of a current disclosure.
{{ records_of_disclosures('stg_claims', {'claim_no': 'number_offset', 'section_no': 'section_offset', 'table_no': 'table_offset', 'line_no': 'line_offset'}) }}
