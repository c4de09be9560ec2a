-- One row is a performance table, of a whole unit or of a project.
with only_projects as (

    select
        performance_key,
        min(project_key) as project_key
    from {{ ref('bridge_project_performance') }}
    group by performance_key
    having count(*) = 1

),

judged as (

    select
        document_key,
        table_no,
        bool_or(verdict = 'broken') as is_broken,
        bool_and(verdict in ('exact', 'rounding', 'boundary')) as agrees
    from {{ ref('ledger') }}
    where rule_id = 'performance.budget_parts'
    group by document_key, table_no

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
    budgets.is_reconciled or coalesce(judged.agrees, false) as is_reconciled,
    case
        when budgets.is_reconciled or judged.agrees then 'reconciled'
        when judged.is_broken then 'broken'
        else 'not_evaluated'
    end as reconciliation_verdict
from {{ ref('int_performance_budgets') }} as budgets
left join only_projects on budgets.performance_key = only_projects.performance_key
left join judged
    on
        budgets.document_key = judged.document_key
        and budgets.table_no = judged.table_no
