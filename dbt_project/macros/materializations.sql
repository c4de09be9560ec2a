{#
    How tables, views and seeds are made here: in place, each in one statement with its comments.

    dbt makes every relation under another name, looks for what is there, and puts it in its place, so that readers
    see the old one or the new one. Nobody reads these files while they are made: they are always made from nothing,
    and published whole. Hooks, grants and indexes, of which the project has none, are not heeded.
#}

{% materialization table, adapter="duckdb" %}
    {% set relation = this.incorporate(type='table') %}
    {% call statement('main') -%}
        {{ table_statements(relation, sql) }}
        {{ comment_statements(relation) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{#
    A table that is made of some documents after others, so that what it takes of memory does not grow with the documents:
    `meta.figures_at_a_time` is how many printed figures they have together. Its query reads those `within_part` alone.
#}
{% materialization table_by_parts, adapter="duckdb" %}
    {% set relation = this.incorporate(type='table') %}
    {% set firsts = firsts_of_parts(config.get('meta').figures_at_a_time) %}
    {% call statement('main') -%}
        {% for first_document in firsts -%}
            {{ begin_part(first_document, none if loop.last else firsts[loop.index]) }}
            {{ table_statements(relation, sql) if loop.first else insert_statement(relation, sql) }}
        {% endfor -%}
        {{ end_parts() }}
        {{ comment_statements(relation) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{% materialization view, adapter="duckdb" %}
    {% set relation = this.incorporate(type='view') %}
    {% call statement('main') -%}
        create or replace view {{ relation }} as ({{ sql }});
        {{ comment_statements(relation) }}
    {%- endcall %}
    {% do adapter.commit() %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{#
    A seed as DuckDB reads it: every column is text but where `column_types` says otherwise. dbt reads each file itself,
    to guess the types of columns from what stands in them.
#}
{% materialization seed, adapter="duckdb" %}
    {% set relation = this.incorporate(type='table') %}
    {% call statement('main') -%}
        create or replace table {{ relation }} as
        select * from read_csv(
            '{{ adapter.get_seed_file_path(model) | replace("'", "''") }}',
            header = true, delim = ',', quote = '"', escape = '"', comment = '', skip = 0, all_varchar = true
            {%- if config.get('column_types') %}, types = {{ config.get('column_types') }}{% endif %}
        );
    {%- endcall %}
    {% do adapter.commit() %}
    {# What `dbt seed --show` would print, without which dbt does not go on. #}
    {% do store_result('agate_table', response='OK') %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{# That a model gives the columns and types of its contract is tested (tests/models), and not asked again at each build. #}
{% macro table_statements(relation, sql) -%}
    {% if config.get('contract').enforced -%}
        create or replace table {{ relation }} {{ get_table_columns_and_constraints() }};
        {{ insert_statement(relation, sql) }}
    {%- else -%}
        create or replace table {{ relation }} as ({{ sql }});
    {%- endif %}
{%- endmacro %}

{% macro insert_statement(relation, sql) -%}
    {% if config.get('contract').enforced -%}
        insert into {{ relation }} {{ get_column_names() }} ({{ get_select_subquery(sql) }});
    {%- else -%}
        insert into {{ relation }} ({{ sql }});
    {%- endif %}
{%- endmacro %}

{% macro comment_statements(relation) -%}
    {% set persisted = config.get('persist_docs', {}) %}
    {% if persisted.get('relation') and model.description -%}
        {{ alter_relation_comment(relation, model.description) }}
    {%- endif %}
    {% if persisted.get('columns') -%}
        {% for column in model.columns.values() if column.description -%}
            comment on column {{ relation }}.{{ adapter.quote(column.name) }} is {{ duckdb_escape_comment(column.description) }};
        {% endfor %}
    {%- endif %}
{%- endmacro %}
