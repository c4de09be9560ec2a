{{ config(alias='基本支出资金来源') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    subjects.class_name as "经济类",
    subjects.section_name as "经济款",
    subjects.subject_code as "科目代码",
    funds.fund_source_name as "资金来源",
    government.subject_code as "政府经济科目代码",
    government.subject_name as "政府经济科目名称",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase']) }}
{{ zh_from('fct_basic_funding') }}
{{ zh_join_subjects() }}
{{ zh_join_government() }}
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_own_year() }}
