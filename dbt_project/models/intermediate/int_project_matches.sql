-- One row is a name that is taken for another name of the same unit and year, though they are not the same text: by amount
-- and likeness, or as a cover name. It points to the name that comes first in the order of places, so that chains end.
with mentions as (

    select
        mentions.*,
        spellings.core,
        spellings.group_name_key,
        spellings.is_cover_name,
        min(mentions.mention_order) over (
            partition by mentions.unit_key, mentions.fiscal_year, spellings.group_name_key
        ) as group_order
    from {{ ref('int_project_mentions') }} as mentions
    inner join {{ ref('int_project_names') }} as spellings
        on
            mentions.unit_key = spellings.unit_key
            and mentions.fiscal_year = spellings.fiscal_year
            and mentions.project_name_key = spellings.project_name_key

),

group_lists as (

    select distinct
        unit_key,
        fiscal_year,
        group_name_key,
        list_key
    from mentions

),

same_amounts as (

    select
        one.unit_key,
        one.fiscal_year,
        one.group_name_key,
        one.group_order,
        one.list_key,
        one.core,
        other.group_name_key as other_name_key,
        other.group_order as other_order,
        other.list_key as other_list_key,
        other.core as other_core
    from mentions as one
    inner join mentions as other
        on
            one.unit_key = other.unit_key
            and one.fiscal_year = other.fiscal_year
            and one.group_name_key <> other.group_name_key
            and one.list_key <> other.list_key
    where
        one.amount_yuan > 0
        and {{ is_same_amount('one', 'other') }}

),

pairs as (

    select distinct
        unit_key,
        fiscal_year,
        group_name_key,
        other_name_key
    from same_amounts

),

listed_together as (

    select distinct pairs.*
    from pairs
    inner join group_lists as lists
        on
            pairs.unit_key = lists.unit_key
            and pairs.fiscal_year = lists.fiscal_year
            and pairs.group_name_key = lists.group_name_key
    inner join group_lists as other_lists
        on
            pairs.unit_key = other_lists.unit_key
            and pairs.fiscal_year = other_lists.fiscal_year
            and pairs.other_name_key = other_lists.group_name_key
            and lists.list_key = other_lists.list_key

),

candidates as (

    select
        same_amounts.unit_key,
        same_amounts.fiscal_year,
        same_amounts.group_name_key,
        same_amounts.group_order,
        same_amounts.list_key,
        same_amounts.other_name_key,
        same_amounts.other_order,
        same_amounts.other_list_key,
        max({{ name_similarity('same_amounts.core', 'same_amounts.other_core') }}) as similarity
    from same_amounts
    left join listed_together
        on
            same_amounts.unit_key = listed_together.unit_key
            and same_amounts.fiscal_year = listed_together.fiscal_year
            and same_amounts.group_name_key = listed_together.group_name_key
            and same_amounts.other_name_key = listed_together.other_name_key
    where listed_together.group_name_key is null
    group by
        same_amounts.unit_key,
        same_amounts.fiscal_year,
        same_amounts.group_name_key,
        same_amounts.group_order,
        same_amounts.list_key,
        same_amounts.other_name_key,
        same_amounts.other_order,
        same_amounts.other_list_key

),

ranked as (

    select
        *,
        row_number() over places as place,
        similarity - lead(similarity) over places as ahead
    from candidates
    window places as (
        partition by unit_key, fiscal_year, group_name_key, list_key, other_list_key
        order by similarity desc, other_name_key asc
    )

),

best as (

    select * from ranked
    where
        place = 1
        and similarity >= {{ least_similarity() }}
        and coalesce(ahead >= {{ least_lead() }}, true)

),

-- Each is the other's best, and points from the later place to the earlier.
mutual as (

    select
        best.*,
        row_number() over (
            partition by best.unit_key, best.fiscal_year, best.group_name_key
            order by best.other_order asc, best.similarity desc, best.other_name_key asc
        ) as choice
    from best
    inner join best as reverse
        on
            best.unit_key = reverse.unit_key
            and best.fiscal_year = reverse.fiscal_year
            and best.group_name_key = reverse.other_name_key
            and best.list_key = reverse.other_list_key
            and best.other_name_key = reverse.group_name_key
            and best.other_list_key = reverse.list_key
    where
        best.other_order < best.group_order
        or (best.other_order = best.group_order and best.other_name_key < best.group_name_key)

),

by_amount_and_name as (

    select
        unit_key,
        fiscal_year,
        group_name_key,
        list_key,
        other_name_key,
        -- Never as sure as the same name.
        cast(similarity * 0.0095 as decimal(3, 2)) as confidence
    from mutual
    where choice = 1

),

-- A cover name that stands for two things is the name of none.
cover_names as (

    select
        unit_key,
        fiscal_year,
        group_name_key
    from mentions
    group by unit_key, fiscal_year, group_name_key
    having
        bool_and(is_cover_name)
        and bool_and(mention_kind in ('entrusted_sentence', 'carryover_sentence'))
        and count(distinct concat_ws('|', mention_kind, amount_yuan)) = 1

),

covers as (

    select mentions.*
    from mentions
    inner join cover_names
        on
            mentions.unit_key = cover_names.unit_key
            and mentions.fiscal_year = cover_names.fiscal_year
            and mentions.group_name_key = cover_names.group_name_key
    left join by_amount_and_name as alike
        on
            mentions.unit_key = alike.unit_key
            and mentions.fiscal_year = alike.fiscal_year
            and mentions.group_name_key = alike.group_name_key
    where alike.group_name_key is null

),

named_in_lists as (

    select * from group_lists
    union
    select
        alike.unit_key,
        alike.fiscal_year,
        alike.other_name_key as group_name_key,
        group_lists.list_key
    from by_amount_and_name as alike
    inner join group_lists
        on
            alike.unit_key = group_lists.unit_key
            and alike.fiscal_year = group_lists.fiscal_year
            and alike.group_name_key = group_lists.group_name_key

),

covered as (

    select
        covers.unit_key,
        covers.fiscal_year,
        covers.group_name_key,
        targets.group_name_key as other_name_key,
        count(*) over (partition by covers.list_key, targets.group_name_key) as n_covers
    from covers
    inner join mentions as targets
        on
            covers.document_key = targets.document_key
            and targets.mention_kind
            = case covers.mention_kind when 'entrusted_sentence' then 'entrusted_service' else 'carryover' end
    left join named_in_lists
        on
            targets.unit_key = named_in_lists.unit_key
            and targets.fiscal_year = named_in_lists.fiscal_year
            and targets.group_name_key = named_in_lists.group_name_key
            and covers.list_key = named_in_lists.list_key
    where
        covers.amount_yuan > 0
        and {{ is_same_amount('covers', 'targets') }}
        and named_in_lists.group_name_key is null

),

-- Of several projects with its amount, in one document or in several, it covers none.
by_cover_name as (

    select
        unit_key,
        fiscal_year,
        group_name_key,
        min(other_name_key) as other_name_key
    from covered
    where n_covers = 1
    group by unit_key, fiscal_year, group_name_key
    having count(distinct other_name_key) = 1

)

select
    unit_key,
    fiscal_year,
    group_name_key,
    other_name_key,
    'amount_and_name' as method,
    confidence
from by_amount_and_name
union all
select
    unit_key,
    fiscal_year,
    group_name_key,
    other_name_key,
    'cover_name' as method,
    cast(0.90 as decimal(3, 2)) as confidence
from by_cover_name
