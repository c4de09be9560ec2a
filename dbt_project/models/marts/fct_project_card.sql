-- One row is a card of the explanations: what is said of one project.
with cards as (

    select
        cards.*,
        documents.unit_key,
        documents.fiscal_year,
        documents.document_kind,
        documents.parts
    from {{ ref('int_project_cards') }} as cards
    inner join {{ ref('int_document_versions') }} as documents on cards.document_key = documents.document_key
    where documents.is_current

),

allocations as (

    select
        document_key,
        project_name_key,
        sum(amount_yuan) as allocated_yuan
    from {{ ref('int_figures') }}
    where measure_code = 'project_allocation'
    group by document_key, project_name_key

),

-- Of two cards of one name it cannot be told which an allocation is of.
only_cards as (

    select
        document_key,
        project_name_key
    from cards
    group by document_key, project_name_key
    having count(*) = 1

)

select
    cards.document_key || ':card:' || cards.card_no as card_key,
    cards.budget_cell_id as source_cell_id,
    cards.document_key,
    cards.unit_key,
    cards.fiscal_year,
    cards.document_kind,
    projects.project_key,
    budgets.amount_yuan,
    {{ as_sum('allocations.allocated_yuan') }} as allocated_yuan,
    cards.basis,
    cards.carrying_unit,
    cards.allocation,
    cards.period_text,
    cards.period_start,
    cards.period_end,
    cards.funding,
    cards.standard,
    cards.scope,
    cards.method,
    cards.procedure,
    cards.beneficiaries,
    cards.is_withheld,
    {{ line_in_file('cards.line_no', 'cards.parts') }} as line_no,
    cards.part_key,
    false as is_reconciled,
    'not_evaluated' as reconciliation_verdict
from cards
left join {{ ref('int_figures') }} as budgets on cards.budget_cell_id = budgets.cell_id
left join {{ ref('int_project_aliases') }} as projects
    on
        cards.unit_key = projects.unit_key
        and cards.fiscal_year = projects.fiscal_year
        and cards.project_name_key = projects.project_name_key
left join only_cards
    on
        cards.document_key = only_cards.document_key
        and cards.project_name_key = only_cards.project_name_key
left join allocations
    on
        only_cards.document_key = allocations.document_key
        and only_cards.project_name_key = allocations.project_name_key
