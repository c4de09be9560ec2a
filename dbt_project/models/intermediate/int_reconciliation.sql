-- One row is a rule applied to a document and a key, whatever came of it, with its message.
with measures as (

    select
        cast(meaning as integer) as yuan_per_unit,
        min(word) as word
    from {{ ref('document_words') }}
    where word_kind = 'measure'
    group by meaning

),

sums as (

    select
        checks.*,
        tables.table_name,
        tables.table_name_en,
        table_columns.column_name,
        coalesce(measures.word, '元') as printed_unit,
        coalesce(measures.yuan_per_unit, 1) as unit_yuan
    from {{ ref('int_check_sums') }} as checks
    inner join {{ ref('tables') }} as tables on checks.table_code = tables.table_code
    left join {{ ref('table_columns') }} as table_columns
        on
            checks.table_code = table_columns.table_code
            and checks.column_code = table_columns.column_code
    left join measures on checks.yuan_per_unit = measures.yuan_per_unit

),

worded as (

    select
        *,
        case when unit_yuan = yuan_per_unit then total_text else {{ amount_text('total_yuan', 'unit_yuan') }} end as printed_total,
        {{ amount_text('parts_yuan', 'unit_yuan') }} as printed_parts,
        {{ amount_text('abs(difference_yuan)', 'unit_yuan') }} as printed_difference,
        case rule_id when 'total.table' then '全部明细数' else '明细行' end as parts_name_zh,
        case
            when n_parts = 0 then 'nothing is printed under it'
            when n_parts = 1 and rule_id = 'total.table' then 'the one fact of the table is'
            when n_parts = 1 then 'its one leaf row shows'
            when rule_id = 'total.table' then concat('the ', n_parts, ' facts of the table add up to')
            else concat('its ', n_parts, ' leaf rows add up to')
        end as parts_text_en
    from sums

),

sum_rows as (

    select
        rule_id,
        document_key,
        table_no,
        table_code,
        line_no,
        check_key,
        verdict,
        is_implausible,
        total_yuan,
        parts_yuan,
        difference_yuan,
        slack_yuan,
        n_parts,
        total_cell_id,
        part_cell_ids,
        obstacle_en as not_evaluated_reason,
        case
            when verdict = 'not_evaluated' then concat(table_name, '：未核对，', obstacle_zh, '。')
            else concat(
                table_name, '“', column_name, '”列：总计', case when total_text is null then '栏为空' else concat('印为', printed_total, printed_unit) end,
                '，', n_parts, '个', parts_name_zh, '之和为', printed_parts, printed_unit,
                case verdict
                    when 'exact' then '，一致。'
                    when 'rounding' then concat('，相差', printed_difference, printed_unit, '，在四舍五入范围内。')
                    when 'boundary' then concat('，相差', printed_difference, printed_unit, '，恰为四舍五入的极限。')
                    else concat('，相差', printed_difference, printed_unit, '；总计或其中某个数有误，或有数字印错了列。')
                end
            )
        end as message_zh,
        case
            when verdict = 'not_evaluated' then concat(table_name_en, ': not evaluated, ', obstacle_en, '.')
            else concat(
                table_name_en, ', column “', column_name, '”: the total is ',
                case when total_text is null then 'blank' else concat('printed as ', printed_total, ' ', printed_unit) end,
                ', ', parts_text_en, case when n_parts > 0 then concat(' ', printed_parts, ' ', printed_unit) end,
                case verdict
                    when 'exact' then ': they agree.'
                    when 'rounding' then concat(': a difference of ', printed_difference, ' ', printed_unit, ', which rounding explains.')
                    when 'boundary' then concat(': a difference of ', printed_difference, ' ', printed_unit, ', the utmost that rounding can explain.')
                    else concat(
                        ': a difference of ', printed_difference, ' ', printed_unit,
                        '. The total or one of the figures is wrong, or a figure stands in the wrong column.'
                    )
                end
            )
        end as message_en
    from worded

),

table_rows as (

    select
        'document.mandatory_table' as rule_id,
        document_key,
        cast(null as integer) as table_no,
        table_code,
        cast(null as integer) as line_no,
        table_code as check_key,
        case when is_missing then 'broken' else 'exact' end as verdict,
        false as is_implausible,
        cast(null as decimal(18, 2)) as total_yuan,
        cast(null as decimal(18, 2)) as parts_yuan,
        cast(null as decimal(18, 2)) as difference_yuan,
        cast(null as decimal(18, 4)) as slack_yuan,
        cast(null as integer) as n_parts,
        cast(null as varchar) as total_cell_id,
        cast(null as varchar[]) as part_cell_ids,
        cast(null as varchar) as not_evaluated_reason,
        case
            when is_missing then concat('文件中未找到应公开的“', table_name, '”：未公开，或文件不完整。')
            else concat('“', table_name, '”在文件中。')
        end as message_zh,
        case
            when is_missing
                then concat('The document holds no table “', table_name_en, '”, which must be disclosed: it was left out, or the file is incomplete.')
            else concat('The table “', table_name_en, '” is in the document.')
        end as message_en
    from {{ ref('int_missing_tables') }}

),

ledger as (

    select * from sum_rows
    union all
    select * from table_rows

)

select
    ledger.*,
    rules.rule_version,
    rules.family,
    rules.severity
from ledger
inner join {{ ref('rules') }} as rules on ledger.rule_id = rules.rule_id
