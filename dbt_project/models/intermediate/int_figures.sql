{{ config(materialized='view') }}
-- One row is a figure outside the budget tables of a current disclosure. The number of a statement tells by its sign of which sort it is.
{{ records_of_disclosures('stg_figures', {'section_no': 'section_offset', 'table_no': 'table_offset', 'line_no': 'line_offset'}, {
    'statement_no': 'records.statement_no + sign(records.statement_no) * parts.number_offset',
    'figure_id': "case when records.section_no is not null then concat('s', records.section_no + parts.section_offset) else cast(records.table_no + parts.table_offset as varchar) end || substr(records.figure_id, strpos(records.figure_id, ':'))"
}) }}
