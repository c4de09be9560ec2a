{{ config(alias='财政拨款收支') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_side('f.side') }} as "收支方向",
    {{ zh_label('f.item_code', {
        'appropriation': '财政拨款', 'general_public': '一般公共预算', 'government_fund': '政府性基金预算',
        'state_capital': '国有资本经营预算', 'current_income': '本年收入', 'current_expenditure': '本年支出',
        'opening_carryover': '年初结转结余', 'opening_general_public': '年初结转结余（一般公共预算）',
        'opening_government_fund': '年初结转结余（政府性基金预算）', 'opening_state_capital': '年初结转结余（国有资本经营预算）',
        'closing_carryover': '年末结转结余'
    }) }} as "项目",
    subjects.class_name as "类",
    {{ zh_budget_kind('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns() }}
{{ zh_from('fct_appropriation') }}
{{ zh_join_subjects('left') }}
{{ zh_own_year() }}
