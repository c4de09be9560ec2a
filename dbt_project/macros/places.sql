{#- The sides of a box, in points from the upper left corner of its page; no page is so large that one does not fit. -#}
{% macro box_columns(box) -%}
    {%- for side in ('left', 'top', 'right', 'bottom') %}
    try_cast({{ box }}[{{ loop.index }}] as decimal(7, 1)) as box_{{ side }}{{ "," if not loop.last }}
    {%- endfor %}
{%- endmacro %}
