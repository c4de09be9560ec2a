{#- Keys are text, made from natural keys by functions that DuckDB and Spark compute alike. -#}

{% macro hashed_key(parts) -%}
    md5(concat_ws('|', {% for part in parts %}coalesce(cast({{ part }} as varchar), ''){% if not loop.last %}, {% endif %}{% endfor %}))
{%- endmacro %}

{% macro document_key(content_sha256) -%}
    substr({{ content_sha256 }}, 1, 16)
{%- endmacro %}

{% macro cell_id(content_sha256, table_no, row_no, column_no) -%}
    concat_ws(':', {{ document_key(content_sha256) }}, {{ table_no }}, {{ row_no }}, {{ column_no }})
{%- endmacro %}

{% macro subject_key(classification, subject_code) -%}
    {{ classification }} || ':' || {{ subject_code }}
{%- endmacro %}

{#- A place of a document as its row of the ledger keeps it, without the key of the document, and in full again. -#}
{% macro place_within(document_key, place_id) -%}
    case when starts_with({{ place_id }}, {{ document_key }}) then substr({{ place_id }}, length({{ document_key }}) + 1) else {{ place_id }} end
{%- endmacro %}

{#- The places of a list as a text, parted by blanks, as `place_within` gives them: no place holds a blank. -#}
{% macro places_within(document_key, place_ids) -%}
    substr(replace(' ' || {{ joined_list(place_ids) }}, ' ' || {{ document_key }} || ':', ' :'), 2)
{%- endmacro %}

{% macro place_in_full(document_key, place) -%}
    case when starts_with({{ place }}, ':') then {{ document_key }} || {{ place }} else {{ place }} end
{%- endmacro %}

{#- The place of a figure of a sentence in its document: section, sentence, figure; of one in a table, table, row, column. -#}
{% macro place_of_figure(figure_id) -%}
    split_part({{ figure_id }}, ':', 1) || ':' || split_part({{ figure_id }}, ':', 2) || ':' || split_part({{ figure_id }}, ':', 3)
{%- endmacro %}

{#- A name as two printings of it are compared: without spaces, brackets of half width. -#}
{% macro comparable_name(name) -%}
    translate(replace(replace({{ name }}, ' ', ''), '　', ''), '（）', '()')
{%- endmacro %}

{#- Something printed that a rule rests on and that is no figure: a claim, a table, a section … of a document, by its number there. -#}
{% macro passage_id(document_key, passage_kind, number) -%}
    concat_ws(':', {{ document_key }}, '{{ passage_kind }}', {{ number }})
{%- endmacro %}

{#- A key of a join that counts where a condition on its own side holds, and is the key of nothing elsewhere. Beside the keys of an
    outer join such a condition would have DuckDB compare every row with every other (a blockwise nested loop). -#}
{% macro key_where(condition, key) -%}
    case when {{ condition }} then {{ key }} end
{%- endmacro %}
