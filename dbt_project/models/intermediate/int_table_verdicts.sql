-- One row is a table that holds figures: reconciled where all sums across and down it could be judged and all agree within the
-- rounding of the figures as printed.
select
    ledger.document_key,
    ledger.table_no,
    bool_and(ledger.verdict in ('exact', 'rounding', 'boundary')) as is_reconciled
from {{ ref('ledger') }} as ledger
inner join {{ ref('rules') }} as rules on ledger.rule_id = rules.rule_id
where
    rules.key_by = 'structure'
    and ledger.table_no is not null
group by ledger.document_key, ledger.table_no
