{% macro as_yuan(expression) -%}
    cast({{ expression }} as decimal(18, 2))
{%- endmacro %}

{#- Yuan as they are read aloud: 12,345.60 -#}
{% macro yuan_text(expression) -%}
    {{ adapter.dispatch('yuan_text')(expression) }}
{%- endmacro %}

{% macro default__yuan_text(expression) -%}
    format('{:,.2f}', cast({{ expression }} as double))
{%- endmacro %}

{% macro spark__yuan_text(expression) -%}
    format_number({{ expression }}, 2)
{%- endmacro %}
