{#- Where DuckDB and Spark spell the same thing differently. Lists and texts leave nulls out. -#}

{% macro string_list(expression, order_by) -%}
    {{ adapter.dispatch('string_list')(expression, order_by) }}
{%- endmacro %}

{% macro default__string_list(expression, order_by) -%}
    list({{ expression }} order by {{ order_by }}) filter (where {{ expression }} is not null)
{%- endmacro %}

{% macro spark__string_list(expression, order_by) -%}
    transform(
        array_sort(collect_list(case when {{ expression }} is not null then struct({{ order_by }}, {{ expression }} as item) end)),
        entry -> entry.item
    )
{%- endmacro %}

{% macro joined_text(expression, separator, order_by) -%}
    {{ adapter.dispatch('joined_text')(expression, separator, order_by) }}
{%- endmacro %}

{% macro default__joined_text(expression, separator, order_by) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{% macro spark__joined_text(expression, separator, order_by) -%}
    array_join({{ spark__string_list(expression, order_by) }}, '{{ separator }}')
{%- endmacro %}
