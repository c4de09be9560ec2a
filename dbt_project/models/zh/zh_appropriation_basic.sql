{{ config(alias='财政拨款基本支出') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    subjects.class_name as "经济类",
    subjects.section_name as "经济款",
    subjects.subject_code as "科目代码",
    {{ zh_label('f.cost_kind') }} as "经费类别",
    government.subject_code as "政府经济科目代码",
    government.subject_name as "政府经济科目名称",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase']) }}
{{ zh_from('fct_appropriation_basic') }}
{{ zh_join_subjects() }}
{{ zh_join_government() }}
{{ zh_own_year() }}
