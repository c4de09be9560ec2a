"""Nothing went missing on the way: documents, tables, rows."""

from expectations.suite import ALL_FACTS, TableSuite, no_rows

TOPIC = "volume"


def suites() -> list[TableSuite]:
    """Suites on the documents, their tables and their leaf figures."""
    return [
        TableSuite(
            TOPIC,
            "marts",
            "dim_document",
            (
                no_rows(
                    "There is a current document",
                    "select 'no current document' as problem where not exists (select 1 from {batch} where is_current)",
                ),
                no_rows(
                    "One version of a disclosure is current, never two",
                    "select unit_key, fiscal_year, document_kind, count(*) as n from {batch} where is_current "
                    "group by unit_key, fiscal_year, document_kind having count(*) > 1",
                ),
                no_rows(
                    "Every current document has facts",
                    "select * from {batch} where is_current "
                    f"and document_key not in (select document_key from ({ALL_FACTS}) as facts)",
                ),
                no_rows(
                    "Every current document has a place under the raw folder that was loaded",
                    "select * from {batch} where is_current and document_key not in "
                    "(select document_key from audit.document_outcomes where outcome in ('loaded', 'unchanged'))",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "reconciliation",
            (
                no_rows(
                    "Whether a document holds its mandatory tables was judged",
                    "select document_key from marts.dim_document where is_current and document_key not in "
                    "(select document_key from {batch} where rule_id = 'document.mandatory_table')",
                ),
                no_rows(
                    "No rule is applied twice to the same thing",
                    "select document_key, rule_id, key, count(*) as n from {batch} "
                    "group by document_key, rule_id, key having count(*) > 1",
                ),
                no_rows(
                    "Every table that holds figures is in the ledger",
                    "select document_key, table_no from audit.coverage where cells_loaded > 0 and (document_key, table_no) not in "
                    "(select (document_key, table_no) from {batch} where table_no is not null)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "cells",
            (
                no_rows(
                    "Every leaf figure is a fact",
                    "select * from {batch} where row_role = 'leaf' and not is_subtotal_column "
                    f"and cell_id not in (select source_cell_id from ({ALL_FACTS}) as facts)",
                ),
                no_rows(
                    "No printed total, and no figure of a subtotal column, is a fact",
                    "select * from {batch} where (row_role = 'total' or is_subtotal_column) "
                    f"and cell_id in (select source_cell_id from ({ALL_FACTS}) as facts)",
                ),
                no_rows(
                    "No figure is taken for less exact than a unit of its measure",
                    "select * from {batch} where half_width_yuan <= 0 or half_width_yuan > 0.5 * yuan_per_unit",
                ),
                no_rows(
                    "No figure is two facts",
                    f"select source_cell_id, count(*) as n from ({ALL_FACTS}) as facts "
                    "where source_cell_id in (select cell_id from {batch}) group by source_cell_id having count(*) > 1",
                ),
            ),
        ),
    ]
