-- One row is a percentage that a sentence states, and how far it is from the amounts that it is the ratio of. The difference and
-- what rounding allows are those of 100 times the numerator less the percentage times the base, divided by 100: yuan.
-- Where what it is of is not stated as such, it is held against the amount of seeds/rules/ratio_bases.csv that it fits best.
-- With the numerator a, the base q and the percentage p, each within half a unit h of its last digit, they agree where
-- |100a - pq| <= 100 h_a + h_p |q| + h_q |p| + h_p h_q.
with statements as (

    select * from {{ ref('int_statements') }}

),

gaps as (

    select
        document_key,
        table_code,
        sum(cells_rejected) as cells_rejected
    from {{ ref('int_table_gaps') }}
    group by document_key, table_code

),

-- What else a percentage of a measure may be of (seeds/rules/ratio_bases.csv), where the document prints one such figure.
other_bases as (

    select
        figures.document_key,
        ratio_bases.measure_code,
        min(figures.amount) as amount_yuan,
        min(figures.half_width) as half_width_yuan,
        min(figures.cell_id) as cell_id
    from {{ ref('ratio_bases') }} as ratio_bases
    inner join {{ ref('int_ledger_figures') }} as figures
        on
            ratio_bases.source = figures.source
            and (ratio_bases.list_side is null or ratio_bases.list_side = figures.list_side)
            and (ratio_bases.column_code is null or ratio_bases.column_code = figures.column_code)
            and (ratio_bases.row_kind = figures.row_kind or (ratio_bases.row_kind = 'leaf' and figures.is_leaf))
            and (ratio_bases.item_code is null or ratio_bases.item_code = figures.item_code)
    left join gaps
        on
            figures.document_key = gaps.document_key
            and figures.table_code = gaps.table_code
    where coalesce(gaps.cells_rejected, 0) = 0
    group by
        figures.document_key, ratio_bases.measure_code, ratio_bases.source, ratio_bases.list_side, ratio_bases.column_code,
        ratio_bases.row_kind, ratio_bases.item_code
    having count(distinct figures.amount) = 1

),

-- What the amounts of a measure are parts of, where the document states one amount of it.
stated_wholes as (

    select
        statements.document_key,
        measures.measure_code,
        min(statements.own_amount_yuan) as amount_yuan,
        min(statements.own_amount_half_width_yuan) as half_width_yuan,
        min(statements.own_amount_cell_id) as cell_id
    from {{ ref('measures') }} as measures
    inner join statements on measures.part_of = statements.measure_code
    where statements.own_amount_yuan is not null
    group by statements.document_key, measures.measure_code
    having count(distinct statements.own_amount_yuan) = 1

),

wholes as (

    select
        *,
        false as is_other
    from stated_wholes
    union all
    select
        *,
        true as is_other
    from other_bases

),

shares as (

    select
        'narrative.share' as rule_id,
        statements.document_key,
        statements.share_cell_id as cell_id,
        statements.share_figure_id as figure_id,
        statements.amount_yuan as numerator,
        statements.amount_half_width_yuan as numerator_half_width,
        wholes.amount_yuan as base,
        wholes.half_width_yuan as base_half_width,
        statements.share_value as percentage,
        statements.share_half_width as percentage_half_width,
        statements.amount_cell_id as numerator_cell_id,
        wholes.cell_id as base_cell_id,
        coalesce(wholes.is_other, false) as is_other,
        statements.line_no,
        statements.label,
        case
            when statements.amount_yuan is null then 'no amount is stated'
            when wholes.amount_yuan is null then 'the whole is not stated, or not alike'
            when wholes.amount_yuan = 0 then 'the whole is 0'
        end as obstacle_en,
        case
            when statements.amount_yuan is null then '未述金额'
            when wholes.amount_yuan is null then '未述总数或总数表述不一'
            when wholes.amount_yuan = 0 then '总数为零'
        end as obstacle_zh
    from statements
    left join wholes
        on
            statements.document_key = wholes.document_key
            and statements.measure_code = wholes.measure_code
    where statements.share_value is not null

),

changes as (

    select
        'narrative.change_pct' as rule_id,
        document_key,
        change_pct_cell_id as cell_id,
        change_pct_figure_id as figure_id,
        stated_change_yuan as numerator,
        coalesce(change_half_width_yuan, 0) as numerator_half_width,
        prior_amount_yuan as base,
        prior_half_width_yuan as base_half_width,
        change_pct_value as percentage,
        change_pct_half_width as percentage_half_width,
        stated_cell_id as numerator_cell_id,
        amount_cell_id as base_cell_id,
        false as is_other,
        line_no,
        label,
        case
            when prior_amount_yuan is null then 'the amount that changed is not stated'
            when prior_amount_yuan = 0 then 'the year before was 0'
        end as obstacle_en,
        case
            when prior_amount_yuan is null then '未述变动后的金额'
            when prior_amount_yuan = 0 then '上年为零'
        end as obstacle_zh
    from {{ ref('int_year_over_year') }}
    where change_pct_value is not null

),

