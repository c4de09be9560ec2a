"""The ledger is whole: every rule was applied to every document, and where its figures are printed it was judged."""

from expectations.suite import FACTS, TableSuite, no_rows

TOPIC = "ledger"

# Every rule with every current document of a kind that it is about.
_APPLICABLE = """
    select documents.document_key, rules.*
    from marts.dim_document as documents cross join audit.rules as rules
    where documents.is_current and ends_with(documents.document_kind, coalesce(rules.document_kinds, ''))
"""

# Where the figures of a rule's two sides stand: in a column of a kind of table, with or without subjects, or under a measure.
_PLACES = """
    select document_key, table_code || ' ' || column_code as place, subject_code is not null as is_of_subjects from audit.cells
    where section_no is null and row_role is not null
    union
    select document_key, measure_code, true from audit.cells where measure_code is not null
"""

# Tables that are not there, that print no total, or of which cells were rejected, are a reason not to judge; a table that
# was not recognised may be the rest of any.
_HOLES = """
    select documents.document_key, sources.source as table_code
    from marts.dim_document as documents
    cross join (select distinct unnest(list_concat(total_sources, part_sources)) as source from audit.rules) as sources
    left join audit.coverage as coverage
        on documents.document_key = coverage.document_key and sources.source = coverage.table_code
    where (
            -- A measure may be called as a kind of table is.
            sources.source not in (select measure_code from marts.dim_measure)
            or sources.source in (select table_code from audit.coverage)
        )
        and (
            coverage.document_key is null
            or coverage.cells_rejected > 0
            or exists (
                select 1 from audit.cells as cells
                where cells.document_key = documents.document_key
                    and cells.table_code = sources.source
                    and cells.row_role is not null
                group by cells.side
                having not bool_or(cells.row_role = 'total')
            )
            or documents.document_key in (
                select document_key from audit.coverage where table_no is not null and table_code is null and cells_rejected > 0
            )
        )
"""

# What a row of the ledger rests on, side by side: figures of audit.cells, and audit.passages. Their numbers are told
# without the lists, which are put together only where they are looked at.
_SIDES = """
    select
        document_key, rule_id, key, verdict,
        coalesce(list_concat(total_cell_ids, total_passage_ids), []) as total_side,
        coalesce(list_concat(part_cell_ids, part_passage_ids), []) as part_side,
        coalesce(len(total_cell_ids), 0) + coalesce(len(total_passage_ids), 0) as n_total_side,
        coalesce(len(part_cell_ids), 0) + coalesce(len(part_passage_ids), 0) as n_part_side,
        list_has_any(total_cell_ids, part_cell_ids) or list_has_any(total_passage_ids, part_passage_ids) as has_one_twice
    from {batch}
"""

_MARKS = " union all ".join(f"select source_cell_id, is_repaired, is_ambiguous from marts.{fact}" for fact in FACTS)

# Amounts that a rule names as not to be told apart (carry-over among what is of the year) are a reason not to judge, too, and so is
# a difference of just what is carried over.
_OTHER_AMOUNTS = (
    "'amounts that the rule cannot tell apart take part', 'the sides differ by what is carried over: one may be without it'"
)

# What was judged is sorted out first: of the few rules that are left, it is asked where their figures stand.
_UNJUDGED = f"""
with places as ({_PLACES}), holes as ({_HOLES}),
unjudged as materialized (
    select document_key, rule_id, key_by in ('class', 'subject') as is_of_subjects, total_sources, part_sources,
        total_places, part_places
    from ({_APPLICABLE})
    anti join (
        select document_key, rule_id from {{batch}}
        where verdict <> 'not_evaluated' or not_evaluated_reason in ({_OTHER_AMOUNTS})
    ) using (document_key, rule_id)
    where key_from in ('either', 'total') and key_by in ('document', 'class', 'subject', 'project')
)
select document_key, rule_id
from unjudged
where exists (
        select 1 from places
        where places.document_key = unjudged.document_key and list_contains(total_places, places.place)
            and places.is_of_subjects >= unjudged.is_of_subjects
    )
    and exists (
        select 1 from places
        where places.document_key = unjudged.document_key and list_contains(part_places, places.place)
            and places.is_of_subjects >= unjudged.is_of_subjects
    )
    and not exists (
        select 1 from holes
        where holes.document_key = unjudged.document_key
            and (list_contains(total_sources, holes.table_code) or list_contains(part_sources, holes.table_code))
    )
"""


