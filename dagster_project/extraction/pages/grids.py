"""Ruled tables: rules that cross one another part a region into cells; where none stands between two cells, they are one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from dagster_project.extraction.pages.lines import text_of
from dagster_project.extraction.pages.rules import SAME_RULE, positions
from dagster_project.extraction.pages.shapes import Glyph, Rule
from dagster_project.extraction.places import Box

# How much of the edge of a cell a rule must run along.
_COVERED = 0.6
# Columns that are no wider than this, with nothing in them, lie between the two lines of a doubled rule.
_NARROWEST = 7.0
_EDGES_OF_A_CELL = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, its box, and the row and the column of the table that it begins in."""

    text: str
    box: Box
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table as ruled: where its columns and rows are parted, and its cells from above to below and left to right."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def regions_of(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules that hang together, those of each table for themselves: at least two across and two that go down."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    across = [at for at, rule in enumerate(rules) if rule.is_horizontal]
    down = [at for at, rule in enumerate(rules) if not rule.is_horizontal]
    for one in across:
        for other in down:
            if _meet(rules[one], rules[other]):
                parent[root(one)] = root(other)
    regions: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        regions[root(at)].append(rule)
    for region in regions.values():
        n_across = sum(rule.is_horizontal for rule in region)
        if min(n_across, len(region) - n_across) >= _EDGES_OF_A_CELL:
            yield region


def _meet(across: Rule, down: Rule) -> bool:
    near = 2 * SAME_RULE
    return across.start - near <= down.at <= across.end + near and down.start - near <= across.at <= down.end + near


def table_of(rules: Sequence[Rule], glyphs: Iterable[Glyph]) -> RuledTable:
    """The table that the rules of a region draw, with the characters that stand in it."""
    xs = positions(rule.at for rule in rules if not rule.is_horizontal)
    ys = positions(rule.at for rule in rules if rule.is_horizontal)
    inside = [glyph for glyph in glyphs if xs[0] <= glyph.box.middle[0] <= xs[-1] and ys[0] <= glyph.box.middle[1] <= ys[-1]]
    xs = _without_doubled(xs, [(glyph.box.left, glyph.box.right) for glyph in inside])
    ys = _without_doubled(ys, [(glyph.box.top, glyph.box.bottom) for glyph in inside])
    if min(len(xs), len(ys)) < _EDGES_OF_A_CELL:  # what seems to be one rule is no cell
        return RuledTable(tuple(xs), tuple(ys), ())
    drawn = _Drawn(rules, xs, ys)
    texts: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in inside:
        x, y = glyph.box.middle
        at = (min(bisect_right(ys, y), len(ys) - 1) - 1, min(bisect_right(xs, x), len(xs) - 1) - 1)
        texts[drawn.first_of(at)].append(glyph)
    cells = tuple(
        Cell(text_of(texts.get((row, column), ())), Box(xs[column], ys[row], xs[right + 1], ys[bottom + 1]), row, column)
        for (row, column), (bottom, right) in drawn.cells()
    )
    return RuledTable(tuple(xs), tuple(ys), cells)


def _without_doubled(edges: list[float], printed: Iterable[tuple[float, float]]) -> list[float]:
    """The edges less those that are so near to the one before that nothing fits between, where nothing stands there."""
    middles = sorted((start + end) / 2 for start, end in printed)
    kept = edges[:1]
    for before, edge in pairwise(edges):
        is_empty = bisect_right(middles, before) == bisect_right(middles, edge)
        if edge - before < _NARROWEST and is_empty and edge - kept[-1] < _NARROWEST:
            continue
        kept.append(edge)
    return kept


class _Drawn:
    """Which neighbouring fields of a raster are parted by a rule; those that are not are one cell."""

    def __init__(self, rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> None:
        self._n_rows, self._n_columns = len(ys) - 1, len(xs) - 1
        across, down = (
            _by_edge([rule for rule in rules if rule.is_horizontal], ys),
            _by_edge([rule for rule in rules if not rule.is_horizontal], xs),
        )
        self._below = [[_runs_along(across[row + 1], left, right) for left, right in pairwise(xs)] for row in range(self._n_rows)]
        self._beside = [
            [_runs_along(down[column + 1], top, bottom) for column in range(self._n_columns)] for top, bottom in pairwise(ys)
        ]
        self._first: dict[tuple[int, int], tuple[int, int]] = {}
        self._ends: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(self._n_rows):
            for column in range(self._n_columns):
                if (row, column) not in self._first:
                    self._spread(row, column)

    def first_of(self, field: tuple[int, int]) -> tuple[int, int]:
        """The upper left field of the cell that a field belongs to."""
        return self._first[field]

    def cells(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """The first and the last field of each cell, from above to below and left to right."""
        yield from sorted(self._ends.items())

    def _spread(self, row: int, column: int) -> None:
        """The cell that begins at a field: to the right as far as nothing is drawn, then down as far as all of that is open."""
        right = column
        while right + 1 < self._n_columns and not self._beside[row][right] and (row, right + 1) not in self._first:
            right += 1
        bottom = row
        while bottom + 1 < self._n_rows and self._is_open_below(bottom, column, right):
            bottom += 1
        for each_row in range(row, bottom + 1):
            for each_column in range(column, right + 1):
                self._first[each_row, each_column] = (row, column)
        self._ends[row, column] = (bottom, right)

    def _is_open_below(self, row: int, left: int, right: int) -> bool:
        below = range(left, right + 1)
        return not any(self._below[row][column] or (row + 1, column) in self._first for column in below) and not any(
            self._beside[row + 1][column] for column in range(left, right)
        )


def _by_edge(rules: Iterable[Rule], edges: Sequence[float]) -> list[list[Rule]]:
    """The rules by the edge that they run along: the nearest one."""
    found: list[list[Rule]] = [[] for _ in edges]
    for rule in sorted(rules, key=attrgetter("start")):
        nearest = min(range(len(edges)), key=lambda at: abs(edges[at] - rule.at))
        found[nearest].append(rule)
    return found


def _runs_along(rules: Iterable[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _COVERED * (end - start)
