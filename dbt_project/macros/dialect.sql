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

{#- The values of a group that meet a condition, sorted, as one text; null where none does. DuckDB sorts a list faster than it orders an aggregate. -#}
{% macro sorted_text(expression, separator, condition) -%}
    {{ adapter.dispatch('sorted_text')(expression, separator, condition) }}
{%- endmacro %}

{% macro default__sorted_text(expression, separator, condition) -%}
    array_to_string(list_sort(list({{ expression }}) filter (where {{ condition }})), '{{ separator }}')
{%- endmacro %}

{% macro spark__sorted_text(expression, separator, condition) -%}
    nullif(array_join(array_sort(collect_list(case when {{ condition }} then {{ expression }} end)), '{{ separator }}'), '')
{%- endmacro %}

{#- The items of a group that meet a condition, by the numbers of their places, where one may be missing, and then by themselves; null where
    there is none. DuckDB sorts texts that begin with their numbers, of ten digits each, many times faster than it orders an aggregate. -#}
{% macro placed_list(item, numbers, condition) -%}
    {{ adapter.dispatch('placed_list')(item, numbers, condition) }}
{%- endmacro %}

{% macro default__placed_list(item, numbers, condition) -%}
    list_transform(
        list_sort(
            list(concat({% for number in numbers %}1000000000 + coalesce({{ number }}, 999999999), {% endfor %}{{ item }}))
                filter (where {{ condition }} and {{ item }} is not null)
        ),
        lambda item: substr(item, {{ 10 * numbers | length + 1 }})
    )
{%- endmacro %}

{% macro spark__placed_list(item, numbers, condition) -%}
    {{ spark__string_list('case when ' ~ condition ~ ' then ' ~ item ~ ' end', (numbers + [item]) | join(', ')) }}
{%- endmacro %}

{#- A list of texts without spaces as one text, and back, with each made into something else: an expression of `item`. As columns of a file
    lists take three times the space. -#}
{% macro list_as_text(list, expression) -%}
    {{ adapter.dispatch('list_as_text')(list, expression) }}
{%- endmacro %}

{% macro default__list_as_text(list, expression) -%}
    array_to_string(list_transform({{ list }}, lambda item: {{ expression }}), ' ')
{%- endmacro %}

{% macro spark__list_as_text(list, expression) -%}
    array_join(transform({{ list }}, item -> {{ expression }}), ' ')
{%- endmacro %}

{#- The texts of a list, parted by blanks. -#}
{% macro joined_list(list) -%}
    {{ adapter.dispatch('joined_list')(list) }}
{%- endmacro %}

{% macro default__joined_list(list) -%}
    array_to_string({{ list }}, ' ')
{%- endmacro %}

{% macro spark__joined_list(list) -%}
    array_join({{ list }}, ' ')
{%- endmacro %}

{% macro text_as_list(text, expression) -%}
    {{ adapter.dispatch('text_as_list')(text, expression) }}
{%- endmacro %}

{% macro default__text_as_list(text, expression) -%}
    list_transform(string_split({{ text }}, ' '), lambda item: {{ expression }})
{%- endmacro %}

{% macro spark__text_as_list(text, expression) -%}
    transform(split({{ text }}, ' '), item -> {{ expression }})
{%- endmacro %}

{#- A function of the engine's own (rapidfuzz): dagster_project/dbt_plugins/project_names.py on DuckDB, on Spark a UDF of that name. -#}
{% macro name_similarity(name, other_name) -%}
    {{ adapter.dispatch('name_similarity')(name, other_name) }}
{%- endmacro %}

{% macro default__name_similarity(name, other_name) -%}
    name_similarity({{ name }}, {{ other_name }})
{%- endmacro %}

{% macro spark__name_similarity(name, other_name) -%}
    name_similarity({{ name }}, {{ other_name }})
{%- endmacro %}

{#- A text without each piece that matches a pattern; a word as a pattern that matches it alone. -#}
{% macro without_pattern(text, pattern) -%}
    {{ adapter.dispatch('without_pattern')(text, pattern) }}
{%- endmacro %}

{% macro default__without_pattern(text, pattern) -%}
    regexp_replace({{ text }}, {{ pattern }}, '', 'g')
{%- endmacro %}

{% macro spark__without_pattern(text, pattern) -%}
    regexp_replace({{ text }}, {{ pattern }}, '')
{%- endmacro %}

{% macro literal_pattern(word) -%}
    {{ adapter.dispatch('literal_pattern')(word) }}
{%- endmacro %}

{% macro default__literal_pattern(word) -%}
    regexp_escape({{ word }})
{%- endmacro %}

{% macro spark__literal_pattern(word) -%}
    concat('\\Q', {{ word }}, '\\E')
{%- endmacro %}

{#- The current files of a disclosure in their order, with the line that each begins with there: made of rows of files. -#}
{% macro list_of_parts(first_line) -%}
    {{ adapter.dispatch('list_of_parts')(first_line) }}
{%- endmacro %}

{% macro default__list_of_parts(first_line) -%}
    list(
        struct_pack(
            first_line := {{ first_line }}, part_key := part_key, page_lines := page_lines, reader := reader, source_file := source_file
        )
        order by part_no
    )
{%- endmacro %}

{% macro spark__list_of_parts(first_line) -%}
    array_sort(
        collect_list(
            named_struct(
                'first_line', {{ first_line }}, 'part_key', part_key, 'page_lines', page_lines, 'reader', reader, 'source_file', source_file
            )
        )
    )
{%- endmacro %}

{#- The file that a line of a disclosure stands in. -#}
{% macro part_at(parts, line_no) -%}
    {{ adapter.dispatch('part_at')(parts, line_no) }}
{%- endmacro %}

{% macro default__part_at(parts, line_no) -%}
    list_filter({{ parts }}, lambda file: file.first_line <= {{ line_no }})[-1]
{%- endmacro %}

{% macro spark__part_at(parts, line_no) -%}
    element_at(filter({{ parts }}, file -> file.first_line <= {{ line_no }}), -1)
{%- endmacro %}

{#- An expression with a value in it under a name, so that the value is written once. -#}
{% macro let(value, name, expression) -%}
    {{ adapter.dispatch('let')(value, name, expression) }}
{%- endmacro %}

{% macro default__let(value, name, expression) -%}
    list_transform([{{ value }}], lambda {{ name }}: {{ expression }})[1]
{%- endmacro %}

{% macro spark__let(value, name, expression) -%}
    transform(array({{ value }}), {{ name }} -> {{ expression }})[0]
{%- endmacro %}

{#- A moment as date and time of UTC, without a zone: clients of old need more than DuckDB to read one with it. -#}
{% macro in_utc(moment) -%}
    {{ adapter.dispatch('in_utc')(moment) }}
{%- endmacro %}

{% macro default__in_utc(moment) -%}
    make_timestamp(epoch_us({{ moment }}))
{%- endmacro %}

{% macro spark__in_utc(moment) -%}
    to_utc_timestamp({{ moment }}, current_timezone())
{%- endmacro %}

{#- One row a day, from one to another. -#}
{% macro each_day(first, last) -%}
    {{ adapter.dispatch('each_day')(first, last) }}
{%- endmacro %}

{% macro default__each_day(first, last) -%}
    select cast(day as date) as date_day from generate_series(date '{{ first }}', date '{{ last }}', interval 1 day) as days (day)
{%- endmacro %}

{% macro spark__each_day(first, last) -%}
    select explode(sequence(date '{{ first }}', date '{{ last }}', interval 1 day)) as date_day
{%- endmacro %}
