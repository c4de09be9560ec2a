-- One row is an economic item of the operating expenses of the organ.
select
    {{ columns_of_fact(['subject_key', 'government_subject_key']) }}
from {{ ref('int_facts') }}
where table_code = 'organ_operating'
