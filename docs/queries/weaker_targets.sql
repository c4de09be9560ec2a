-- Which targets are weaker than what was reached last year: less where at least so much is wanted, more where at most?
-- 哪些绩效目标比上年完成值更弱（下限更低，或上限更高）？
-- Only where last year's value is a number with the unit of the target: others are not compared.
-- 只比较上年完成值为数字且计量单位相同的指标。
with compared as (
    select
        *,
        regexp_extract(replace(prior_value_text, ' ', ''), '^([0-9.]+)(.*)$', ['number', 'unit']) as prior
    from marts.fct_performance_indicator
    where operator in ('>=', '<=') and regexp_full_match(replace(prior_value_text, ' ', ''), '[0-9]+([.][0-9]+)?[^0-9.].*')
)

select unit_name, indicator_name, target_text, prior_value_text, line_no
from compared
join marts.dim_unit using (unit_key)
where
    prior.unit = target_unit
    and if(operator = '>=', target_value < prior.number::decimal(24, 6), target_value > prior.number::decimal(24, 6))
order by unit_name, line_no
