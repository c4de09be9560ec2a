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

-- A number of the year before is taken with the unit of its target, with percent, money, or none.
priors as (

    select
        document_key,
        table_no,
        indicator_no,
        {{ number_with_unit(plain_value('prior_value_text'), 1) }} as printed_number,
        {{ number_with_unit(plain_value('prior_value_text'), 2) }} as printed_unit
    from indicators
    where
        not {{ has_digits_apart('prior_value_text') }}
        and {{ number_with_unit(plain_value('prior_value_text'), 2) }}
        in ('', '%', '元', '万元', '亿元', coalesce({{ plain_value('target_unit') }}, ''))

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
    case
        when not {{ has_digits_apart('indicators.target_text') }} then {{ named_day(plain_value('indicators.target_text')) }}
    end as target_date,
    indicators.target_yuan as amount_yuan,
    indicators.basis,
    indicators.prior_value_text,
    try_cast(replace(priors.printed_number, ',', '') as decimal(24, 6)) as prior_value,
    nullif(priors.printed_unit, '') as prior_unit,
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
left join priors
    on
        indicators.document_key = priors.document_key
        and indicators.table_no = priors.table_no
        and indicators.indicator_no = priors.indicator_no
