{{ config(alias='政府采购') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.category') }} as "采购类别",
    subjects.subject_code as "科目代码",
    subjects.subject_name as "科目名称",
    funds.fund_source_name as "资金来源",
    f.project_name as "采购项目",
    f.economic_name as "经济科目名称",
    f.purchase_item as "采购品目",
    f.purchase_method as "采购方式",
    f.purchasing_unit as "采购单位",
    {{ zh_amount_columns() }}
{{ zh_from('fct_procurement') }}
{{ zh_join_subjects('left') }}
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_own_year() }}
