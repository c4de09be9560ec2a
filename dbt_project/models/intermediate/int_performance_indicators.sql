{{ config(materialized='view') }}
-- One row is an indicator of a performance table of a current disclosure.
{{ records_of_disclosures('stg_performance_indicators', {'table_no': 'table_offset', 'line_no': 'line_offset'}, {
    'performance_key': "concat_ws(':', parts.document_key, records.table_no + parts.table_offset)"
}) }}
