"""The facts of a table add up to what is printed in it, or are marked as not doing so.

The sums are taken anew here, from the facts and the printed cells alone, so that a mistake in
the ledger's models cannot hide one in the facts.
"""

from expectations.suite import ALL_FACTS, TableSuite, no_rows

TOPIC = "totals"

_FACT_SUMS = f"""
    facts as ({ALL_FACTS}),
    marks as (
        select cells.document_key, cells.table_no, coalesce(cells.side, '') as side, bool_or(facts.is_reconciled) as is_marked_right
        from facts inner join audit.cells as cells on facts.source_cell_id = cells.cell_id
        group by all
    )
"""

# The rules on sums across and down a table: they decide whether its facts are marked as reconciled.
_STRUCTURAL = "select rule_id from audit.rules where key_by = 'structure'"

# A contradiction is listed as a finding, or as waived in the ledger, a sum that could not be judged as such there.
# What rules that compare it with other tables say does not tell of its own sums.
_LISTED = f"""
    select (document_key, table_no) from audit.findings where table_no is not null and rule_id in ({_STRUCTURAL})
    union
    select (document_key, table_no) from audit.reconciliation
    where table_no is not null and (verdict = 'not_evaluated' or waiver_id is not null) and rule_id in ({_STRUCTURAL})
"""

_COLUMN_TOTALS = f"""
with {_FACT_SUMS},
parts as (
    select cells.document_key, cells.table_no, coalesce(cells.side, '') as side, cells.column_code,
        sum(facts.amount_yuan) as parts_yuan, sum(cells.half_width_yuan) as slack_yuan
    from facts inner join audit.cells as cells on facts.source_cell_id = cells.cell_id
    where not cells.is_memo_column
    group by all
),
total_rows as (
    select distinct document_key, table_no, coalesce(side, '') as side, row_no from {{batch}} where row_role = 'total'
),
totals as (
    select document_key, table_no, coalesce(side, '') as side, row_no, column_code,
        amount_yuan as total_yuan, half_width_yuan as total_slack_yuan
    from audit.cells where row_role = 'total' and not is_subtotal_column and not is_memo_column
),
compared as (
    select total_rows.*, coalesce(parts.column_code, totals.column_code) as column_code,
        coalesce(totals.total_yuan, 0) as total_yuan, coalesce(parts.parts_yuan, 0) as parts_yuan,
        coalesce(parts.slack_yuan, 0) + coalesce(totals.total_slack_yuan, 0) as slack_yuan
    from total_rows
    inner join parts using (document_key, table_no, side)
    left join totals using (document_key, table_no, side, row_no, column_code)
    union
    select total_rows.*, totals.column_code, totals.total_yuan, coalesce(parts.parts_yuan, 0),
        coalesce(parts.slack_yuan, 0) + totals.total_slack_yuan
    from total_rows
    inner join totals using (document_key, table_no, side, row_no)
    left join parts using (document_key, table_no, side, column_code)
)
select compared.*
from compared
left join marks using (document_key, table_no, side)
where abs(total_yuan - parts_yuan) > slack_yuan
    and (
        coalesce(marks.is_marked_right, false)
        or (document_key, table_no) not in ({_LISTED})
    )
"""

_GRAND_TOTALS = f"""
with {_FACT_SUMS},
parts as (
    select cells.document_key, cells.table_no, coalesce(cells.side, '') as side, coalesce(cells.time_code, '') as time_code,
        sum(facts.amount_yuan) as parts_yuan, sum(cells.half_width_yuan) as slack_yuan
    from facts inner join audit.cells as cells on facts.source_cell_id = cells.cell_id
    where not cells.is_memo_column
    group by all
),
grand_totals as (
    select document_key, table_no, coalesce(side, '') as side, coalesce(time_code, '') as time_code, cell_id,
        amount_yuan as total_yuan, half_width_yuan
    from {{batch}}
    where row_role = 'total' and not is_memo_column
    qualify row_number() over (
        partition by document_key, table_no, coalesce(side, ''), coalesce(time_code, ''), row_no order by column_no
    ) = 1
)
select grand_totals.*, parts.parts_yuan
from grand_totals
left join parts using (document_key, table_no, side, time_code)
left join marks using (document_key, table_no, side)
where abs(total_yuan - coalesce(parts_yuan, 0)) > coalesce(slack_yuan, 0) + half_width_yuan
    and (
        coalesce(marks.is_marked_right, false)
        or (document_key, table_no) not in ({_LISTED})
    )
"""

