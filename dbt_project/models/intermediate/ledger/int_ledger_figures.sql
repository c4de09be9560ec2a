-- One row is a printed figure that a rule may take as a term, with all that a term may ask of it. `source` is the kind of
-- table that it stands in, or what it measures where it stands in a sentence or in a performance table.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

leaves as (

    select cell_id from {{ ref('int_leaf_cells') }}

),

in_budget_tables as (

    select
        cells.cell_id,
        cells.document_key,
        cells.table_code as source,
        coalesce(cells.side, '') as list_side,
        cells.column_code,
        case
            when cells.row_role = 'total' then 'total'
            -- A row of one of several units is no row of the document's own, whatever it is called.
            when cells.row_role in ('member', 'memo') then 'subtotal'
            when cells.parent_row_no is not null then 'detail'
            when cells.project_name_key is not null then 'project'
            when cells.item_code is not null then 'line'
            when length(cells.subject_code) = 3 then 'class'
            when length(cells.subject_code) = 5 then 'section'
            when length(cells.subject_code) = 7 then 'item'
            when replace(cells.row_label, ' ', '') = replace(documents.unit_name, ' ', '') then 'unit'
            else 'subtotal'
        end as row_kind,
        leaves.cell_id is not null and cells.row_role <> 'memo' as is_leaf,
        cells.is_prior_year,
        cells.item_code,
        cells.subject_code,
        cells.fund_source_code,
        aliases.project_key,
        cast(null as varchar) as performance_key,
        cells.table_no,
        cells.table_code,
        cells.row_no,
        cells.parent_row_no as detailed_row_no,
        cells.column_no,
        cells.line_no,
        cells.amount_yuan as amount,
        cells.half_width_yuan as half_width,
        cells.yuan_per_unit,
        cells.text
    from {{ ref('int_cells') }} as cells
    inner join documents on cells.document_key = documents.document_key
    left join leaves on cells.cell_id = leaves.cell_id
    left join {{ ref('int_project_aliases') }} as aliases
        on
            cells.unit_key = aliases.unit_key
            and cells.fiscal_year = aliases.fiscal_year
            and cells.project_name_key = aliases.project_name_key

),

-- What is stated twice in the same words and figures is one statement.
statements as (

    select
        statements.*,
        row_number() over (
            partition by
                statements.document_key, statements.measure_code, statements.subject_code, statements.fund_source_code,
                statements.project_name_key, statements.own_amount_yuan, statements.amount_value,
                case when statements.measure_code in ('project_allocation', 'project_remark') then statements.statement_no end
            order by statements.statement_no asc
        ) as repetition
    from {{ ref('int_statements') }} as statements
    where statements.own_amount_cell_id is not null

),

in_sentences as (

    select
        statements.own_amount_cell_id as cell_id,
        statements.document_key,
        statements.measure_code as source,
        '' as list_side,
        '' as column_code,
        'statement' as row_kind,
        true as is_leaf,
        false as is_prior_year,
        cast(null as varchar) as item_code,
        statements.subject_code,
        statements.fund_source_code,
        aliases.project_key,
        case when statements.table_no is not null then concat(statements.document_key, ':', statements.table_no) end as performance_key,
        statements.table_no,
        cast(null as varchar) as table_code,
        statements.statement_no as row_no,
        cast(null as integer) as column_no,
        statements.line_no,
        coalesce(statements.own_amount_yuan, statements.amount_value) as amount,
        -- A count is exact; of money the last digit is rounded.
        coalesce(statements.own_amount_half_width_yuan, 0) as half_width,
        figures.yuan_per_unit,
        figures.text
    from statements
    inner join {{ ref('int_figures') }} as figures on statements.own_amount_cell_id = figures.cell_id
    left join {{ ref('int_project_aliases') }} as aliases
        on
            statements.unit_key = aliases.unit_key
            and statements.fiscal_year = aliases.fiscal_year
            and statements.project_name_key = aliases.project_name_key
    where statements.repetition = 1

),

performance_figures as (

    select
        figures.*,
        tables.performance_key,
        tables.scope,
        bool_or(figures.measure_code = 'performance_budget') over (partition by tables.performance_key) as has_budget,
        bool_or(figures.measure_code = 'performance_fiscal') over (partition by tables.performance_key) as has_fiscal
    from {{ ref('int_figures') }} as figures
    inner join {{ ref('int_performance_tables') }} as tables
        on
            figures.document_key = tables.document_key
            and figures.table_no = tables.table_no
    inner join documents on figures.document_key = documents.document_key
    where
        figures.figure_kind = 'amount'
        and figures.statement_no < 0

),

-- An amount of a performance table is a term under its own name, and under what it is or helps to make up there.
performance_roles as (

    select
        *,
        measure_code as source
    from performance_figures
    union all
    select
        *,
        'performance_fiscal_total' as source
    from performance_figures
    where
        measure_code = 'performance_fiscal'
        or (measure_code in ('performance_fiscal_higher', 'performance_fiscal_own') and not has_fiscal)
    union all
    select
        *,
        'unit_performance_budget' as source
    from performance_figures
    where
        scope = 'unit'
        and (
            measure_code = 'performance_budget'
            or (
                not has_budget
                and (
                    measure_code in ('performance_fiscal', 'performance_other')
                    or (measure_code in ('performance_fiscal_higher', 'performance_fiscal_own') and not has_fiscal)
                )
            )
        )
    union all
    select
        *,
        'project_performance_other' as source
    from performance_figures
    where
        scope = 'project'
        and measure_code = 'performance_other'

),

in_performance_tables as (

    select
        cell_id,
        document_key,
        source,
        '' as list_side,
        '' as column_code,
        'statement' as row_kind,
        true as is_leaf,
        false as is_prior_year,
        cast(null as varchar) as item_code,
        cast(null as varchar) as subject_code,
        cast(null as varchar) as fund_source_code,
        cast(null as varchar) as project_key,
        performance_key,
        table_no,
        table_code,
        row_no,
        column_no,
        line_no,
        amount_yuan as amount,
        half_width_yuan as half_width,
        yuan_per_unit,
        text
    from performance_roles

)

select * from in_budget_tables
union all by name
select * from in_sentences
union all by name
select * from in_performance_tables
