-- One row is a figure that is a term of a rule of seeds/rules/rule_terms.csv, under the key that the rule is applied to. A figure is
-- a term where it is all that the term asks for; what a term leaves blank it does not ask. An absent figure, or one carried over,
-- without such a key is one under each key of its document. In a list that prints no classes the leaf rows stand
-- for those that they are part of; subjects of a level that the other side prints none of are compared with nothing.
with documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

terms as (

    select
        rule_terms.*,
        rules.key_by
    from {{ ref('rule_terms') }} as rule_terms
    inner join {{ ref('rules') }} as rules on rule_terms.rule_id = rules.rule_id

),

figures as (

    select
        *,
        bool_or(row_kind = 'class') over (partition by document_key, table_no, list_side) as has_classes
    from {{ ref('int_ledger_figures') }}

),

matched as (

    select
        terms.rule_id,
        figures.document_key,
        case terms.key_by
            when 'document' then ''
            when 'constant' then terms.term_key
            when 'class' then substr(figures.subject_code, 1, 3)
            when 'subject' then figures.subject_code
            when 'fund_source' then figures.fund_source_code
            when 'project' then figures.project_key
            when 'card' then figures.project_key
            when 'performance' then figures.performance_key
            when 'performance_measure' then figures.performance_key || ' ' || terms.term_key
        end as base_key,
        case terms.side when 'absent_in_budget' then 'absent' when 'carried_in_budget' then 'carried' else terms.side end as side,
        terms.weight,
        figures.row_kind,
        figures.amount,
        figures.half_width,
        figures.yuan_per_unit,
        figures.cell_id,
        figures.text,
        figures.table_no,
        figures.table_code,
        figures.line_no,
        figures.row_no as term_row_no,
        figures.column_no as term_column_no,
        terms.key_by
    from figures
    inner join terms
        on
            figures.source = terms.source
            and (terms.list_side is null or figures.list_side = terms.list_side)
            and (terms.column_code is null or figures.column_code = terms.column_code)
            and (
                terms.row_kind is null
                or figures.row_kind = terms.row_kind
                or (terms.row_kind = 'leaf' and figures.is_leaf)
                or (
                    terms.row_kind = 'class' and terms.key_by = 'class'
                    and not figures.has_classes and figures.is_leaf and figures.subject_code is not null
                )
                or (terms.row_kind = 'subject' and figures.row_kind in ('class', 'section', 'item'))
            )
            and (terms.item_code is null or figures.item_code = terms.item_code)
            and (terms.subject_code is null or figures.subject_code = terms.subject_code)
            and (terms.fund_source_code is null or figures.fund_source_code = terms.fund_source_code)
    inner join documents on figures.document_key = documents.document_key
    where terms.side not in ('absent_in_budget', 'carried_in_budget') or ends_with(documents.document_kind, 'budget')

),

levels as (

    select
        rule_id,
        document_key,
        side,
        bool_or(row_kind = 'class') as has_classes,
        bool_or(row_kind = 'section') as has_sections
    from matched
    where key_by = 'subject' and side in ('total', 'part') and base_key is not null
    group by rule_id, document_key, side

),

levels_not_printed as (

    select
        rule_id,
        document_key,
        side,
        'class' as row_kind
    from levels
    where not has_classes
    union all
    select
        rule_id,
        document_key,
        side,
        'section' as row_kind
    from levels
    where not has_sections

),

comparable as (

    select matched.*
    from matched
    left join levels_not_printed as other_sides
        on
            {{ key_where("matched.key_by = 'subject'", 'matched.rule_id') }} = other_sides.rule_id
            and matched.document_key = other_sides.document_key
            and matched.row_kind = other_sides.row_kind
            and matched.side <> other_sides.side
    where other_sides.rule_id is null

),

keys as (

    select distinct
        rule_id,
        document_key,
        base_key
    from comparable
    where base_key is not null and side in ('total', 'part')

),

keyed as (

    select
        comparable.*,
        coalesce(comparable.base_key, keys.base_key) as own_key
    from comparable
    left join keys
        on
            {{ key_where("comparable.base_key is null and comparable.side in ('absent', 'carried')", 'comparable.rule_id') }} = keys.rule_id
            and comparable.document_key = keys.document_key

),

told_apart as (

    select
        * exclude (base_key, own_key),
        own_key as base_key,
        side = 'total' and row_kind = 'statement' and table_no is null as is_stated_total
    from keyed
    where own_key is not null

),

-- The same thing stated in two sentences with two amounts is judged twice.
numbered as (

    select
        *,
        case
            when is_stated_total
                then dense_rank() over (partition by rule_id, document_key, base_key, is_stated_total order by cell_id asc)
            else 1
        end as variant_no
    from told_apart

),

variants as (

    select
        rule_id,
        document_key,
        base_key,
        max(variant_no) as n_variants
    from numbered
    group by rule_id, document_key, base_key

)

select
    numbered.rule_id,
    numbered.document_key,
    numbered.base_key,
    numbered.side,
    numbered.weight,
    numbered.amount,
    numbered.half_width,
    numbered.yuan_per_unit,
    numbered.cell_id,
    numbered.text,
    numbered.table_no,
    numbered.table_code,
    numbered.line_no,
    numbered.term_row_no,
    numbered.term_column_no,
    variants.n_variants,
    case
        when places.variant_no = 1 then numbered.base_key
        else concat(numbered.base_key, ' (', places.variant_no, ')')
    end as check_key
from numbered
inner join variants
    on
        numbered.rule_id = variants.rule_id
        and numbered.document_key = variants.document_key
        and numbered.base_key = variants.base_key
cross join unnest(generate_series(1, variants.n_variants)) as places (variant_no)
where not numbered.is_stated_total or numbered.variant_no = places.variant_no
