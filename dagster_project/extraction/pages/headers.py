"""Headers of tables without rules: which lines above the rows they are, and which columns each of their cells stands over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, takewhile

from dagster_project.extraction.pages.columns import Columns
from dagster_project.extraction.pages.lines import Line
from dagster_project.extraction.pages.shapes import Rule
from dagster_project.extraction.places import Box, around

# How far edges and middles of what is aligned differ.
_SAME_EDGE = 2.5
# Of the size of the letters, how far lines of one cell are apart at most; and how far a column may reach beyond its text.
_BROKEN = 1.6
_BLANK_EDGE = 2.0
_LEAST_GROUP = 2
# How far edges differ that are drawn at one place.
_EXACTLY = 1.0


@dataclass(slots=True)
class HeaderCell:
    """A cell over the columns from `first` to `last`, with its pieces from below to above."""

    first: int
    last: int
    pieces: list[Line] = field(default_factory=list)
    row: int = 0

    @property
    def box(self) -> Box:
        return around(piece.box for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Header:
    """The cells of a header, how many rows they take, and how many lines above the rows."""

    cells: list[HeaderCell]
    n_rows: int
    n_lines: int


_NONE = Header([], 0, 0)


def header_of(lines: Sequence[Line], columns: Columns, rules: Sequence[Rule], row_step: float, is_bound: bool) -> Header | None:
    """The header that stands in lines above the rows, given from below to above; None where its cells cannot be told.

    `rules` are those across that part of it, below cells over several columns. `is_bound` where a rule above the lines says
    that all of them are the header.
    """
    building = _Building(columns, rules, row_step)
    n_lines = 0
    for line in lines:
        if not building.add(line, may_cover_all=is_bound):
            break
        n_lines += 1
    building.widen()
    if n_lines < len(lines) and (is_bound or building.is_torn(lines[n_lines])):
        return None
    if not building.is_complete:
        is_title = not is_bound and (not lines or len(lines[0].pieces) < _LEAST_GROUP)
        return _NONE if is_title else None
    return building.header(n_lines)


class _Building:
    """A header being put together from below to above."""

    def __init__(self, columns: Columns, rules: Sequence[Rule], row_step: float) -> None:
        self._columns, self._rules, self._row_step = columns, rules, row_step
        self._cells: list[HeaderCell] = []
        self._top: dict[int, HeaderCell] = {}
        self._left_edges = {
            at: (column.left, (column.left + column.right) / 2) for at, column in enumerate(columns.all) if column.is_left_aligned
        }

    @property
    def is_complete(self) -> bool:
        """Whether something stands over each column."""
        return len(self._top) == len(self._columns.all)

    def add(self, line: Line, *, may_cover_all: bool) -> bool:
        """Adds a line above; False, and nothing done, where it is none of the header."""
        places = self._columns_below(line)
        if places is None:
            return False
        cells: list[HeaderCell] = []
        over_several: list[Line] = []
        for piece, under in zip(line.pieces, places, strict=True):
            cell = self._placed_by_rule(piece, line) or self._placed_alone(piece, under)
            if cell:
                cells.append(cell)
            else:
                over_several.append(piece)
        groups = self._groups(over_several, taken={column for cell in cells for column in range(cell.first, cell.last + 1)})
        if groups is None:
            return False
        cells = sorted([*cells, *groups], key=lambda cell: cell.first)
        n_columns = len(self._columns.all)
        covers_all = any(cell.last - cell.first + 1 == n_columns for cell in groups)
        if any(one.last >= other.first for one, other in pairwise(cells)) or any(map(self._cuts, cells)):
            return False
        if covers_all and not may_cover_all:
            return False
        for cell in cells:
            below = self._top.get(cell.first)
            if below and (below.first, below.last) == (cell.first, cell.last):
                below.pieces += cell.pieces
            else:
                self._put(cell)
        return True

    def is_torn(self, line: Line) -> bool:
        """Whether a line above what was understood may belong to it too: it is as near, and neither a title nor at the edges."""
        if not self._cells:
            return False
        left, right = self._columns.all[0].left, self._columns.all[-1].right
        near = max(self._row_step, _BROKEN * line.size)
        is_near = min(cell.box.top for cell in self._cells) - line.box.bottom < near - line.box.height / 2
        is_at_edge = all(piece.box.left <= left + _SAME_EDGE or piece.box.right >= right - _SAME_EDGE for piece in line.pieces)
        is_title = len(line.pieces) == 1 and self._is_over(line.pieces[0], 0, len(self._columns.all) - 1)
        return is_near and not is_at_edge and not is_title

    def widen(self) -> None:
        """A cell that stands in the middle over a column and one beside it that has no header is over both."""
        for cell in self._cells:
            for first, last in ((cell.first - 1, cell.last), (cell.first, cell.last + 1)):
                outer = first if first < cell.first else last
                if 0 <= outer < len(self._columns.all) and outer not in self._top and self._is_over(cell.pieces[0], first, last):
                    cell.first, cell.last = first, last
                    self._top[outer] = cell

    def header(self, n_lines: int) -> Header:
        """What was put together."""
        rows = dict.fromkeys(range(len(self._columns.all)), 0)
        for cell in sorted(self._cells, key=lambda cell: cell.box.top):
            cell.row = max(rows[column] for column in range(cell.first, cell.last + 1))
            rows.update(dict.fromkeys(range(cell.first, cell.last + 1), cell.row + 1))
        return Header(self._cells, max(rows.values()), n_lines)

    def _cuts(self, cell: HeaderCell) -> bool:
        """Whether a cell is over a part only of one that stands below."""
        below = [self._top[at] for at in range(cell.first, cell.last + 1) if at in self._top]
        return any(each.first < cell.first or each.last > cell.last for each in below)

    def _put(self, cell: HeaderCell) -> None:
        self._cells.append(cell)
        self._top.update(dict.fromkeys(range(cell.first, cell.last + 1), cell))

    def _columns_below(self, line: Line) -> list[list[int]] | None:
        """The columns below each piece; of those that are over none the one that they belong to, None where it cannot be told."""
        for piece in line.pieces:
            if not self._columns.under(piece) and not self._placed_by_rule(piece, line) and self._is_over_new_column(piece, line):
                self._insert(piece)
        found = [self._columns.under(piece) for piece in line.pieces]
        has_header = {*self._top, *(column for under in found for column in under)}
        last = -1
        for is_known, run in groupby(range(len(found)), key=lambda at: bool(found[at])):
            numbers = list(run)
            if is_known:
                last = found[numbers[-1]][-1]
                continue
            behind = found[numbers[-1] + 1][0] if numbers[-1] + 1 < len(found) else len(self._columns.all)
            free = [at for at in range(last + 1, behind) if at not in has_header]
            if len(free) == len(numbers):
                for at, column in zip(numbers, free, strict=True):
                    found[at] = [column]
            elif free:
                return None
        return found

    def _is_over_new_column(self, piece: Line, line: Line) -> bool:
        """Whether a piece is over a column that is blank: those beside it have headers, and it is not above both of these."""
        beside = self._columns.beside(piece)
        others = {column for other in line.pieces if other is not piece for column in self._columns.under(other)}
        is_above = len(beside) == len(self._top.keys() & set(beside)) == _LEAST_GROUP
        return all(at in others or at in self._top for at in beside) and not is_above

    def _insert(self, piece: Line) -> None:
        new = self._columns.insert(piece)
        for cell in self._cells:
            cell.first += cell.first >= new
            cell.last += cell.last >= new
        self._top = {at + (at >= new): cell for at, cell in self._top.items()}
        self._left_edges = {at + (at >= new): edges for at, edges in self._left_edges.items()}

    def _placed_alone(self, piece: Line, below: Sequence[int]) -> HeaderCell | None:
        """The cell of a piece over one column; None where it is over several."""
        if len(below) != 1:
            return None
        (column,) = below
        if column not in self._top:
            self._columns.widen(column, piece)
            return HeaderCell(column, column, [piece])
        cell = self._top[column]
        return HeaderCell(cell.first, cell.last, [piece]) if self._continues(piece, cell) else None

    def _placed_by_rule(self, piece: Line, line: Line) -> HeaderCell | None:
        """The cell of a piece over several columns, where a rule that runs right below it, and below no other, tells them."""
        for rule in self._rules:
            over = [at for at, column in enumerate(self._columns.all) if rule.start <= (column.left + column.right) / 2 <= rule.end]
            is_below = piece.box.middle[1] < rule.at < piece.box.bottom + piece.size
            above = [other for other in line.pieces if rule.start <= other.box.middle[0] <= rule.end]
            if is_below and above == [piece] and len(over) >= _LEAST_GROUP:
                return HeaderCell(over[0], over[-1], [piece])
        return None

    def _continues(self, piece: Line, cell: HeaderCell) -> bool:
        """Whether a piece is the line above of a cell that is broken over lines."""
        below = cell.pieces[-1]
        step = below.baseline - piece.baseline
        one, other = piece.box, below.box
        is_aligned = abs(one.middle[0] - other.middle[0]) <= _SAME_EDGE or abs(one.left - other.left) <= _SAME_EDGE
        return is_aligned and step <= _BROKEN * piece.size and step < self._row_step

    def _groups(self, pieces: Sequence[Line], taken: set[int]) -> list[HeaderCell] | None:
        """The cells of pieces over several columns, which have headers of their own; None where one cannot be told."""
        by_block: dict[tuple[int, ...], list[Line]] = {}
        for piece in pieces:
            by_block.setdefault(tuple(self._block(piece, taken)), []).append(piece)
        cells: list[HeaderCell] = []
        for block, together in by_block.items():
            found = self._from_the_left(block, together) if self._begins_left() else self._in_the_middle(block, together)
            if found is None:
                return None
            cells += found
        return cells

    def _block(self, piece: Line, taken: set[int]) -> list[int]:
        """The neighbouring columns below a piece whose headers are on one height, and have nothing else above."""
        columns = self._columns.all
        middle = piece.box.middle[0]
        start = min(range(len(columns)), key=lambda at: max(columns[at].left - middle, middle - columns[at].right))
        if start not in self._top:
            return []
        height = self._top[start].box

        def is_beside(at: int) -> bool:
            return at not in taken and at in self._top and _are_level(self._top[at].box, height)

        before = takewhile(is_beside, range(start - 1, -1, -1))
        behind = takewhile(is_beside, range(start + 1, len(columns)))
        return [*reversed(list(before)), start, *behind] if start not in taken else []

    def _begins_left(self) -> bool:
        """Whether headers begin where what is below them does, as far as that can be seen."""
        seen = [
            abs(self._top[at].box.left - left) <= _EXACTLY
            for at, (left, middle) in self._left_edges.items()
            if at in self._top and abs(self._top[at].box.middle[0] - middle) > _SAME_EDGE
        ]
        return bool(seen) and all(seen)

    def _from_the_left(self, block: Sequence[int], pieces: Sequence[Line]) -> list[HeaderCell] | None:
        """Cells that begin where a column does; each reaches as far as the next one."""
        columns = self._columns.all
        starts = [[at for at in block if abs(columns[at].left - piece.box.left) <= _SAME_EDGE] for piece in pieces]
        if any(len(found) != 1 for found in starts):
            return None
        firsts = [found[0] for found in starts]
        lasts = [*(first - 1 for first in firsts[1:]), block[-1]]
        if any(last - first + 1 < _LEAST_GROUP for first, last in zip(firsts, lasts, strict=True)):
            return None
        return [HeaderCell(first, last, [piece]) for first, last, piece in zip(firsts, lasts, pieces, strict=True)]

    def _in_the_middle(self, block: Sequence[int], pieces: Sequence[Line]) -> list[HeaderCell] | None:
        """Cells that stand in the middle over columns, which together are the block; None where there is not one way to it."""
        if len(block) < _LEAST_GROUP * len(pieces):
            return None
        # By the column up to which the pieces so far reach, each way to it.
        ways: dict[int, list[list[HeaderCell]]] = {block[0] - 1: [[]]}
        for piece in pieces:
            further: dict[int, list[list[HeaderCell]]] = {}
            for end, found in ways.items():
                for last in range(end + _LEAST_GROUP, block[-1] + 1):
                    if self._is_over(piece, end + 1, last):
                        cell = HeaderCell(end + 1, last, [piece])
                        further[last] = [*further.get(last, []), *([*way, cell] for way in found)][:_LEAST_GROUP]
            ways = further
        whole = ways.get(block[-1], [])
        return whole[0] if len(whole) == 1 else None

    def _is_over(self, piece: Line, first: int, last: int) -> bool:
        """Whether a piece may stand in the middle over some columns, whose edges lie somewhere in the blanks beside them."""
        columns = self._columns.all
        left, right = columns[first].left, columns[last].right
        beyond = _BLANK_EDGE * piece.size
        leftmost = columns[first - 1].right if first else left - beyond
        rightmost = columns[last + 1].left if last + 1 < len(columns) else right + beyond
        least, most = (leftmost + right) / 2, (left + rightmost) / 2
        return least - _SAME_EDGE <= piece.box.middle[0] <= most + _SAME_EDGE


def _are_level(one: Box, other: Box) -> bool:
    return abs(one.middle[1] - other.middle[1]) <= _SAME_EDGE or abs(one.bottom - other.bottom) <= _SAME_EDGE
