{{ config(alias='机关运行经费') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    subjects.class_name as "类",
    case when subjects.level = 2 then subjects.subject_name end as "款",
    subjects.subject_code as "科目代码",
    government.subject_code as "政府经济科目代码",
    government.subject_name as "政府经济科目名称",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase']) }}
{{ zh_from('fct_organ_operating') }}
{{ zh_join_subjects() }}
{{ zh_join_government() }}
{{ zh_own_year() }}
