-- Which rows slipped sideways and were set right?
-- 哪些行错位后被还原？
select unit_name, table_code, row_label, line_no, as_read, as_repaired
from audit.repairs
join marts.dim_document using (document_key)
join marts.dim_unit using (unit_key)
order by line_no
