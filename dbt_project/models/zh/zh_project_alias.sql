{{ config(alias='项目名称对照') }}

select
    units.unit_name as "单位",
    f.fiscal_year as "年度",
    f.project_name as "所印名称",
    {{ zh_label('f.mention_kind', {
        'project_expenditure': '项目支出表', 'project_funding': '项目资金表', 'entrusted_service': '委托业务费表', 'carryover': '结转结余表',
        'project_card': '项目说明', 'project_performance': '绩效目标表', 'entrusted_sentence': '委托业务费说明',
        'carryover_sentence': '结转结余说明', 'other_sentence': '其他说明'
    }) }} as "出现处",
    f.amount_yuan as "金额（元）",
    projects.project_name as "项目名称",
    f.method as "匹配方法",
    f.confidence as "匹配可信度",
    f.line_no as "行号"
{{ zh_from('project_aliases') }}
left join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
