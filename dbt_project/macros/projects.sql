{#- What two printings of a project have in common. `patterns` is int_project_name_patterns, joined by fiscal year. -#}

{#- The name without what does not tell projects apart; the name itself where nothing else would be left. -#}
{% macro project_name_core(project_name_key) -%}
    coalesce(
        nullif(
            {{ without_pattern(
                without_pattern(without_pattern(project_name_key, 'patterns.leading_pattern'), 'patterns.trailing_pattern'),
                'patterns.sign_pattern'
            ) }},
            ''
        ),
        {{ project_name_key }}
    )
{%- endmacro %}

{#- The same figure printed twice: equal to the digit; where one is printed less exactly, their intervals overlap. -#}
{% macro is_same_amount(one, other) -%}
    case
        when {{ one }}.half_width_yuan = {{ other }}.half_width_yuan then {{ one }}.amount_yuan = {{ other }}.amount_yuan
        else abs({{ one }}.amount_yuan - {{ other }}.amount_yuan) < {{ one }}.half_width_yuan + {{ other }}.half_width_yuan
    end
{%- endmacro %}

{#- In the samples, the names of one project that are written differently are alike by 94 or more, and those of two
    projects of one unit by 75 or less (416 pairs): half-way between. -#}
{% macro least_similarity() -%} 85 {%- endmacro %}

{#- A candidate that is alike within so many points of the best is as good as the best: half of that gap. -#}
{% macro least_lead() -%} 10 {%- endmacro %}

{% macro table_kinds() -%} ('project_expenditure', 'project_funding', 'project_by_use', 'carryover', 'entrusted_service') {%- endmacro %}
