{#- A mart as a view of the same file names it: without the file's alias, which differs from client to client. -#}
{% macro mart(model_name) -%}
    {{ ref(model_name).include(database=false) }}
{%- endmacro %}
