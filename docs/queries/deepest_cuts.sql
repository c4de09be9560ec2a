-- Which items of the general public budget were cut the most?
-- 一般公共预算中哪些科目比上年减少最多？
select unit_name, fiscal_year, section_name, subject_name, amount_yuan, change_yuan, prior_amount_yuan
from marts.fct_year_over_year
join marts.dim_unit using (unit_key)
join marts.dim_subject_code using (subject_key)
where measure_code = 'general_public_item' and change_yuan < 0
order by change_yuan
limit 5
