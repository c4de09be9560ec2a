"""Tables that are not ruled, or by rules across alone: lines whose pieces stand one below the other, with figures among them.

What cannot be told with certainty stays text: prose, contents, lists and signatures have no two columns of which one is of
figures that stand under one another.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from dagster_project.extraction.pages.columns import Column, Columns
from dagster_project.extraction.pages.headers import Header, header_of
from dagster_project.extraction.pages.lines import Line, text_of_pieces
from dagster_project.extraction.pages.row_groups import is_core, row_groups
from dagster_project.extraction.pages.shapes import Rule
from dagster_project.extraction.pages.signs import has_leader, is_figure
from dagster_project.extraction.pages.tables import Cell, Table
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
# Of the width of a table, how long a rule across it is at least, and how far it may reach beyond.
_ACROSS = 0.8
_BEYOND = 0.5
# Of the rows, in how many a column of figures has one at least where no header names it.
_FILLED = 0.5
# Of the distance of lines, how far they are apart at most where one goes on with the other.
_WITHIN = 0.8
_LONGEST_PAGE_NUMBER = 4


class Found(NamedTuple):
    """A table, and the lines that it is made of, from the first to before the last."""

    table: Table
    first: int
    end: int


def aligned_tables(lines: Sequence[Line], rules: Sequence[Rule], barriers: Sequence[float]) -> Iterator[Found]:
    """The tables that lines show, from above to below.

    `rules` are those across that are in no table, and `barriers` the heights where something else stands between lines,
    both sorted. A table that has too few rows to be one is marked as one that only goes on with another.
    """
    at = free = 0
    while at < len(lines):
        if not is_core(lines[at]) or has_leader(lines[at].text):
            at += 1
            continue
        body = _Body(lines, rules, barriers, free, at, _end_of_body(lines, at, barriers))
        found = body.table()
        if found:
            yield found
            free = found.end
        at = max(body.end, free)


def _end_of_body(lines: Sequence[Line], first: int, barriers: Sequence[float]) -> int:
    """The line behind the last one of those that have figures under the columns of the first."""
    columns = Columns([(first, lines[first].pieces)])
    end = first + 1
    for at in range(first + 1, len(lines)):
        if not _is_below(lines[at - 1], lines[at], barriers):
            break
        core = is_core(lines[at])
        if not (core or _is_of_words(lines[at], columns)) or not columns.take(at, lines[at].pieces):
            break
        if core:
            end = at + 1
    return end


def _is_below(above: Line, line: Line, barriers: Sequence[float]) -> bool:
    """Whether a line may belong to the same table as the one above."""
    is_near = line.box.top - above.box.bottom <= _FURTHEST * min(line.size, above.size)
    is_alike = abs(line.size - above.size) <= _SAME_SIZE * max(line.size, above.size)
    is_parted = bisect_left(barriers, above.box.middle[1]) < bisect_right(barriers, line.box.middle[1])
    return is_near and is_alike and not is_parted and not has_leader(line.text)


def _is_of_words(line: Line, columns: Columns) -> bool:
    """Whether a line without figures stands in columns of words alone, as a label does."""
    under = [columns.under(piece) for piece in line.pieces]
    return all(len(places) == 1 and not columns.all[places[0]].is_of_figures for places in under)


class _Body:
    """The rows of what may be a table, and what stands around them."""

    def __init__(
        self, lines: Sequence[Line], rules: Sequence[Rule], barriers: Sequence[float], free: int, first: int, end: int
    ) -> None:
        self._lines, self._rules, self._barriers, self._free = lines, rules, barriers, free
        steps = [below.baseline - above.baseline for above, below in pairwise(lines[first:end])]
        self._step = median_low(steps) if steps else 0.0
        gaps = (at for at, step in enumerate(steps, start=first + 1) if step > _APART * self._step)
        self._first, self._end = first, next(gaps, end)
        self._columns = Columns((at, lines[at].pieces) for at in range(first, self._end))
        self._across = [rule for rule in rules if self._is_across(rule)]

    def _is_across(self, rule: Rule) -> bool:
        left, right = self._columns.all[0].left, self._columns.all[-1].right
        common = min(rule.end, right) - max(rule.start, left)
        return common >= _ACROSS * (right - left) and rule.end - rule.start <= (1 + 2 * _BEYOND) * (right - left)

    @property
    def end(self) -> int:
        """The line behind its rows."""
        return self._end

    def table(self) -> Found | None:
        """The table, if it is certain to be one."""
        figures = [column for column in self._columns.all[1:] if column.is_of_figures]
        if not figures or not all(column.is_aligned for column in figures) or _are_page_numbers(figures):
            return None
        self._take_broken_labels()
        rows = row_groups(self._lines[self._first : self._end], [rule.at for rule in self._across])
        above, is_bound = self._lines_above()
        header = header_of(above, self._columns, self._rules_in(above), self._step, is_bound)
        if rows is None or header is None or not self._can_lead(header, figures, len(rows)):
            return None
        cells = _cells(rows, header, self._columns)
        if cells is None:
            return None
        is_whole = self._is_enclosed(above) or self._n_agreeing(header) >= _LEAST_ROWS
        return self._found(rows, header, cells, is_whole)

    def _take_broken_labels(self) -> None:
        """Lines right above and below that hold the rest of what is broken over lines in a row."""
        before = self._first - 1
        if before >= self._free and self._is_rest(self._lines[before], self._lines[before], self._lines[self._first]):
            self._first -= self._columns.take(before, self._lines[before].pieces)
        while self._end < len(self._lines) and self._is_rest(
            self._lines[self._end], self._lines[self._end - 1], self._lines[self._end]
        ):
            if not self._columns.take(self._end, self._lines[self._end].pieces):
                break
            self._end += 1

    def _is_rest(self, rest: Line, above: Line, below: Line) -> bool:
        is_close = below.baseline - above.baseline < _WITHIN * self._step
        is_parted = any(above.box.middle[1] < rule.at < below.box.middle[1] for rule in self._across)
        return (
            is_close
            and not is_parted
            and not is_core(rest)
            and _is_below(above, below, self._barriers)
            and _is_of_words(rest, self._columns)
        )

    def _lines_above(self) -> tuple[list[Line], bool]:
        """The lines that may be the header, from below to above, and whether a rule bounds them."""
        lines: list[Line] = []
        for at in range(self._first - 1, max(self._free, self._first - 1 - _MOST_HEADER_LINES) - 1, -1):
            if not _is_below(self._lines[at], self._lines[at + 1], self._barriers):
                break
            lines.append(self._lines[at])
        top = self._lines[self._first].box.middle[1]
        heights = [rule.at for rule in reversed(self._across) if rule.at < top]
        for height in heights:
            within = [line for line in lines if line.box.middle[1] > height]
            if within:
                return within, True
        return lines, False

    def _rules_in(self, lines: Sequence[Line]) -> list[Rule]:
        """The rules of the header that are not across the whole."""
        if not lines:
            return []
        top, bottom = lines[-1].box.top, self._lines[self._first].box.middle[1]
        return [rule for rule in self._rules if top <= rule.at <= bottom and not self._is_across(rule)]

    def _can_lead(self, header: Header, figures: Sequence[Column], n_rows: int) -> bool:
        """Whether it is known what the columns are: by a header, or by labels before figures that stand in most rows."""
        fullest = max(len(column.pieces) for column in figures)
        return bool(header.cells) or (not self._columns.all[0].is_of_figures and fullest >= _FILLED * n_rows)

    def _n_agreeing(self, header: Header) -> int:
        return sum(map(is_core, self._lines[self._first : self._end])) + (len(header.cells) >= _LEAST_COLUMNS)

    def _is_enclosed(self, above: Sequence[Line]) -> bool:
        """Whether rules run right above and below, over a header and at least a row."""
        top = above[-1].box.middle[1] if above else self._lines[self._first].box.middle[1]
        bottom = self._lines[self._end - 1].box.middle[1]
        below = self._lines[self._end].box.middle[1] if self._end < len(self._lines) else float("inf")
        heights = [rule.at for rule in self._across]
        return bool(above) and bool(heights) and heights[0] < top and any(bottom < height < below for height in heights)

    def _found(self, rows: Sequence[Sequence[Line]], header: Header, cells: list[Cell], is_whole: bool) -> Found:
        columns = self._columns.all
        first = self._first - header.n_lines
        lines = tuple(self._lines[first : self._end])
        box = around(line.box for line in lines)
        xs = (box.left, *((one.right + other.left) / 2 for one, other in pairwise(columns)), box.right)
        tops = [around(line.box for line in row).top for row in rows]
        header_ys = [box.top + (tops[0] - box.top) * row / header.n_rows for row in range(header.n_rows)]
        extents = tuple((column.left, column.right) for column in columns)
        table = Table(xs, (*header_ys, *tops, box.bottom), tuple(cells), extents, () if is_whole else lines)
        return Found(table, first, self._end)


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
