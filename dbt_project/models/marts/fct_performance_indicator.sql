-- One row is an indicator of a performance table.
with indicators as (

    select
        indicators.*,
        documents.unit_key,
        documents.fiscal_year,
        documents.document_kind,
        documents.parts
    from {{ ref('int_performance_indicators') }} as indicators
    inner join {{ ref('int_document_versions') }} as documents on indicators.document_key = documents.document_key
    where documents.is_current

),

weights as (

    select
        document_key,
        table_no,
        sum(weight) as total_weight,
        count(weight) = count(*) as has_all_weights
    from indicators
    group by document_key, table_no

)

select
    indicators.target_cell_id as source_cell_id,
    indicators.performance_key,
    indicators.document_key,
    indicators.unit_key,
    indicators.fiscal_year,
    indicators.document_kind,
    indicators.indicator_no,
    indicators.level_1,
    indicators.level_2,
    indicators.indicator_name,
    indicators.operator,
    indicators.target_value,
    indicators.target_unit,
    indicators.target_text,
    indicators.target_yuan as amount_yuan,
    indicators.basis,
    indicators.prior_value_text,
    cast(indicators.weight as decimal(9, 2)) as weight,
    indicators.scoring_rule,
    indicators.evidence,
    {{ line_in_file('indicators.line_no', 'indicators.parts') }} as line_no,
    indicators.part_key,
    -- The weights of a table are points out of 90, or of 100.
    weights.has_all_weights and weights.total_weight in (90, 100) as is_reconciled,
    case
        when not weights.has_all_weights then 'not_evaluated'
        when weights.total_weight in (90, 100) then 'reconciled'
        else 'broken'
    end as reconciliation_verdict
from indicators
inner join weights
    on
        indicators.document_key = weights.document_key
        and indicators.table_no = weights.table_no
