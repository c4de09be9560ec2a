{{ config(materialized='table_by_parts', meta={'figures_at_a_time': 500000}) }}
-- depends_on: {{ ref('int_ledger_figures') }}
-- One row is a rule of sums applied to a document and a key: the sums of both sides, how far they are apart, how far rounding can
-- put them apart, and why they cannot be compared where they cannot. A rule that finds nothing to apply to in a document has
-- one row there, with the reason: it is never passed in silence.
with rules as (

    select * from {{ ref('rules') }}
    where basis in ('interval', 'same', 'at_most')

),

documents as (

    select * from {{ ref('int_document_versions') }}
    where
        is_current
        and {{ within_part('document_key') }}

),

terms as (

    select * from {{ ref('int_check_terms') }}
    where {{ within_part('document_key') }}

),

tables as (

    select
        document_key,
        table_no,
        cells_rejected
    from {{ ref('int_table_gaps') }}

),

cards as (

    select
        document_key,
        section_no,
        line_no,
        budget_cell_id,
        lead(line_no) over (partition by document_key, section_no order by line_no) as next_card_line_no
    from {{ ref('int_project_cards') }}

),

-- A figure on a card that was not understood may be one of its allocations; a term of a calculation is none.
card_gaps as (

    select
        cards.budget_cell_id,
        count(*) as n_rejected
    from cards
    inner join {{ ref('int_rejected') }} as rejected
        on
            cards.document_key = rejected.document_key
            and cards.section_no = rejected.section_no
            and cards.line_no <= rejected.line_no
            and (cards.next_card_line_no > rejected.line_no or cards.next_card_line_no is null)
    where
        cards.budget_cell_id is not null
        and rejected.reason_code <> 'part_of_calculation'
    group by cards.budget_cell_id

),

-- Documents that say that secret items are left out of their tables.
left_out as (

    select distinct document_key
    from {{ ref('int_claims') }}
    where claim_kind = 'left_out'

),

sums as (

    select
        rule_id,
        document_key,
        check_key,
        min(group_key) as group_key,
        max(n_variants) as n_variants,
        coalesce(sum(weight * amount) filter (where side = 'total'), 0) as total_amount,
        coalesce(sum(weight * amount) filter (where side = 'part'), 0) as parts_amount,
        sum(half_width) filter (where side in ('total', 'part')) as slack,
        coalesce(sum(weight * amount) filter (where side = 'absent'), 0) <> 0 as has_other_amounts,
        coalesce(bool_or(side = 'carried' and amount <> 0), false) as is_carried_over,
        min(half_width) filter (where side in ('total', 'part')) as narrowest_half_width,
        max(half_width) filter (where side in ('total', 'part')) as widest_half_width,
        count(*) filter (where side = 'total') as n_totals,
        count(*) filter (where side = 'part') as n_parts,
        bool_or(amount <> 0) as has_amount,
        min_by(text, term_row_no * 1000 + coalesce(term_column_no, 0)) filter (where side = 'total') as total_text,
        min_by(text, term_row_no * 1000 + coalesce(term_column_no, 0)) filter (where side = 'part') as part_text,
        coalesce(min(line_no) filter (where side = 'total'), min(line_no) filter (where side = 'part')) as line_no,
        min(line_no) filter (where side = 'total') as total_line_no,
        min(line_no) filter (where side = 'part') as first_part_line_no,
        max(line_no) filter (where side = 'part') as last_part_line_no,
        coalesce(min(table_no) filter (where side = 'total'), min(table_no) filter (where side = 'part')) as table_no,
        coalesce(min(table_code) filter (where side = 'total'), min(table_code) filter (where side = 'part')) as table_code,
        -- The unit that all terms are printed in; none where they are printed in several.
        case when min(yuan_per_unit) = max(yuan_per_unit) and count(yuan_per_unit) = count(*) then min(yuan_per_unit) end as yuan_per_unit,
        count(yuan_per_unit) > 0 as is_money,
        -- `side weight amount`, in this order: the figures of one side and weight are sorted, and joined by what stands between them.
        -- Absent figures that cancel one another out take no part. Where both sides are the same there is nothing to waive.
        case
            when
                coalesce(sum(weight * amount) filter (where side = 'total'), 0)
                <> coalesce(sum(weight * amount) filter (where side = 'part'), 0)
                then md5(concat_ws(
                    ',',
                    case
                        when
                            sum(weight * amount) filter (where side = 'absent') <> 0
                            or not coalesce(bool_or(side = 'absent' and weight = -1), false)
                            then nullif(concat_ws(
                                ',',
                                'absent -1 ' || {{ sorted_text('amount', ',absent -1 ', "side = 'absent' and weight = -1") }},
                                'absent 1 ' || {{ sorted_text('amount', ',absent 1 ', "side = 'absent' and weight = 1") }}
                            ), '')
                    end,
                    'part -1 ' || {{ sorted_text('amount', ',part -1 ', "side = 'part' and weight = -1") }},
                    'part 1 ' || {{ sorted_text('amount', ',part 1 ', "side = 'part' and weight = 1") }},
                    'total -1 ' || {{ sorted_text('amount', ',total -1 ', "side = 'total' and weight = -1") }},
                    'total 1 ' || {{ sorted_text('amount', ',total 1 ', "side = 'total' and weight = 1") }}
                ))
        end as figures_hash,
        {{ placed_list('cell_id', ['term_row_no', 'term_column_no', 'table_no'], "side = 'part'") }} as part_cell_ids,
        {{ placed_list('cell_id', ['term_row_no', 'term_column_no', 'table_no'], "side = 'total'") }} as total_cell_ids
    from terms
    group by rule_id, document_key, check_key

),

