"""Columns as lines show them: pieces that stand one below the other, with blanks between that no line crosses."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.pages.lines import Line
from dagster_project.extraction.pages.signs import is_figure, is_mark, is_spread

# A line, by the number of those that stand beside it, and its own among these.
Number = tuple[int, int]

# Of what stands in a column of figures, how much are figures at least.
_MOSTLY = 0.6
# How far the edges of figures differ that stand under one another, and how many of them do not.
_SAME_EDGE = 2.5
_ALIGNED = 0.8


@dataclass(slots=True)
class Column:
    """What stands one below the other, by the number of the line."""

    left: float
    right: float
    pieces: dict[Number, list[Line]] = field(default_factory=dict)
    n_figures: int = 0
    n_words: int = 0

    @property
    def is_of_figures(self) -> bool:
        """Whether most of it is figures."""
        return self.n_figures > 0 and self.n_figures >= _MOSTLY * (self.n_figures + self.n_words)

    @property
    def is_aligned(self) -> bool:
        """Whether its figures stand under one another: by their right edges, their left ones, or their middles."""
        boxes = [piece.box for pieces in self.pieces.values() for piece in pieces if is_figure(piece.text)]
        edges = ([box.right for box in boxes], [box.left for box in boxes], [box.middle[0] for box in boxes])
        return any(_alike(places) for places in edges)

    @property
    def is_left_aligned(self) -> bool:
        """Whether what stands in it begins at one edge, and ends at several."""
        boxes = [piece.box for pieces in self.pieces.values() for piece in pieces]
        return _alike([box.left for box in boxes]) and not _alike([box.right for box in boxes])


def _alike(places: Sequence[float]) -> bool:
    middle = sorted(places)[len(places) // 2]
    return sum(abs(place - middle) <= _SAME_EDGE for place in places) >= _ALIGNED * len(places)


class Columns:
    """The columns of some lines, from left to right. A line is taken or, where it does not fit, refused."""

    def __init__(self, lines: Iterable[tuple[Number, Sequence[Line]]] = ()) -> None:
        self.all: list[Column] = []
        for number, pieces in lines:
            self.take(number, pieces)

    def under(self, piece: Line) -> list[int]:
        """The places of the columns that a piece stands over or under."""
        return list(range(*self._under(piece)))

    def take(self, number: Number, pieces: Sequence[Line]) -> bool:
        """Adds a line; False, and nothing done, where two of its pieces, or two of another line, would share a column."""
        shares = self._shares(pieces)
        if any(_clash(self.all[first:last], together) for first, last, together in shares):
            return False
        for first, last, together in reversed(shares):
            self.all[first:last] = [_merged(self.all[first:last], number, together)]
        return True

    def beside(self, piece: Line) -> list[int]:
        """The places of the columns left and right of a piece that is under none."""
        right, _ = self._under(piece)
        return [at for at in (right - 1, right) if 0 <= at < len(self.all)]

    def widen(self, at: int, piece: Line) -> None:
        """A column reaches as far as a piece above it does."""
        column = self.all[at]
        column.left, column.right = min(column.left, piece.box.left), max(column.right, piece.box.right)

    def insert(self, piece: Line) -> int:
        """A column that is blank but for a piece above it; the place that it has now."""
        at, _ = self._under(piece)
        self.all.insert(at, Column(piece.box.left, piece.box.right))
        return at

    def _under(self, piece: Line) -> tuple[int, int]:
        first = bisect_left(self.all, piece.box.left, key=lambda column: column.right)
        return first, max(first, bisect_right(self.all, piece.box.right, key=lambda column: column.left))

    def _shares(self, pieces: Sequence[Line]) -> list[tuple[int, int, list[Line]]]:
        """Pieces of a line with the columns that they join, from the first to before the last."""
        shares: list[tuple[int, int, list[Line]]] = []
        for piece in pieces:
            first, last = self._under(piece)
            if shares and first < shares[-1][1]:
                before, _, together = shares[-1]
                shares[-1] = (before, max(last, shares[-1][1]), [*together, piece])
            else:
                shares.append((first, last, [piece]))
        return shares


def _clash(columns: Sequence[Column], pieces: Sequence[Line]) -> bool:
    if len(pieces) > 1 and not _is_one_word(pieces):
        return True
    seen: dict[Number, list[Line]] = {}
    for column in sorted(columns, key=lambda column: -len(column.pieces))[1:]:
        for line, found in column.pieces.items():
            seen.setdefault(line, []).extend(found)
            if len(seen[line]) > len(found) and not _is_one_word(seen[line]):
                return True
    largest = max((column.pieces for column in columns), key=len, default={})
    return any(line in largest and not _is_one_word(largest[line] + found) for line, found in seen.items())


def _is_one_word(pieces: Iterable[Line]) -> bool:
    return all(is_spread(piece.text) for piece in pieces)


def _merged(columns: Sequence[Column], number: Number, pieces: list[Line]) -> Column:
    """One column of several; what is in the largest is not moved, so that all lines together cost little more than one each."""
    largest = max(columns, key=lambda column: len(column.pieces), default=Column(pieces[0].box.left, pieces[0].box.right))
    for column in columns:
        if column is not largest:
            _add(largest, column)
    _add(largest, _column(number, pieces))
    return largest


def _column(number: Number, pieces: list[Line]) -> Column:
    n_figures = sum(is_figure(piece.text) for piece in pieces)
    n_marks = sum(is_mark(piece.text) for piece in pieces)
    edges = min(piece.box.left for piece in pieces), max(piece.box.right for piece in pieces)
    return Column(*edges, {number: pieces}, n_figures, len(pieces) - n_figures - n_marks)


def _add(column: Column, other: Column) -> None:
    column.left, column.right = min(column.left, other.left), max(column.right, other.right)
    column.n_figures += other.n_figures
    column.n_words += other.n_words
    for line, found in other.pieces.items():
        column.pieces.setdefault(line, []).extend(found)
