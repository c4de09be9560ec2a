-- One row is a unit and the parent that a document names. A parent that is named by a word for its
-- region (自治区某某局) has the full name of the child's region of that kind, if there is just one.
with relations as (

    select distinct
        relations.child_name,
        relations.parent_name,
        {{ hashed_key(['relations.child_name']) }} as unit_key
    from {{ ref('stg_unit_relations') }} as relations
    inner join {{ ref('int_document_parts') }} as documents on relations.document_key = documents.part_key
    where documents.is_current

),

-- The region of the child and those that it lies in.
all_regions as (

    select
        relations.unit_key,
        relations.parent_name,
        ancestors.ancestor_region_code as region_code,
        ancestors.ancestor_region_name as region_name
    from relations
    inner join {{ ref('int_unit_regions') }} as unit_regions on relations.unit_key = unit_regions.unit_key
    inner join {{ ref('int_region_ancestors') }} as ancestors on unit_regions.region_code = ancestors.region_code

),

expanded as (

    select
        all_regions.unit_key,
        all_regions.parent_name,
        min(all_regions.region_code) as region_code,
        min(concat(all_regions.region_name, substr(all_regions.parent_name, length(region_words.word) + 1))) as full_name
    from all_regions
    inner join {{ ref('document_words') }} as region_words
        on
            region_words.word_kind = 'region_word'
            and all_regions.parent_name like concat(region_words.word, '%')
            and all_regions.region_name like concat('%', region_words.word)
    -- 市场监督管理局 is no bureau of a city by its name.
    left join {{ ref('document_words') }} as other_words
        on
            other_words.word_kind = 'no_region_word'
            and all_regions.parent_name like concat(other_words.word, '%')
    where other_words.word is null
    group by all_regions.unit_key, all_regions.parent_name
    having count(distinct all_regions.region_code) = 1

),

named as (

    select
        relations.unit_key,
        coalesce(expanded.full_name, relations.parent_name) as parent_name,
        expanded.region_code as parent_region_code
    from relations
    left join expanded
        on
            relations.unit_key = expanded.unit_key
            and relations.parent_name = expanded.parent_name

)

select
    unit_key,
    {{ hashed_key(['min(parent_name)']) }} as parent_unit_key,
    min(parent_name) as parent_name,
    min(parent_region_code) as parent_region_code
from named
group by unit_key
-- Two parents of one unit: which of them is meant cannot be told.
having count(distinct parent_name) = 1
