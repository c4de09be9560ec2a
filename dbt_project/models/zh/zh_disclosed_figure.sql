{{ config(alias='其他公开数字') }}

select
    {{ zh_unit_columns() }},
    measures.measure_name as "事项",
    {{ zh_measure_columns() }},
    f.label as "原文用词",
    projects.project_name as "项目名称",
    {{ zh_subject_columns() }},
    funds.fund_source_name as "资金来源",
    f.value as "数值",
    f.unit_of_measure as "计量单位",
    {{ zh_money_columns('f.amount_yuan', '金额') }},
    f.share_pct as "占比（%）",
    f.change_value as "比上年增减",
    f.change_pct as "增减幅度（%）",
    f.purpose as "用途",
    f.source_cell_id as "来源单元格"
{{ zh_from('fct_disclosed_figure') }}
inner join {{ mart('dim_measure') }} as measures on f.measure_code = measures.measure_code
{{ zh_join_subjects('left') }}
left join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
