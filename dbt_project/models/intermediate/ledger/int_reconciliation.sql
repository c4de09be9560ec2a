-- One row is a rule applied to a document and a key, whatever came of it, with its message: both figures as printed, where they
-- stand, how far apart they are, and what cannot be known. A broken row that a waiver covers says so.
with measures as (

    select
        cast(meaning as integer) as yuan_per_unit,
        min(word) as word
    from {{ ref('document_words') }}
    where word_kind = 'measure'
    group by meaning

),

figures as (

    select
        cell_id,
        min(text) as text,
        min(line_no) as line_no
    from {{ ref('int_ledger_figures') }}
    group by cell_id

),

suspects as (

    select
        suspects.*,
        figures.text as suspect_text,
        figures.line_no as suspect_line_no
    from {{ ref('int_check_suspects') }} as suspects
    inner join figures on suspects.suspect_cell_id = figures.cell_id

),

-- Sums across and down a table are named by the table, the row and the column that they are about, and what is compared once
-- under a key of its own by the words beside its figure.
labels as (

    select
        cell_id,
        row_label as label
    from {{ ref('int_cells') }}
    union all
    select
        cell_id,
        label
    from {{ ref('stg_figures') }}

),

described as (

    select
        verdicts.*,
        rules.rule_version,
        rules.family,
        rules.severity,
        rules.title_en,
        rules.title_zh,
        rules.total_name_en,
        rules.total_name_zh,
        rules.parts_name_en,
        rules.parts_name_zh,
        rules.key_by,
        coalesce(names.name, case when rules.key_by = 'constant' then labels.label end) as name,
        tables.table_name,
        tables.table_name_en,
        columns.column_name,
        case when rules.rule_id in ('row.total', 'hierarchy.subject', 'balance.items') then labels.label end as row_label,
        coalesce(measures.word, case when verdicts.is_money then '元' else '' end) as printed_unit,
        coalesce(measures.yuan_per_unit, 1) as unit_yuan,
        suspects.suspect_cell_id,
        suspects.suspect_text,
        suspects.suspect_line_no,
        waivers.waiver_id
    from {{ ref('int_verdicts') }} as verdicts
    inner join {{ ref('rules') }} as rules on verdicts.rule_id = rules.rule_id
    left join {{ ref('int_check_names') }} as names
        on
            verdicts.document_key = names.document_key
            and rules.key_by = names.key_by
            and regexp_replace(verdicts.check_key, ' \([0-9]+\)$', '') = names.check_key
    left join {{ ref('tables') }} as tables
        on
            verdicts.table_code = tables.table_code
            and rules.key_by = 'structure'
    left join {{ ref('table_columns') }} as columns
        on
            verdicts.table_code = columns.table_code
            and columns.column_code = split_part(verdicts.check_key, '/', -1)
            and rules.key_by = 'structure'
    left join labels
        on
            coalesce(verdicts.total_cell_id, verdicts.part_cell_ids[1]) = labels.cell_id
            and rules.key_by in ('structure', 'constant')
    left join measures on verdicts.yuan_per_unit = measures.yuan_per_unit
    left join suspects
        on
            verdicts.rule_id = suspects.rule_id
            and verdicts.document_key = suspects.document_key
            and verdicts.check_key = suspects.check_key
    left join {{ ref('int_waivers') }} as waivers
        on
            verdicts.rule_id = waivers.rule_id
            and verdicts.document_key = waivers.document_key
            and verdicts.check_key = waivers.check_key
            and waivers.status = 'applied'

),

worded as (

    select
        *,
        concat_ws(
            '', table_name, case when row_label is not null then concat('“', row_label, '”') end,
            case when column_name is not null then concat('“', column_name, '”栏') end
        ) as place_zh,
        concat_ws(
            ', ', table_name_en, case when row_label is not null then concat('row “', row_label, '”') end,
            case when column_name is not null then concat('column “', column_name, '”') end
        ) as place_en,
        case
            when n_totals = 0 then null
            when n_totals = 1 and unit_yuan = yuan_per_unit and total_text is not null then total_text
            else {{ figure_text('total_amount', 'unit_yuan', 'is_money') }}
        end as total_printed,
        case
            when n_parts = 0 then null
            when n_parts = 1 and unit_yuan = yuan_per_unit and parts_amount >= 0 and part_text is not null then part_text
            else {{ figure_text('parts_amount', 'unit_yuan', 'is_money') }}
        end as parts_printed,
        {{ figure_text('abs(difference)', 'unit_yuan', 'is_money') }} as difference_printed
    from described

),

-- A count has no unit of measure to follow it.
measured as (

    select
        *,
        concat_ws(' ', total_printed, nullif(printed_unit, '')) as total_en,
        concat_ws(' ', parts_printed, nullif(printed_unit, '')) as parts_en,
        concat_ws(' ', difference_printed, nullif(printed_unit, '')) as difference_en
    from worded

),