-- What is carried over may stand in one of two tables of a budget and not in the other: then all keys of one level differ by
-- just that together. A total and its parts are two levels.
told_apart as (

    select
        sums.rule_id,
        sums.document_key,
        sums.check_key,
        sums.total_amount - sums.parts_amount as difference,
        sum(sums.total_amount - sums.parts_amount) over levels as level_difference,
        sum(sums.slack) over levels as level_slack
    from sums
    inner join rules on sums.rule_id = rules.rule_id
    where sums.is_carried_over
    window levels as (
        partition by
            sums.rule_id,
            sums.document_key,
            case rules.key_by
                when 'subject' then cast(length(sums.check_key) as varchar)
                when 'constant' then cast(sums.check_key = 'total' as varchar)
            end
    )

),

differing as (

    select distinct
        told_apart.rule_id,
        told_apart.document_key,
        told_apart.check_key
    from told_apart
    inner join terms
        on
            told_apart.rule_id = terms.rule_id
            and told_apart.document_key = terms.document_key
            and told_apart.check_key = terms.check_key
    where
        terms.side = 'carried'
        and told_apart.difference * told_apart.level_difference > 0
        and abs(told_apart.difference) <= abs(told_apart.level_difference)
        and abs(abs(terms.amount) - abs(told_apart.level_difference)) <= told_apart.level_slack

),

-- A row or a column that prints nothing on one side says so only where its neighbours print something there.
neighbours as (

    select
        rule_id,
        document_key,
        group_key,
        count(*) filter (where side = 'total') as n_totals,
        count(*) filter (where side = 'part') as n_parts
    from terms
    group by rule_id, document_key, group_key

),

