-- Which of the three public expenses are blank in the table and zero in the sentence? Null is not zero.
-- “三公”经费中哪些表中空白、文字写明为零？空值不等于零。
with printed as (
    select document_key, expense_item, sum(amount_yuan) as in_table_yuan
    from marts.fct_three_public
    where document_kind like '%_budget' and not is_prior_year
    group by all
),

stated as (
    select document_key, unit_key, fiscal_year, replace(measure_code, 'three_public_', '') as expense_item, amount_yuan as in_sentence_yuan
    from marts.fct_disclosed_figure
    where document_kind like '%_budget' and section_code = 'three_public' and measure_code <> 'three_public_total'
)

select unit_name, fiscal_year, expense_item, in_table_yuan, in_sentence_yuan
from stated
join marts.dim_unit using (unit_key)
left join printed using (document_key, expense_item)
order by unit_name, fiscal_year, expense_item
