-- One row is an economic item of basic expenditure, of any fund, and a fund source.
select
    {{ columns_of_fact(['subject_key', 'government_subject_key', 'fund_source_code as fund_source_key']) }}
from {{ ref('int_facts') }}
where table_code = 'basic_funding'
