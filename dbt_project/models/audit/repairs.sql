-- One row is a row of a budget table of a current document whose figures slipped sideways: as read, as set right, and what proves
-- it; or one that may have slipped and could not be set right in one way only.
with described as (

    select
        repairs.document_key,
        repairs.table_no,
        repairs.table_code,
        repairs.side,
        repairs.row_no,
        repairs.page_no,
        repairs.line_no,
        repairs.row_label,
        repairs.outcome,
        repairs.shift,
        repairs.n_moved,
        repairs.n_solutions,
        repairs.as_read,
        repairs.as_repaired,
        repairs.proof,
        documents.page_lines,
        documents.reader,
        case repairs.outcome
            when 'repaired'
                then concat(tables.table_name, '“', repairs.row_label, '”行（', {{ line_zh('repairs.line_no') }}, '）的数字印错了栏，已按唯一能使各项勾稽成立的方式移正。')
            else concat(tables.table_name, '“', repairs.row_label, '”行（', {{ line_zh('repairs.line_no') }}, '）的数字可能印错了栏，无法唯一确定，保持原样。')
        end as message_zh,
        case repairs.outcome
            when 'repaired'
                then concat(
                    tables.table_name_en, ', row “', repairs.row_label, '” (', {{ line_en('repairs.line_no') }},
                    '): its figures stand in the wrong columns; they were moved in the only way in which all sums hold.'
                )
            else concat(
                tables.table_name_en, ', row “', repairs.row_label, '” (', {{ line_en('repairs.line_no') }},
                '): its figures may stand in the wrong columns; there is no single way to set them right, so they stay as read.'
            )
        end as message_en
    from {{ ref('stg_repairs') }} as repairs
    inner join {{ ref('int_document_versions') }} as documents on repairs.document_key = documents.document_key
    inner join {{ ref('tables') }} as tables on repairs.table_code = tables.table_code
    where documents.is_current

)

select
    document_key,
    table_no,
    table_code,
    side,
    row_no,
    page_no,
    line_no,
    row_label,
    outcome,
    shift,
    n_moved,
    n_solutions,
    as_read,
    as_repaired,
    proof,
    {{ with_places('message_zh', 'page_lines', 'reader') }} as message_zh,
    {{ with_places('message_en', 'page_lines', 'reader') }} as message_en
from described
