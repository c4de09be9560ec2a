-- One row is a table, with how many of its cells were rejected that may belong to what its sums add up. Columns of another
-- year or phase, and of changes, stand beside them: no sum of the others has them among its parts.
with rejected as (

    select
        document_key,
        table_no,
        count(*) as n_beside
    from {{ ref('int_rejected') }}
    where reason_code = 'column_of_another_time' and table_no is not null
    group by document_key, table_no

)

select
    tables.document_key,
    tables.table_no,
    tables.table_code,
    tables.cells_loaded,
    tables.column_codes,
    tables.item_codes,
    cast(tables.cells_rejected - coalesce(rejected.n_beside, 0) as integer) as cells_rejected
from {{ ref('int_tables') }} as tables
left join rejected
    on
        tables.document_key = rejected.document_key
        and tables.table_no = rejected.table_no
