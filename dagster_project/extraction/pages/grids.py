"""Ruled tables: rules that cross one another part a region into cells; where none stands between two cells, they are one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf

from dagster_project.extraction.pages.crossings import connected
from dagster_project.extraction.pages.lines import joined_text, lines_of, text_of
from dagster_project.extraction.pages.missing import hides_rows, part_figures
from dagster_project.extraction.pages.raster import Field, Raster, fields_between
from dagster_project.extraction.pages.rules import SAME_RULE, positions
from dagster_project.extraction.pages.shapes import Glyph, Rule
from dagster_project.extraction.pages.tables import Cell, Table
from dagster_project.extraction.places import Box

# Columns that are no wider than this, with nothing in them, lie between the two lines of a doubled rule.
_NARROWEST = 7.0
_EDGES_OF_A_CELL = 2
# What is ruled finer than that is a drawing.
_MOST_FIELDS = 100_000
# More regions on a page are no tables; the largest are looked at.
_MOST_REGIONS = 200
# How many regions a character may lie in, on average: more within one another are no tables.
_MOST_LOOKS = 10


def ruled_tables(rules: Sequence[Rule], glyphs: Iterable[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables that rules draw, each of which is whole and there once, and the characters outside of them.

    Of regions within one another the inner one is the table; the outer one may be a frame around the page.
    """
    regions = sorted(regions_of(rules), key=len, reverse=True)[:_MOST_REGIONS]
    outside = list(glyphs)
    n_looks = _MOST_LOOKS * len(outside)
    tables: list[Table] = []
    for region in sorted(regions, key=_area):
        box = _box(region)
        inside = [glyph for glyph in outside if box.holds(*glyph.box.middle)]
        n_looks -= len(inside)
        if n_looks < 0:
            break
        table = table_of(region, inside)
        if _is_table(table):
            tables.append(table)
            outside = [glyph for glyph in outside if not table.box.holds(*glyph.box.middle)]
    return tables, outside


def _area(rules: Sequence[Rule]) -> float:
    box = _box(rules)
    return box.width * box.height


def _box(rules: Sequence[Rule]) -> Box:
    """All that rules reach."""
    across, down = [rule for rule in rules if rule.is_horizontal], [rule for rule in rules if not rule.is_horizontal]
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    return Box(
        min(left, *(rule.at for rule in down)),
        min(top, *(rule.at for rule in across)),
        max(right, *(rule.at for rule in down)),
        max(bottom, *(rule.at for rule in across)),
    )


def _is_table(table: Table) -> bool:
    """Whether it has two columns and a text: a frame, or one with a column alone, is none, and what stands in it is text."""
    return len(table.xs) > _EDGES_OF_A_CELL and len(table.cells) > 1 and any(cell.text for cell in table.cells)


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
    """The table that the rules of a region draw, with the characters that stand in it; without cells where they draw none."""
    xs = positions(rule.at for rule in rules if not rule.is_horizontal)
    ys = positions(rule.at for rule in rules if rule.is_horizontal)
    glyphs = list(glyphs)
    xs = _with_outer(
        xs, [rule for rule in rules if rule.is_horizontal], [glyph.box.middle[0] for glyph in _within(glyphs, None, ys)]
    )
    ys = _with_outer(
        ys, [rule for rule in rules if not rule.is_horizontal], [glyph.box.middle[1] for glyph in _within(glyphs, xs, None)]
    )
    inside = _within(glyphs, xs, ys)
    xs = _without_doubled(xs, [(glyph.box.left, glyph.box.right) for glyph in inside])
    ys = _without_doubled(ys, [(glyph.box.top, glyph.box.bottom) for glyph in inside])
    nothing = Table(tuple(xs), tuple(ys), ())
    # What seems to be one rule is no cell.
    if min(len(xs), len(ys)) < _EDGES_OF_A_CELL or len(xs) * len(ys) > _MOST_FIELDS:
        return nothing
    fields: dict[Field, list[Glyph]] = defaultdict(list)
    for glyph in inside:
        x, y = glyph.box.middle
        fields[min(bisect_right(ys, y), len(ys) - 1) - 1, min(bisect_right(xs, x), len(xs) - 1) - 1].append(glyph)
    raster = Raster(rules, xs, ys)
    lines = {field: lines_of(found) for field, found in fields.items()}
    part_figures(raster, lines)
    if hides_rows(raster, lines):
        return nothing
    cells = []
    for (row, column), (bottom, right) in raster.cells():
        if (row, column) == (bottom, right):
            text = joined_text(line.text for line in lines.get((row, column), ()))
        else:
            text = text_of(glyph for field in fields_between((row, column), (bottom, right)) for glyph in fields.get(field, ()))
        cells.append(Cell(text, Box(xs[column], ys[row], xs[right + 1], ys[bottom + 1]), row, column))
    return Table(tuple(xs), tuple(ys), tuple(cells))


def _within(glyphs: Iterable[Glyph], xs: Sequence[float] | None, ys: Sequence[float] | None) -> list[Glyph]:
    """The characters between the first and the last of some edges."""
    return [
        glyph
        for glyph in glyphs
        if (not xs or xs[0] <= glyph.box.middle[0] <= xs[-1]) and (not ys or ys[0] <= glyph.box.middle[1] <= ys[-1])
    ]


def _with_outer(edges: list[float], rules: Sequence[Rule], printed: Sequence[float]) -> list[float]:
    """The edges, with one more before and behind where rules that cross them go on as far, and something stands there."""
    first = _common_end([-rule.start for rule in rules if rule.start < edges[0] - _NARROWEST])
    last = _common_end([rule.end for rule in rules if rule.end > edges[-1] + _NARROWEST])
    before = [-first] if first is not None and any(-first < place < edges[0] for place in printed) else []
    behind = [last] if last is not None and any(edges[-1] < place < last for place in printed) else []
    return [*before, *edges, *behind]


def _common_end(ends: list[float]) -> float | None:
    """How far several rules go that end alike; None where no two do."""
    pairs = [one for one, other in pairwise(sorted(ends)) if other - one <= SAME_RULE]
    return pairs[-1] if pairs else None


def _without_doubled(edges: list[float], printed: Iterable[tuple[float, float]]) -> list[float]:
    """The edges less those that are so near to the one before that nothing fits between, where nothing stands there.

    What is more than twice as wide as the gap stands over it, in a cell that is merged. The last edge stays: what stands between
    the lines of the outermost rule is in the table, as its box says.
    """
    middles = sorted(((start + end) / 2, end - start) for start, end in printed)
    kept = edges[:1]
    for before, edge in pairwise(edges):
        between = middles[bisect_right(middles, (before, inf)) : bisect_right(middles, (edge, inf))]
        is_empty = all(extent > 2 * (edge - before) for _, extent in between)
        if edge - before < _NARROWEST and is_empty and edge - kept[-1] < _NARROWEST:
            continue
        kept.append(edge)
    return kept if len(kept) < _EDGES_OF_A_CELL else [*kept[:-1], edges[-1]]
