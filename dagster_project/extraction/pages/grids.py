"""Ruled tables: rules that cross one another part a region into cells; where none stands between two cells, they are one."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dagster_project.extraction.pages.crossings import connected
from dagster_project.extraction.pages.lines import text_of
from dagster_project.extraction.pages.rules import joined, positions
from dagster_project.extraction.pages.shapes import Glyph, Rule
from dagster_project.extraction.pages.tables import Cell, Table
from dagster_project.extraction.places import Box

# How much of the edge of a cell a rule must run along.
_COVERED = 0.6
# Columns that are no wider than this, with nothing in them, lie between the two lines of a doubled rule.
_NARROWEST = 7.0
_EDGES_OF_A_CELL = 2
# What is ruled finer than that is a drawing.
_MOST_FIELDS = 100_000
# More regions on a page are no tables; the largest are looked at.
_MOST_REGIONS = 200


def ruled_tables(rules: Iterable[Rule], glyphs: Iterable[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables that rules draw, and the characters outside of them.

    Of regions within one another the inner one is the table; the outer one may be a frame around the page.
    """
    regions = sorted(regions_of(joined(rules)), key=len, reverse=True)[:_MOST_REGIONS]
    outside = list(glyphs)
    tables: list[Table] = []
    for region in sorted(regions, key=_area):
        table = table_of(region, outside)
        if _is_table(table):
            tables.append(table)
            outside = [glyph for glyph in outside if not table.box.holds(*glyph.box.middle)]
    return tables, outside


def _area(rules: Sequence[Rule]) -> float:
    width, height = ([rule.at for rule in rules if rule.is_horizontal == is_horizontal] for is_horizontal in (False, True))
    return (max(width) - min(width)) * (max(height) - min(height))


def _is_table(table: Table) -> bool:
    """Whether it has two columns and a text: a frame with one column is no table, what stands in it is text."""
    return len(table.xs) > _EDGES_OF_A_CELL and any(cell.text for cell in table.cells)


def regions_of(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The rules that hang together, those of each table for themselves: at least two across and two that go down."""
    regions: dict[int, list[Rule]] = defaultdict(list)
    for rule, region in zip(rules, connected(rules), strict=True):
        regions[region].append(rule)
    for together in regions.values():
        n_across = sum(rule.is_horizontal for rule in together)
        if min(n_across, len(together) - n_across) >= _EDGES_OF_A_CELL:
            yield together


def table_of(rules: Sequence[Rule], glyphs: Iterable[Glyph]) -> Table:
    """The table that the rules of a region draw, with the characters that stand in it."""
    xs = positions(rule.at for rule in rules if not rule.is_horizontal)
    ys = positions(rule.at for rule in rules if rule.is_horizontal)
    inside = [glyph for glyph in glyphs if xs[0] <= glyph.box.middle[0] <= xs[-1] and ys[0] <= glyph.box.middle[1] <= ys[-1]]
    xs = _without_doubled(xs, [(glyph.box.left, glyph.box.right) for glyph in inside])
    ys = _without_doubled(ys, [(glyph.box.top, glyph.box.bottom) for glyph in inside])
    # What seems to be one rule is no cell.
    if min(len(xs), len(ys)) < _EDGES_OF_A_CELL or len(xs) * len(ys) > _MOST_FIELDS:
        return Table(tuple(xs), tuple(ys), ())
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
    return Table(tuple(xs), tuple(ys), cells)


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
        across = _by_edge([rule for rule in rules if rule.is_horizontal], ys)
        down = _by_edge([rule for rule in rules if not rule.is_horizontal], xs)
        # By row and column, whether a rule runs below a field; by column and row, whether one runs beside it.
        self._below = [_drawn_along(along, xs) for along in across[1:]]
        self._beside = [_drawn_along(along, ys) for along in down[1:]]
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
        while right + 1 < self._n_columns and not self._beside[right][row] and (row, right + 1) not in self._first:
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
            self._beside[column][row + 1] for column in range(left, right)
        )


def _by_edge(rules: Iterable[Rule], edges: Sequence[float]) -> list[list[Rule]]:
    """The rules by the edge that they run along: the nearest one."""
    found: list[list[Rule]] = [[] for _ in edges]
    for rule in rules:
        found[_nearest(edges, rule.at)].append(rule)
    return found


def _nearest(edges: Sequence[float], at: float) -> int:
    after = bisect_left(edges, at)
    around_it = range(max(after - 1, 0), min(after + 1, len(edges)))
    return min(around_it, key=lambda edge: abs(edges[edge] - at))


def _drawn_along(rules: Iterable[Rule], edges: Sequence[float]) -> list[bool]:
    """Whether rules run along most of the way from each edge to the next."""
    covered = [0.0] * (len(edges) - 1)
    for rule in rules:
        first = max(bisect_right(edges, rule.start) - 1, 0)
        for at in range(first, min(bisect_left(edges, rule.end), len(covered))):
            covered[at] += max(0.0, min(rule.end, edges[at + 1]) - max(rule.start, edges[at]))
    return [length >= _COVERED * (end - start) for length, (start, end) in zip(covered, pairwise(edges), strict=True)]
