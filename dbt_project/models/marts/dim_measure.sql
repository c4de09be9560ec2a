-- One row is a measure: what a figure of a sentence or of a performance table is about.
select
    measure_code,
    measure_name,
    measure_name_en,
    quantity_kind,
    part_of as part_of_measure_code
from {{ ref('measures') }}
