"""Nothing went missing on the way: documents, tables, rows."""

from expectations.suite import ALL_FACTS, TableSuite, no_rows

TOPIC = "volume"

# The figures that facts of the explanations are made from.
_STATED = " union all ".join(
    f"select {key} from marts.{fact} where {key} is not null"
    for fact, keys in {
        "fct_year_over_year": ("source_cell_id", "amount_cell_id", "share_cell_id", "change_pct_cell_id"),
        "fct_disclosed_figure": ("source_cell_id", "share_cell_id", "change_cell_id", "change_pct_cell_id"),
        "fct_project_card": ("source_cell_id",),
    }.items()
    for key in keys
)


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
                    "Every current document has facts, if its budget tables were read",
                    "select * from {batch} where is_current and document_part in ('whole', 'tables') "
                    f"and document_key not in (select document_key from ({ALL_FACTS}) as facts)",
                ),
                no_rows(
                    "Every current document has a place under the raw folder that was loaded, or held back in its favour",
                    "select * from {batch} where is_current and document_key not in "
                    "(select document_key from audit.document_outcomes where outcome in ('loaded', 'unchanged', 'held_back') "
                    "and document_key is not null)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "reconciliation",
            (
                no_rows(
                    "Whether a budget holds its mandatory tables was judged",
                    "select document_key from marts.dim_document "
                    "where is_current and ends_with(document_kind, 'budget') and document_key not in "
                    "(select document_key from {batch} where rule_id = 'document.mandatory_table')",
                ),
                no_rows(
                    "No rule is applied twice to the same thing",
                    "select document_key, rule_id, key, count(*) as n from {batch} "
                    "group by document_key, rule_id, key having count(*) > 1",
                ),
                no_rows(
                    # One that prints items alone, or a total alone, has nothing to add up.
                    "Every table that holds a sum and parts is in the ledger",
                    "select document_key, table_no from audit.cells where table_no is not null and row_role is not null "
                    "and (document_key, table_no) not in "
                    "(select (document_key, table_no) from {batch} where table_no is not null "
                    "and rule_id in (select rule_id from audit.rules where key_by = 'structure')) "
                    "group by document_key, table_no "
                    "having bool_or(row_role in ('total', 'subtotal') or is_subtotal_column) "
                    "and bool_or(row_role not in ('total', 'subtotal') and not is_subtotal_column)",
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
                    "select * from {batch} where row_role = 'leaf' and not is_subtotal_column and not is_memo_column "
                    f"and cell_id not in (select source_cell_id from ({ALL_FACTS}) as facts)",
                ),
                no_rows(
                    "No printed total, and no figure of a subtotal column, is a fact",
                    # A memo column may be of an expense that is a fact of its own.
                    f"with facts as ({ALL_FACTS}) "
                    "select * from {batch} where (row_role = 'total' or is_subtotal_column or is_memo_column) "
                    "and cell_id in (select source_cell_id from facts) and not (row_role in ('leaf', 'memo') and is_memo_column "
                    "and cell_id in (select source_cell_id from marts.fct_other_expense))",
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
                no_rows(
                    "Every figure of a budget table has an amount and a role",
                    "select * from {batch} where measure_code is null and (amount_yuan is null or row_role is null)",
                ),
                no_rows(
                    "Every figure that is stated is in a fact",
                    "select * from {batch} where measure_code is not null and measure_code not like 'performance_%' "
                    f"and cell_id not in ({_STATED})",
                ),
                no_rows(
                    "Every numeric target is that of an indicator",
                    "select * from {batch} where column_code = 'target' "
                    "and cell_id not in (select source_cell_id from marts.fct_performance_indicator)",
                ),
                no_rows(
                    "Every figure of the explanations stands in a sentence that is kept",
                    "select * from {batch} where section_no is not null and (document_key, section_no, sentence_no) not in "
                    "(select (document_key, section_no, sentence_no) from audit.sentences)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "coverage",
            (
                no_rows(
                    "Every performance table of which something was loaded is a fact",
                    "select * from {batch} where part_kind = 'performance' and cells_loaded > 0 "
                    "and (document_key || ':' || table_no) not in (select performance_key from marts.fct_performance_budget)",
                ),
            ),
        ),
    ]
