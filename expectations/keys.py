"""Keys are unique, and what a row cannot do without is there."""

from expectations.suite import EXPLANATION_FACTS, FACTS, TableSuite, filled, unique

TOPIC = "keys"

_FACT_COLUMNS = ("document_key", "unit_key", "fiscal_year", "document_kind", "amount_yuan", "is_reconciled")
_OF_A_DOCUMENT = ("document_key", "unit_key", "fiscal_year", "document_kind", "is_reconciled")
_INDISPENSABLE = {
    "fct_year_over_year": ("measure_code", "change_yuan"),
    "fct_disclosed_figure": ("measure_code", "value"),
    "fct_project_card": ("project_key", "is_withheld"),
    "fct_performance_budget": ("scope",),
    "fct_performance_indicator": ("performance_key", "indicator_name", "target_text"),
}
_KEYED = {
    ("marts", "dim_document"): ("document_key", ("unit_key", "fiscal_year", "document_kind", "source_file")),
    ("marts", "dim_document_part"): ("part_key", ("document_key", "document_part", "source_file")),
    ("marts", "dim_region"): ("region_code", ("region_name", "admin_level")),
    ("marts", "dim_unit"): ("unit_key", ("unit_name",)),
    ("marts", "dim_subject_code"): ("subject_key", ("classification", "subject_code", "subject_name", "level", "class_name")),
    ("marts", "dim_project"): ("project_key", ("unit_key", "project_name")),
    ("marts", "dim_fund_source"): ("fund_source_key", ("fund_source_name", "fund_group")),
    ("audit", "cells"): ("cell_id", ("document_key", "column_code", "text")),
    ("audit", "passages"): ("passage_id", ("passage_kind",)),
    ("audit", "rules"): ("rule_id", ("family", "severity", "basis", "title_zh", "title_en")),
    ("audit", "waivers"): ("waiver_id", ("rule_id", "key", "figures_hash", "cause", "reason", "who", "status")),
    ("audit", "findings"): ("finding_no", ("document_key", "rule_id", "group_no", "message_zh", "message_en")),
    ("audit", "dictionary"): (
        "column_key",
        ("schema_name", "table_name", "column_name", "data_type", "description_en", "description_zh"),
    ),
    ("marts", "dim_code"): ("code_key", ("code_set", "code", "name_zh", "name_en", "sort_order")),
    ("marts", "dim_measure"): ("measure_code", ("measure_name", "measure_name_en")),
    **{("marts", fact): ("source_cell_id", _FACT_COLUMNS) for fact in FACTS},
    **{("marts", fact): (key, (*_OF_A_DOCUMENT, *_INDISPENSABLE[fact])) for fact, key in EXPLANATION_FACTS.items()},
}


def suites() -> list[TableSuite]:
    """One suite a table: its key is unique and present, its indispensable columns are filled."""
    return [
        TableSuite(TOPIC, schema, table, (unique(key), *map(filled, (key, *columns))))
        for (schema, table), (key, columns) in _KEYED.items()
    ]
