{{ config(alias='比上年增减') }}

select
    {{ zh_unit_columns() }},
    measures.measure_name as "事项",
    {{ zh_measure_columns() }},
    {{ zh_subject_columns() }},
    funds.fund_source_name as "资金来源",
    {{ zh_money_columns('f.amount_yuan', '金额') }},
    {{ zh_money_columns('f.change_yuan', '增减额') }},
    dense_rank() over (
        partition by f.fiscal_year, f.document_kind, f.measure_code, f.subject_key, f.fund_source_key order by f.change_yuan desc
    ) as "增减名次",
    f.change_pct as "增减幅度（%）",
    {{ zh_money_columns('f.prior_amount_yuan', '推算上年金额') }},
    f.share_pct as "占比（%）",
    f.is_zero_base as "上年为零",
    f.is_reconciled as "幅度相符",
    f.reason as "原因",
    f.source_cell_id as "来源单元格"
{{ zh_from('fct_year_over_year') }}
inner join {{ mart('dim_measure') }} as measures on f.measure_code = measures.measure_code
{{ zh_join_subjects('left') }}
left join {{ mart('dim_fund_source') }} as funds on f.fund_source_key = funds.fund_source_key
