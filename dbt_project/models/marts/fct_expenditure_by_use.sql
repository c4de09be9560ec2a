-- One row is an economic class of a functional item or of a project, from a table of its own of expenditure by use.
select
    {{ columns_of_fact([
        'table_code as stated_in', 'subject_key', 'project_key', 'economic_subject_key', 'budget_kind', 'expenditure_kind'
    ]) }}
from {{ ref('int_facts') }}
where table_code in ('expenditure_by_use', 'general_public_by_use', 'project_by_use')
