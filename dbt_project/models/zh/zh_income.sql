{{ config(alias='收入明细') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_subject_columns() }},
    funds.fund_source_name as "资金来源",
    funds.fund_group_name as "资金来源大类",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase']) }}
{{ zh_from('fct_income') }}
{{ zh_join_subjects('left') }}
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_own_year() }}
