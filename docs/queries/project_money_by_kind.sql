-- How much of each unit's project money is of this year's table, carried over, or printed in a table of targets alone?
-- 各单位项目资金中，当年项目支出表、上年结转表和仅见于绩效目标表的各多少？
select
    unit_name, fiscal_year,
    sum(amount_yuan) filter (money_kind = 'current') as current_yuan,
    sum(amount_yuan) filter (money_kind = 'carryover') as carryover_yuan,
    sum(amount_yuan) filter (money_kind = 'other') as other_yuan
from marts.fct_project_budget
join marts.dim_unit using (unit_key)
where document_kind like '%_budget'
group by unit_name, fiscal_year
order by unit_name, fiscal_year
