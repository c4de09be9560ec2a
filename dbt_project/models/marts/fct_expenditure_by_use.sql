-- One row is an economic class or item of expenditure, of a functional item or of a project where the table says so, from a
-- table of its own of expenditure by use or by economic item.
with facts as (

    select
        *,
        table_code in ('expenditure_by_item', 'appropriation_by_item') as is_by_item
    from {{ ref('int_facts') }}
    where
        table_code in (
            'expenditure_by_use',
            'general_public_by_use',
            'project_by_use',
            'expenditure_by_item',
            'appropriation_by_item'
        )

)

select
    {{ columns_of_fact([
        'table_code as stated_in',
        'case when not is_by_item then subject_key end as subject_key',
        'project_key',
        'case when is_by_item then subject_key else economic_subject_key end as economic_subject_key',
        'government_subject_key',
        'fund_source_code as fund_source_key',
        'budget_kind',
        'expenditure_kind',
        'cost_kind'
    ]) }}
from facts
