-- One row is a printed figure that takes part in a check: its total, or one of its parts. A total
-- row that is blank in a column states that nothing stands there: it has no term and counts as 0.
with checks as (

    select * from {{ ref('int_checks') }}
    where row_no is not null

),

totals as (

    select
        checks.rule_id,
        checks.document_key,
        checks.check_key,
        'total' as term_role,
        1 as weight,
        cells.amount_yuan,
        cells.half_width_yuan,
        cells.yuan_per_unit,
        cells.cell_id,
        cells.text,
        cells.row_no as term_row_no,
        cells.column_no as term_column_no
    from checks
    inner join {{ ref('int_cells') }} as cells
        on
            checks.document_key = cells.document_key
            and checks.table_no = cells.table_no
            and checks.row_no = cells.row_no
            and checks.column_code = cells.column_code
            and checks.list_side = coalesce(cells.side, '')

),

parts as (

    select
        checks.rule_id,
        checks.document_key,
        checks.check_key,
        'part' as term_role,
        1 as weight,
        cells.amount_yuan,
        cells.half_width_yuan,
        cells.yuan_per_unit,
        cells.cell_id,
        cells.text,
        cells.row_no as term_row_no,
        cells.column_no as term_column_no
    from checks
    inner join {{ ref('int_leaf_cells') }} as cells
        on
            checks.document_key = cells.document_key
            and checks.table_no = cells.table_no
            and checks.list_side = coalesce(cells.side, '')
            and case checks.rule_id
                when 'total.column' then checks.column_code = cells.column_code
                when 'total.table' then not cells.is_subtotal_column
            end

)

select * from totals
union all
select * from parts
