-- One row is a performance table, of a whole unit or of a project.
with only_projects as (

    select
        performance_key,
        min(project_key) as project_key
    from {{ ref('bridge_project_performance') }}
    group by performance_key
    having count(*) = 1

)

select
    budgets.performance_key,
    budgets.source_cell_id,
    budgets.document_key,
    budgets.unit_key,
    budgets.fiscal_year,
    budgets.document_kind,
    budgets.scope,
    only_projects.project_key,
    budgets.project_name as printed_project_name,
    budgets.amount_yuan,
    budgets.is_amount_printed,
    budgets.fiscal_yuan,
    {{ as_yuan('budgets.other_yuan') }} as other_yuan,
    budgets.goal,
    {{ line_in_file('budgets.line_no', 'budgets.parts') }} as line_no,
    budgets.part_key,
    budgets.is_reconciled
from {{ ref('int_performance_budgets') }} as budgets
left join only_projects on budgets.performance_key = only_projects.performance_key
