-- One row is a sum to be judged in a current document: a rule, a table, a column and a total row.
-- A table that prints figures but no total row is a check that cannot be judged, and says why.
with tables as (

    select stg_tables.*
    from {{ ref('stg_tables') }} as stg_tables
    inner join {{ ref('int_document_versions') }} as documents
        on stg_tables.document_key = documents.document_key
    inner join {{ ref('tables') }} as kinds
        on stg_tables.table_code = kinds.table_code
    where
        documents.is_current
        and kinds.reader = 'budget_table'

),

cells as (

    select
        *,
        coalesce(side, '') as list_side
    from {{ ref('int_cells') }}

),

total_rows as (

    select distinct
        document_key,
        table_no,
        table_code,
        list_side,
        row_no,
        line_no
    from cells
    where row_role = 'total'

),

summed_columns as (

    select
        document_key,
        table_no,
        list_side,
        column_code
    from cells
    where row_role = 'total'
    union
    select
        document_key,
        table_no,
        coalesce(side, '') as list_side,
        column_code
    from {{ ref('int_leaf_cells') }}

),

column_checks as (

    select
        'total.column' as rule_id,
        total_rows.*,
        summed_columns.column_code
    from total_rows
    inner join summed_columns
        on
            total_rows.document_key = summed_columns.document_key
            and total_rows.table_no = summed_columns.table_no
            and total_rows.list_side = summed_columns.list_side

),

grand_total_columns as (

    select
        table_code,
        coalesce(side, '') as list_side,
        column_code
    from {{ ref('table_columns') }}
    where is_subtotal and part_of is null

),

table_checks as (

    select
        'total.table' as rule_id,
        total_rows.*,
        grand_total_columns.column_code
    from total_rows
    inner join grand_total_columns
        on
            total_rows.table_code = grand_total_columns.table_code
            and total_rows.list_side = grand_total_columns.list_side

),

sums as (

    select * from column_checks
    union all
    select * from table_checks

),

leaf_sides as (

    select
        document_key,
        table_no,
        coalesce(side, '') as list_side,
        bool_or(not is_subtotal_column) as has_facts
    from {{ ref('int_leaf_cells') }}
    group by document_key, table_no, coalesce(side, '')

),

judged_sums as (

    select
        sums.*,
        case
            when leaf_sides.has_facts is null then 'no leaf row prints a figure'
            when sums.rule_id = 'total.table' and not leaf_sides.has_facts then 'only subtotal columns are printed'
        end as obstacle_en,
        case
            when leaf_sides.has_facts is null then '未印明细行'
            when sums.rule_id = 'total.table' and not leaf_sides.has_facts then '仅印合计列'
        end as obstacle_zh
    from sums
    left join leaf_sides
        on
            sums.document_key = leaf_sides.document_key
            and sums.table_no = leaf_sides.table_no
            and sums.list_side = leaf_sides.list_side

),

sides_without_total as (

    select distinct
        'total.column' as rule_id,
        cells.document_key,
        cells.table_no,
        cells.table_code,
        cells.list_side,
        cast(null as integer) as row_no,
        cast(null as integer) as line_no,
        cast(null as varchar) as column_code
    from cells
    left join total_rows
        on
            cells.document_key = total_rows.document_key
            and cells.table_no = total_rows.table_no
            and cells.list_side = total_rows.list_side
    where total_rows.table_no is null

),

empty_tables as (

    select
        'total.column' as rule_id,
        tables.document_key,
        tables.table_no,
        tables.table_code,
        '' as list_side,
        cast(null as integer) as row_no,
        cast(null as integer) as line_no,
        cast(null as varchar) as column_code
    from tables
    where tables.cells_loaded = 0

),

all_checks as (

    select * from judged_sums
    union all
    select
        *,
        'no total row is printed' as obstacle_en,
        '未印总计行' as obstacle_zh
    from sides_without_total
    union all
    select
        *,
        'the table holds no figure' as obstacle_en,
        '空表' as obstacle_zh
    from empty_tables

)

select
    all_checks.rule_id,
    all_checks.document_key,
    all_checks.table_no,
    all_checks.table_code,
    all_checks.list_side,
    all_checks.row_no,
    all_checks.line_no,
    all_checks.column_code,
    concat_ws(
        '/',
        concat('table ', all_checks.table_no),
        nullif(all_checks.list_side, ''),
        all_checks.column_code,
        case when all_checks.row_no is not null then concat('row ', all_checks.row_no) end
    ) as check_key,
    case
        when tables.cells_rejected > 0 then concat(tables.cells_rejected, ' cells of the table were rejected')
        else all_checks.obstacle_en
    end as obstacle_en,
    case
        when tables.cells_rejected > 0 then concat('表中有', tables.cells_rejected, '个单元格未能识别')
        else all_checks.obstacle_zh
    end as obstacle_zh
from all_checks
inner join tables
    on
        all_checks.document_key = tables.document_key
        and all_checks.table_no = tables.table_no
