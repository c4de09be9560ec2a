-- One row is a functional item and a kind of expenditure (table 3).
select
    {{ columns_of_fact(['subject_key', 'economic_subject_key', 'government_subject_key', 'expenditure_kind', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'expenditure'
