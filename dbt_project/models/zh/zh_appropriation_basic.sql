{{ config(alias='财政拨款基本支出') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    subjects.class_name as "经济类",
    subjects.section_name as "经济款",
    subjects.subject_code as "科目代码",
    {{ zh_cost_kind('f.cost_kind') }} as "经费类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_appropriation_basic') }}
{{ zh_join_subjects() }}
{{ zh_own_year() }}
