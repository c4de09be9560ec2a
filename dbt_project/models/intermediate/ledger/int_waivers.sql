-- One row is a waiver and what it applies to: the row of the ledger of the same rule, unit, year, kind and key. It is applied while
-- that row is broken and its figures are those that were waived; void once they changed; expired after its last day, counted
-- to the day on which the newest file was first seen, so that the same files give the same findings on any day.
with latest as (

    select cast(max(first_seen_at) at time zone 'UTC' as date) as latest_day
    from {{ ref('stg_files') }}

),

documents as (

    select * from {{ ref('int_document_versions') }}
    where is_current

),

targets as (

    select
        waivers.*,
        documents.document_key,
        verdicts.verdict,
        verdicts.figures_hash as present_hash,
        row_number() over (partition by waivers.waiver_id order by documents.document_key asc, verdicts.key asc) as target_no
    from {{ ref('waivers') }} as waivers
    left join documents
        on
            waivers.unit_name = documents.unit_name
            and waivers.fiscal_year = documents.fiscal_year
            and waivers.document_kind = documents.document_kind
    left join {{ ref('ledger') }} as verdicts
        on
            documents.document_key = verdicts.document_key
            and waivers.rule_id = verdicts.rule_id
            and waivers.key = verdicts.key

)

select
    targets.waiver_id,
    targets.rule_id,
    targets.document_key,
    targets.unit_name,
    targets.fiscal_year,
    targets.document_kind,
    targets.key as check_key,
    targets.figures_hash,
    targets.cause,
    targets.reason,
    targets.who,
    targets.valid_until,
    case
        when targets.verdict is null or targets.verdict <> 'broken' then 'unused'
        when targets.valid_until < latest.latest_day then 'expired'
        when targets.present_hash <> targets.figures_hash then 'void'
        else 'applied'
    end as status
from targets
cross join latest
where targets.target_no = 1
