{{ config(alias='委托业务费') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    projects.project_name as "项目名称",
    {{ zh_label('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase'], has_places=true) }}
{{ zh_from('fct_entrusted_service') }}
inner join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
{{ zh_join_project_places('fct_entrusted_service', 'not is_prior_year') }}
{{ zh_own_year() }}
