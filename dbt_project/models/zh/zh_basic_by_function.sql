{{ config(alias='功能分类基本支出') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_subject_columns() }},
    {{ zh_cost_kind('f.cost_kind') }} as "经费类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_basic_by_function') }}
{{ zh_join_subjects() }}
{{ zh_own_year() }}
