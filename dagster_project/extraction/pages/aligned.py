"""Tables that are not ruled, or by rules across alone: lines whose pieces stand one below the other, with figures among them.

What cannot be told with certainty stays text: prose, contents, lists and signatures have no two columns of which one is of
figures that stand under one another.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dagster_project.extraction.pages.columns import Column, Columns
from dagster_project.extraction.pages.headers import Header, header_of
from dagster_project.extraction.pages.lines import Line, text_of_pieces
from dagster_project.extraction.pages.row_groups import Unit, row_groups, step_between, step_of_rows, units_of
from dagster_project.extraction.pages.shapes import Rule
from dagster_project.extraction.pages.signs import has_leader, is_figure
from dagster_project.extraction.pages.tables import Cell, Found, Table
from dagster_project.extraction.places import around

# Of the size of the letters, how much room is between two lines of a table at most.
_FURTHEST = 4.0
# Of the distance of most lines, how far one is away that is no part of the table.
_APART = 2.5
_SAME_SIZE = 0.3
_MOST_HEADER_LINES = 12
# How many lines must agree, the header among them, where no rules enclose them.
_LEAST_ROWS = 3
_LEAST_COLUMNS = 2
# Of the width of a table, how long a rule across it is at most: others belong to the page.
_BEYOND = 2.0
# Of the rows, in how many a column of figures has one at least where no header names it.
_FILLED = 0.5
# Of the distance of lines, how far they are apart at most where one goes on with the other.
_WITHIN = 0.8
_LONGEST_PAGE_NUMBER = 4


def aligned_tables(lines: Sequence[Line], rules: Sequence[Rule], barriers: Sequence[float]) -> Iterator[Found]:
    """The tables that lines show, from above to below.

    `rules` are those across that are in no table, and `barriers` the heights where something else stands between lines,
    both sorted. A table that has too few rows to be one is marked as one that only goes on with another.
    """
    units = units_of(lines)
    at = free = 0
    while at < len(units):
        if not units[at].is_core or _has_leader(units[at]):
            at += 1
            continue
        body = _Body(units, rules, barriers, free, at, _end_of_body(units, at, barriers))
        table = body.table()
        if table:
            yield Found(table, body.lines)
            free = body.end
        at = body.end


def _end_of_body(units: Sequence[Unit], first: int, barriers: Sequence[float]) -> int:
    """The unit behind the last one of those that have figures under the columns of the first."""
    columns = Columns()
    end = first
    for at in range(first, len(units)):
        unit = units[at]
        if at > first and not _is_below(units[at - 1], unit, barriers):
            break
        if not (unit.is_core or _is_of_words(unit, columns)) or not _take(columns, at, unit):
            break
        if unit.is_core:
            end = at + 1
    return max(end, first + 1)


def _take(columns: Columns, number: int, unit: Unit) -> bool:
    return all(columns.take((number, at), line.pieces) for at, line in enumerate(unit.lines))


def _is_below(above: Unit, unit: Unit, barriers: Sequence[float]) -> bool:
    """Whether lines may belong to the same table as those above."""
    one, other = above.lines[-1], unit.lines[0]
    is_near = other.box.top - one.box.bottom <= _FURTHEST * min(one.size, other.size)
    is_alike = abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)
    is_parted = bisect_left(barriers, one.box.middle[1]) < bisect_right(barriers, other.box.middle[1])
    return is_near and is_alike and not is_parted and not _has_leader(unit)


def _has_leader(unit: Unit) -> bool:
    return any(has_leader(line.text) for line in unit.lines)


def _is_of_words(unit: Unit, columns: Columns) -> bool:
    """Whether lines without figures stand in columns of words alone, as a label does."""
    under = [columns.under(piece) for piece in unit.pieces]
    return all(len(places) == 1 and not columns.all[places[0]].is_of_figures for places in under)


class _Body:
    """The rows of what may be a table, and what stands around them."""

    def __init__(
        self, units: Sequence[Unit], rules: Sequence[Rule], barriers: Sequence[float], free: int, first: int, end: int
    ) -> None:
        self._units, self._barriers, self._free = units, barriers, free
        self._step = step_of_rows(units[first:end])
        gaps = (at for at in range(first + 1, end) if step_between(units[at - 1], units[at]) > _APART * self._step)
        self._first, self.end = first, next(gaps, end)
        self._n_header_lines = 0
        self._columns = Columns()
        for at in range(first, self.end):
            _take(self._columns, at, units[at])
        self._rules = self._rules_near(rules)
        self._across = [rule for rule in self._rules if self._is_across(rule)]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of the table, its header first."""
        above = self._lines_above_rows()[: self._n_header_lines]
        return (*reversed(above), *(line for unit in self._units[self._first : self.end] for line in unit.lines))

    def _rules_near(self, rules: Sequence[Rule]) -> Sequence[Rule]:
        """The rules from above what may be the header to below the rows."""
        first, last = max(self._first - _MOST_HEADER_LINES, 0), min(self.end, len(self._units) - 1)
        top, bottom = self._units[first].lines[0], self._units[last].lines[-1]
        above = bisect_left(rules, top.box.top - _FURTHEST * top.size, key=lambda rule: rule.at)
        return rules[above : bisect_right(rules, bottom.box.bottom + _FURTHEST * bottom.size, key=lambda rule: rule.at)]

    def _is_across(self, rule: Rule) -> bool:
        first, last = self._columns.all[0], self._columns.all[-1]
        is_over_all = rule.start < first.right and rule.end > last.left
        return is_over_all and rule.end - rule.start <= _BEYOND * (last.right - first.left)

    def table(self) -> Table | None:
        """The table, if it is certain to be one."""
        figures = [column for column in self._columns.all[1:] if column.is_of_figures]
        if not figures or not all(column.is_aligned for column in figures) or _are_page_numbers(figures):
            return None
        self._take_broken_labels()
        rows = row_groups(self._units[self._first : self.end], [rule.at for rule in self._across])
        above, is_bound = self._lines_above()
        header = header_of(above, self._columns, self._rules_in(above), self._step, is_bound)
        if rows is None or header is None or self._has_merged_rows() or not self._can_lead(header, figures, len(rows)):
            return None
        self._n_header_lines = header.n_lines
        cells = _cells(rows, header, self._columns)
        if cells is None:
            return None
        is_whole = self._is_enclosed(above) or self._n_agreeing(header) >= _LEAST_ROWS
        return self._built(rows, header, cells, is_whole)

    def _take_broken_labels(self) -> None:
        """Lines right above and below that hold the rest of what is broken over lines in a row."""
        units = self._units
        before = self._first - 1
        if before >= self._free and self._is_rest(units[before], units[before], units[self._first]):
            self._first -= _take(self._columns, before, units[before])
        while self.end < len(units) and self._is_rest(units[self.end], units[self.end - 1], units[self.end]):
            if not _take(self._columns, self.end, units[self.end]):
                break
            self.end += 1

    def _is_rest(self, rest: Unit, above: Unit, below: Unit) -> bool:
        one, other = above.lines[-1], below.lines[0]
        is_parted = any(one.box.middle[1] < rule.at < other.box.middle[1] for rule in self._across)
        is_close = step_between(above, below) < _WITHIN * self._step and not is_parted
        return is_close and not rest.is_core and _is_below(above, below, self._barriers) and _is_of_words(rest, self._columns)

    def _lines_above_rows(self) -> list[Line]:
        lines: list[Line] = []
        for at in range(self._first - 1, self._free - 1, -1):
            if len(lines) >= _MOST_HEADER_LINES or not _is_below(self._units[at], self._units[at + 1], self._barriers):
                break
            lines += reversed(self._units[at].lines)
        return lines

    def _lines_above(self) -> tuple[list[Line], bool]:
        """The lines that may be the header, from below to above, and whether a rule bounds them."""
        lines = self._lines_above_rows()
        for rule in reversed(self._across):
            within = [line for line in lines if line.box.middle[1] > rule.at]
            if within and rule.at < self._units[self._first].lines[0].box.middle[1]:
                return within, True
        return lines, False

    def _rules_in(self, lines: Sequence[Line]) -> list[Rule]:
        """The rules of the header that are not across the whole."""
        if not lines:
            return []
        top, bottom = lines[-1].box.top, self._units[self._first].lines[0].box.middle[1]
        return [rule for rule in self._rules if top <= rule.at <= bottom and not self._is_across(rule)]

    def _has_merged_rows(self) -> bool:
        """Whether rules part some columns of the rows and leave others whole: which lines are one row is not told by lines."""
        top, bottom = self._units[self._first].lines[0].box.middle[1], self._units[self.end - 1].lines[-1].box.middle[1]
        return any(
            top < rule.at < bottom
            and not self._is_across(rule)
            and sum(rule.start < column.right and column.left < rule.end for column in self._columns.all) >= _LEAST_COLUMNS
            for rule in self._rules
        )

    def _can_lead(self, header: Header, figures: Sequence[Column], n_rows: int) -> bool:
        """Whether it is known what the columns are: by a header, or by labels before figures that stand in most rows."""
        fullest = max(len(column.pieces) for column in figures)
        return bool(header.cells) or (not self._columns.all[0].is_of_figures and fullest >= _FILLED * n_rows)

    def _n_agreeing(self, header: Header) -> int:
        return sum(unit.is_core for unit in self._units[self._first : self.end]) + (len(header.cells) >= _LEAST_COLUMNS)

    def _is_enclosed(self, above: Sequence[Line]) -> bool:
        """Whether rules run right above and below, over a header and at least a row."""
        if not above or not self._across:
            return False
        bottom = self._units[self.end - 1].lines[-1].box.middle[1]
        below = self._units[self.end].lines[0].box.middle[1] if self.end < len(self._units) else math.inf
        return self._across[0].at < above[-1].box.middle[1] and any(bottom < rule.at < below for rule in self._across)

    def _built(self, rows: Sequence[Sequence[Line]], header: Header, cells: list[Cell], is_whole: bool) -> Table:
        columns = self._columns.all
        box = around(line.box for line in self.lines)
        xs = (box.left, *((one.right + other.left) / 2 for one, other in pairwise(columns)), box.right)
        tops = [around(line.box for line in row).top for row in rows]
        header_ys = [box.top + (tops[0] - box.top) * row / header.n_rows for row in range(header.n_rows)]
        extents = tuple((column.left, column.right) for column in columns)
        return Table(xs, (*header_ys, *tops, box.bottom), tuple(cells), extents, () if is_whole else self.lines)


