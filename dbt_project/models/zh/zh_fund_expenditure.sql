{{ config(alias='财政拨款支出明细') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_subject_columns() }},
    {{ zh_label('f.budget_kind') }} as "预算类别",
    {{ zh_label('f.expenditure_kind') }} as "支出类别",
    {{ zh_label('f.cost_kind') }} as "经费类别",
    economic.subject_code as "经济科目代码",
    economic.subject_name as "经济科目名称",
    government.subject_code as "政府经济科目代码",
    government.subject_name as "政府经济科目名称",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase', 'f.budget_kind']) }}
{{ zh_from('fct_fund_expenditure') }}
{{ zh_join_subjects() }}
{{ zh_join_economic() }}
{{ zh_join_government() }}
{{ zh_own_year() }}
