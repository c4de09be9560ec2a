{{ config(materialized='view') }}
-- One row is a cell or a figure of a current disclosure that was not understood.
{{ records_of_disclosures('stg_rejected', {'table_no': 'table_offset', 'section_no': 'section_offset', 'line_no': 'line_offset'}) }}
