-- How much of its budget did each unit spend, where its final account is there too?
-- 各单位支出决算完成预算多少（两份文件都有的）？
with budgets as (
    select unit_key, fiscal_year, sum(amount_yuan) as budget_yuan
    from marts.fct_expenditure
    where document_kind like '%_budget' and not is_prior_year
    group by all
),

accounts as (
    select unit_key, fiscal_year, sum(amount_yuan) as actual_yuan
    from marts.fct_expenditure
    where phase = 'actual' and not is_prior_year
    group by all
)

select unit_name, fiscal_year, budget_yuan, actual_yuan, (100 * actual_yuan / nullif(budget_yuan, 0))::decimal(9, 2) as completed_pct
from budgets
join marts.dim_unit using (unit_key)
left join accounts using (unit_key, fiscal_year)
order by unit_name, fiscal_year
