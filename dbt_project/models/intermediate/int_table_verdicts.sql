-- One row is a table that holds figures: reconciled where all its sums could be judged and all
-- agree within the rounding of the figures as printed.
select
    document_key,
    table_no,
    bool_and(verdict in ('exact', 'rounding', 'boundary')) as is_reconciled
from {{ ref('int_reconciliation') }}
where table_no is not null
group by document_key, table_no
