-- How much does each unit spend in all, and do its tables agree?
-- 各单位支出总额是多少？各表是否勾稽一致？
select 单位, 年度, sum("金额（元）") as 支出, bool_and(勾稽一致) as 勾稽一致
from zh.支出明细
where 文件类型 in ('部门预算', '单位预算')
group by 单位, 年度
order by 支出 desc
