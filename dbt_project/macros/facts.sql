{#-
    The columns of a fact of the budget tables, from int_facts: what all facts have in common, around what each says besides (`own`).
-#}
{% macro columns_of_fact(own) -%}
    cell_id as source_cell_id,
    document_key,
    unit_key,
    figure_year as fiscal_year,
    document_kind,
    phase,
    is_prior_year,
    {%- for column in own %}
    {{ column }},
    {%- endfor %}
    amount_yuan,
    is_reconciled,
    reconciliation_verdict,
    is_repaired,
    is_ambiguous
{%- endmacro %}