-- What was spent and what was meant to be, where a section states one amount of each: of a subject or a project its own.
section_amounts as (

    select
        document_key,
        section_no,
        measure_code,
        coalesce(subject_code, '') as subject_code,
        coalesce(project_name_key, '') as project_name_key,
        min(own_amount_yuan) as amount_yuan,
        min(own_amount_half_width_yuan) as half_width_yuan,
        min(own_amount_cell_id) as cell_id
    from statements
    where own_amount_yuan is not null and section_no is not null
    group by document_key, section_no, measure_code, coalesce(subject_code, ''), coalesce(project_name_key, '')
    having count(distinct own_amount_yuan) = 1

),

sections as (

    select distinct
        document_key,
        section_no
    from statements
    where own_amount_cell_id is not null

),

budgets as (

    select
        section_amounts.document_key,
        section_amounts.section_no,
        measure_ratios.measure_code,
        section_amounts.subject_code,
        section_amounts.project_name_key,
        section_amounts.amount_yuan,
        section_amounts.half_width_yuan,
        section_amounts.cell_id,
        false as is_other
    from section_amounts
    inner join {{ ref('measure_ratios') }} as measure_ratios on section_amounts.measure_code = measure_ratios.base_measure_code
    union all
    -- What is told elsewhere is the base in each section.
    select
        other_bases.document_key,
        sections.section_no,
        other_bases.measure_code,
        '' as subject_code,
        '' as project_name_key,
        other_bases.amount_yuan,
        other_bases.half_width_yuan,
        other_bases.cell_id,
        true as is_other
    from other_bases
    inner join sections on other_bases.document_key = sections.document_key

),

completions as (

    select
        'narrative.completion' as rule_id,
        statements.document_key,
        statements.own_amount_cell_id as cell_id,
        statements.own_amount_figure_id as figure_id,
        spent.amount_yuan as numerator,
        spent.half_width_yuan as numerator_half_width,
        budgets.amount_yuan as base,
        budgets.half_width_yuan as base_half_width,
        statements.amount_value as percentage,
        statements.amount_half_width as percentage_half_width,
        spent.cell_id as numerator_cell_id,
        budgets.cell_id as base_cell_id,
        coalesce(budgets.is_other, false) as is_other,
        statements.line_no,
        statements.label,
        case
            when spent.amount_yuan is null then 'what was spent is not stated, or not alike'
            when budgets.amount_yuan is null then 'the budget is not stated, or not alike'
            when budgets.amount_yuan = 0 then 'the budget was 0'
        end as obstacle_en,
        case
            when spent.amount_yuan is null then '未述决算数或决算数表述不一'
            when budgets.amount_yuan is null then '未述预算数或预算数表述不一'
            when budgets.amount_yuan = 0 then '预算数为零'
        end as obstacle_zh
    from statements
    inner join {{ ref('measure_ratios') }} as measure_ratios on statements.measure_code = measure_ratios.measure_code
    left join section_amounts as spent
        on
            statements.document_key = spent.document_key
            and statements.section_no = spent.section_no
            and measure_ratios.numerator_measure_code = spent.measure_code
            and coalesce(statements.subject_code, '') = spent.subject_code
            and coalesce(statements.project_name_key, '') = spent.project_name_key
    left join budgets
        on
            statements.document_key = budgets.document_key
            and statements.section_no is not distinct from budgets.section_no
            and statements.measure_code = budgets.measure_code
            and coalesce(statements.subject_code, '') = budgets.subject_code
            and coalesce(statements.project_name_key, '') = budgets.project_name_key
    where statements.own_amount_cell_id is not null

),

ratios as (

    select * from shares
    union all
    select * from changes
    union all
    select * from completions

),

compared as (

    select
        *,
        {{ place_of_figure('figure_id') }} as check_key,
        case when obstacle_en is null then (100 * numerator - percentage * base) * 0.01 end as difference,
        case
            when obstacle_en is null
                then
                    numerator_half_width
                    + (
                        percentage_half_width * abs(base)
                        + base_half_width * abs(percentage)
                        + percentage_half_width * base_half_width
                    ) * 0.01
        end as slack,
        -- What it should be, as precise as it is printed.
        case when obstacle_en is null then round(100 * numerator / base, cast(round(-log10(2 * percentage_half_width)) as integer)) end as computed_percentage
    from ratios

)

select * exclude (is_other)
from compared
qualify row_number() over (
    partition by rule_id, cell_id
    order by is_other asc, abs(difference) - slack asc nulls last, base_cell_id asc
) = 1
