-- One row is a functional item of basic expenditure and a kind of cost.
select
    {{ columns_of_fact(['subject_key', 'economic_subject_key', 'government_subject_key', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'basic_by_function'
