-- One row is a side of a rule of sums, under one of its constant keys, a fund source or all, that a current document cannot
-- print: the tables that it stands in are there, but none has a column, a line, a list of subjects or a total that the rule asks for.
-- Their form has no place for it. Of a table that was not read whole, or prints no figure, that cannot be told.
with terms as (

    select
        rule_terms.*,
        rules.key_by,
        case when rules.key_by = 'constant' then rule_terms.term_key else '' end as base_key
    from {{ ref('rule_terms') }} as rule_terms
    inner join {{ ref('rules') }} as rules on rule_terms.rule_id = rules.rule_id
    where rule_terms.side in ('total', 'part')

),

sides as (

    select distinct
        rule_id,
        side,
        base_key
    from terms
    where key_by <> 'fund_source'
    union all
    select distinct
        terms.rule_id,
        terms.side,
        funds.fund_source_code
    from terms
    cross join {{ ref('fund_sources') }} as funds
    where terms.key_by = 'fund_source'

),

asked as (

    select
        sides.rule_id,
        sides.side,
        sides.base_key,
        terms.source,
        terms.row_kind,
        terms.column_code,
        terms.item_code,
        terms.key_by
    from sides
    left join terms
        on
            sides.rule_id = terms.rule_id
            and sides.side = terms.side
            and (
                (terms.key_by <> 'fund_source' and sides.base_key = terms.base_key)
                or (terms.key_by = 'fund_source' and sides.base_key = coalesce(terms.fund_source_code, sides.base_key))
            )

),

lists as (

    select
        document_key,
        table_code,
        count(subject_code) > 0 as has_subjects,
        bool_or(row_role = 'total') as has_totals
    from {{ ref('int_cells') }}
    group by document_key, table_code

),

forms as (

    select
        tables.document_key,
        tables.table_code,
        sum(tables.cells_rejected) > 0 as has_holes,
        sum(tables.cells_loaded) = 0 as is_empty,
        flatten(list(tables.column_codes)) as column_codes,
        flatten(list(tables.item_codes)) as item_codes,
        coalesce(bool_or(lists.has_subjects), false) as has_subjects,
        coalesce(bool_or(lists.has_totals), false) as has_totals
    from {{ ref('int_table_gaps') }} as tables
    inner join {{ ref('int_document_versions') }} as documents on tables.document_key = documents.document_key
    left join lists
        on
            tables.document_key = lists.document_key
            and tables.table_code = lists.table_code
    where documents.is_current
    group by tables.document_key, tables.table_code

),

places as (

    select
        asked.rule_id,
        asked.base_key,
        asked.side,
        documents.document_key,
        asked.row_kind = 'statement'
        or (
            asked.source is not null
            and (
                forms.document_key is null
                or forms.has_holes
                or forms.is_empty
                or (
                    list_contains(forms.column_codes, asked.column_code)
                    and (asked.item_code is null or list_contains(forms.item_codes, asked.item_code))
                    and (asked.key_by not in ('class', 'subject') or forms.has_subjects)
                    and (asked.row_kind <> 'total' or forms.has_totals)
                )
            )
        ) as is_in_form
    from asked
    cross join {{ ref('int_document_versions') }} as documents
    left join forms
        on
            documents.document_key = forms.document_key
            and asked.source = forms.table_code
    where documents.is_current

)

select
    rule_id,
    base_key,
    side,
    document_key
from places
group by rule_id, base_key, side, document_key
having not bool_or(coalesce(is_in_form, false))
