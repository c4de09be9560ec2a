-- What share of the basic expenditure goes to personnel, and what to running the office?
-- 基本支出中人员经费和公用经费各占多少？
select
    单位, 年度,
    sum("金额（元）") filter (经费类别 = '人员经费') as 人员经费,
    sum("金额（元）") filter (经费类别 = '公用经费') as 公用经费,
    (100 * 人员经费 / nullif(人员经费 + 公用经费, 0))::decimal(9, 2) as "人员经费占比（%）"
from zh.基本支出
where 文件类型 in ('部门预算', '单位预算')
group by 单位, 年度
order by 单位, 年度
