-- What share of its procurement does each unit reserve for small and medium firms?
-- 各单位政府采购预算面向中小企业预留多少？
select
    unit_name, fiscal_year,
    max(amount_yuan) filter (measure_code = 'procurement_total') as procurement_yuan,
    max(amount_yuan) filter (measure_code = 'procurement_reserved_sme') as reserved_yuan,
    (100 * reserved_yuan / nullif(procurement_yuan, 0))::decimal(9, 2) as reserved_pct
from marts.fct_disclosed_figure
join marts.dim_unit using (unit_key)
where section_code = 'procurement' and document_kind like '%_budget'
group by unit_name, fiscal_year
order by reserved_pct desc
