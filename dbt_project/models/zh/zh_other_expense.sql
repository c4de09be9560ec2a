{{ config(alias='会议培训及机关运行经费') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.expense_item', {'meeting': '会议费', 'training': '培训费', 'organ_operating': '机关运行经费', 'administrative': '行政经费'}) }} as "经费项目",
    {{ zh_budget_kind('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_other_expense') }}
{{ zh_own_year() }}
