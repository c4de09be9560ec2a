{{ config(materialized='view') }}
-- One row is a performance table of a current disclosure; its key has the number that the table has there.
{{ records_of_disclosures('stg_performance_tables', {'table_no': 'table_offset', 'line_no': 'line_offset'}, {
    'performance_key': "concat_ws(':', parts.document_key, records.table_no + parts.table_offset)"
}) }}
