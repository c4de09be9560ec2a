{{ config(materialized='view') }}
-- One row is a sentence with a figure in it of a current disclosure.
{{ records_of_disclosures('stg_sentences', {'section_no': 'section_offset', 'line_no': 'line_offset', 'last_line_no': 'line_offset'}) }}
