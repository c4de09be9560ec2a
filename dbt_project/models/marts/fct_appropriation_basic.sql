-- One row is an economic item of basic expenditure of all fiscal appropriations and a kind of cost.
select
    {{ columns_of_fact(['subject_key', 'government_subject_key', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'appropriation_basic'
