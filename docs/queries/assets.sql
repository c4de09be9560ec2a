-- What do the units own: buildings, vehicles, equipment worth a million yuan or more?
-- 各单位占用房屋、车辆、百万元以上设备多少？
select
    unit_name, fiscal_year,
    max(value) filter (measure_code = 'buildings_area') as square_metres,
    max(value) filter (measure_code = 'vehicles') as vehicles,
    max(value) filter (measure_code = 'equipment_over_1m') as equipment_over_1m
from marts.fct_disclosed_figure
join marts.dim_unit using (unit_key)
where section_code = 'assets' and document_kind like '%_budget'
group by unit_name, fiscal_year
order by unit_name, fiscal_year
