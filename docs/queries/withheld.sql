-- What is disclosed as a secret: an amount without its project, a project without its details?
-- 哪些内容声明不予公开？
select unit_name, project_name, statement.amount_yuan, line_no
from marts.fct_statement as statement
join marts.dim_unit using (unit_key)
left join marts.dim_project using (project_key)
where statement_kind = 'withheld'
order by unit_name, line_no
