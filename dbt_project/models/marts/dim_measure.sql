-- One row is a measure: what a figure of a sentence or of a performance table is about, and the parts that its code stands for.
with names as (

    select * from {{ ref('dim_code') }}

)

select
    measures.measure_code,
    measures.measure_name,
    measures.measure_name_en,
    measures.quantity_kind,
    measures.part_of as part_of_measure_code,
    parts.topic_code,
    topics.name_zh as topic_name,
    topics.name_en as topic_name_en,
    parts.fund_code,
    funds.name_zh as fund_name,
    funds.name_en as fund_name_en,
    parts.measured_item_code,
    items.name_zh as measured_item_name,
    items.name_en as measured_item_name_en,
    parts.aspect_code,
    aspects.name_zh as aspect_name,
    aspects.name_en as aspect_name_en,
    parts.breakdown_code,
    breakdowns.name_zh as breakdown_name,
    breakdowns.name_en as breakdown_name_en
from {{ ref('measures') }} as measures
left join {{ ref('measure_parts') }} as parts on measures.measure_code = parts.measure_code
left join names as topics on topics.code_set = 'topic_code' and parts.topic_code = topics.code
left join names as funds on funds.code_set = 'fund_code' and parts.fund_code = funds.code
left join names as items on items.code_set = 'measured_item_code' and parts.measured_item_code = items.code
left join names as aspects on aspects.code_set = 'aspect_code' and parts.aspect_code = aspects.code
left join names as breakdowns on breakdowns.code_set = 'breakdown_code' and parts.breakdown_code = breakdowns.code
