{{ config(alias='单位概况') }}

-- One row is what a unit has and spends in a year: each figure is of one table, so that none is counted twice.
with income as (

    select
        f.document_key,
        f.phase,
        sum(f.amount_yuan) as total,
        case
            when bool_and(funds.fund_group is not null)
                then coalesce(sum(f.amount_yuan) filter (where funds.fund_group = 'appropriation'), 0)
        end as appropriation,
        bool_or(f.reconciliation_verdict = 'broken') as is_broken,
        bool_and(f.is_reconciled) as is_proven
    from {{ mart('fct_income') }} as f
    left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
    where not f.is_prior_year
    group by f.document_key, f.phase

),

expenditure as (

    select
        f.document_key,
        f.phase,
        sum(f.amount_yuan) as total,
        case
            when bool_and(f.expenditure_kind is not null)
                then coalesce(sum(f.amount_yuan) filter (where f.expenditure_kind = 'basic'), 0)
        end as basic,
        case
            when bool_and(f.expenditure_kind is not null)
                then coalesce(sum(f.amount_yuan) filter (where f.expenditure_kind = 'project'), 0)
        end as project,
        bool_or(f.reconciliation_verdict = 'broken') as is_broken,
        bool_and(f.is_reconciled) as is_proven
    from {{ mart('fct_expenditure') }} as f
    where not f.is_prior_year
    group by f.document_key, f.phase

),

funds as (

    select
        f.document_key,
        f.phase,
        sum(f.amount_yuan) filter (where f.budget_kind = 'general_public') as general_public,
        sum(f.amount_yuan) filter (where f.budget_kind = 'government_fund') as government_fund,
        sum(f.amount_yuan) filter (where f.budget_kind = 'state_capital') as state_capital
    from {{ mart('fct_fund_expenditure') }} as f
    where not f.is_prior_year
    group by f.document_key, f.phase

),

basic as (

    select
        f.document_key,
        f.phase,
        case
            when bool_and(f.cost_kind is not null)
                then coalesce(sum(f.amount_yuan) filter (where f.cost_kind = 'personnel'), 0)
        end as personnel,
        case
            when bool_and(f.cost_kind is not null)
                then coalesce(sum(f.amount_yuan) filter (where f.cost_kind = 'operating'), 0)
        end as operating
    from {{ mart('fct_basic_expenditure') }} as f
    where not f.is_prior_year
    group by f.document_key, f.phase

),

three_public as (

    select
        f.document_key,
        f.phase,
        sum(f.amount_yuan) as total
    from {{ mart('fct_three_public') }} as f
    where not f.is_prior_year
    group by f.document_key, f.phase

),

said as (

    select
        document_key,
        phase
    from income
    union
    select
        document_key,
        phase
    from expenditure

),

profiles as (

    select
        documents.*,
        said.phase
    from said
    inner join {{ mart('dim_document') }} as documents on said.document_key = documents.document_key

)

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_sum_columns('income.total', '收入合计') }},
    {{ zh_sum_columns('income.appropriation', '财政拨款收入') }},
    {{ zh_sum_columns('expenditure.total', '支出合计') }},
    {{ zh_sum_columns('expenditure.basic', '基本支出') }},
    {{ zh_sum_columns('expenditure.project', '项目支出') }},
    {{ zh_sum_columns('funds.general_public', '一般公共预算支出') }},
    {{ zh_sum_columns('funds.government_fund', '政府性基金支出') }},
    {{ zh_sum_columns('funds.state_capital', '国有资本经营支出') }},
    {{ zh_sum_columns('basic.personnel', '人员经费') }},
    {{ zh_sum_columns('basic.operating', '公用经费') }},
    {{ zh_sum_columns('three_public.total', '三公经费') }},
    {{ zh_percent('income.appropriation', 'income.total', 2) }} as "财政拨款收入占比（%）",
    {{ zh_percent('expenditure.project', 'expenditure.total', 2) }} as "项目支出占比（%）",
    case when expenditure.total is not null then rank() over (
        partition by f.fiscal_year, f.document_kind, f.phase order by expenditure.total desc nulls last
    ) end as "支出排名",
    case
        when income.is_broken or expenditure.is_broken then '不符'
        when income.is_proven and expenditure.is_proven then '一致'
        else '未核对'
    end as "勾稽结论",
    f.document_key as "文件键"
from profiles as f
inner join {{ mart('dim_unit') }} as units on f.unit_key = units.unit_key
{% for part in ['income', 'expenditure', 'funds', 'basic', 'three_public'] %}
    left join {{ part }}
        on
            f.document_key = {{ part }}.document_key
            and f.phase = {{ part }}.phase
{% endfor %}
