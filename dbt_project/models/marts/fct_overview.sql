-- One row is an item of the overview table (table 1), at the finest grain that it prints.
select
    {{ columns_of_fact(["side", "coalesce(item_code, subject_code) as item_code", "row_label as item_name", "row_role = 'leaf' as is_leaf"]) }}
from {{ ref('int_facts') }}
where table_code = 'overview'
