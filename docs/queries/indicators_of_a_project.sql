-- What are the targets of one project?
-- 一个项目的绩效指标有哪些？
select 三级指标, 指标值, 比较符, 目标数值 as 数值, 计量单位 as 单位, 上年完成值, 分值权重 as 权重
from zh.绩效指标
where 表中项目名称 like '%异地灾备中心%'
