-- One row is a table that holds figures: reconciled where all sums across and down it could be judged and all agree within the
-- rounding of the figures as printed; broken where one does not, whatever could not be judged besides.
select
    ledger.document_key,
    ledger.table_no,
    case
        when bool_or(ledger.verdict = 'broken') then 'broken'
        when bool_or(ledger.verdict = 'not_evaluated') then 'not_evaluated'
        else 'reconciled'
    end as reconciliation_verdict
from {{ ref('ledger') }} as ledger
inner join {{ ref('rules') }} as rules on ledger.rule_id = rules.rule_id
where
    rules.key_by = 'structure'
    and ledger.table_no is not null
group by ledger.document_key, ledger.table_no
