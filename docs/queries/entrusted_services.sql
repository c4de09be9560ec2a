-- Which entrusted services cost more than a million yuan?
-- 哪些项目的委托业务费超过一百万元？
select unit_name, service.fiscal_year, project_name, sum(amount_yuan) as amount_yuan
from marts.fct_entrusted_service as service
join marts.dim_unit using (unit_key)
join marts.dim_project using (project_key)
where document_kind like '%_budget' and not is_prior_year
group by all
having sum(amount_yuan) > 1000000
order by amount_yuan desc
