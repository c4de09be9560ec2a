-- One row is a kind of table in a current document: the tables of that kind, and how many of their cells were rejected.
select
    tables.document_key,
    tables.table_code,
    cast(sum(tables.cells_rejected) as integer) as cells_rejected,
    {{ string_list(passage_id('tables.document_key', 'table', 'tables.table_no'), 'tables.table_no') }} as passage_ids
from {{ ref('int_tables') }} as tables
inner join {{ ref('int_document_versions') }} as documents on tables.document_key = documents.document_key
where documents.is_current
group by tables.document_key, tables.table_code
