-- What do the units spend on travel abroad, receptions and vehicles? Null where the table is empty.
-- 各单位“三公”经费各项多少？空表为空值。
select
    unit_name, document.fiscal_year,
    sum(amount_yuan) filter (expense_item = 'abroad') as abroad_yuan,
    sum(amount_yuan) filter (expense_item = 'reception') as reception_yuan,
    sum(amount_yuan) filter (expense_item = 'vehicle_purchase') as vehicle_purchase_yuan,
    sum(amount_yuan) filter (expense_item = 'vehicle_operation') as vehicle_operation_yuan,
    sum(amount_yuan) as total_yuan
from marts.dim_document as document
join marts.dim_unit using (unit_key)
left join marts.fct_three_public as expense on expense.document_key = document.document_key and not is_prior_year
where is_current and document.document_kind like '%_budget'
group by unit_name, document.fiscal_year
order by unit_name, document.fiscal_year
