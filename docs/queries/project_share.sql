-- How much of its expenditure does each unit spend on projects?
-- 各单位项目支出占支出总额多少？
select
    unit_name, fiscal_year,
    sum(amount_yuan) filter (expenditure_kind = 'basic') as basic_yuan,
    sum(amount_yuan) filter (expenditure_kind = 'project') as project_yuan,
    (100 * project_yuan / nullif(sum(amount_yuan), 0))::decimal(9, 2) as project_pct
from marts.fct_expenditure
join marts.dim_unit using (unit_key)
where document_kind like '%_budget' and not is_prior_year
group by unit_name, fiscal_year
order by project_pct desc
