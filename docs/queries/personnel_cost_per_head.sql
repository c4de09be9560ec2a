-- What do the personnel of a unit cost per head, where it states how many are on duty?
-- 各单位人均人员经费是多少（公开了在职人数的）？
with personnel as (
    select unit_key, fiscal_year, sum(amount_yuan) as personnel_yuan
    from marts.fct_basic_expenditure
    where cost_kind = 'personnel' and document_kind like '%_budget' and not is_prior_year
    group by all
),

staff as (
    select unit_key, fiscal_year, max(value) as on_duty
    from marts.fct_disclosed_figure
    where measure_code = 'staff_on_duty' and document_kind like '%_budget'
    group by all
)

select unit_name, fiscal_year, personnel_yuan, on_duty, (personnel_yuan / nullif(on_duty, 0))::decimal(18, 2) as yuan_per_head
from personnel
join marts.dim_unit using (unit_key)
left join staff using (unit_key, fiscal_year)
order by unit_name, fiscal_year
