{{ config(alias='用途分类支出') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.stated_in') }} as "取自",
    {{ zh_subject_columns() }},
    projects.project_name as "项目名称",
    {{ zh_label('f.expenditure_kind') }} as "支出类别",
    {{ zh_label('f.cost_kind') }} as "经费类别",
    economic.subject_code as "经济科目代码",
    economic.subject_name as "经济科目",
    government.subject_code as "政府经济科目代码",
    government.subject_name as "政府经济科目名称",
    funds.fund_source_name as "资金来源",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.stated_in', 'f.phase']) }}
{{ zh_from('fct_expenditure_by_use') }}
{{ zh_join_subjects('left') }}
left join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
{{ zh_join_economic() }}
{{ zh_join_government() }}
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_own_year() }}
