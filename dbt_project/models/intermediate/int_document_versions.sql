-- One row is a version of a disclosure: a content, or the current parts of one together, which go by the key of the part that leads.
with parts as (

    select
        document_key,
        bool_or(document_part in ('whole', 'tables')) as has_budget_tables,
        bool_or(document_part in ('whole', 'text')) as has_text,
        min(title) filter (where title is not null and part_no = 1) as leading_title,
        min(title) as any_title,
        max(published_on) as published_on,
        min(official_address) as official_address,
        min(retrieved_at) as retrieved_at,
        {{ joined_text('distinct printed_unit', '、', 'printed_unit') }} as printed_units,
        case when count(*) > 1 then {{ list_of_parts('line_offset + 1') }} end as parts
    from {{ ref('int_document_parts') }}
    group by document_key

)

select
    leaders.* replace (
        coalesce(parts.leading_title, parts.any_title) as title,
        parts.published_on as published_on,
        coalesce(leaders.official_address, parts.official_address) as official_address,
        parts.retrieved_at as retrieved_at,
        coalesce(leaders.printed_unit, parts.printed_units) as printed_unit
    ),
    parts.has_budget_tables,
    parts.has_text,
    parts.parts
from {{ ref('int_document_parts') }} as leaders
inner join parts on leaders.part_key = parts.document_key
where leaders.part_key = leaders.document_key
