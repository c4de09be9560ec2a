{% macro as_yuan(expression) -%}
    cast({{ expression }} as decimal(18, 2))
{%- endmacro %}

{#- A sum of amounts, which may be larger than any one of them. -#}
{% macro as_sum(expression) -%}
    cast({{ expression }} as decimal(24, 2))
{%- endmacro %}

{#- An amount as it would be printed in a unit of measure, exact: 12,345.60, or with as many decimals as it has. -#}
{% macro amount_text(yuan, yuan_per_unit) -%}
    {%- set amount = "cast(" ~ yuan ~ " * cast(1.0 / " ~ yuan_per_unit ~ " as decimal(12, 10)) as decimal(38, 12))" -%}
    {%- set whole = "trunc(abs(" ~ amount ~ "))" -%}
    {%- set decimals = "rtrim(lpad(cast(cast((abs(" ~ amount ~ ") - " ~ whole ~ ") * 1000000000000 as bigint) as varchar), 12, '0'), '0')" -%}
    concat(
        case when {{ yuan }} < 0 then '-' else '' end,
        {{ thousands_text(whole) }},
        '.',
        rpad({{ decimals }}, cast(greatest(2, length({{ decimals }})) as integer), '0')
    )
{%- endmacro %}

{% macro thousands_text(whole) -%}
    {{ adapter.dispatch('thousands_text')(whole) }}
{%- endmacro %}

{% macro default__thousands_text(whole) -%}
    format('{:,d}', cast({{ whole }} as bigint))
{%- endmacro %}

{% macro spark__thousands_text(whole) -%}
    format_number({{ whole }}, 0)
{%- endmacro %}

{#- A number without the zeros that it does not need: 12.5, 90. -#}
{% macro number_text(number) -%}
    rtrim(rtrim(cast(cast({{ number }} as decimal(24, 4)) as varchar), '0'), '.')
{%- endmacro %}

{#- Money as it would be printed in its unit of measure; a count as a number. -#}
{% macro figure_text(amount, yuan_per_unit, is_money) -%}
    case when {{ is_money }} then {{ amount_text(amount, yuan_per_unit) }} else {{ number_text(amount) }} end
{%- endmacro %}
