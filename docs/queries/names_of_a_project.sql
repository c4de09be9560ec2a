-- Under which names is one project printed, and how was each matched?
-- 同一个项目以哪些名称印出，如何匹配？
select 所印名称, 出现处, "金额（元）" as 金额, 匹配方法, 匹配可信度 as 可信度, 行号
from zh.项目名称对照
where 项目名称 like '%异地灾备中心%'
order by 行号
