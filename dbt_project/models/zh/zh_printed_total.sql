{{ config(alias='所印合计') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    tables.name_zh as "表",
    {{ zh_label('f.side') }} as "收支方向",
    f.row_label as "行",
    f.column_path as "列",
    funds.fund_source_name as "资金来源",
    {{ zh_label('f.budget_kind') }} as "预算类别",
    {{ zh_label('f.expenditure_kind') }} as "支出类别",
    {{ zh_label('f.cost_kind') }} as "经费类别",
    {{ zh_label('f.origin') }} as "结转性质",
    f.is_grand_total as "全表总计",
    {{ zh_money_columns('f.amount_yuan', '所印合计') }},
    {{ zh_money_columns('f.facts_yuan', '明细之和') }},
    {{ zh_money_columns('f.gap_yuan', '差额') }},
    {{ zh_label('f.verdict') }} as "核对结论",
    f.source_cell_id as "来源单元格"
{{ zh_from('fct_printed_total') }}
left join {{ mart('dim_code') }} as tables on tables.code_set = 'table_code' and f.table_code = tables.code
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
{{ zh_own_year() }}
