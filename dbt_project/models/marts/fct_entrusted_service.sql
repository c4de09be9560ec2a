-- One row is a project and a kind of budget (table 11).
select
    {{ columns_of_fact(['project_key', 'budget_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'entrusted_service'
