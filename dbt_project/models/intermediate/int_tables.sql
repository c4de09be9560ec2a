{{ config(materialized='view') }}
-- One row is a table of a current disclosure, numbered through all its files.
{{ records_of_disclosures('stg_tables', {'table_no': 'table_offset', 'first_line_no': 'line_offset', 'last_line_no': 'line_offset'}) }}
