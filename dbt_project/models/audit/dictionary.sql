-- One row is a column of a published table or view: what the models say of it. What is said is English first, then Chinese.
{% set languages = "'(?s)^(.+?[.]) ([“《（]?\\p{Han}.*)$', ['english', 'chinese']" %}

{% set columns = described_columns() if execute else "'[]'" %}

with described as (

    select unnest(
        from_json({{ columns }}, '[{
            "schema_name": "VARCHAR", "table_name": "VARCHAR", "is_view": "BOOLEAN", "table_description": "VARCHAR",
            "column_no": "INTEGER", "column_name": "VARCHAR", "data_type": "VARCHAR", "description": "VARCHAR",
            "key_role": "VARCHAR", "references_schema": "VARCHAR", "references_table": "VARCHAR", "references_column": "VARCHAR"
        }]'),
        recursive := true
    )

),

in_both as (

    select
        *,
        regexp_extract(table_description, {{ languages }}) as of_table,
        regexp_extract(description, {{ languages }}) as of_column
    from described

)

select
    concat_ws('.', schema_name, table_name, column_name) as column_key,
    schema_name,
    table_name,
    is_view,
    nullif(of_table['english'], '') as table_description_en,
    nullif(of_table['chinese'], '') as table_description_zh,
    column_no,
    column_name,
    data_type,
    nullif(of_column['english'], '') as description_en,
    nullif(of_column['chinese'], '') as description_zh,
    key_role,
    references_schema,
    references_table,
    references_column
from in_both