def _are_page_numbers(figures: Sequence[Column]) -> bool:
    """Whether all that is told by figures are pages, one after another."""
    if len(figures) > 1:
        return False
    texts = [piece.text for _, pieces in sorted(figures[0].pieces.items()) for piece in pieces]
    if not all(text.isdecimal() and len(text) <= _LONGEST_PAGE_NUMBER for text in texts):
        return False
    numbers = list(map(int, texts))
    return numbers == sorted(numbers)


def _cells(rows: Sequence[Sequence[Line]], header: Header, columns: Columns) -> list[Cell] | None:
    """The cells of header and rows; None where two figures would be one."""
    cells = [
        Cell(text_of_pieces(cell.pieces), cell.box, cell.row, cell.first)
        for cell in sorted(header.cells, key=lambda cell: (cell.row, cell.first))
    ]
    for number, row in enumerate(rows, start=header.n_rows):
        by_column: dict[int, list[Line]] = defaultdict(list)
        for piece in (piece for line in row for piece in line.pieces):
            by_column[columns.under(piece)[0]].append(piece)
        for column, pieces in sorted(by_column.items()):
            if len(pieces) > 1 and any(is_figure(piece.text) for piece in pieces):
                return None
            cells.append(Cell(text_of_pieces(pieces), around(piece.box for piece in pieces), number, column))
    return cells
