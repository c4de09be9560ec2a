-- How did the three public expenses change against the year before?
-- “三公”经费比上年增减多少？
select unit_name, fiscal_year, amount_yuan, change_yuan, prior_amount_yuan
from marts.fct_year_over_year
join marts.dim_unit using (unit_key)
where measure_code = 'three_public_total' and document_kind like '%_budget'
order by unit_name, fiscal_year
