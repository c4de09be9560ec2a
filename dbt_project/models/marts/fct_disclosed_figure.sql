-- One row is any other figure of the explanations: what it measures, its value and unit of measure.
with statements as (

    select * from {{ ref('int_statements') }}
    where
        amount_value is not null
        and measure_code <> 'project_card_budget'

),

year_over_year as (

    select
        document_key,
        statement_no
    from {{ ref('int_year_over_year') }}

),

projects as (

    select
        unit_key,
        fiscal_year,
        project_name_key,
        project_key
    from {{ ref('int_project_aliases') }}

)

select
    statements.own_amount_cell_id as source_cell_id,
    statements.document_key,
    statements.unit_key,
    statements.fiscal_year,
    statements.document_kind,
    statements.section_code,
    statements.measure_code,
    statements.label,
    statements.subject_key,
    statements.fund_source_code as fund_source_key,
    projects.project_key,
    statements.amount_value as value,
    statements.unit_of_measure,
    statements.amount_yuan,
    cast(statements.share_value as decimal(18, 4)) as share_pct,
    statements.change_value,
    cast(statements.change_pct_value as decimal(18, 4)) as change_pct,
    statements.purpose,
    statements.share_cell_id,
    statements.change_cell_id,
    statements.change_pct_cell_id,
    -- A sentence states no sum of which it could be told whether it is right.
    false as is_reconciled,
    'not_evaluated' as reconciliation_verdict
from statements
left join year_over_year
    on
        statements.document_key = year_over_year.document_key
        and statements.statement_no = year_over_year.statement_no
left join projects
    on
        statements.unit_key = projects.unit_key
        and statements.fiscal_year = projects.fiscal_year
        and statements.project_name_key = projects.project_name_key
where year_over_year.statement_no is null
