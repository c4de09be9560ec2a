{{ config(alias='项目资金来源') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_subject_columns() }},
    projects.project_name as "项目名称",
    economic.subject_code as "经济科目代码",
    economic.subject_name as "经济科目名称",
    government.subject_code as "政府经济科目代码",
    government.subject_name as "政府经济科目名称",
    funds.fund_source_name as "资金来源",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase'], has_places=true) }}
{{ zh_from('fct_project_funding') }}
{{ zh_join_subjects('left') }}
{{ zh_join_economic() }}
{{ zh_join_government() }}
inner join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_join_project_places('fct_project_funding', 'not is_prior_year') }}
{{ zh_own_year() }}