def suites() -> list[TableSuite]:
    """Suites on the ledger and on the catalogue of its rules."""
    return [
        TableSuite(
            TOPIC,
            "audit",
            "reconciliation",
            (
                no_rows(
                    "Every rule was applied to every current document",
                    f"select document_key, rule_id from ({_APPLICABLE}) "
                    "anti join (select document_key, rule_id from {batch}) using (document_key, rule_id)",
                ),
                no_rows("A rule whose figures are printed on both sides was judged", _UNJUDGED),
                no_rows(
                    "A verdict is what the difference and the slack make it",
                    "select * from {batch} where verdict = 'exact' and difference_yuan is not null and total_cell_id is not null "
                    "and difference_yuan <> 0 and rule_id in (select rule_id from audit.rules where basis in ('interval', 'same')) "
                    "union all "
                    "select * from {batch} where verdict = 'broken' and difference_yuan = 0 "
                    "union all "
                    "select * from {batch} where verdict = 'rounding' and abs(difference_yuan) >= slack_yuan "
                    "and rule_id in (select rule_id from audit.rules where basis <> 'ratio') "
                    "union all "
                    "select * from {batch} where verdict = 'broken' and abs(difference_yuan) <= slack_yuan "
                    "and rule_id in (select rule_id from audit.rules where basis = 'interval')",
                ),
                no_rows(
                    "What is waived is broken, and its waiver is applied",
                    "select * from {batch} where waiver_id is not null and (verdict <> 'broken' or waiver_id not in "
                    "(select waiver_id from audit.waivers where status = 'applied'))",
                ),
                no_rows(
                    "Every verdict rests on something printed on each side, and on nothing twice",
                    f"select document_key, rule_id, key, verdict, total_side, part_side from ({_SIDES}) "
                    "where verdict <> 'not_evaluated' and (n_total_side = 0 or n_part_side = 0 or has_one_twice)",
                ),
                no_rows(
                    "What holds nothing to compare is one row of a document",
                    f"select document_key, rule_id, count(*) as n_rows from ({_SIDES}) "
                    "where verdict = 'not_evaluated' and n_total_side = 0 and n_part_side = 0 "
                    "group by document_key, rule_id having count(*) > 1",
                ),
                no_rows(
                    "Every passage that the ledger rests on is a passage of its document, or what a rule demands",
                    "select document_key, rule_id, key, passage_id from "
                    "(select document_key, rule_id, key, "
                    "unnest(list_concat(total_passage_ids, part_passage_ids)) as passage_id from {batch}) as named "
                    "where not exists (select 1 from audit.passages where passages.passage_id = named.passage_id "
                    "and coalesce(passages.document_key, named.document_key) = named.document_key)",
                ),
                no_rows(
                    "Every figure of a total side is a printed figure, or one that was rejected",
                    "select document_key, rule_id, key, cell_id from "
                    "(select document_key, rule_id, key, unnest(total_cell_ids) as cell_id from {batch}) "
                    "where cell_id not in "
                    "(select cell_id from audit.cells union select cell_id from audit.rejected where cell_id is not null)",
                ),
                no_rows(
                    "Every part and every suspect that the ledger names is a printed figure",
                    "select document_key, rule_id, key, cell_id from "
                    "(select document_key, rule_id, key, unnest(list_concat(part_cell_ids, [suspect_cell_id])) as cell_id "
                    "from {batch}) "
                    "where cell_id is not null and cell_id not in (select cell_id from audit.cells)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "ledger",
            (
                no_rows(
                    "Every verdict says all that its message is made of",
                    "select * from {batch} where basis <> 'condition' and verdict <> 'not_evaluated' "
                    "and (total_amount is null or difference is null or slack is null) "
                    "or basis = 'condition' and verdict = 'broken' and (detail_zh is null or detail_en is null)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "suspects",
            (
                no_rows(
                    "Every suspect is the one of a broken sum",
                    "select document_key, rule_id, key, count(*) as n from {batch} "
                    "left join (select document_key, rule_id, key, verdict from audit.ledger) using (document_key, rule_id, key) "
                    "group by document_key, rule_id, key having count(*) > 1 or min(verdict) is distinct from 'broken'",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "findings",
            (
                no_rows(
                    "Every group of findings has one root, the first of it",
                    "select min(document_key) as document_key, group_no, count(*) filter (where is_root) as n_roots from {batch} "
                    "group by group_no having count(*) filter (where is_root) <> 1 "
                    "or min(finding_no) <> min(finding_no) filter (where is_root)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "repairs",
            (
                no_rows(
                    "Every row that was set right has its proof",
                    "select * from {batch} where outcome = 'repaired' and (proof is null or len(proof) = 0 or as_repaired is null)",
                ),
                no_rows(
                    "Every figure of a row that slipped, or may have, is marked so, and no other figure is",
                    "select cells.cell_id, cells.alignment, repairs.outcome from audit.cells as cells "
                    "left join (from {batch}) as repairs on cells.document_key = repairs.document_key "
                    "and cells.table_no = repairs.table_no and cells.row_no = repairs.row_no "
                    "and cells.side is not distinct from repairs.side "
                    "where cells.row_role is not null and cells.alignment is distinct from repairs.outcome",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "cells",
            (
                no_rows(
                    "No figure stands under another column than its own but in a row that was set right",
                    "select cell_id, document_key, table_no, row_no from {batch} "
                    "where printed_column_code <> column_code and alignment is distinct from 'repaired'",
                ),
                no_rows(
                    "Every fact is marked as its figure is",
                    "select facts.*, cells.alignment "
                    f"from ({_MARKS}) as facts inner join (from {{batch}}) as cells on facts.source_cell_id = cells.cell_id "
                    "where facts.is_repaired <> (coalesce(cells.alignment, '') = 'repaired') "
                    "or facts.is_ambiguous <> (coalesce(cells.alignment, '') = 'ambiguous')",
                ),
            ),
        ),
    ]
