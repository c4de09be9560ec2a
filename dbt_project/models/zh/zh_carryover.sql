{{ config(alias='上年结转结余') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    projects.project_name as "项目名称",
    {{ zh_label('f.origin') }} as "结转来源",
    {{ zh_label('f.expenditure_kind') }} as "支出类别",
    {{ zh_label('f.cost_kind') }} as "经费类别",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase'], has_places=true) }}
{{ zh_from('fct_carryover') }}
inner join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
{{ zh_join_project_places('fct_carryover', 'not is_prior_year') }}
{{ zh_own_year() }}
