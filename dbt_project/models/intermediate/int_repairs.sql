{{ config(materialized='view') }}
-- One row is a row of a table of a current disclosure whose figures slipped sideways.
{{ records_of_disclosures('stg_repairs', {'table_no': 'table_offset', 'line_no': 'line_offset'}) }}
