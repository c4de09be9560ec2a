-- One row is a code of a column of the facts, with what it is called; of a kind of table, what its table is.
with listed as (

    {{ code_rows() }}
    select
        'table_code' as code_set,
        table_code as code,
        table_name as name_zh,
        table_name_en as name_en,
        cast(row_number() over (order by table_code asc) as integer) as sort_order
    from {{ ref('tables') }}

)

select
    code_set || ':' || code as code_key,
    *
from listed
