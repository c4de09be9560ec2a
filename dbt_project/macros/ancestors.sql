{#-
    Each row of `relation` whose code (`code`) is a part of another of its table (`part_of`), with all that it is a part of, at any
    depth, as `ancestor`, and how far above it each is.
-#}
{% macro ancestors(relation, code, part_of, ancestor) -%}
with recursive ancestry as (

    select
        table_code,
        {{ code }},
        {{ part_of }} as {{ ancestor }},
        1 as distance
    from {{ relation }}
    where {{ part_of }} is not null

    union all

    select
        ancestry.table_code,
        ancestry.{{ code }},
        above.{{ part_of }} as {{ ancestor }},
        ancestry.distance + 1 as distance
    from ancestry
    inner join {{ relation }} as above
        on
            ancestry.table_code = above.table_code
            and ancestry.{{ ancestor }} = above.{{ code }}
    where above.{{ part_of }} is not null

)

select * from ancestry
{%- endmacro %}
