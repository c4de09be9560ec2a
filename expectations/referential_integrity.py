"""Every key that points somewhere finds what it points to."""

from great_expectations.expectations import UnexpectedRowsExpectation

from expectations.suite import FACTS, TableSuite, no_rows

TOPIC = "referential_integrity"

_REFERENCES = {
    "document_key": "select document_key from marts.dim_document where is_current",
    "unit_key": "select unit_key from marts.dim_unit",
    "subject_key": "select subject_key from marts.dim_subject_code",
    "economic_subject_key": "select subject_key from marts.dim_subject_code where classification = 'economic' and level = 1",
    "project_key": "select project_key from marts.dim_project",
    "fund_source_key": "select fund_source_key from marts.dim_fund_source",
    "source_cell_id": "select cell_id from audit.cells",
}
_FACT_KEYS = {
    "fct_overview": (),
    "fct_income": ("subject_key", "fund_source_key"),
    "fct_expenditure": ("subject_key",),
    "fct_appropriation": ("subject_key",),
    "fct_fund_expenditure": ("subject_key",),
    "fct_basic_expenditure": ("subject_key",),
    "fct_project_expenditure": ("subject_key", "project_key", "economic_subject_key"),
    "fct_three_public": (),
    "fct_entrusted_service": ("project_key",),
    "fct_carryover": ("project_key",),
}


def suites() -> list[TableSuite]:
    """One suite a fact, for each of its keys; and for the keys of dimensions and of the audit layer."""
    return [_fact_suite(fact) for fact in FACTS] + [
        TableSuite(
            TOPIC,
            "marts",
            "dim_subject_code",
            (
                _refers("parent_subject_key", "select subject_key from marts.dim_subject_code", "a code one level up"),
                no_rows(
                    "Every code below a class has a parent",
                    "select * from {batch} where level > 1 and parent_subject_key is null",
                ),
            ),
        ),
        TableSuite(TOPIC, "marts", "dim_document", (_refers("unit_key", _REFERENCES["unit_key"], "a unit"),)),
        TableSuite(TOPIC, "marts", "dim_project", (_refers("unit_key", _REFERENCES["unit_key"], "a unit"),)),
        TableSuite(TOPIC, "audit", "cells", (_refers("document_key", _REFERENCES["document_key"], "a current document"),)),
        TableSuite(
            TOPIC,
            "audit",
            "reconciliation",
            (
                _refers("document_key", _REFERENCES["document_key"], "a current document"),
                _refers("total_cell_id", _REFERENCES["source_cell_id"], "a printed figure"),
            ),
        ),
    ]


def _fact_suite(fact: str) -> TableSuite:
    keys = ("document_key", "unit_key", "source_cell_id", *_FACT_KEYS[fact])
    references = [_refers(key, _REFERENCES[key], f"an entry of what {key} points to") for key in keys]
    amounts = no_rows(
        "Every fact has the amount of the cell that it comes from",
        "select source_cell_id, amount_yuan from {batch} where (source_cell_id, amount_yuan) not in "
        "(select (cell_id, amount_yuan) from audit.cells)",
    )
    return TableSuite(TOPIC, "marts", fact, (*references, amounts))


def _refers(key: str, target: str, meaning: str) -> UnexpectedRowsExpectation:
    return no_rows(
        f"Every {key} is {meaning}",
        f"select * from {{batch}} where {key} is not null and {key} not in ({target})",
    )