messages as (

    select
        *,
        case
            when verdict = 'not_evaluated' then concat(title_zh, '：未核对，', obstacle_zh, '。')
            when basis = 'condition' then case when verdict = 'broken' then detail_zh else concat(title_zh, '：相符。') end
            when basis = 'ratio'
                then concat(
                    '第', line_no, '行“', label, '”：所述比例为', {{ number_text('percentage') }}, '%，按所述金额计算为',
                    {{ number_text('computed_percentage') }}, '%',
                    case when verdict = 'broken' then '；比例或其中某个金额有误。' else '，相符。' end
                )
            else concat(
                case when name is not null then concat('“', name, '”：') when place_zh <> '' then concat(place_zh, '：') else '' end,
                total_name_zh,
                case
                    when total_printed is null then '未印数字'
                    else concat(case when n_totals = 1 then '为' else concat(n_totals, '项之和为') end, total_printed, printed_unit, '（第', total_line_no, '行）')
                end,
                '，', parts_name_zh,
                case
                    when parts_printed is null then '未印数字'
                    when n_parts = 1 then concat('为', parts_printed, printed_unit, '（第', first_part_line_no, '行）')
                    else concat(
                        n_parts, '项之和为', parts_printed, printed_unit, '（第', first_part_line_no,
                        case when last_part_line_no <> first_part_line_no then concat('至', last_part_line_no) else '' end, '行）'
                    )
                end,
                case
                    when verdict = 'exact' then '，相符。'
                    when verdict = 'rounding' then concat('，相差', difference_printed, printed_unit, '，在四舍五入范围内。')
                    when verdict = 'boundary' then concat('，相差', difference_printed, printed_unit, '，恰为四舍五入的极限。')
                    when basis = 'at_most' then concat('，超出', difference_printed, printed_unit, '。')
                    else concat('，相差', difference_printed, printed_unit, '。')
                end,
                case
                    when verdict <> 'broken' then ''
                    when severity = 'note' then '两者可能各有依据，请核对。'
                    when suspect_cell_id is not null then concat('最可能有误的是第', suspect_line_no, '行的', suspect_text, '。')
                    when n_totals <= 1 and n_parts <= 1 and key_by <> 'structure' then '两处必有一误，仅凭文件无法判断是哪一处。'
                    when key_by = 'structure' then '合计或其中某项有误，或有数字印错了栏。'
                    else '合计或其中某项有误。'
                end
            )
        end as message_zh,
        case
            when verdict = 'not_evaluated' then concat(title_en, ': not evaluated, ', obstacle_en, '.')
            when basis = 'condition' then case when verdict = 'broken' then detail_en else concat(title_en, ': this holds.') end
            when basis = 'ratio'
                then concat(
                    'Line ', line_no, ', “', label, '”: ', {{ number_text('percentage') }}, ' % is stated; the amounts stated give ',
                    {{ number_text('computed_percentage') }}, ' %',
                    case when verdict = 'broken' then '. The percentage or one of the amounts is wrong.' else ': they agree.' end
                )
            else concat(
                case when name is not null then concat('“', name, '”: ') when place_en <> '' then concat(place_en, ': ') else '' end,
                case when name is null and place_en = '' then concat(upper(substr(total_name_en, 1, 1)), substr(total_name_en, 2)) else total_name_en end,
                case
                    when total_printed is null then ': nothing is printed'
                    else concat(
                        ': ', total_en, case when n_totals > 1 then concat(', the sum of ', n_totals, ' figures') else '' end,
                        ' (line ', total_line_no, ')'
                    )
                end,
                '; ', parts_name_en,
                case
                    when parts_printed is null then ': nothing is printed'
                    when n_parts = 1 then concat(': ', parts_en, ' (line ', first_part_line_no, ')')
                    else concat(
                        ': ', parts_en, ', the sum of ', n_parts, ' figures (line',
                        case
                            when last_part_line_no <> first_part_line_no then concat('s ', first_part_line_no, ' to ', last_part_line_no)
                            else concat(' ', first_part_line_no)
                        end,
                        ')'
                    )
                end,
                case
                    when verdict = 'exact' then '. They agree.'
                    when verdict = 'rounding' then concat('. They differ by ', difference_en, ', which rounding explains.')
                    when verdict = 'boundary' then concat('. They differ by ', difference_en, ', the utmost that rounding can explain.')
                    when basis = 'at_most' then concat('. That is ', difference_en, ' too much.')
                    else concat('. They differ by ', difference_en, '.')
                end,
                case
                    when verdict <> 'broken' then ''
                    when severity = 'note' then ' Both may be right; it is worth a look.'
                    when suspect_cell_id is not null then concat(' Most likely ', suspect_text, ' on line ', suspect_line_no, ' is wrong.')
                    when n_totals <= 1 and n_parts <= 1 and key_by <> 'structure' then ' One of the two is wrong; the document alone cannot tell which.'
                    when key_by = 'structure' then ' The total or one of the figures is wrong, or a figure stands in the wrong column.'
                    else ' The total or one of the figures is wrong.'
                end
            )
        end as message_en
    from measured

)

select
    document_key,
    rule_id,
    cast(rule_version as integer) as rule_version,
    family,
    severity,
    check_key,
    table_no,
    table_code,
    cast(line_no as integer) as line_no,
    verdict,
    is_implausible,
    case when is_money then {{ as_sum('total_amount') }} end as total_yuan,
    case when is_money then {{ as_sum('parts_amount') }} end as parts_yuan,
    case when is_money then {{ as_sum('difference') }} end as difference_yuan,
    case when is_money then cast(slack as decimal(24, 4)) end as slack_yuan,
    n_parts,
    total_cell_id,
    total_cell_ids,
    part_cell_ids,
    total_passage_ids,
    part_passage_ids,
    suspect_cell_id,
    figures_hash,
    waiver_id,
    obstacle_en as not_evaluated_reason,
    obstacle_zh as not_evaluated_reason_zh,
    message_zh,
    message_en
from messages
