{#-
    Where a column of that name points to, in whatever published table it stands but the one that it is the key of;
    with a table before it, of that table alone. An indicator whose target is words is told by a place that is no figure's.
-#}
{% macro references() %}
    {% do return({
        'document_key': ('marts', 'dim_document', 'document_key'),
        'replaced_by_document_key': ('marts', 'dim_document', 'document_key'),
        'part_key': ('marts', 'dim_document_part', 'part_key'),
        'region_code': ('marts', 'dim_region', 'region_code'),
        'parent_region_code': ('marts', 'dim_region', 'region_code'),
        'province_code': ('marts', 'dim_region', 'region_code'),
        'prefecture_code': ('marts', 'dim_region', 'region_code'),
        'county_code': ('marts', 'dim_region', 'region_code'),
        'unit_key': ('marts', 'dim_unit', 'unit_key'),
        'parent_unit_key': ('marts', 'dim_unit', 'unit_key'),
        'project_key': ('marts', 'dim_project', 'project_key'),
        'subject_key': ('marts', 'dim_subject_code', 'subject_key'),
        'parent_subject_key': ('marts', 'dim_subject_code', 'subject_key'),
        'economic_subject_key': ('marts', 'dim_subject_code', 'subject_key'),
        'government_subject_key': ('marts', 'dim_subject_code', 'subject_key'),
        'fund_source_key': ('marts', 'dim_fund_source', 'fund_source_key'),
        'measure_code': ('marts', 'dim_measure', 'measure_code'),
        'part_of_measure_code': ('marts', 'dim_measure', 'measure_code'),
        'performance_key': ('marts', 'fct_performance_budget', 'performance_key'),
        'fct_performance_indicator.source_cell_id': (none, none, none),
        'source_cell_id': ('audit', 'cells', 'cell_id'),
        'rule_id': ('audit', 'rules', 'rule_id'),
    }) %}
{% endmacro %}

{#-
    The columns of all published relations as a list in JSON, a literal of SQL: schema, relation, whether it is a view, what it
    is, position, column, type, what it means, key role, and where it points to. From dbt's own account of the models.
    One list, since each of thousands of values in an expression of its own takes dbt longer than the models.
-#}
{% macro described_columns() -%}
    {%- set columns, targets = [], references() -%}
    {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | selectattr('package_name', 'equalto', 'yusuan') -%}
        {%- set schema = node.schema.split('_')[-1] -%}
        {%- if schema in ('marts', 'audit', 'zh') and node.config.materialized != 'ephemeral' -%}
            {%- set keys = key_columns(node) -%}
            {%- for column in node.columns.values() -%}
                {%- set target = targets.get(node.alias ~ '.' ~ column.name, targets.get(column.name, (none, none, none))) -%}
                {%- set points = target[1] is not none and target[1:] != (node.alias, column.name) -%}
                {%- do columns.append({
                    'schema_name': schema,
                    'table_name': node.alias,
                    'is_view': node.config.materialized == 'view',
                    'table_description': node.description.strip(),
                    'column_no': loop.index,
                    'column_name': column.name,
                    'data_type': (column.data_type or '').replace(', ', ','),
                    'description': column.description.strip(),
                    'key_role': 'primary' if column.name in keys else 'foreign' if points else none,
                    'references_schema': target[0] if points else none,
                    'references_table': target[1] if points else none,
                    'references_column': target[2] if points else none,
                }) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    '{{ tojson(columns).replace("'", "''") }}'
{%- endmacro %}

{% macro key_columns(node) %}
    {% set keys = [] %}
    {% for constraint in node.constraints if constraint.type == 'primary_key' %}{% do keys.extend(constraint.columns) %}{% endfor %}
    {% for column in node.columns.values() %}
        {% for constraint in column.constraints if constraint.type == 'primary_key' %}{% do keys.append(column.name) %}{% endfor %}
    {% endfor %}
    {% do return(keys) %}
{% endmacro %}
