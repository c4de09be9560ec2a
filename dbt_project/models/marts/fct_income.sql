-- One row is a functional item and a fund source (table 2); a fund source alone where the table lists these.
select
    {{ columns_of_fact(['subject_key', 'fund_source_code as fund_source_key']) }}
from {{ ref('int_facts') }}
where table_code = 'income'
