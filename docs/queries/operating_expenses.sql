-- How much does running each office cost, and how much did it cost the year before?
-- 各单位机关运行经费是多少，上年是多少？
select unit_name, fiscal_year, amount_yuan, change_yuan, prior_amount_yuan
from marts.fct_year_over_year
join marts.dim_unit using (unit_key)
where measure_code = 'operating_expenses' and document_kind like '%_budget'
order by amount_yuan desc
