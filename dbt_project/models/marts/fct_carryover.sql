-- One row is a project, an origin and a kind of expenditure (table 12).
select
    {{ columns_of_fact(['project_key', 'origin', 'expenditure_kind', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'carryover'
