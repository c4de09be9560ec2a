{{ config(materialized='view') }}
-- One row is a section of a current disclosure, numbered through all its files.
{{ records_of_disclosures('stg_sections', {'section_no': 'section_offset', 'first_line_no': 'line_offset', 'last_line_no': 'line_offset'}) }}
