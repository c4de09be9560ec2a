-- Which are the three largest projects of each unit, whatever table prints their money?
-- 各单位金额最大的三个项目是哪些（不论印在哪张表）？
select unit_name, budget.fiscal_year, project_name, sum(amount_yuan) as amount_yuan, string_agg(distinct money_kind, ', ' order by money_kind) as money
from marts.fct_project_budget as budget
join marts.dim_unit using (unit_key)
join marts.dim_project using (project_key)
where document_kind like '%_budget'
group by unit_key, unit_name, budget.fiscal_year, project_key, project_name
qualify row_number() over (partition by unit_key, budget.fiscal_year order by sum(amount_yuan) desc, project_name) <= 3
order by unit_name, budget.fiscal_year, amount_yuan desc
