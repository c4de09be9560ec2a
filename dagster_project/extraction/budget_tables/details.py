"""Rows that name more closely what the rows above them are of: what is bought within a category, how, and for which unit.

The wider a row is, the fewer of its label cells are filled: 货物 │ │ , then │ 信息网络建设费 │ , then │ │ 服务器. Which of them
add up which, their cells tell; that it is so, their figures prove.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dagster_project.extraction.amounts import PrintedAmount
from dagster_project.extraction.budget_tables.subtotals import adds_up
from dagster_project.extraction.wording import clean, key

# The roles of label columns of details: `detail_item` is the field `item`.
_PREFIX = "detail_"
UNIT = "unit"


class Details(NamedTuple):
    """What a row names more closely than its subject or item does."""

    project: str = ""
    economic: str = ""
    item: str = ""
    method: str = ""
    unit: str = ""


DETAIL_ROLES = frozenset(f"{_PREFIX}{field}" for field in Details._fields)


class DetailReader:
    """Reads the label cells of the rows of one list, in reading order."""

    def __init__(self) -> None:
        self._above: list[str] = []

    def forget(self) -> None:
        """Lets the next row begin anew, as it does below a total."""
        self._above = []

    def read(self, levels: Sequence[tuple[str, str]]) -> Details:
        """The details of a row with label cells, each with its role: what is blank left of the first stands in the rows above."""
        filled = [at for at, (_, text) in enumerate(levels) if text]
        above = [*self._above, *[""] * len(levels)][: filled[0]]
        self._above = [*above, *(text for _, text in levels[filled[0] : filled[-1] + 1])]
        found: dict[str, str] = {}
        for (role, _), text in zip(levels, self._above, strict=False):
            field = role.removeprefix(_PREFIX)
            if text and field in Details._fields:
                found[field] = clean(f"{found.get(field, '')} {text}")
        return Details(**found)


class DetailedRow(NamedTuple):
    """A row with figures: its label cells as printed, and its amounts by column."""

    levels: tuple[str, ...]
    amounts: Mapping[int, PrintedAmount]


def rows_above(rows: Sequence[DetailedRow]) -> list[int | None]:
    """For each row the place of the nearest row above it that it details; None for one that details none.

    That is one whose last filled cell stands further left, and of which it repeats each filled cell or leaves it blank.
    """
    open_rows: list[int] = []
    above: list[int | None] = []
    for at, row in enumerate(rows):
        while open_rows and not _details(row, rows[open_rows[-1]]):
            open_rows.pop()
        above.append(open_rows[-1] if open_rows else None)
        open_rows.append(at)
    return above


def unproven_rows(rows: Sequence[DetailedRow], above: Sequence[int | None]) -> set[int]:
    """The places of the rows below a row without one above it where one of them, or it, is not the sum of those right below it."""
    roots: list[int] = []
    for at, upper in enumerate(above):
        roots.append(at if upper is None else roots[upper])
    below: dict[int, list[int]] = {}
    for at, upper in enumerate(above):
        if upper is not None:
            below.setdefault(upper, []).append(at)
    broken = {
        roots[upper]
        for upper, parts in below.items()
        if not adds_up(rows[upper].amounts, [rows[at].amounts for at in parts], is_blank_nothing=True)
    }
    return {at for at, upper in enumerate(above) if upper is not None and roots[at] in broken}


def _details(row: DetailedRow, wider: DetailedRow) -> bool:
    is_below = _depth(row.levels) > _depth(wider.levels)
    return is_below and all(
        not own or not text or key(own) == key(text) for own, text in zip(row.levels, wider.levels, strict=True)
    )


def _depth(levels: Iterable[str]) -> int:
    return max((at for at, text in enumerate(levels) if text), default=-1)
