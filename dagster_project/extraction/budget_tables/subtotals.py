"""Rows that are called a subtotal and nothing more (小计): what they are the sum of, only their figures tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.amounts import PrintedAmount


class ListedRow(NamedTuple):
    """A row of a list: its level, the highest 0, and its amounts by column. A row that `is_bound` is a part of no run."""

    level: int
    amounts: Mapping[int, PrintedAmount]
    is_subtotal: bool = False
    is_bound: bool = False


@dataclass(slots=True)
class _Sum:
    """Amounts added up by column, in yuan, each with how far rounding may have moved it."""

    amounts: dict[int, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def add(self, amounts: Mapping[int, PrintedAmount], sign: int = 1) -> None:
        for column, amount in amounts.items():
            total, slack = self.amounts.get(column, (Decimal(0), Decimal(0)))
            self.amounts[column] = total + sign * amount.amount_yuan, slack + sign * amount.half_width_yuan

    def is_of(self, amounts: Mapping[int, PrintedAmount]) -> bool:
        """Whether each of the amounts is the sum of its column, as far as rounding allows."""
        for column, amount in amounts.items():
            total, slack = self.amounts.get(column, (Decimal(0), Decimal(0)))
            if abs(total - amount.amount_yuan) > slack + amount.half_width_yuan:
                return False
        return True

    def is_within(self, amounts: Mapping[int, PrintedAmount]) -> bool:
        """Whether it comes to no more than the amounts, as far as rounding allows, and to nothing where there is none."""
        return self.is_nothing_beside(amounts) and all(
            total - amounts[column].amount_yuan <= slack + amounts[column].half_width_yuan
            for column, (total, slack) in self.amounts.items()
            if column in amounts
        )

    def is_nothing_beside(self, amounts: Mapping[int, PrintedAmount]) -> bool:
        """Whether it comes to nothing in the columns in which there are none of the amounts, as far as rounding allows."""
        return all(abs(total) <= slack for column, (total, slack) in self.amounts.items() if column not in amounts)


def unproven_subtotals(rows: Sequence[ListedRow]) -> list[int]:
    """The places of the subtotals of a list that no run of rows right above or below them adds up to.

    A run ends at a total or at another subtotal. What is added up are its rows of the highest level, or its lowest rows.
    """
    return [
        at
        for at, row in enumerate(rows)
        if row.is_subtotal
        and row.amounts
        and not _is_sum_of_a_run(row, map(rows.__getitem__, range(at - 1, -1, -1)), is_upward=True)
        and not _is_sum_of_a_run(row, map(rows.__getitem__, range(at + 1, len(rows))), is_upward=False)
    ]


def adds_up(
    total: Mapping[int, PrintedAmount], parts: Iterable[Mapping[int, PrintedAmount]], *, is_blank_nothing: bool = False
) -> bool:
    """Whether each amount of a total is the sum of those of its parts in its column, as far as rounding allows.

    Where a blank of the total `is_blank_nothing`, its parts come to nothing there, too.
    """
    together = _Sum()
    for part in parts:
        together.add(part)
    return together.is_of(total) and (not is_blank_nothing or together.is_nothing_beside(total))


def comes_to_less(total: Mapping[int, PrintedAmount], parts: Iterable[Mapping[int, PrintedAmount]]) -> bool:
    """Whether parts come to no more than a total in any column, as far as rounding allows."""
    together = _Sum()
    for part in parts:
        together.add(part)
    return together.is_within(total)


def adds_up_neighbours(rows: Sequence[Mapping[int, PrintedAmount]]) -> bool:
    """Whether one of some rows is the sum of two or more that stand right above or below it, in every column."""
    return any(
        _is_sum_of_several(row, beside) for at, row in enumerate(rows) if row for beside in (rows[:at][::-1], rows[at + 1 :])
    )


def _is_sum_of_several(amounts: Mapping[int, PrintedAmount], rows: Sequence[Mapping[int, PrintedAmount]]) -> bool:
    together = _Sum()
    for n_added, row in enumerate(rows, start=1):
        together.add(row)
        if n_added > 1 and together.is_of(amounts) and together.is_nothing_beside(amounts):
            return True
    return False


def _is_sum_of_a_run(subtotal: ListedRow, rows: Iterable[ListedRow], is_upward: bool) -> bool:
    """Whether rows up to any of those that follow one another from a subtotal on add up to it."""
    by_level: dict[int, _Sum] = {}
    lowest = _Sum()
    nearer: ListedRow | None = None
    for row in rows:
        if row.is_bound or row.is_subtotal:
            break
        by_level.setdefault(row.level, _Sum()).add(row.amounts)
        upper, lower = (row, nearer) if is_upward else (nearer, row)
        has_parts = upper is not None and lower is not None and lower.level > upper.level
        if not (has_parts and is_upward):
            lowest.add(row.amounts)
        if has_parts and not is_upward and nearer:
            lowest.add(nearer.amounts, -1)
        if by_level[min(by_level)].is_of(subtotal.amounts) or lowest.is_of(subtotal.amounts):
            return True
        nearer = row
    return False
