-- Which targets are weaker than what was reached last year: less where at least so much is wanted, more where at most?
-- 哪些绩效目标比上年完成值更弱（下限更低，或上限更高）？
-- Only where last year's value is a number with the unit of the target: others are not compared.
-- 只比较上年完成值为数字且计量单位相同的指标。
select unit_name, indicator_name, target_text, prior_value_text, line_no
from marts.fct_performance_indicator
join marts.dim_unit using (unit_key)
where
    prior_unit = target_unit
    and ((operator = '>=' and target_value < prior_value) or (operator = '<=' and target_value > prior_value))
order by unit_name, line_no
