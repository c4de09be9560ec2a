-- One row is a functional item of all fiscal appropriations and a kind of expenditure.
select
    {{ columns_of_fact(['subject_key', 'economic_subject_key', 'government_subject_key', 'expenditure_kind', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'appropriation_by_function'
