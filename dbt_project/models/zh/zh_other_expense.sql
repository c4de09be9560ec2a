{{ config(alias='会议培训及机关运行经费') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.expense_item') }} as "经费项目",
    {{ zh_label('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_other_expense') }}
{{ zh_own_year() }}
