-- One row is a side of a rule of sums, under one of its constant keys or all, that a current document cannot print: the tables
-- that it stands in are there, but none has a column, or a line, that the rule asks for. Their form has no place for it. Of a
-- table that was not read whole, or prints no figure, that cannot be told.
with terms as (

    select
        rule_terms.*,
        case when rules.key_by = 'constant' then rule_terms.term_key else '' end as base_key
    from {{ ref('rule_terms') }} as rule_terms
    inner join {{ ref('rules') }} as rules on rule_terms.rule_id = rules.rule_id
    where rule_terms.side in ('total', 'part')

),

forms as (

    select
        tables.document_key,
        tables.table_code,
        sum(tables.cells_rejected) > 0 as has_holes,
        sum(tables.cells_loaded) = 0 as is_empty,
        flatten(list(tables.column_codes)) as column_codes,
        flatten(list(tables.item_codes)) as item_codes
    from {{ ref('stg_tables') }} as tables
    inner join {{ ref('int_document_versions') }} as documents on tables.document_key = documents.document_key
    where documents.is_current
    group by tables.document_key, tables.table_code

),

places as (

    select
        terms.rule_id,
        terms.base_key,
        terms.side,
        documents.document_key,
        terms.row_kind = 'statement'
        or forms.document_key is null
        or forms.has_holes
        or forms.is_empty
        or (
            list_contains(forms.column_codes, terms.column_code)
            and (terms.item_code is null or list_contains(forms.item_codes, terms.item_code))
        ) as is_in_form
    from terms
    cross join {{ ref('int_document_versions') }} as documents
    left join forms
        on
            documents.document_key = forms.document_key
            and terms.source = forms.table_code
    where documents.is_current

)

select
    rule_id,
    base_key,
    side,
    document_key
from places
group by rule_id, base_key, side, document_key
having not bool_or(is_in_form)
