{{ config(alias='财政拨款收支') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.side') }} as "收支方向",
    {{ zh_label('f.item_code') }} as "项目",
    subjects.class_name as "类",
    {{ zh_label('f.budget_kind') }} as "预算类别",
    {{ zh_amounts_by_side() }}
{{ zh_from('fct_appropriation') }}
{{ zh_join_subjects('left') }}
{{ zh_own_year() }}
