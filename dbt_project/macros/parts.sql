{#-
    The parts that a table is made by: see `table_by_parts` in materializations.sql. A part is the documents from one key to
    the next, which two variables of the connection give. Elsewhere there is one part, of all documents.
-#}

{#- The first document of each part; the first part begins before all documents, and there is always one. -#}
{% macro firsts_of_parts(figures_at_a_time) -%}
    {%- set query %}
        with documents as (

            select
                document_key,
                sum(count(*)) over (order by document_key) // {{ figures_at_a_time }} as part_no
            from {{ ref('int_ledger_figures') }}
            group by document_key

        )

        select min(document_key) from documents
        group by part_no
        order by 1
    {%- endset %}
    {{ return([''] + run_query(query).columns[0].values()[1:] | list) }}
{%- endmacro %}

{% macro begin_part(first_document, next_document) -%}
    set variable first_document = '{{ first_document }}';
    {% if next_document %}set variable next_document = '{{ next_document }}';{% else %}reset variable next_document;{% endif %}
{%- endmacro %}

{% macro end_parts() -%}
    reset variable first_document;
    reset variable next_document;
{%- endmacro %}

{% macro within_part(document_key) -%}
    {{ adapter.dispatch('within_part')(document_key) }}
{%- endmacro %}

{% macro default__within_part(document_key) -%}
    (getvariable('first_document') is null or {{ document_key }} >= cast(getvariable('first_document') as varchar))
    and (getvariable('next_document') is null or {{ document_key }} < cast(getvariable('next_document') as varchar))
{%- endmacro %}

{% macro spark__within_part(document_key) -%}
    true
{%- endmacro %}
