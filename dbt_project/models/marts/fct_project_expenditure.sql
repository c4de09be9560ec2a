-- One row is a functional item, a project and an economic class (table 7).
select
    {{ columns_of_fact(['subject_key', 'project_key', 'economic_subject_key']) }}
from {{ ref('int_facts') }}
where table_code = 'project_expenditure'
