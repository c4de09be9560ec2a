-- One row is a project, of any fund, and a fund source, by subject and economic item where the table prints them.
select
    {{ columns_of_fact([
        'subject_key', 'project_key', 'economic_subject_key', 'government_subject_key', 'fund_source_code as fund_source_key'
    ]) }}
from {{ ref('int_facts') }}
where table_code = 'project_funding'
