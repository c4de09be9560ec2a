-- How many contradictions of each severity were found in each unit's documents?
-- 各单位文件中发现的矛盾，按严重程度各多少项？
select
    unit_name,
    count(*) filter (severity = 'error') as errors,
    count(*) filter (severity = 'warning') as warnings,
    count(*) filter (severity = 'note') as notes
from audit.findings
group by unit_name
order by unit_name
