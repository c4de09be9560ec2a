{%- set message_zh -%}
case repairs.outcome
    when 'repaired'
        then concat(tables.table_name, '“', repairs.row_label, '”行（', {{ line_zh('repairs.line_no') }}, '）的数字印错了栏，已按唯一能使各项勾稽成立的方式移正。')
    else concat(tables.table_name, '“', repairs.row_label, '”行（', {{ line_zh('repairs.line_no') }}, '）的数字可能印错了栏，无法唯一确定，保持原样。')
end
{%- endset -%}
{%- set message_en -%}
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
end
{%- endset -%}
-- One row is a row of a budget table of a current document whose figures slipped sideways: as read, as set right, and what proves
-- it; or one that may have slipped and could not be set right in one way only.
select
    repairs.document_key,
    repairs.table_no,
    repairs.table_code,
    repairs.side,
    repairs.row_no,
    repairs.page_no,
    {{ line_in_file('repairs.line_no', 'documents.parts') }} as line_no,
    repairs.row_label,
    repairs.outcome,
    repairs.shift,
    repairs.n_moved,
    repairs.n_solutions,
    repairs.as_read,
    repairs.as_repaired,
    repairs.proof,
    {{ with_places(message_zh, 'documents.page_lines', 'documents.reader', 'documents.parts') }} as message_zh,
    {{ with_places(message_en, 'documents.page_lines', 'documents.reader', 'documents.parts') }} as message_en,
    repairs.part_key
from {{ ref('int_repairs') }} as repairs
inner join {{ ref('int_document_versions') }} as documents on repairs.document_key = documents.document_key
inner join {{ ref('tables') }} as tables on repairs.table_code = tables.table_code
where documents.is_current
