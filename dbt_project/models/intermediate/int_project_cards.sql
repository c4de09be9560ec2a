{{ config(materialized='view') }}
-- One row is a project card of a current disclosure.
{{ records_of_disclosures('stg_project_cards', {'card_no': 'number_offset', 'section_no': 'section_offset', 'line_no': 'line_offset'}) }}
