-- One row is an economic item and a kind of cost (table 6).
select
    {{ columns_of_fact(['subject_key', 'government_subject_key', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'basic_expenditure'
