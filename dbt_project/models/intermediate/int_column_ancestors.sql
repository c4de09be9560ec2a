-- One row is a column of a kind of table and one that it is a part of, directly or not.
with recursive ancestry as (

    select
        table_code,
        column_code,
        part_of as ancestor_code,
        1 as distance
    from {{ ref('int_columns') }}
    where part_of is not null

    union all

    select
        ancestry.table_code,
        ancestry.column_code,
        columns.part_of as ancestor_code,
        ancestry.distance + 1 as distance
    from ancestry
    inner join {{ ref('int_columns') }} as columns
        on
            ancestry.table_code = columns.table_code
            and ancestry.ancestor_code = columns.column_code
    where columns.part_of is not null

)

select * from ancestry
