{{ config(alias='绩效指标') }}

select
    {{ zh_unit_columns() }},
    {{ zh_label('budgets.scope') }} as "范围",
    budgets.printed_project_name as "表中项目名称",
    f.level_1 as "一级指标",
    f.level_2 as "二级指标",
    f.indicator_name as "三级指标",
    f.operator as "比较符",
    f.target_value as "目标数值",
    f.target_unit as "计量单位",
    f.target_text as "指标值",
    f.target_date as "目标日期",
    f.basis as "设置依据",
    f.prior_value_text as "上年完成值",
    f.prior_value as "上年数值",
    f.prior_unit as "上年计量单位",
    case when f.prior_unit = f.target_unit then f.target_value - f.prior_value end as "目标比上年增减",
    f.weight as "分值权重",
    f.scoring_rule as "赋分规则",
    f.evidence as "佐证资料",
    f.performance_key as "绩效表键",
    f.source_cell_id as "来源单元格"
{{ zh_from('fct_performance_indicator') }}
inner join {{ mart('fct_performance_budget') }} as budgets on f.performance_key = budgets.performance_key
