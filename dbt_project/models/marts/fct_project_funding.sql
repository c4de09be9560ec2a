-- One row is a project, of any fund, and a fund source.
select
    {{ columns_of_fact(['project_key', 'fund_source_code as fund_source_key']) }}
from {{ ref('int_facts') }}
where table_code = 'project_funding'
