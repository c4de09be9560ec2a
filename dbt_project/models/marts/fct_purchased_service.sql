-- One row is an entry of the directory of purchased services.
select
    {{ columns_of_fact(['row_label as service']) }}
from {{ ref('int_facts') }}
where table_code = 'purchased_service'
