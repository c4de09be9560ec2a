-- Where does the money of each unit come from, and in what shares?
-- 各单位收入来自哪些资金来源，各占多少？
select
    单位, 年度, 资金来源, sum("金额（元）") as 金额,
    (100 * 金额 / nullif(sum(sum("金额（元）")) over (partition by 单位, 年度), 0))::decimal(9, 2) as "占比（%）"
from zh.收入明细
where 文件类型 in ('部门预算', '单位预算')
group by 单位, 年度, 资金来源
order by 单位, 年度, 金额 desc
