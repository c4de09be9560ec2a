{{ config(alias='项目名称对照') }}

select
    units.unit_name as "单位",
    f.fiscal_year as "年度",
    f.project_name as "所印名称",
    {{ zh_label('f.mention_kind') }} as "出现处",
    {{ zh_sum_columns('f.amount_yuan', '金额') }},
    projects.project_name as "项目名称",
    f.method as "匹配方法",
    f.confidence as "匹配可信度",
    f.line_no as "行号"
{{ zh_from('project_aliases') }}
left join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
