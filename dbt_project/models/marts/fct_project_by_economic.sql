-- One row is an economic item of project expenditure.
select
    {{ columns_of_fact(['subject_key', 'government_subject_key']) }}
from {{ ref('int_facts') }}
where table_code = 'project_by_economic'
