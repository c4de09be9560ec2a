-- One row is an expense item and a kind of budget (table 10).
select
    {{ columns_of_fact(['item_code as expense_item', 'budget_kind']) }}
from {{ ref('int_facts') }}
where
    table_code = 'three_public'
    and other_item is null
