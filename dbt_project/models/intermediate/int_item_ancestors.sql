-- One row is a line item and one of the items that it is a part of, at any depth, with how far above it that one is. The item
-- without a code stands for all rows of a table that have a subject code.
{{ ancestors(ref('line_items'), 'item_code', 'parent_item_code', 'ancestor_item_code') }}
union all
select
    table_code,
    '' as item_code,
    item_code as ancestor_item_code,
    1 as distance
from {{ ref('subject_totals') }}
