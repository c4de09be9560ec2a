{#-
    What printed words say as numbers and dates: only where nothing is left to guess, else nothing.
    Blanks are wraps of the printed line; among digits they may part two numbers.
-#}

{% macro plain_value(text) -%}
    translate({{ text }}, '０１２３４５６７８９％．，＝ 　', '0123456789%.,=')
{%- endmacro %}

{% macro has_digits_apart(text) -%}
    regexp_extract({{ text }}, '[0-9０-９][ 　]+[0-9０-９]', 0) <> ''
{%- endmacro %}

{#- A part of a plain text that is a number and what stands behind it: 1 the number, 2 its unit. Empty where it is more or less. -#}
{% macro number_with_unit(plain, part) -%}
    regexp_extract({{ plain }}, '^=?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]{1,6})?)([^0-9]*)$', {{ part }})
{%- endmacro %}

{#- The day that a plain text names, by or on which something is done: 2026年8月25日前, 2026-08-25, 2026年8月底前, 2026年底. -#}
{% macro named_day(plain) -%}
    {%- set ending = '(?:之前|以前|前|完成|前完成|之前完成)?$' -%}
    {%- set begin = '^(?:<=|≤|=)?' -%}
    {%- set forms = [begin ~ '([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日' ~ ending]
        + [begin ~ '([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' ~ ending, begin ~ '([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})' ~ ending] -%}
    coalesce(
        {%- for form in forms %}
        try_cast(concat_ws('-', regexp_extract({{ plain }}, '{{ form }}', 1), lpad(regexp_extract({{ plain }}, '{{ form }}', 2), 2, '0'), lpad(regexp_extract({{ plain }}, '{{ form }}', 3), 2, '0')) as date),
        {%- endfor %}
        last_day(try_cast(concat(regexp_extract({{ plain }}, '{{ begin }}([0-9]{4})年([0-9]{1,2})月底{{ ending }}', 1), '-', lpad(regexp_extract({{ plain }}, '{{ begin }}([0-9]{4})年([0-9]{1,2})月底{{ ending }}', 2), 2, '0'), '-01') as date)),
        try_cast(concat(regexp_extract({{ plain }}, '{{ begin }}([0-9]{4})年(?:年底|底){{ ending }}', 1), '-12-31') as date)
    )
{%- endmacro %}
