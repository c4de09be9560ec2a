{{ config(alias='三公经费') }}

select
    {{ zh_unit_columns() }},
    {{ zh_phase_column() }},
    {{ zh_label('f.expense_item') }} as "经费项目",
    {{ zh_label('f.budget_kind') }} as "预算类别",
    {{ zh_amount_columns(share_of=['f.document_key', 'f.phase']) }}
{{ zh_from('fct_three_public') }}
{{ zh_own_year() }}
