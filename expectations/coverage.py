"""Every cell of a table and every figure of a section ended as loaded, structural, rejected with a reason, or out of scope."""

from expectations.suite import TableSuite, no_rows

TOPIC = "coverage"

# Figures by the table or the section that they stand in, or the text of their file outside both.
_PLACE = "coalesce('t' || table_no, 's' || section_no, 'text') as place"
_COUNTED = f"select part_key, {_PLACE}, count(*) as n from {{table}} group by all"


def suites() -> list[TableSuite]:
    """Suites on the coverage ledger and on the rejected cells."""
    return [
        TableSuite(
            TOPIC,
            "audit",
            "coverage",
            (
                no_rows(
                    "The cells seen are those loaded, structural, rejected and out of scope",
                    "select * from {batch} "
                    "where cells_seen <> cells_loaded + cells_structural + cells_rejected + cells_out_of_scope",
                ),
                no_rows(
                    "No table and no section is counted twice",
                    "select part_key, table_no, section_no, count(*) as n from {batch} "
                    "group by part_key, table_no, section_no having count(*) > 1",
                ),
                no_rows(
                    "The cells counted as loaded are in audit.cells",
                    "select part_key, table_no, section_no, cells_loaded, n "
                    f"from (select *, {_PLACE} from {{batch}}) as parts "
                    f"left join ({_COUNTED.format(table='audit.cells')}) as counted using (part_key, place) "
                    "where part_kind <> 'performance' and cells_loaded <> coalesce(n, 0)",
                ),
                no_rows(
                    "The cells counted as rejected are in audit.rejected",
                    "select part_key, table_no, section_no, cells_rejected, n "
                    f"from (select *, {_PLACE} from {{batch}}) as parts "
                    f"left join ({_COUNTED.format(table='(from audit.rejected where table_no is null or figure_no is null)')}) "
                    "as counted using (part_key, place) "
                    "where cells_rejected <> coalesce(n, 0)",
                ),
                no_rows(
                    "Every current document has its tables in the coverage ledger",
                    "select document_key from marts.dim_document "
                    "where is_current and document_key not in (select document_key from {batch})",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "rejected",
            (no_rows("Every rejected cell says why", "select * from {batch} where reason is null or trim(reason) = ''"),),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "document_outcomes",
            (
                no_rows(
                    "Every file that failed, was held back or was superseded says why",
                    "select * from {batch} where outcome in ('failed', 'held_back', 'superseded') "
                    "and (reason is null or trim(reason) = '')",
                ),
            ),
        ),
    ]
