"""The classifications that made budgets are drawn from, as the project's seeds hold them."""

import csv
from functools import lru_cache
from pathlib import Path

_SEEDS = Path(__file__).parents[2] / "seeds"

_SECTION_LENGTH = 5
# Items that other places print behind the total that these tables have them within.
_BEHIND_TOTAL = "_beside"
# The items that every section of an organ's own business has.
_ADMINISTRATION, _GENERAL_BUSINESS, _OPERATION = "01", "02", "50"


def rows(seed: str) -> list[dict[str, str]]:
    """The rows of a seed file, by its name without suffix."""
    (path,) = _SEEDS.glob(f"*/{seed}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def functional() -> dict[str, str]:
    """The names of functional subjects by code."""
    return {row["subject_code"]: row["subject_name"] for row in rows("functional_classification")}


@lru_cache(maxsize=1)
def economic() -> dict[str, str]:
    """The names of economic subjects by code."""
    return {row["subject_code"]: row["subject_name"] for row in rows("economic_classification")}


@lru_cache(maxsize=1)
def government() -> dict[str, str]:
    """The names of the subjects of the economic classification of the government's budget by code."""
    return {row["subject_code"]: row["subject_name"] for row in rows("government_economic_classification")}


@lru_cache(maxsize=1)
def classes() -> tuple[str, ...]:
    """The codes of the functional classes, in the order in which every table lists them."""
    return tuple(code for code in functional() if len(code) == 3)


@lru_cache(maxsize=1)
def business_sections() -> tuple[str, ...]:
    """The sections in which an organ's own business can stand: with items for running, business and operation."""
    codes = functional()
    return tuple(
        code
        for code in codes
        if len(code) == _SECTION_LENGTH and all(code + item in codes for item in (_ADMINISTRATION, _GENERAL_BUSINESS, _OPERATION))
    )


@lru_cache(maxsize=1)
def items_of_class() -> dict[str, tuple[str, ...]]:
    """The items of each class."""
    found: dict[str, list[str]] = {}
    for code in functional():
        if len(code) == 7:
            found.setdefault(code[:3], []).append(code)
    return {code: tuple(items) for code, items in found.items()}


@lru_cache(maxsize=1)
def project_columns() -> dict[str, str]:
    """The columns of the table of projects (table 7) by economic class, in their printed order."""
    return {
        row["economic_code"]: row["column_code"]
        for row in rows("table_columns")
        if row["table_code"] == "project_expenditure" and row["economic_code"]
    }


@lru_cache(maxsize=4)
def line_items(table_code: str) -> tuple[tuple[str, str], ...]:
    """The named rows of a table: code and name, in their printed order; without those by which others print expenditure."""
    return tuple(
        (row["item_code"], row["item_name"])
        for row in rows("line_items")
        if row["table_code"] == table_code
        and not row["item_code"].endswith(_BEHIND_TOTAL)
        and (row["side"] == "income" or (row["side"] == "expenditure" and not row["parent_item_code"]))
    )
