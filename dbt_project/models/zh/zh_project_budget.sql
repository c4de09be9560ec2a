{{ config(alias='项目资金') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    projects.project_name as "项目名称",
    projects.is_confidential as "涉密",
    {{ zh_label('f.money_kind') }} as "资金性质",
    economic.subject_name as "经济科目",
    funds.fund_source_name as "资金来源",
    {{ zh_label('f.stated_in') }} as "取自",
    {{ zh_amount_columns(
        share_of=['f.document_key', 'f.phase'], has_places=true, shared="case when f.money_kind <> 'other' then f.amount_yuan end"
    ) }}
{{ zh_from('fct_project_budget') }}
inner join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
left join {{ mart('dim_subject_code') }} as economic on f.economic_subject_key = economic.subject_key
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_join_project_places('fct_project_budget', "money_kind <> 'other'") }}
