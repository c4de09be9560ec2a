{{ config(alias='suspects') }}
-- One row is a broken sum and the one figure in it whose change to a single value would mend every broken sum that the figure
-- takes part in and break none that holds. Where there is no such figure, or several that explain as much, nothing is said.
-- A figure changed by d changes the difference of a sum by d on the total side, by -d among the parts; the sum holds while the
-- difference is within the slack.
with sums as (

    select
        rule_id,
        document_key,
        key as check_key,
        verdict,
        difference,
        -- Of a side that prints nothing the blank may be what is wrong, and a blank is no figure.
        n_totals > 0 and n_parts > 0 as has_both_sides,
        case when is_to_the_digit and n_totals = 1 and n_parts = 1 then 0 else slack end as slack
    from {{ ref('ledger') }}
    where
        basis in ('interval', 'same')
        and verdict <> 'not_evaluated'
        -- Their figures stand in two documents.
        and rule_id not in ('over_time.prior_document', 'over_time.initial_budget')

),

-- Only documents with a broken sum have anything to explain.
broken_documents as (

    select distinct document_key from sums
    where verdict = 'broken'

),

effects as (

    select
        terms.document_key,
        terms.rule_id,
        terms.check_key,
        terms.cell_id,
        sums.verdict,
        sums.difference,
        sums.slack,
        sums.has_both_sides,
        case terms.side when 'total' then terms.weight else -terms.weight end as effect
    from {{ ref('int_check_terms') }} as terms
    inner join sums
        on
            terms.rule_id = sums.rule_id
            and terms.document_key = sums.document_key
            and terms.check_key = sums.check_key
    inner join broken_documents on terms.document_key = broken_documents.document_key
    where terms.side in ('total', 'part')

),

-- The changes that would mend all broken sums of a figure.
remedies as (

    select
        document_key,
        cell_id,
        count(*) as n_mended,
        max(-effect * difference - slack) as least_change,
        min(-effect * difference + slack) as greatest_change
    from effects
    where verdict = 'broken'
    group by document_key, cell_id
    having max(-effect * difference - slack) <= min(-effect * difference + slack)

),

harmless as (

    select
        remedies.document_key,
        remedies.cell_id,
        remedies.n_mended
    from remedies
    left join effects
        on
            remedies.document_key = effects.document_key
            and remedies.cell_id = effects.cell_id
            and effects.verdict <> 'broken'
    group by remedies.document_key, remedies.cell_id, remedies.n_mended
    -- A change that mends keeps every sum that holds.
    having
        count(*) filter (
            where
            effects.difference * effects.effect + remedies.least_change > effects.slack
            or effects.difference * effects.effect + remedies.greatest_change < -effects.slack
        ) = 0

),

ranked as (

    select
        effects.rule_id,
        effects.document_key,
        effects.check_key,
        effects.cell_id,
        harmless.n_mended,
        max(harmless.n_mended) over (partition by effects.rule_id, effects.document_key, effects.check_key) as most_mended
    from effects
    inner join harmless
        on
            effects.document_key = harmless.document_key
            and effects.cell_id = harmless.cell_id
    where
        effects.verdict = 'broken'
        and (effects.has_both_sides or harmless.n_mended > 1)

),

suspects as (

    select
        rule_id,
        document_key,
        check_key,
        min(cell_id) as suspect_cell_id,
        min(n_mended) as n_mended
    from ranked
    where n_mended = most_mended
    group by rule_id, document_key, check_key
    having count(*) = 1

),

-- A figure may be a term of several sums, and of several kinds of terms.
figures as (

    select
        cell_id,
        min(text) as text,
        min(line_no) as line_no
    from {{ ref('int_ledger_figures') }}
    where cell_id in (select suspects.suspect_cell_id from suspects)
    group by cell_id

)

select
    suspects.rule_id,
    suspects.document_key,
    suspects.check_key as key,
    suspects.suspect_cell_id,
    figures.text as suspect_text,
    cast(figures.line_no as integer) as suspect_line_no,
    cast(suspects.n_mended as integer) as n_mended
from suspects
inner join figures on suspects.suspect_cell_id = figures.cell_id
