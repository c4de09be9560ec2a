{{ config(alias='rules') }}

-- One row is a rule of the catalogue: what it says, of what, how it is judged, what asks for it, and where its figures come from.
with terms as (

    select
        *,
        concat_ws(' ', source, column_code) as place
    from {{ ref('rule_terms') }}

),

sources as (

    select
        rule_id,
        list(distinct source order by source) filter (where side = 'total') as total_sources,
        list(distinct source order by source) filter (where side = 'part') as part_sources,
        list(distinct place order by place) filter (where side = 'total') as total_places,
        list(distinct place order by place) filter (where side = 'part') as part_places
    from terms
    group by rule_id

)

select
    rules.rule_id,
    rules.rule_version,
    rules.family,
    rules.severity,
    rules.basis,
    rules.key_by,
    rules.key_from,
    rules.document_kinds,
    rules.title_zh,
    rules.title_en,
    rules.total_name_zh,
    rules.total_name_en,
    rules.parts_name_zh,
    rules.parts_name_en,
    rules.legal_basis,
    string_split(rules.related_rule_ids, ' ') as related_rule_ids,
    sources.total_sources,
    sources.part_sources,
    sources.total_places,
    sources.part_places
from {{ ref('rules') }} as rules
left join sources on rules.rule_id = sources.rule_id