applied as (

    select
        sums.*,
        sums.total_cell_ids[1] as total_cell_id,
        rules.basis,
        rules.key_by,
        rules.key_from,
        rules.least_parts,
        neighbours.n_totals as n_totals_of_group,
        neighbours.n_parts as n_parts_of_group,
        tables.cells_rejected,
        forms.rule_id is not null as is_not_in_form,
        card_gaps.n_rejected as card_figures_rejected,
        differing.rule_id is not null as differs_by_carryover,
        -- What is left of a sum comes to less than its total.
        left_out.document_key is not null and (sums.n_parts <> 1 or rules.key_by = 'structure')
        and sums.total_amount - sums.parts_amount > sums.slack as may_lack_parts,
        obstacles.obstacle_en as document_obstacle_en,
        obstacles.obstacle_zh as document_obstacle_zh,
        -- A blank is read in the table that the rule is about, or else where the document prints figures of that side.
        case
            when sums.n_totals > 0 then null
            when rules.key_by in ('structure', 'performance', 'performance_measure') and sums.table_no is not null
                then [{{ passage_id('sums.document_key', 'table', 'sums.table_no') }}]
            else total_places.passage_ids
        end as total_passage_ids,
        case
            when sums.n_parts > 0 then null
            when rules.key_by in ('structure', 'performance', 'performance_measure') and sums.table_no is not null
                then [{{ passage_id('sums.document_key', 'table', 'sums.table_no') }}]
            else part_places.passage_ids
        end as part_passage_ids
    from sums
    inner join rules on sums.rule_id = rules.rule_id
    inner join neighbours
        on
            sums.rule_id = neighbours.rule_id
            and sums.document_key = neighbours.document_key
            and sums.group_key = neighbours.group_key
    left join tables
        on
            sums.document_key = tables.document_key
            and {{ key_where("rules.key_by = 'structure'", 'sums.table_no') }} = tables.table_no
    left join {{ ref('int_check_forms') }} as forms
        on
            sums.rule_id = forms.rule_id
            and sums.document_key = forms.document_key
            and forms.side = case when sums.n_totals = 0 then 'total' when sums.n_parts = 0 then 'part' end
            and forms.base_key = case rules.key_by
                when 'constant' then sums.check_key
                -- What is stated twice of a fund source has a number behind it.
                when 'fund_source' then split_part(sums.check_key, ' (', 1)
                else ''
            end
    left join left_out on sums.document_key = left_out.document_key
    left join differing
        on
            sums.rule_id = differing.rule_id
            and sums.document_key = differing.document_key
            and sums.check_key = differing.check_key
    left join card_gaps
        on {{ key_where("rules.key_by = 'card'", 'sums.total_cell_ids[1]') }} = card_gaps.budget_cell_id
    left join {{ ref('int_check_obstacles') }} as obstacles
        on
            sums.rule_id = obstacles.rule_id
            and sums.document_key = obstacles.document_key
    left join {{ ref('int_ledger_places') }} as total_places
        on
            sums.rule_id = total_places.rule_id
            and sums.document_key = total_places.document_key
            and total_places.side = 'total'
    left join {{ ref('int_ledger_places') }} as part_places
        on
            sums.rule_id = part_places.rule_id
            and sums.document_key = part_places.document_key
            and part_places.side = 'part'

),

judged as (

    select
        *,
        case
            when document_obstacle_en is not null then document_obstacle_en
            when cells_rejected > 0 then concat(cells_rejected, ' cells of the table were rejected')
            when has_other_amounts then 'amounts that the rule cannot tell apart take part'
            when key_by = 'card' and n_variants > 1 then 'several cards have this name'
            when card_figures_rejected > 0 then concat(card_figures_rejected, ' figures on the card were rejected')
            when n_totals_of_group = 0 and key_from in ('both', 'total') then 'no total is printed'
            when n_parts_of_group = 0 and key_from in ('both', 'part') then 'no part is printed'
            when n_parts < least_parts then 'not all parts are printed'
            when differs_by_carryover then 'the sides differ by what is carried over: one may be without it'
            when may_lack_parts then 'the document says that secret items are left out'
        end as obstacle_en,
        case
            when document_obstacle_zh is not null then document_obstacle_zh
            when cells_rejected > 0 then concat('表中有', cells_rejected, '个单元格未能识别')
            when has_other_amounts then '含有无法区分的其他金额'
            when key_by = 'card' and n_variants > 1 then '有多个同名项目说明'
            when card_figures_rejected > 0 then concat('项目说明中有', card_figures_rejected, '个数字未能识别')
            when n_totals_of_group = 0 and key_from in ('both', 'total') then '未印合计数'
            when n_parts_of_group = 0 and key_from in ('both', 'part') then '未印分项数'
            when n_parts < least_parts then '未印全部分项数'
            when differs_by_carryover then '两方之差等于上年结转：其一可能不含结转'
            when may_lack_parts then '文件称已剔除涉密事项'
        end as obstacle_zh
    from applied
    -- What only the other side could ask for is no check at all; nor is the row of the unit where there is none, nor what the
    -- tables of the document have no place for.
    where
        n_totals_of_group + n_parts_of_group > 0
        and not is_not_in_form
        and not (n_totals_of_group = 0 and key_from = 'total')
        and not (n_parts_of_group = 0 and (key_from = 'part' or rule_id = 'hierarchy.unit_row'))

),

