{{ config(alias='财政拨款收支') }}

select
    {{ zh_unit_columns() }},
    {{ zh_side('f.side') }} as "收支方向",
    subjects.class_name as "类",
    {{ zh_budget_kind('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_appropriation') }}
{{ zh_join_subjects('left') }}
