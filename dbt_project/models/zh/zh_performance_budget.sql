{{ config(alias='绩效目标') }}

select
    {{ zh_unit_columns() }},
    {{ zh_label('f.scope') }} as "范围",
    f.printed_project_name as "表中项目名称",
    projects.project_name as "项目名称",
    bridge.method as "匹配方法",
    bridge.confidence as "匹配可信度",
    {{ zh_money_columns('f.amount_yuan', '年度预算总额') }},
    {{ zh_money_columns('f.fiscal_yuan', '财政资金') }},
    {{ zh_money_columns('f.other_yuan', '其他资金') }},
    f.goal as "年度绩效目标",
    f.performance_key as "绩效表键"
{{ zh_from('fct_performance_budget') }}
left join {{ mart('bridge_project_performance') }} as bridge on f.performance_key = bridge.performance_key
left join {{ mart('dim_project') }} as projects on bridge.project_key = projects.project_key