_UNJUDGED = f"""
with facts as ({ALL_FACTS})
select cells.document_key, cells.table_no, cells.table_code, count(*) as n_facts
from facts inner join {{batch}} on facts.source_cell_id = cell_id
inner join audit.cells as cells on facts.source_cell_id = cells.cell_id
where facts.is_reconciled
    and (cells.document_key, cells.table_no) not in (
        select (document_key, table_no) from audit.reconciliation
        where table_no is not null and rule_id in ({_STRUCTURAL})
        group by document_key, table_no
        having bool_and(verdict in ('exact', 'rounding', 'boundary', 'broken'))
    )
group by all
"""

# What an earlier version of the program published without a verdict has none.
_VERDICTS = f"""
with facts as ({ALL_FACTS}),
broken as (
    select distinct document_key, table_no, true as is_broken from audit.reconciliation
    where table_no is not null and verdict = 'broken' and rule_id in ({_STRUCTURAL})
)
select cells.document_key, cells.table_no, cells.table_code, count(*) as n_facts
from facts inner join {{batch}} on facts.source_cell_id = cell_id
inner join audit.cells as cells on facts.source_cell_id = cells.cell_id
left join broken on cells.document_key = broken.document_key and cells.table_no = broken.table_no
where (facts.reconciliation_verdict = 'reconciled') <> facts.is_reconciled
    or (facts.reconciliation_verdict = 'broken') <> coalesce(broken.is_broken, false)
group by all
"""


def suites() -> list[TableSuite]:
    """Suites on the printed cells (the sums) and on the ledger (what it says of them)."""
    return [
        TableSuite(
            TOPIC,
            "audit",
            "cells",
            (
                no_rows("In each column the facts sum to the printed total, or their table is marked and listed", _COLUMN_TOTALS),
                no_rows("All facts of a table sum to its grand total, or the table is marked and listed", _GRAND_TOTALS),
                no_rows("No fact is marked as reconciled in a table of which a sum was not judged", _UNJUDGED),
                no_rows("The facts of a table are marked as broken just where a sum of it is", _VERDICTS),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "reconciliation",
            (
                no_rows(
                    "Every rule that is broken and not waived is listed in the findings",
                    "select * from {batch} where verdict = 'broken' and waiver_id is null and (document_key, rule_id, key) not in "
                    "(select (document_key, rule_id, key) from audit.findings)",
                ),
                no_rows(
                    "Every finding is a rule that is broken in the ledger",
                    "select * from audit.findings where (document_key, rule_id, key) not in "
                    "(select (document_key, rule_id, key) from {batch} where verdict = 'broken' and waiver_id is null)",
                ),
                no_rows(
                    "Whatever was not evaluated says why",
                    "select * from {batch} where verdict = 'not_evaluated' "
                    "and (not_evaluated_reason is null or not_evaluated_reason_zh is null)",
                ),
                no_rows(
                    "No fact is marked as reconciled in a table that breaks a rule",
                    "select document_key, rule_id, key, message_en from {batch} "
                    f"where verdict = 'broken' and rule_id in ({_STRUCTURAL}) and (document_key, table_no) in "
                    f"(select (cells.document_key, cells.table_no) from ({ALL_FACTS}) as facts "
                    "inner join audit.cells as cells on facts.source_cell_id = cells.cell_id where facts.is_reconciled)",
                ),
            ),
        ),
    ]
