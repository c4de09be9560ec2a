-- Which tables are declared empty, which is more than a blank and less than a zero?
-- 哪些表声明为空表？
select unit_name, string_agg(distinct name_zh, '、' order by name_zh) as tables
from marts.fct_statement as statement
join marts.dim_unit using (unit_key)
join marts.dim_code as code on code_set = 'table_code' and code.code = statement.table_code
where statement_kind = 'empty_table'
group by unit_name
order by unit_name
