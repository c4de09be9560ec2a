{#- Disclosures that are published in several files: records of the files as records of the disclosure. See int_document_parts. -#}

{#- Why nothing is missed in a disclosure of which no file with that part was read: columns of a condition. -#}
{% macro without_part(has_part, part) -%}
    case when not {{ has_part }} then 'the {{ part }} of the disclosure, which may be in another file, {{ "were" if part == "tables" else "was" }} not read' end as obstacle_en,
    case when not {{ has_part }} then '未读取该公开事项的{{ "表格" if part == "tables" else "文字说明" }}（可能在另一文件中）' end as obstacle_zh
{%- endmacro %}

{#- A line of a disclosure as one of the file that it stands in; `parts` is null where the disclosure is one file. -#}
{% macro line_in_file(line_no, parts) -%}
    case when {{ parts }} is null then {{ line_no }} else {{ line_no }} - {{ part_at(parts, line_no) }}.first_line + 1 end
{%- endmacro %}

{#- The kinds of disclosure that a file may be a part of, in words. -#}
{% macro kinds_in_words(kinds) -%}
    {{ list_as_text(kinds, "replace(item, '_', ' ')") }}
{%- endmacro %}

{#- The key of the file that a line of a disclosure stands in. -#}
{% macro part_of_line(line_no, parts, document_key) -%}
    case when {{ parts }} is null or {{ line_no }} is null then {{ document_key }} else {{ part_at(parts, line_no) }}.part_key end
{%- endmacro %}

{% macro numbers_of_a_part() -%} 1000000 {%- endmacro %}

{#-
    The records of the current files, each with the key of its disclosure and with the numbers that it has there; `line_in_file` is
    where it stands in its own file, whose key is `part_key`. `numbers` gives the columns that are numbered through, with what by.
-#}
{% macro records_of_disclosures(records, numbers, more={}) -%}
    select
        records.* replace (
            parts.document_key as document_key,
            {%- for column, offset in numbers.items() %}
            records.{{ column }} + parts.{{ offset }} as {{ column }}{{ "," if not loop.last or more }}
            {%- endfor %}
            {%- for column, expression in more.items() %}
            {{ expression }} as {{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        ),
        parts.part_key
    from {{ ref(records) }} as records
    inner join {{ ref('int_document_parts') }} as parts on records.document_key = parts.part_key
    where parts.is_current
{%- endmacro %}
