-- How did general administration (一般行政管理事务) change, and what reason is given?
-- “一般行政管理事务”比上年增减多少，原因是什么？
select
    款, "增减额（元）" as 增减, "增减幅度（%）" as 幅度, "推算上年金额（元）" as 推算上年,
    幅度相符, 原因
from zh.比上年增减
where 项 = '一般行政管理事务'
order by 增减
