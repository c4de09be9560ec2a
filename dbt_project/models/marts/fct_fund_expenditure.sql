-- One row is a functional item, a kind of budget and a kind of expenditure (tables 5, 8, 9).
select
    {{ columns_of_fact(['subject_key', 'economic_subject_key', 'government_subject_key', 'budget_kind', 'expenditure_kind', 'cost_kind']) }}
from {{ ref('int_facts') }}
where table_code in ('general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure')
