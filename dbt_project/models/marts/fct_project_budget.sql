-- One row is money of a project, each money once: of the year, carried over, or known from no table but that of its targets or its card.
with by_fund as (

    select
        facts.source_cell_id,
        facts.document_key,
        facts.unit_key,
        facts.fiscal_year,
        facts.document_kind,
        facts.phase,
        facts.project_key,
        case when funds.fund_group = 'carryover' then 'carryover' else 'current' end as money_kind,
        facts.economic_subject_key,
        facts.fund_source_key,
        cast(null as varchar) as expenditure_kind,
        facts.amount_yuan,
        'project_funding' as stated_in,
        facts.is_reconciled,
        facts.reconciliation_verdict
    from {{ ref('fct_project_funding') }} as facts
    left join {{ ref('dim_fund_source') }} as funds on facts.fund_source_key = funds.fund_source_key
    where not facts.is_prior_year

),

listed_by_fund as (

    select distinct
        document_key,
        project_key
    from by_fund

),

-- A table by use prints the same money of a project as one by fund.
of_all_funds as (

    select * from by_fund
    union all
    select
        facts.source_cell_id,
        facts.document_key,
        facts.unit_key,
        facts.fiscal_year,
        facts.document_kind,
        facts.phase,
        facts.project_key,
        'current' as money_kind,
        facts.economic_subject_key,
        cast(null as varchar) as fund_source_key,
        facts.expenditure_kind,
        facts.amount_yuan,
        'project_by_use' as stated_in,
        facts.is_reconciled,
        facts.reconciliation_verdict
    from {{ ref('fct_expenditure_by_use') }} as facts
    left join listed_by_fund
        on
            facts.document_key = listed_by_fund.document_key
            and facts.project_key = listed_by_fund.project_key
    where facts.stated_in = 'project_by_use' and not facts.is_prior_year and listed_by_fund.project_key is null

),

of_the_year as (

    select
        source_cell_id,
        document_key,
        unit_key,
        fiscal_year,
        document_kind,
        phase,
        project_key,
        'current' as money_kind,
        economic_subject_key,
        cast(null as varchar) as fund_source_key,
        'project' as expenditure_kind,
        amount_yuan,
        'project_expenditure' as stated_in,
        is_reconciled,
        reconciliation_verdict
    from {{ ref('fct_project_expenditure') }}
    where not is_prior_year

),

carried_over as (

    select
        source_cell_id,
        document_key,
        unit_key,
        fiscal_year,
        document_kind,
        phase,
        project_key,
        'carryover' as money_kind,
        cast(null as varchar) as economic_subject_key,
        case origin when 'fiscal' then 'fiscal_carryover' when 'non_fiscal' then 'non_fiscal_carryover' end as fund_source_key,
        expenditure_kind,
        amount_yuan,
        'carryover' as stated_in,
        is_reconciled,
        reconciliation_verdict
    from {{ ref('fct_carryover') }}
    where not is_prior_year

),

stated_whole as (

    select distinct
        document_key,
        project_key
    from of_all_funds

),

of_one_table as (

    select * from of_the_year
    union all
    select * from carried_over

),

-- A table of all funds holds what the other two say of a project, in other columns.
in_tables as (

    select * from of_all_funds
    union all
    select of_one_table.*
    from of_one_table
    left join stated_whole
        on
            of_one_table.document_key = stated_whole.document_key
            and of_one_table.project_key = stated_whole.project_key
    where stated_whole.project_key is null

),

listed as (

    select distinct
        document_key,
        project_key
    from in_tables

),

told_elsewhere as (

    select
        source_cell_id,
        document_key,
        unit_key,
        fiscal_year,
        document_kind,
        project_key,
        amount_yuan,
        'performance_table' as stated_in,
        is_reconciled,
        reconciliation_verdict
    from {{ ref('fct_performance_budget') }}
    where scope = 'project'
    union all
    select
        source_cell_id,
        document_key,
        unit_key,
        fiscal_year,
        document_kind,
        project_key,
        amount_yuan,
        'project_card' as stated_in,
        is_reconciled,
        reconciliation_verdict
    from {{ ref('fct_project_card') }}

),

-- Of what is told in several places the first of the best place, where all of that place say the same; else it is not told how much.
ranked as (

    select
        told.*,
        row_number() over (
            partition by told.document_key, told.project_key
            order by told.stated_in = 'project_card' asc, told.source_cell_id asc
        ) as place_no,
        min(told.amount_yuan) over (partition by told.document_key, told.project_key, told.stated_in)
        = max(told.amount_yuan) over (partition by told.document_key, told.project_key, told.stated_in) as is_told_alike
    from told_elsewhere as told
    left join listed
        on
            told.document_key = listed.document_key
            and told.project_key = listed.project_key
    where told.project_key is not null and told.amount_yuan is not null and listed.project_key is null

)

select * from in_tables
union all
select
    source_cell_id,
    document_key,
    unit_key,
    fiscal_year,
    document_kind,
    'budget' as phase,
    project_key,
    'other' as money_kind,
    cast(null as varchar) as economic_subject_key,
    cast(null as varchar) as fund_source_key,
    cast(null as varchar) as expenditure_kind,
    amount_yuan,
    stated_in,
    is_reconciled,
    reconciliation_verdict
from ranked
where place_no = 1 and is_told_alike
