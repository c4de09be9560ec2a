{{ config(alias='文字陈述') }}

select
    {{ zh_unit_columns() }},
    {{ zh_label('f.statement_kind') }} as "陈述",
    measures.measure_name as "事项",
    {{ zh_measure_columns() }},
    funds.fund_source_name as "资金来源",
    projects.project_name as "项目名称",
    {{ zh_money_columns('f.amount_yuan', '金额') }},
    f.text as "原文",
    f.line_no as "行号"
{{ zh_from('fct_statement') }}
left join {{ mart('dim_measure') }} as measures on f.measure_code = measures.measure_code
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
left join {{ mart('dim_project') }} as projects on f.project_key = projects.project_key
