{{ config(materialized='view') }}
{%- set last_line = 'coalesce(last_part_line_no, first_part_line_no)' -%}
{%- set parts_zh = with_places(lines_zh('first_part_line_no', last_line), 'parts_page_lines', 'parts_reader', 'parts_files') -%}
{%- set parts_en = with_places(lines_en('first_part_line_no', last_line), 'parts_page_lines', 'parts_reader', 'parts_files') %}
{#- Written out at both places: what is named once and used twice is made first in clients, whole, for each query. #}
{%- set disclosures -%}
    (
        select
            document_key,
            {{ list_of_parts('first_line_no') }} as files
        from {{ mart('dim_document_part') }}
        where is_current
        group by document_key
        having count(*) > 1
    )
{%- endset %}
-- One row is a rule applied to a document and a key: passed, broken or not evaluated. Its message gives both figures as printed,
-- where they stand, how far apart they are, and what cannot be known: it is made where it is read, and kept nowhere.
with described as (

    select
        ledger.*,
        rules.key_by,
        rules.title_zh,
        rules.title_en,
        rules.total_name_zh,
        rules.total_name_en,
        rules.parts_name_zh,
        rules.parts_name_en,
        suspects.suspect_cell_id,
        suspects.suspect_text,
        suspects.suspect_line_no,
        documents.page_lines,
        documents.reader,
        disclosures.files,
        -- The parts may be printed in another document.
        documents_of_parts.page_lines as parts_page_lines,
        documents_of_parts.reader as parts_reader,
        disclosures_of_parts.files as parts_files,
        waivers.waiver_id,
        coalesce(ledger.base_amount, ledger.total_amount - ledger.difference) as parts_amount,
        coalesce(ledger.printed_unit, case when ledger.is_money then '元' else '' end) as unit_word,
        coalesce(ledger.yuan_per_unit, 1) as unit_yuan
    from {{ mart('ledger') }} as ledger
    left join {{ mart('audit_rules') }} as rules on ledger.rule_id = rules.rule_id
    left join {{ mart('audit_suspects') }} as suspects
        on
            ledger.rule_id = suspects.rule_id
            and ledger.document_key = suspects.document_key
            and ledger.key = suspects.key
    left join {{ mart('audit_waivers') }} as waivers
        on
            ledger.rule_id = waivers.rule_id
            and ledger.document_key = waivers.document_key
            and ledger.key = waivers.key
            and waivers.status = 'applied'
    left join {{ mart('dim_document') }} as documents on ledger.document_key = documents.document_key
    left join {{ disclosures }} as disclosures on ledger.document_key = disclosures.document_key
    left join {{ mart('dim_document_part') }} as documents_of_parts
        on coalesce(nullif(split_part(ledger.part_cells, ':', 1), ''), ledger.document_key) = documents_of_parts.part_key
    left join {{ disclosures }} as disclosures_of_parts on documents_of_parts.document_key = disclosures_of_parts.document_key

),

-- Sums across and down a table are named by the table, the row and the column that they are about; else by what the key says.
worded as (

    select
        *,
        case
            when key_by = 'structure'
                then concat_ws(
                    '', table_name_zh, case when name is not null then concat('“', name, '”') end,
                    case when column_name is not null then concat('“', column_name, '”栏') end
                )
            when name is not null then concat('“', name, '”')
            else ''
        end as place_zh,
        case
            when key_by = 'structure'
                then concat_ws(
                    ', ', table_name_en, case when name is not null then concat('row “', name, '”') end,
                    case when column_name is not null then concat('column “', column_name, '”') end
                )
            when name is not null then concat('“', name, '”')
            else ''
        end as place_en,
        case
            when n_totals = 0 then null
            else coalesce(total_text, {{ figure_text('total_amount', 'unit_yuan', 'is_money') }})
        end as total_printed,
        case
            when n_parts = 0 then null
            when part_text is null and n_parts = 1 and parts_amount = total_amount and total_text is not null then total_text
            else coalesce(part_text, {{ figure_text('parts_amount', 'unit_yuan', 'is_money') }})
        end as parts_printed,
        {{ figure_text('abs(difference)', 'unit_yuan', 'is_money') }} as difference_printed
    from described

),

-- A count has no unit of measure to follow it.
measured as (

    select
        *,
        concat_ws(' ', total_printed, nullif(unit_word, '')) as total_en,
        concat_ws(' ', parts_printed, nullif(unit_word, '')) as parts_en,
        concat_ws(' ', difference_printed, nullif(unit_word, '')) as difference_en,
        {{ parts_zh }} as parts_place_zh,
        {{ parts_en }} as parts_place_en
    from worded

),

messages as (

    select
        *,
        case
            when detail_zh is not null then detail_zh
            when verdict = 'not_evaluated' then concat(title_zh, '：未核对，', not_evaluated_reason_zh, '。')
            when basis = 'condition' then concat(title_zh, '：相符。')
            when basis = 'ratio'
                then concat(
                    {{ line_zh('line_no') }}, '“', name, '”：所述比例为', {{ number_text('percentage') }}, '%，按所述金额计算为',
                    {{ number_text('computed_percentage') }}, '%',
                    case when verdict = 'broken' then '；比例或其中某个金额有误。' else '，相符。' end
                )
            else concat(
                case when place_zh <> '' then concat(place_zh, '：') else '' end,
                total_name_zh,
                case
                    when total_printed is null then '未印数字'
                    else concat(case when n_totals = 1 then '为' else concat(n_totals, '项之和为') end, total_printed, unit_word, '（', {{ line_zh('line_no') }}, '）')
                end,
                '，', parts_name_zh,
                case
                    when parts_printed is null then '未印数字'
                    when n_parts = 1 then concat('为', parts_printed, unit_word, '（', parts_place_zh, '）')
                    else concat(
                        n_parts, '项之和为', parts_printed, unit_word, '（', parts_place_zh, '）'
                    )
                end,
                case
                    when verdict = 'exact' then '，相符。'
                    when verdict = 'rounding' then concat('，相差', difference_printed, unit_word, '，在四舍五入范围内。')
                    when verdict = 'boundary' then concat('，相差', difference_printed, unit_word, '，恰为四舍五入的极限。')
                    when basis = 'at_most' then concat('，超出', difference_printed, unit_word, '。')
                    else concat('，相差', difference_printed, unit_word, '。')
                end,
                case
                    when verdict <> 'broken' then ''
                    when severity = 'note' then '两者可能各有依据，请核对。'
                    when suspect_cell_id is not null then concat('最可能有误的是', {{ line_zh('suspect_line_no') }}, '的', suspect_text, '。')
                    when n_totals <= 1 and n_parts <= 1 and key_by <> 'structure' then '两处必有一误，仅凭文件无法判断是哪一处。'
                    when key_by = 'structure' then '合计或其中某项有误，或有数字印错了栏。'
                    else '合计或其中某项有误。'
                end
            )
        end as message_zh,
        case
            when detail_en is not null then detail_en
            when verdict = 'not_evaluated' then concat(title_en, ': not evaluated, ', not_evaluated_reason, '.')
            when basis = 'condition' then concat(title_en, ': this holds.')
            when basis = 'ratio'
                then concat(
                    {{ line_en('line_no', 'Line') }}, ', “', name, '”: ', {{ number_text('percentage') }}, ' % is stated; the amounts stated give ',
                    {{ number_text('computed_percentage') }}, ' %',
                    case when verdict = 'broken' then '. The percentage or one of the amounts is wrong.' else ': they agree.' end
                )
            else concat(
                case when place_en <> '' then concat(place_en, ': ') else '' end,
                case when place_en = '' then concat(upper(substr(total_name_en, 1, 1)), substr(total_name_en, 2)) else total_name_en end,
                case
                    when total_printed is null then ': nothing is printed'
                    else concat(
                        ': ', total_en, case when n_totals > 1 then concat(', the sum of ', n_totals, ' figures') else '' end,
                        ' (', {{ line_en('line_no') }}, ')'
                    )
                end,
                '; ', parts_name_en,
                case
                    when parts_printed is null then ': nothing is printed'
                    when n_parts = 1 then concat(': ', parts_en, ' (', parts_place_en, ')')
                    else concat(
                        ': ', parts_en, ', the sum of ', n_parts, ' figures (', parts_place_en, ')'
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
                    when suspect_cell_id is not null then concat(' Most likely ', suspect_text, ' on ', {{ line_en('suspect_line_no') }}, ' is wrong.')
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
    rule_version,
    family,
    severity,
    key,
    table_no,
    table_code,
    cast({{ line_in_file('line_no', 'files') }} as integer) as line_no,
    verdict,
    is_implausible,
    case when is_money then {{ as_sum('total_amount') }} end as total_yuan,
    case when is_money then {{ as_sum('parts_amount') }} end as parts_yuan,
    case when is_money then {{ as_sum('difference') }} end as difference_yuan,
    case when is_money then slack end as slack_yuan,
    n_parts,
    {{ place_in_full('document_key', 'total_cell') }} as total_cell_id,
    {{ text_as_list('coalesce(total_cells, total_cell)', place_in_full('document_key', 'item')) }} as total_cell_ids,
    {{ text_as_list('part_cells', place_in_full('document_key', 'item')) }} as part_cell_ids,
    {{ text_as_list('total_passages', place_in_full('document_key', 'item')) }} as total_passage_ids,
    {{ text_as_list('part_passages', place_in_full('document_key', 'item')) }} as part_passage_ids,
    suspect_cell_id,
    figures_hash,
    {{ part_of_line('line_no', 'files', 'document_key') }} as part_key,
    waiver_id,
    not_evaluated_reason,
    not_evaluated_reason_zh,
    {{ with_places('message_zh', 'page_lines', 'reader', 'files') }} as message_zh,
    {{ with_places('message_en', 'page_lines', 'reader', 'files') }} as message_en
from messages
