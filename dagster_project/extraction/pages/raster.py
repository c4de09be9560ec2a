"""Fields between the edges of a table, and which of them are one cell because no rule parts them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dagster_project.extraction.pages.rules import nearest
from dagster_project.extraction.pages.shapes import Rule

# How much of the edge of a cell a rule must run along; and one that comes from the edge beside, and ends too early.
_COVERED = 0.6
_BEGUN = 0.35

# Row and column.
Field = tuple[int, int]


def fields_between(first: Field, last: Field) -> Iterator[Field]:
    """All fields from the upper left to the lower right one."""
    return ((row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1))


class Raster:
    """Which neighbouring fields of a raster are parted by a rule; those that are not are one cell."""

    def __init__(self, rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> None:
        self.xs, self.ys = xs, ys
        self.columns = range(len(xs) - 1)
        self._n_rows, self._n_columns = len(ys) - 1, len(xs) - 1
        across = _by_edge([rule for rule in rules if rule.is_horizontal], ys)
        down = _by_edge([rule for rule in rules if not rule.is_horizontal], xs)
        # By row and column, whether a rule runs below a field; by column and row, whether one runs beside it.
        self._below = [_drawn_along(along, xs) for along in across[1:]]
        self._beside = [_drawn_along(along, ys) for along in down[1:]]
        self.spread()

    def spread(self) -> None:
        """Tells anew which fields are one cell."""
        self._taken: set[Field] = set()
        self._ends: dict[Field, Field] = {}
        for row in range(self._n_rows):
            for column in range(self._n_columns):
                if (row, column) not in self._taken:
                    self._spread(row, column)

    def is_parted_below(self, row: int, column: int) -> bool:
        """Whether a field and the one below are not one cell."""
        return self._below[row][column]

    def is_parted_beside(self, row: int, column: int) -> bool:
        """Whether a field and the one right of it are not one cell; none is above the first row."""
        return row >= 0 and self._beside[column][row]

    def part_below(self, row: int, column: int) -> None:
        """A field and the one below are not one cell."""
        self._below[row][column] = True

    def part_beside(self, row: int, column: int) -> None:
        """A field and the one right of it are not one cell."""
        self._beside[column][row] = True

    def cells(self) -> Iterator[tuple[Field, Field]]:
        """The first and the last field of each cell, from above to below and left to right."""
        yield from sorted(self._ends.items())

    def _spread(self, row: int, column: int) -> None:
        """The cell that begins at a field: to the right as far as nothing is drawn, then down as far as all of that is open."""
        right = column
        while right + 1 < self._n_columns and not self._beside[right][row] and (row, right + 1) not in self._taken:
            right += 1
        bottom = row
        while bottom + 1 < self._n_rows and self._is_open_below(bottom, column, right):
            bottom += 1
        self._taken.update(fields_between((row, column), (bottom, right)))
        self._ends[row, column] = (bottom, right)

    def _is_open_below(self, row: int, left: int, right: int) -> bool:
        below = range(left, right + 1)
        return not any(self._below[row][column] or (row + 1, column) in self._taken for column in below) and not any(
            self._beside[column][row + 1] for column in range(left, right)
        )


def _by_edge(rules: Iterable[Rule], edges: Sequence[float]) -> list[list[Rule]]:
    """The rules by the edge that they run along: the nearest one."""
    found: list[list[Rule]] = [[] for _ in edges]
    for rule in rules:
        found[nearest(edges, rule.at)].append(rule)
    return found


def _drawn_along(rules: Iterable[Rule], edges: Sequence[float]) -> list[bool]:
    """Whether rules run along most of the way from each edge to the next."""
    covered = [0.0] * (len(edges) - 1)
    for rule in rules:
        first = max(bisect_right(edges, rule.start) - 1, 0)
        for at in range(first, min(bisect_left(edges, rule.end), len(covered))):
            covered[at] += max(0.0, min(rule.end, edges[at + 1]) - max(rule.start, edges[at]))
    shares = [length / (end - start) for length, (start, end) in zip(covered, pairwise(edges), strict=True)]
    whole = [share >= _COVERED for share in shares]
    return [
        is_whole or (share >= _BEGUN and any(whole[max(at - 1, 0) : at + 2]))
        for at, (is_whole, share) in enumerate(zip(whole, shares, strict=True))
    ]
