{{ config(materialized='view') }}
-- One row is a rule applied to a document and a key, with its verdict: the one place where a verdict is given.
-- A printed figure stands for an interval, half a unit of its last digit to either side; two sides contradict one another where
-- their intervals cannot meet (XBRL Calculations 1.1). The same figure printed twice, equally precise, must be equal to the digit.
-- A rule that asks for `at_most` is broken only where the parts exceed the total.
-- A verdict rests on something printed on each side: figures, or passages (claims, tables, sections …). Without that there is none.
with conditions as (

    select * from {{ ref('int_conditions_document') }}
    union all by name
    select * from {{ ref('int_conditions_narrative') }}
    union all by name
    select * from {{ ref('int_conditions_reasons') }}
    union all by name
    select * from {{ ref('int_conditions_performance') }}
    union all by name
    select * from {{ ref('int_conditions_disclosure') }}

),

sums as (

    select * from {{ ref('int_check_sums') }}
    where {{ within_part('document_key') }}

),

ratios as (

    select
        rule_id,
        document_key,
        check_key,
        'ratio' as basis,
        numerator as total_amount,
        base as parts_amount,
        difference,
        slack,
        cell_id as total_cell_id,
        [cell_id] as total_cell_ids,
        case when obstacle_en is null then [numerator_cell_id, base_cell_id] end as part_cell_ids,
        line_no,
        line_no as total_line_no,
        true as is_money,
        label,
        percentage,
        computed_percentage,
        md5(concat_ws(' ', numerator, base, percentage)) as figures_hash,
        obstacle_en,
        obstacle_zh
    from {{ ref('int_check_ratios') }}
    where {{ within_part('document_key') }}

),

judged_conditions as (

    select
        rule_id,
        document_key,
        check_key,
        'condition' as basis,
        is_broken,
        cell_id as total_cell_id,
        total_cell_ids,
        part_cell_ids,
        total_passage_ids,
        part_passage_ids,
        line_no,
        line_no as total_line_no,
        table_code,
        obstacle_en,
        obstacle_zh,
        detail_en,
        detail_zh,
        md5(replace(detail_en, '␞', '')) as figures_hash
    from conditions
    where {{ within_part('document_key') }}

),

applied as (

    select * from sums
    union all by name
    select * from ratios
    union all by name
    select * from judged_conditions

),

resting as (

    select
        *,
        coalesce(len(total_cell_ids), 0) + coalesce(len(total_passage_ids), 0) > 0 as has_total,
        coalesce(len(part_cell_ids), 0) + coalesce(len(part_passage_ids), 0) > 0 as has_parts
    from applied

),

compared as (

    select
        * exclude (obstacle_en, obstacle_zh),
        coalesce(obstacle_en, case when not (has_total and has_parts) then 'there is nothing to compare it with' end) as obstacle_en,
        coalesce(obstacle_zh, case when not (has_total and has_parts) then '无可与之核对的内容' end) as obstacle_zh
    from resting
    where has_total or has_parts

),

-- What a document says nothing about is one row, however many tables, cards or sentences say nothing.
reasons as (

    select
        rule_id,
        document_key,
        basis,
        coalesce(obstacle_en, 'there is nothing to compare') as obstacle_en,
        coalesce(obstacle_zh, '无可核对的内容') as obstacle_zh,
        count(*) as n_times
    from resting
    where not has_total and not has_parts
    group by rule_id, document_key, basis, obstacle_en, obstacle_zh

),

silent as (

    select
        rule_id,
        document_key,
        '' as check_key,
        basis,
        {{ joined_text("concat(obstacle_en, case when n_times > 1 then concat(' (', n_times, ' times)') else '' end)", '; ', 'obstacle_en') }} as obstacle_en,
        {{ joined_text("concat(obstacle_zh, case when n_times > 1 then concat('（', n_times, '处）') else '' end)", '；', 'obstacle_en') }} as obstacle_zh
    from reasons
    group by rule_id, document_key, basis

),

recorded as (

    select * from compared
    union all by name
    select * from silent

),

-- The rules that are about documents of a kind.
scope as (

    select
        rules.rule_id,
        rules.basis,
        rules.nothing_en,
        rules.nothing_zh,
        documents.document_key
    from {{ ref('rules') }} as rules
    inner join {{ ref('int_document_versions') }} as documents
        on rules.document_kinds is null or ends_with(documents.document_kind, rules.document_kinds)
    where
        documents.is_current
        and {{ within_part('documents.document_key') }}

),

found as (

    select distinct
        rule_id,
        document_key
    from recorded

),

-- A rule that found nothing to apply to in a document says so.
unapplied as (

    select
        scope.rule_id,
        scope.document_key,
        '' as check_key,
        scope.basis,
        coalesce(scope.nothing_en, 'the document holds nothing that the rule is about') as obstacle_en,
        coalesce(scope.nothing_zh, '文件中无此规则所涉内容') as obstacle_zh
    from scope
    left join found
        on
            scope.rule_id = found.rule_id
            and scope.document_key = found.document_key
    where found.rule_id is null

),

checks as (

    select recorded.*
    from recorded
    inner join scope
        on
            recorded.rule_id = scope.rule_id
            and recorded.document_key = scope.document_key
    union all by name
    select * from unapplied

),

-- What is out of bounds: for `at_most` only what the parts are too much.
measured as (

    select
        *,
        case basis when 'at_most' then greatest(-difference, 0) else abs(difference) end as excess,
        basis = 'same' and n_totals <= 1 and n_parts <= 1 and narrowest_half_width = widest_half_width as is_to_the_digit
    from checks

)

select
    * exclude (excess, is_broken, has_total, has_parts),
    case
        when obstacle_en is not null then 'not_evaluated'
        when basis = 'condition' then case when is_broken then 'broken' else 'exact' end
        when excess = 0 then 'exact'
        when is_to_the_digit then 'broken'
        when excess < slack then 'rounding'
        when excess = slack then 'boundary'
        else 'broken'
    end as verdict,
    -- Rounding errors are spread evenly over their intervals: four standard deviations of their sum.
    coalesce(
        basis = 'interval'
        and obstacle_en is null
        and excess > 0
        and excess <= slack
        and excess > 8 * widest_half_width * sqrt((n_parts + 1) / 12.0),
        false
    ) as is_implausible
from measured
