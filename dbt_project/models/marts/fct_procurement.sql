-- One row is a category of government procurement, or a functional item, and a fund source: by what is bought for which project,
-- where the table prints that.
select
    {{ columns_of_fact([
        'item_code as category', 'subject_key', 'fund_source_code as fund_source_key', 'detail_project as project_name',
        'detail_economic as economic_name', 'detail_item as purchase_item', 'detail_method as purchase_method',
        'detail_unit as purchasing_unit'
    ]) }}
from {{ ref('int_facts') }}
where table_code = 'procurement'
