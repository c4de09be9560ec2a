"""Every key that points somewhere finds what it points to."""

from expectations.suite import EXPLANATION_FACTS, FACTS, NoRows, TableSuite, no_rows

TOPIC = "referential_integrity"

_REFERENCES = {
    "document_key": "select document_key from marts.dim_document where is_current",
    "unit_key": "select unit_key from marts.dim_unit",
    "subject_key": "select subject_key from marts.dim_subject_code",
    "economic_subject_key": "select subject_key from marts.dim_subject_code where classification = 'economic'",
    "government_subject_key": "select subject_key from marts.dim_subject_code where classification = 'government_economic'",
    "fct_project_expenditure.economic_subject_key": (
        "select subject_key from marts.dim_subject_code where classification = 'economic' and level = 1"
    ),
    "project_key": "select project_key from marts.dim_project",
    "fund_source_key": "select fund_source_key from marts.dim_fund_source",
    "measure_code": "select measure_code from marts.dim_measure",
    "performance_key": "select performance_key from marts.fct_performance_budget",
    **dict.fromkeys(
        ("source_cell_id", "amount_cell_id", "share_cell_id", "change_cell_id", "change_pct_cell_id"),
        "select cell_id from audit.cells",
    ),
}
_FACT_KEYS = {
    "fct_overview": (),
    "fct_income": ("subject_key", "fund_source_key"),
    "fct_expenditure": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_appropriation": ("subject_key",),
    "fct_fund_expenditure": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_basic_expenditure": ("subject_key", "government_subject_key"),
    "fct_project_expenditure": ("subject_key", "project_key", "economic_subject_key"),
    "fct_three_public": (),
    "fct_entrusted_service": ("project_key",),
    "fct_carryover": ("project_key",),
    "fct_organ_operating": ("subject_key", "government_subject_key"),
    "fct_economic_expenditure": ("subject_key", "government_subject_key"),
    "fct_procurement": ("subject_key", "fund_source_key"),
    "fct_purchased_service": (),
    "fct_project_funding": (*("subject_key", "project_key", "economic_subject_key", "government_subject_key", "fund_source_key"),),
    "fct_other_expense": (),
    "fct_appropriation_by_function": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_appropriation_basic": ("subject_key", "government_subject_key"),
    "fct_basic_by_function": ("subject_key", "economic_subject_key", "government_subject_key"),
    "fct_project_by_economic": ("subject_key", "government_subject_key"),
    "fct_basic_funding": ("subject_key", "government_subject_key", "fund_source_key"),
    "fct_expenditure_by_use": (
        *("subject_key", "project_key", "economic_subject_key", "government_subject_key", "fund_source_key"),
    ),
    "fct_year_over_year": (
        *("source_cell_id", "measure_code", "subject_key", "fund_source_key"),
        *("amount_cell_id", "share_cell_id", "change_pct_cell_id"),
    ),
    "fct_disclosed_figure": (
        *("source_cell_id", "measure_code", "subject_key", "fund_source_key", "project_key"),
        *("share_cell_id", "change_cell_id"),
    ),
    "fct_project_card": ("source_cell_id", "project_key"),
    "fct_performance_budget": ("source_cell_id", "project_key"),
    "fct_performance_indicator": ("performance_key",),
}
# Where the amount of a fact is that of its own cell, and not added up or derived.
_PRINTED_AMOUNT = {
    "fct_disclosed_figure": "amount_yuan is not null",
    "fct_project_card": "source_cell_id is not null",
    "fct_performance_budget": "is_amount_printed",
    "fct_performance_indicator": "amount_yuan is not null",
}

_AMOUNTS = "select cell_id as source_cell_id, amount_yuan from audit.cells"

# A code that no official classification has is there for the documents that print it.
_PRINTED_BY = """
    left join (select distinct document_key, subject_code from audit.cells) as printed
    on codes.subject_code = printed.subject_code and not codes.is_official
"""


