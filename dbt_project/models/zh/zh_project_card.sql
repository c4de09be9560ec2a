{{ config(alias='项目说明') }}

select
    {{ zh_unit_columns() }},
    projects.project_name as "项目名称",
    projects.is_confidential as "涉密",
    {{ zh_money_columns('f.amount_yuan', '预算安排规模') }},
    {{ zh_sum_columns('f.allocated_yuan', '分配金额合计') }},
    f.basis as "政策依据",
    f.carrying_unit as "承担单位",
    f.allocation as "资金分配情况",
    f.period_start as "开始日期",
    f.period_end as "结束日期",
    f.funding as "资金来源",
    f.standard as "补贴标准",
    f.beneficiaries as "受益人群和社会效益",
    f.source_cell_id as "来源单元格"
{{ zh_from('fct_project_card') }}
inner join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
