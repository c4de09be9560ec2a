-- What is the money spent on, by class, over all units?
-- 全部单位的支出按功能分类的类汇总各是多少？
select fiscal_year, class_code, class_name, sum(amount_yuan) as amount_yuan, count(distinct unit_key) as units
from marts.fct_expenditure
join marts.dim_subject_code using (subject_key)
where document_kind like '%_budget' and not is_prior_year
group by fiscal_year, class_code, class_name
order by fiscal_year, amount_yuan desc
