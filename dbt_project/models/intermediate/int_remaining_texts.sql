{{ config(materialized='view') }}
-- One row is what a file of a current disclosure prints outside its tables and sections.
{{ records_of_disclosures('stg_remaining_texts', {'first_line_no': 'line_offset', 'last_line_no': 'line_offset'}) }}
