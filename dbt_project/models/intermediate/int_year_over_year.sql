-- One row is a change of an amount of money against the year before, with the amount of that year
-- derived from it, and whether the printed percentage agrees: with the change c, the derived
-- amount q and the percentage p, each within half a unit h of its last digit,
-- |100c - pq| <= 100 h_c + h_p |q| + h_q |p| + h_p h_q.
with changes as (

    select
        *,
        {{ as_yuan('coalesce(change_yuan, 0)') }} as stated_change_yuan,
        coalesce(change_cell_id, own_amount_cell_id) as stated_cell_id
    from {{ ref('int_statements') }}
    where change_yuan is not null or (is_unchanged and own_amount_yuan is not null)

),

derived as (

    select
        *,
        {{ as_yuan('amount_yuan - stated_change_yuan') }} as prior_amount_yuan,
        amount_half_width_yuan + coalesce(change_half_width_yuan, 0) as prior_half_width_yuan
    from changes

)

select
    *,
    case when prior_amount_yuan is not null then prior_amount_yuan = 0 end as is_zero_base,
    case
        when prior_amount_yuan <> 0 and change_pct_value is not null
            then
                abs(100 * stated_change_yuan - change_pct_value * prior_amount_yuan)
                <= 100 * coalesce(change_half_width_yuan, 0)
                + change_pct_half_width * abs(prior_amount_yuan)
                + prior_half_width_yuan * abs(change_pct_value)
                + change_pct_half_width * prior_half_width_yuan
    end as is_pct_right
from derived
