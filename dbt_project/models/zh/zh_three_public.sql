{{ config(alias='三公经费') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.expense_item', {
        'abroad': '因公出国（境）费用', 'reception': '公务接待费', 'vehicles': '公务用车购置及运行维护费',
        'vehicle_purchase': '公务用车购置', 'vehicle_operation': '公务用车运行维护费'
    }) }} as "经费项目",
    {{ zh_budget_kind('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_three_public') }}
{{ zh_own_year() }}
