-- One row is a project and a performance table that covers it. A table has one project by its name, or several whose
-- amounts add up to its budget: where they do so in one way only, and the table itself speaks of each of them.
with mentions as (

    select
        mentions.*,
        identities.core,
        identities.project_key,
        identities.method,
        identities.confidence
    from {{ ref('int_project_mentions') }} as mentions
    inner join {{ ref('int_project_identities') }} as identities
        on
            mentions.unit_key = identities.unit_key
            and mentions.fiscal_year = identities.fiscal_year
            and mentions.project_name_key = identities.project_name_key

),

performance as (

    select * from mentions
    where mention_kind = 'project_performance'

),

projects as (

    select
        project_key,
        bool_or(mention_kind <> 'project_performance') as is_elsewhere,
        bool_or(mention_kind = 'project_performance') as has_performance,
        bool_or(mention_kind in {{ table_kinds() }} or mention_kind = 'project_card') as is_budgeted
    from mentions
    group by project_key

),

documents as (

    select
        document_key,
        min(mention_kind) filter (where mention_order = 1) as table_kind
    from mentions
    group by document_key

),

-- Projects of table 7, in a document without one those on the cards, that no performance table is named after.
parts as (

    select
        performance.performance_key,
        performance.amount_yuan as budget_yuan,
        performance.core as performance_core,
        parts.project_key,
        parts.core,
        parts.amount_yuan
    from performance
    inner join projects as own on performance.project_key = own.project_key
    inner join documents on performance.document_key = documents.document_key
    inner join mentions as parts
        on
            performance.document_key = parts.document_key
            and parts.mention_kind = coalesce(documents.table_kind, 'project_card')
            and performance.amount_yuan > parts.amount_yuan
    inner join projects on parts.project_key = projects.project_key
    where
        not own.is_budgeted
        and not projects.has_performance
        and parts.amount_yuan > 0

),

spoken_of as (

    select
        parts.performance_key,
        parts.project_key,
        bool_or(
            parts.amount_yuan = indicators.target_yuan
            or {{ name_similarity('parts.core', 'indicators.indicator_name') }} >= {{ least_similarity() }}
        ) as is_spoken_of
    from parts
    inner join {{ ref('int_performance_indicators') }} as indicators on parts.performance_key = indicators.performance_key
    group by parts.performance_key, parts.project_key

),

corroborated as (

    select
        parts.performance_key,
        parts.project_key,
        parts.budget_yuan,
        parts.amount_yuan,
        row_number() over (partition by parts.performance_key order by parts.amount_yuan desc, parts.project_key asc) as part_no,
        count(*) over (partition by parts.performance_key) as n_parts
    from parts
    left join spoken_of
        on
            parts.performance_key = spoken_of.performance_key
            and parts.project_key = spoken_of.project_key
    where
        coalesce(spoken_of.is_spoken_of, false)
        or {{ name_similarity('parts.core', 'parts.performance_core') }} >= {{ least_similarity() }}

),

-- Of more than 16 candidates some subset adds up to nearly anything; and the subsets are to stay few.
few as (

    select * from corroborated
    where n_parts <= 16

),

pairs as (

    select
        one.performance_key,
        one.budget_yuan,
        one.part_no as part_1,
        two.part_no as part_2,
        one.amount_yuan + two.amount_yuan as sum_yuan
    from few as one
    inner join few as two
        on
            one.performance_key = two.performance_key
            and one.part_no < two.part_no
            and one.budget_yuan >= one.amount_yuan + two.amount_yuan

),

triples as (

    select
        pairs.performance_key,
        pairs.budget_yuan,
        pairs.part_1,
        pairs.part_2,
        three.part_no as part_3,
        pairs.sum_yuan + three.amount_yuan as sum_yuan
    from pairs
    inner join few as three
        on
            pairs.performance_key = three.performance_key
            and pairs.part_2 < three.part_no
            and pairs.budget_yuan >= pairs.sum_yuan + three.amount_yuan

),

quadruples as (

    select
        triples.performance_key,
        triples.budget_yuan,
        triples.part_1,
        triples.part_2,
        triples.part_3,
        four.part_no as part_4,
        triples.sum_yuan + four.amount_yuan as sum_yuan
    from triples
    inner join few as four
        on
            triples.performance_key = four.performance_key
            and triples.part_3 < four.part_no
            and triples.budget_yuan >= triples.sum_yuan + four.amount_yuan

),

subsets as (

    select
        performance_key,
        budget_yuan,
        part_1,
        part_2,
        cast(null as bigint) as part_3,
        cast(null as bigint) as part_4,
        sum_yuan
    from pairs
    union all
    select
        performance_key,
        budget_yuan,
        part_1,
        part_2,
        part_3,
        cast(null as bigint) as part_4,
        sum_yuan
    from triples
    union all
    select
        performance_key,
        budget_yuan,
        part_1,
        part_2,
        part_3,
        part_4,
        sum_yuan
    from quadruples

),

sums as (

    select
        *,
        count(*) over (partition by performance_key) as n_ways
    from subsets
    where sum_yuan = budget_yuan

),

members as (

    select
        sums.performance_key,
        few.project_key,
        count(*) over (partition by few.project_key) as n_claims
    from sums
    inner join few
        on
            sums.performance_key = few.performance_key
            and few.part_no in (sums.part_1, sums.part_2, sums.part_3, sums.part_4)
    where sums.n_ways = 1

),

-- Two tables that claim the same project tell nothing of either.
sure as (

    select performance_key from members
    group by performance_key
    having max(n_claims) = 1

)

select
    performance.performance_key,
    performance.document_key,
    performance.unit_key,
    performance.fiscal_year,
    performance.project_key,
    case when projects.is_elsewhere then performance.method else 'own_name' end as method,
    performance.confidence
from performance
inner join projects on performance.project_key = projects.project_key
left join sure on performance.performance_key = sure.performance_key
where sure.performance_key is null
union all
select
    performance.performance_key,
    performance.document_key,
    performance.unit_key,
    performance.fiscal_year,
    members.project_key,
    'amounts_add_up' as method,
    cast(0.90 as decimal(3, 2)) as confidence
from performance
inner join sure on performance.performance_key = sure.performance_key
inner join members on performance.performance_key = members.performance_key
