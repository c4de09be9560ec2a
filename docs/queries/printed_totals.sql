-- Is the total of expenditure that a document prints the sum of what it lists?
-- 所印支出总计与明细之和相差多少？
select 单位, 年度, "所印合计（元）", "明细之和（元）", "差额（元）", 核对结论
from zh.所印合计
where 文件类型 in ('部门预算', '单位预算') and 表 = '支出总体情况表' and 全表总计 and 列 like '%合计'
order by 单位, 年度
