-- One row is an economic item of general public expenditure and a kind of expenditure.
select
    {{ columns_of_fact(['subject_key', 'government_subject_key', 'budget_kind', 'expenditure_kind', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'economic_expenditure'
