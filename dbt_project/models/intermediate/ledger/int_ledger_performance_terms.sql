-- One row is a term of the comparison of a performance table's fiscal funds with its projects: with what the table of projects
-- prints of them, or the carry-over table where that prints nothing of them.
with covered as (

    select distinct
        performance_key,
        document_key,
        project_key
    from {{ ref('int_project_performance') }}

),

figures as (

    select * from {{ ref('int_ledger_figures') }}

),

project_figures as (

    select
        *,
        min(case source when 'project_expenditure' then 1 else 2 end) over (partition by document_key, project_key) as first_source
    from figures
    where
        -- Of the carry-over the part that appropriations left.
        (source, column_code) in (('project_expenditure', 'total'), ('carryover', 'fiscal_subtotal'))
        and is_leaf
        and project_key is not null

),

fiscal_funds as (

    select
        'total' as side,
        performance_key,
        document_key,
        cell_id,
        amount,
        half_width,
        yuan_per_unit,
        text,
        table_no,
        table_code,
        line_no,
        row_no,
        column_no
    from figures
    where
        source = 'performance_fiscal_total'
        and performance_key in (select covered.performance_key from covered)

),

projects as (

    select
        'part' as side,
        covered.performance_key,
        covered.document_key,
        project_figures.cell_id,
        project_figures.amount,
        project_figures.half_width,
        project_figures.yuan_per_unit,
        project_figures.text,
        project_figures.table_no,
        project_figures.table_code,
        project_figures.line_no,
        project_figures.row_no,
        project_figures.column_no
    from covered
    inner join project_figures
        on
            covered.document_key = project_figures.document_key
            and covered.project_key = project_figures.project_key
    where project_figures.first_source = case project_figures.source when 'project_expenditure' then 1 else 2 end

),

terms as (

    select * from fiscal_funds
    union all
    select * from projects

)

select
    'performance.project_amount' as rule_id,
    document_key,
    performance_key as check_key,
    performance_key as group_key,
    side,
    1 as weight,
    amount,
    half_width,
    yuan_per_unit,
    cell_id,
    text,
    table_no,
    table_code,
    line_no,
    row_no as term_row_no,
    column_no as term_column_no
from terms
