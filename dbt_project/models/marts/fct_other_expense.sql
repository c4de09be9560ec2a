-- One row is an expense that a table of the three public expenses prints beside them, and a kind of budget.
select
    {{ columns_of_fact(['other_item as expense_item', 'budget_kind']) }}
from {{ ref('int_facts') }}
where other_item is not null
