"""Tables by rules across alone whose header stands in the middle of its columns: each band between two rules is a row.

Where what stands in the middle of each column is known, and where the first begins, so is where each of them ends; that the last
one ends where the rules do proves it. What is not proved so is left to what lines show (`aligned.py`).
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median_low
from typing import NamedTuple

from dagster_project.extraction.pages.lines import Line, text_of_pieces
from dagster_project.extraction.pages.rules import nearest
from dagster_project.extraction.pages.shapes import Rule
from dagster_project.extraction.pages.signs import is_figure, is_spread
from dagster_project.extraction.pages.tables import Cell, Found, Table
from dagster_project.extraction.places import Box, around

_SAME_EDGE = 2.5
# How far from the middle of a column its header may stand, and how far a sign may reach over the edge of a column.
_OFF_MIDDLE = 1.5
_OVER_EDGE = 1.0
_LEAST_RULES = 2
_LEAST_COLUMNS = 2
_MOST_HEADER_BANDS = 6
# Of the size of the letters: how far what stands over and between tables differs from what stands in them, how far from the
# middle of its band a row may stand, and how far two cells of a header are apart at least.
_SAME_SIZE = 0.15
_OFF_BAND = 0.6
_APART = 0.5

Edges = tuple[float, ...]


class _HeaderCell(NamedTuple):
    """A cell of a header: where it begins and ends, the rule above it, and its pieces."""

    left: float
    right: float
    top: float
    pieces: tuple[Line, ...]


def banded_tables(lines: Sequence[Line], rules: Sequence[Rule], before: Sequence[Edges]) -> Iterator[Found]:
    """The tables in bands, from above to below.

    `rules` are those across that are in no table, from above to below. `before` has the edges of the columns of the last
    table of the page before: a first table without header may go on with it.
    """
    for region in sorted(_regions(lines, rules), key=lambda region: region.ys[0]):
        table = region.table() or region.under(before)
        if table:
            yield Found(table, tuple(region.lines))


def _regions(lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator["_Region"]:
    """Rules that begin and end alike, one below the other, with nothing between that is of another kind."""
    for alike in _of_same_ends(rules):
        left, right = alike[0].start, alike[0].end
        run = [alike[0]]
        for above, below in pairwise(alike):
            between = _between(lines, above.at, below.at)
            if not _may_be_row([*_between(lines, run[0].at, above.at), *between], between, left, right):
                yield from _region_of(run, lines, rules)
                run = []
            run.append(below)
        yield from _region_of(run, lines, rules)


def _of_same_ends(rules: Sequence[Rule]) -> list[list[Rule]]:
    found: list[list[Rule]] = []
    for _, together in groupby(sorted(rules, key=lambda rule: round(rule.start)), key=lambda rule: round(rule.start)):
        for rule in sorted(together, key=lambda rule: rule.end):
            last = found[-1][-1] if found else None
            if last and abs(last.start - rule.start) <= _SAME_EDGE and abs(last.end - rule.end) <= _SAME_EDGE:
                found[-1].append(rule)
            else:
                found.append([rule])
    return [sorted(alike, key=lambda rule: rule.at) for alike in found]


def _between(lines: Sequence[Line], top: float, bottom: float) -> list[Line]:
    first = bisect_right(lines, top, key=lambda line: line.box.middle[1])
    return [line for line in lines[first:] if line.box.middle[1] < bottom]


def _may_be_row(all_lines: Sequence[Line], lines: Sequence[Line], left: float, right: float) -> bool:
    """Whether lines are of the size of those above, and within the rules."""
    if not lines:
        return True
    size = median_low([line.size for line in all_lines])
    is_alike = all(abs(line.size - size) <= _SAME_SIZE * size for line in lines)
    return is_alike and all(line.box.left >= left - _OVER_EDGE and line.box.right <= right + _OVER_EDGE for line in lines)


def _region_of(run: Sequence[Rule], lines: Sequence[Line], rules: Sequence[Rule]) -> Iterator["_Region"]:
    if len(run) < _LEAST_RULES:
        return
    top, bottom = run[0].at, run[-1].at
    within = [
        rule for rule in rules if top < rule.at < bottom and rule.start < run[0].end and rule.end > run[0].start and rule not in run
    ]
    yield _Region(run, within, _between(lines, top, bottom))


class _Region:
    """What may be a table: rules over all of it, others within, and the lines between."""

    def __init__(self, run: Sequence[Rule], within: Sequence[Rule], lines: Sequence[Line]) -> None:
        self.ys = [rule.at for rule in run]
        self.lines = lines
        self._left, self._right = run[0].start, run[0].end
        self._rules = sorted([*run, *within], key=lambda rule: rule.at)
        self._within = within

    def table(self) -> Table | None:
        """The table whose header proves its columns; with rows, or a header of several bands."""
        n_bands = len(self.ys) - 1
        for n_header in range(1, min(_MOST_HEADER_BANDS, n_bands) + 1 if n_bands > 1 else 1):
            header = self._header(self.ys[n_header])
            found = header and self._with_rows(header, n_header)
            if found:
                return found
        return None

    def under(self, before: Iterable[Edges]) -> Table | None:
        """The table without a header whose columns are those of one before."""
        for xs in before:
            if abs(xs[0] - self._left) <= _SAME_EDGE and abs(xs[-1] - self._right) <= _SAME_EDGE:
                header = [_HeaderCell(left, right, self.ys[0], ()) for left, right in pairwise(xs)]
                return self._with_rows(header, 0)
        return None

    def _header(self, bottom: float) -> list[_HeaderCell] | None:
        """The cells of the header above a rule, where they prove columns."""
        pieces = [part for line in self.lines if line.box.middle[1] < bottom for piece in line.pieces for part in _parted(piece)]
        return self._divided(self._left, self._right, self.ys[0], bottom, self._together(pieces))

    def _together(self, pieces: Iterable[Line]) -> list[tuple[Line, ...]]:
        """Pieces above one another that no rule parts, as one cell."""
        cells: list[list[Line]] = []
        for piece in sorted(pieces, key=lambda piece: piece.baseline):
            above = [
                cell
                for cell in cells
                if any(one.box.left < piece.box.right and piece.box.left < one.box.right for one in cell)
                and not self._rule_between(cell[-1].box.middle[1], piece.box.middle[1], piece.box.middle[0])
            ]
            cells = [cell for cell in cells if cell not in above]
            cells.append([*(one for cell in above for one in cell), piece])
        return [tuple(cell) for cell in cells]

    def _rule_between(self, top: float, bottom: float, x: float) -> bool:
        return any(top < rule.at < bottom and rule.start <= x <= rule.end for rule in self._rules)

    def _divided(
        self, left: float, right: float, top: float, bottom: float, cells: Sequence[tuple[Line, ...]]
    ) -> list[_HeaderCell] | None:
        """The cells in a part of the header, those below among them; None where they do not prove where they begin and end."""
        if not cells:
            return [_HeaderCell(left, right, top, ())]
        boxes = {id(cell): around(piece.box for piece in cell) for cell in cells}
        first = [cell for cell in cells if not self._rule_between(top + _OVER_EDGE, *boxes[id(cell)].middle[::-1])]
        first.sort(key=lambda cell: boxes[id(cell)].left)
        edges = _edges_around([boxes[id(cell)] for cell in first], left, right)
        if edges is None:
            return None
        found: list[_HeaderCell] = []
        for cell, (start, end) in zip(first, pairwise(edges), strict=True):
            found.append(_HeaderCell(start, end, top, cell))
            low = boxes[id(cell)].middle[1]
            rest = [other for other in cells if other is not cell and start < boxes[id(other)].middle[0] < end]
            below = next(
                (rule.at for rule in self._rules if low < rule.at < bottom - _OVER_EDGE and _covers(rule, start, end)), None
            )
            if below is None and not rest:
                continue
            parts = None if below is None else self._divided(start, end, below, bottom, rest)
            if parts is None:
                return None
            found += parts
        return found

    def _with_rows(self, header: Sequence[_HeaderCell], n_header: int) -> Table | None:
        """The table of a header of so many bands and the rows below; None where these do not stand in its columns."""
        top = self.ys[n_header]
        xs = _distinct([edge for cell in header for edge in (cell.left, cell.right)])
        if len(xs) <= _LEAST_COLUMNS or any(rule.at > top for rule in self._within):
            return None
        ys = _distinct([*(rule.at for rule in self._rules if rule.at < top), *self.ys[n_header:]])
        cells = []
        for cell in header:
            if cell.pieces:
                row, column = nearest(ys, cell.top), nearest(xs, cell.left)
                cells.append(Cell(text_of_pieces(cell.pieces), around(piece.box for piece in cell.pieces), row, column))
        bands = list(pairwise(self.ys[n_header:]))
        if n_header and len(bands) == 1 and len(_between(self.lines, *bands[0])) > 1:
            return None  # several rows that no rules part, or one: nothing tells
        for above, below in bands:
            row_cells = _row_cells(_between(self.lines, above, below), xs, nearest(ys, above), (above, below))
            if row_cells is None:
                return None
            cells += row_cells
        if not any(cell.text for cell in cells):
            return None
        return Table(tuple(xs), tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _covers(rule: Rule, start: float, end: float) -> bool:
    return rule.start <= start + _SAME_EDGE and rule.end >= end - _SAME_EDGE


def _edges_around(boxes: Sequence[Box], left: float, right: float) -> list[float] | None:
    """The edges between cells that stand each in the middle between two, from `left` on; None where the last is not `right`."""
    edges = [left]
    for box in boxes:
        edges.append(2 * box.middle[0] - edges[-1])
        if edges[-2] > box.left + _OVER_EDGE or edges[-1] < box.right - _OVER_EDGE:
            return None
    if abs(edges[-1] - right) > 2 * _OFF_MIDDLE:
        return None
    return [*edges[:-1], right]


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME_EDGE:
            found.append(place)
    return found


def _row_cells(lines: Sequence[Line], xs: Sequence[float], row: int, band: tuple[float, float]) -> list[Cell] | None:
    """The cells of a row; None where a line goes over the edge of a column, or several cells may be in one."""
    by_column: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        in_line: dict[int, list[Line]] = defaultdict(list)
        for piece in line.pieces:
            for part in _cut(piece, xs):
                column = min(max(bisect_right(xs, part.box.middle[0]), 1), len(xs) - 1) - 1
                if part.box.left < xs[column] - _OVER_EDGE or part.box.right > xs[column + 1] + _OVER_EDGE:
                    return None
                in_line[column].append(part)
        for column, parts in in_line.items():
            if len(parts) > 1 and not all(is_spread(part.text) for part in parts):
                return None
            by_column[column] += parts
    if not all(_is_one_cell(parts, (band[0] + band[1]) / 2) for parts in by_column.values()):
        return None
    return [
        Cell(text_of_pieces(parts), around(part.box for part in parts), row, column) for column, parts in sorted(by_column.items())
    ]


def _is_one_cell(parts: Sequence[Line], middle: float) -> bool:
    """Whether lines may be those of one cell, not of several rows that no rule parts: in the middle, no figure among many."""
    is_in_middle = abs(around(part.box for part in parts).middle[1] - middle) <= _OFF_BAND * parts[0].size
    lines = {round(part.baseline) for part in parts}
    return is_in_middle and not (len(lines) > 1 and any(is_figure(part.text) for part in parts))


def _cut(piece: Line, xs: Sequence[float]) -> Iterator[Line]:
    """A piece as the parts of it that stand in each column."""
    middles = [(piece.edges[2 * at] + piece.edges[2 * at + 1]) / 2 for at in range(len(piece.text))]
    columns = [bisect_right(xs, middle) for middle in middles]
    for _, group in groupby(range(len(piece.text)), key=columns.__getitem__):
        yield from _part(piece, list(group))


def _parted(piece: Line) -> list[Line]:
    """A piece as cells of a header, which may be nearer to one another than others are; a word whose signs are spread is one."""
    signs = [at for at, sign in enumerate(piece.text) if not sign.isspace()]
    parts: list[list[int]] = [signs[:1]]
    for one, other in pairwise(signs):
        if piece.edges[2 * other] - piece.edges[2 * one + 1] > _APART * piece.size:
            parts.append([])
        parts[-1].append(other)
    cells = [cell for part in parts for cell in _part(piece, part)]
    return [piece] if all(is_spread(cell.text) for cell in cells) else cells


def _part(piece: Line, signs: Sequence[int]) -> Iterator[Line]:
    """Some neighbouring signs of a piece, less blanks at their ends."""
    shown = [at for at in signs if not piece.text[at].isspace()]
    if not shown:
        return
    first, last = shown[0], shown[-1]
    edges = piece.edges[2 * first : 2 * last + 2]
    box = Box(edges[0], piece.box.top, edges[-1], piece.box.bottom)
    yield piece._replace(text=piece.text[first : last + 1], box=box, edges=array("f", edges))