def suites() -> list[TableSuite]:
    """One suite a fact, for each of its keys; and for the keys of dimensions and of the audit layer."""
    return [
        *map(_fact_suite, FACTS),
        *map(_explanation_suite, EXPLANATION_FACTS),
        TableSuite(
            TOPIC,
            "marts",
            "dim_subject_code",
            (
                _refers("parent_subject_key", "select subject_key from marts.dim_subject_code", "a code one level up"),
                no_rows(
                    "Every code below a class has a parent",
                    f"select codes.*, printed.document_key from (from {{batch}}) as codes {_PRINTED_BY} "
                    "where codes.level > 1 and codes.parent_subject_key is null",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "marts",
            "dim_document",
            (
                _refers("unit_key", _REFERENCES["unit_key"], "a unit"),
                _refers("replaced_by_document_key", "select document_key from marts.dim_document", "a version"),
            ),
        ),
        TableSuite(
            TOPIC,
            "marts",
            "dim_unit",
            (
                _refers("parent_unit_key", _REFERENCES["unit_key"], "a unit"),
                _refers("region_code", "select region_code from marts.dim_region", "a region"),
            ),
        ),
        TableSuite(TOPIC, "marts", "dim_measure", (_refers("part_of_measure_code", _REFERENCES["measure_code"], "a measure"),)),
        TableSuite(TOPIC, "audit", "sentences", (_refers("document_key", _REFERENCES["document_key"], "a current document"),)),
        TableSuite(TOPIC, "audit", "proofs", (_refers("document_key", _REFERENCES["document_key"], "a current document"),)),
        TableSuite(TOPIC, "marts", "dim_project", (_refers("unit_key", _REFERENCES["unit_key"], "a unit"),)),
        TableSuite(
            TOPIC,
            "marts",
            "dim_document_part",
            (_refers("document_key", "select document_key from marts.dim_document", "a version"),),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "cells",
            (
                _refers("document_key", _REFERENCES["document_key"], "a current document"),
                no_rows(
                    "Every figure stands in a current file of its document",
                    "select * from {batch} where (part_key, document_key) not in "
                    "(select (part_key, document_key) from marts.dim_document_part where is_current)",
                ),
            ),
        ),
        TableSuite(
            TOPIC,
            "audit",
            "reconciliation",
            (
                _refers("document_key", _REFERENCES["document_key"], "a current document"),
                _refers(
                    "total_cell_id",
                    f"{_REFERENCES['source_cell_id']} union all select cell_id from audit.rejected",
                    "a printed figure, or one that was rejected",
                ),
            ),
        ),
    ]


def _fact_suite(fact: str) -> TableSuite:
    keys = ("document_key", "unit_key", "source_cell_id", *_FACT_KEYS[fact])
    references = [
        _refers(key, _REFERENCES.get(f"{fact}.{key}", _REFERENCES[key]), f"an entry of what {key} points to") for key in keys
    ]
    amounts = no_rows(
        "Every fact has the amount of the cell that it comes from",
        f"select source_cell_id, amount_yuan from {{batch}} anti join ({_AMOUNTS}) using (source_cell_id, amount_yuan)",
    )
    return TableSuite(TOPIC, "marts", fact, (*references, amounts))


def _explanation_suite(fact: str) -> TableSuite:
    keys = ("document_key", "unit_key", *_FACT_KEYS[fact])
    references = [_refers(key, _REFERENCES[key], f"an entry of what {key} points to") for key in keys]
    if fact not in _PRINTED_AMOUNT:
        return TableSuite(TOPIC, "marts", fact, tuple(references))
    amounts = no_rows(
        "Every fact whose amount is printed has that of the cell that it comes from",
        f"select source_cell_id, amount_yuan from {{batch}} anti join ({_AMOUNTS}) using (source_cell_id, amount_yuan) "
        f"where {_PRINTED_AMOUNT[fact]}",
    )
    return TableSuite(TOPIC, "marts", fact, (*references, amounts))


def _refers(key: str, target: str, meaning: str) -> NoRows:
    return no_rows(
        f"Every {key} is {meaning}",
        f"select * from {{batch}} anti join ({target}) as targets (target_key) on {key} = target_key where {key} is not null",
    )
