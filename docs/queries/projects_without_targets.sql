-- Which projects of this year have no table of targets?
-- 当年项目中哪些没有绩效目标表？
select unit_name, budget.fiscal_year, project_name, is_confidential, sum(amount_yuan) as amount_yuan
from marts.fct_project_budget as budget
join marts.dim_unit using (unit_key)
join marts.dim_project using (project_key)
anti join marts.bridge_project_performance using (project_key)
where money_kind = 'current' and document_kind like '%_budget'
group by all
order by unit_name, project_name