-- A table without a total row, or without any figure.
tables_without_total as (

    select
        'hierarchy.total_of_leaves' as rule_id,
        tables.document_key,
        concat_ws('/', concat('table ', tables.table_no), nullif(figures.list_side, '')) as check_key,
        'interval' as basis,
        tables.table_no,
        tables.table_code,
        -- An empty table that was read whole is nothing to judge.
        case
            when min(tables.cells_rejected) > 0 or count(figures.cell_id) > 0
                then [{{ passage_id('tables.document_key', 'table', 'tables.table_no') }}]
        end as total_passage_ids,
        case
            when min(tables.cells_rejected) > 0 then concat(min(tables.cells_rejected), ' cells of the table were rejected')
            when count(figures.cell_id) = 0 then 'the table holds no figure'
            else 'no total row is printed'
        end as obstacle_en,
        case
            when min(tables.cells_rejected) > 0 then concat('表中有', min(tables.cells_rejected), '个单元格未能识别')
            when count(figures.cell_id) = 0 then '空表'
            else '未印总计行'
        end as obstacle_zh
    from {{ ref('int_table_gaps') }} as tables
    inner join documents on tables.document_key = documents.document_key
    inner join {{ ref('tables') }} as kinds on tables.table_code = kinds.table_code
    left join {{ ref('int_ledger_figures') }} as figures
        on
            tables.document_key = figures.document_key
            and tables.table_no = figures.table_no
    left join {{ ref('int_columns') }} as columns
        on
            figures.table_code = columns.table_code
            and figures.column_code = columns.column_code
    where kinds.reader = 'budget_table'
    group by tables.document_key, tables.table_no, tables.table_code, figures.list_side
    -- A table whose items are its columns needs no total row.
    having
        count(*) filter (where figures.row_kind = 'total') = 0
        and count(columns.item_code) = 0

),

nothing_to_apply_to as (

    select
        rules.rule_id,
        documents.document_key,
        rules.basis,
        coalesce(rules.nothing_en, obstacles.obstacle_en, 'the document prints nothing that the rule is about') as obstacle_en,
        coalesce(rules.nothing_zh, obstacles.obstacle_zh, '文件中无此规则所涉数字') as obstacle_zh
    from rules
    cross join documents
    left join {{ ref('int_check_obstacles') }} as obstacles
        on
            rules.rule_id = obstacles.rule_id
            and documents.document_key = obstacles.document_key
    left join judged
        on
            rules.rule_id = judged.rule_id
            and documents.document_key = judged.document_key
    left join tables_without_total
        on
            rules.rule_id = tables_without_total.rule_id
            and documents.document_key = tables_without_total.document_key
    where
        judged.rule_id is null
        and tables_without_total.rule_id is null

)

select
    rule_id,
    document_key,
    check_key,
    basis,
    total_amount,
    parts_amount,
    total_amount - parts_amount as difference,
    slack,
    narrowest_half_width,
    widest_half_width,
    cast(n_totals as integer) as n_totals,
    cast(n_parts as integer) as n_parts,
    total_cell_id,
    total_cell_ids,
    part_cell_ids,
    total_passage_ids,
    part_passage_ids,
    total_text,
    part_text,
    line_no,
    total_line_no,
    first_part_line_no,
    last_part_line_no,
    table_no,
    table_code,
    yuan_per_unit,
    is_money,
    figures_hash,
    obstacle_en,
    obstacle_zh
from judged
union all by name
select
    *,
    0 as n_totals,
    0 as n_parts
from tables_without_total
union all by name
select
    rule_id,
    document_key,
    '' as check_key,
    basis,
    0 as n_totals,
    0 as n_parts,
    obstacle_en,
    obstacle_zh
from nothing_to_apply_to
