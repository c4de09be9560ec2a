-- One row is a category of government procurement, or a functional item, and a fund source.
select
    {{ columns_of_fact(['item_code as category', 'subject_key', 'fund_source_code as fund_source_key']) }}
from {{ ref('int_facts') }}
where table_code = 'procurement'
