{{ config(alias='项目支出') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_subject_columns() }},
    projects.project_name as "项目名称",
    projects.is_confidential as "涉密",
    economic.subject_name as "经济科目",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase'], has_places=true) }}
{{ zh_from('fct_project_expenditure') }}
{{ zh_join_subjects('left') }}
inner join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
{{ zh_join_economic() }}
{{ zh_join_project_places('fct_project_expenditure', 'not is_prior_year') }}
{{ zh_own_year() }}
