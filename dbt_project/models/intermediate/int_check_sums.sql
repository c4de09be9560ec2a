-- One row is a check with its sums and its verdict: the one place where a verdict is given.
-- A printed figure stands for an interval, half a unit of its last digit to either side; a total
-- and its parts contradict one another where their intervals cannot meet (XBRL Calculations 1.1).
with terms as (

    select * from {{ ref('int_check_terms') }}

),

sums as (

    select
        rule_id,
        document_key,
        check_key,
        sum(amount_yuan) filter (where term_role = 'total') as printed_total_yuan,
        sum(weight * amount_yuan) filter (where term_role = 'part') as printed_parts_yuan,
        sum(half_width_yuan) as slack_yuan,
        max(half_width_yuan) as widest_half_width_yuan,
        count(*) filter (where term_role = 'part') as n_parts,
        min(cell_id) filter (where term_role = 'total') as total_cell_id,
        min(text) filter (where term_role = 'total') as total_text,
        -- The unit that all terms are printed in; none where they are printed in several.
        case when min(yuan_per_unit) = max(yuan_per_unit) then min(yuan_per_unit) end as yuan_per_unit,
        {{ string_list("case when term_role = 'part' then cell_id end", 'term_row_no, term_column_no') }} as part_cell_ids
    from terms
    group by rule_id, document_key, check_key

),

compared as (

    select
        checks.*,
        {{ as_yuan('coalesce(sums.printed_total_yuan, 0)') }} as total_yuan,
        {{ as_yuan('coalesce(sums.printed_parts_yuan, 0)') }} as parts_yuan,
        {{ as_yuan('coalesce(sums.printed_total_yuan, 0) - coalesce(sums.printed_parts_yuan, 0)') }} as difference_yuan,
        cast(coalesce(sums.slack_yuan, 0) as decimal(18, 4)) as slack_yuan,
        coalesce(sums.widest_half_width_yuan, 0) as widest_half_width_yuan,
        cast(coalesce(sums.n_parts, 0) as integer) as n_parts,
        sums.total_cell_id,
        sums.total_text,
        sums.yuan_per_unit,
        sums.part_cell_ids
    from {{ ref('int_checks') }} as checks
    left join sums
        on
            checks.rule_id = sums.rule_id
            and checks.document_key = sums.document_key
            and checks.check_key = sums.check_key

)

select
    *,
    case
        when obstacle_en is not null then 'not_evaluated'
        when difference_yuan = 0 then 'exact'
        when abs(difference_yuan) < slack_yuan then 'rounding'
        when abs(difference_yuan) = slack_yuan then 'boundary'
        else 'broken'
    end as verdict,
    -- Rounding errors are spread evenly over their intervals: four standard deviations of their sum.
    obstacle_en is null
    and difference_yuan <> 0
    and abs(difference_yuan) <= slack_yuan
    and abs(difference_yuan) > 8 * widest_half_width_yuan * sqrt((n_parts + 1) / 12.0) as is_implausible
from compared
