-- One row is a side, a class or item, and a kind of budget (table 4).
select
    {{ columns_of_fact(['side', 'subject_key', 'item_code', 'coalesce(budget_kind, fund_source_code) as budget_kind']) }}
from {{ ref('int_facts') }}
where table_code = 'appropriation'
