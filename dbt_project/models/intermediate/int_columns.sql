-- One row is a column that a kind of table may have, at a time: that of what its documents are about, or one of
-- seeds/forms/figure_times.csv, by which name its code ends. So no rule compares figures of two times unawares.
with columns as (

    select
        table_columns.*,
        details.item_code,
        details.phase,
        coalesce(details.is_memo, false) as is_memo,
        details.other_item
    from {{ ref('table_columns') }} as table_columns
    left join {{ ref('table_column_details') }} as details
        on
            table_columns.table_code = details.table_code
            and table_columns.column_code = details.column_code

),

own as (

    select
        *,
        phase as time_code,
        0 as year_offset
    from columns

),

of_other_times as (

    select
        columns.* replace (
            concat(columns.column_code, '_', times.time_code) as column_code,
            case when columns.part_of is not null then concat(columns.part_of, '_', times.time_code) end as part_of,
            concat(times.time_name, ' ', columns.column_name) as column_name,
            times.phase as phase
        ),
        times.time_code,
        times.year_offset
    from columns
    cross join {{ ref('figure_times') }} as times
    where
        columns.column_role = 'amount'
        and columns.phase is null

)

select * from own
union all by name
select of_other_times.*
from of_other_times
left join own
    on
        of_other_times.table_code = own.table_code
        and of_other_times.column_code = own.column_code
where own.column_code is null
