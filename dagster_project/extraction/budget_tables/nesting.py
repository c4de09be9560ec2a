"""Rows of names that add up rows below them without saying so: their figures alone tell which, where they do in one way.

A row that adds up others stands right above them: the total, the units below it, the projects of each. What is indented on the
page is not in the text.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from dagster_project.extraction.amounts import PrintedAmount

# More steps than any list needs whose sums differ: so many ways are never one way.
_MOST_STEPS = 20_000
# The search goes as deep as a list is long, and Python no deeper than some hundred calls more.
_MOST_ROWS = 300
_SEVERAL = 2


def rows_with_parts(rows: Sequence[Mapping[int, PrintedAmount]], may_have_one: Collection[int]) -> frozenset[int] | None:
    """The places of the rows of a list that add up the rows below them, the first of them all; None where it is not told.

    It is told where there is one way only in which each row either adds up rows that follow it, in every column, or has no
    parts, and the first adds up all. Rows of nothing have none. One part alone, which prints the same figures, have only rows
    that `may_have_one` by what they are called (totals, units): two others may be alike by chance. Negative amounts tell
    nothing, and nor do more than 300 rows.
    """
    if not 1 < len(rows) <= _MOST_ROWS or any(amount.amount_yuan < 0 for row in rows for amount in row.values()):
        return None
    try:
        ways = _Ways(rows, may_have_one).of_row(0).get(len(rows), set())
    except _TooManyWaysError:
        return None
    return next(iter(ways)) if len(ways) == 1 else None


class _TooManyWaysError(Exception):
    """There are more ways to add up a list than are worth a look."""


class _Ways:
    """In which ways the rows of a list may add up those below them, row by row."""

    def __init__(self, rows: Sequence[Mapping[int, PrintedAmount]], may_have_one: Collection[int]) -> None:
        self._may_have_one = may_have_one
        columns = sorted({column for row in rows for column in row})
        nothing = Decimal(0)
        self._amounts = [[row[column].amount_yuan if column in row else nothing for column in columns] for row in rows]
        self._slacks = [[row[column].half_width_yuan if column in row else nothing for column in columns] for row in rows]
        self._found: dict[int, dict[int, set[frozenset[int]]]] = {}
        self._n_steps = 0

    def of_row(self, at: int) -> dict[int, set[frozenset[int]]]:
        """The ends of the stretches that a row may begin, itself and its parts, each with the rows with parts in them."""
        if at not in self._found:
            ends: dict[int, set[frozenset[int]]] = {at + 1: {frozenset()}} if at else {}
            if any(self._amounts[at]):
                self._add_parts(at, at + 1, [Decimal(0)] * len(self._amounts[at]), self._slacks[at], 0, frozenset({at}), ends)
            self._found[at] = ends
        return self._found[at]

    def _add_parts(
        self,
        of: int,
        at: int,
        total: Sequence[Decimal],
        slack: Sequence[Decimal],
        n_parts: int,
        with_parts: frozenset[int],
        ends: dict[int, set[frozenset[int]]],
    ) -> None:
        """Adds to `ends` where the parts of a row may end, those before `at` coming to `total`."""
        self._n_steps += 1
        if self._n_steps > _MOST_STEPS:
            raise _TooManyWaysError
        whole = self._amounts[of]
        n_least = 1 if of in self._may_have_one else _SEVERAL
        if n_parts >= n_least and all(abs(a - b) <= c for a, b, c in zip(total, whole, slack, strict=True)):
            ends.setdefault(at, set()).add(with_parts)
        if at == len(self._amounts):
            return
        total = [a + b for a, b in zip(total, self._amounts[at], strict=True)]
        slack = [a + b for a, b in zip(slack, self._slacks[at], strict=True)]
        if any(a - b > c for a, b, c in zip(total, whole, slack, strict=True)):
            return
        for end, ways in self.of_row(at).items():
            for way in ways:
                self._add_parts(of, end, total, slack, n_parts + 1, with_parts | way, ends)
