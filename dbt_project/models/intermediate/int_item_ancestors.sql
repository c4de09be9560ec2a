-- One row is a line item and one of the items that it is a part of, at any depth, with how far above it that one is. The item
-- without a code stands for all rows of a table that have a subject code.
with recursive ancestry as (

    select
        table_code,
        item_code,
        parent_item_code as ancestor_item_code,
        1 as distance
    from {{ ref('line_items') }}
    where parent_item_code is not null

    union all

    select
        ancestry.table_code,
        ancestry.item_code,
        line_items.parent_item_code as ancestor_item_code,
        ancestry.distance + 1 as distance
    from ancestry
    inner join {{ ref('line_items') }} as line_items
        on
            ancestry.table_code = line_items.table_code
            and ancestry.ancestor_item_code = line_items.item_code
    where line_items.parent_item_code is not null

)

select * from ancestry
union all
select
    table_code,
    '' as item_code,
    item_code as ancestor_item_code,
    1 as distance
from {{ ref('subject_totals') }}
