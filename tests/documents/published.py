"""Documents as published, and what tests ask of their figures: where one stands, and whether figures add up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord
from tests.conftest import FULL_TEXTS

Read = Callable[[str | bytes], Extraction]


def published(name: str) -> bytes:
    """The file of a document; skips the test where it is not at hand: it is no part of the project."""
    path = FULL_TEXTS / f"{name}.pdf"
    if not path.exists():
        pytest.skip(f"{path.name} is not at hand")
    return path.read_bytes()


def by_place(extraction: Extraction) -> dict[tuple[str, str, str], Decimal]:
    """(table, subject or item code, column) → yuan; no code is the total row."""
    return {
        (cell.table_code, cell.item_code or cell.subject_code or "", cell.column_code): cell.amount_yuan
        for cell in extraction.cells
    }


def parents(cells: Iterable[CellRecord]) -> Iterator[tuple[CellRecord, list[CellRecord]]]:
    """The classes and sections of a column, each with what stands right below it."""
    by_code = {cell.subject_code: cell for cell in cells if cell.subject_code}
    for code, cell in by_code.items():
        below = [part for other, part in by_code.items() if other.startswith(code) and len(other) == len(code) + 2]
        if below:
            yield cell, below


def is_sum(total: CellRecord, parts: Sequence[CellRecord]) -> bool:
    """Whether figures add up to a total; half a unit of the last digit of each may be lost to rounding."""
    slack = sum((part.half_width_yuan for part in parts), total.half_width_yuan)
    return abs(total.amount_yuan - sum((part.amount_yuan for part in parts), Decimal(0))) <= slack
