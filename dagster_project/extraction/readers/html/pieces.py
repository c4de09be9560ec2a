"""Pieces of text that have a place on a page, sign by sign.

How wide letters are is not told: they are taken to be as wide as Chinese fonts have them, as the width fits that is given for a
piece, and no wider than up to the next one.
"""

from collections.abc import Iterator
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import NamedTuple

from dagster_project.extraction.pages.drawing import Sign, sign_at, usual_width
from dagster_project.extraction.readers.html.place import Place, has_place, is_sheet
from dagster_project.extraction.readers.html.tree import Element

# Of the height of letters, how far their baseline is from above.
_ASCENT = 0.88
# By how much letters may be drawn together or apart to fill the width that is given for them.
_NARROWED, _WIDENED = 0.7, 1.4
# The same before another piece: where there is less room, one stands upon the other.
_LEAST_ROOM = 0.4
_SAME_BASELINE = 0.35
_BLANKS = " \t\r\n\f"
_FROM_RIGHT = {"right", "end", "center"}

# The signs of a piece that stand side by side.
Line = list[Sign]


def lines_of(element: Element, place: Place) -> Iterator[Line]:
    """The lines of the text of an element that has a place; what has a place of its own in it is not among them."""
    pen = _Pen()
    _write(element, place, pen)
    for _, line in groupby(_fitted(pen.letters, place), key=attrgetter("line")):
        yield [_sign(letter, place) for letter in line]


class _Letter(NamedTuple):
    """A character of a piece of text: the line of the piece that it is in, where it begins there, its width and size."""

    text: str
    line: int
    x: float
    width: float
    size: float


class _Pen:
    """Writes a piece of text, letter by letter."""

    def __init__(self) -> None:
        self.letters: list[_Letter] = []
        self.x = 0.0
        self._line = 0
        self._is_behind_blank = True

    def begin_line(self) -> None:
        self.x = 0.0
        self._line += 1
        self._is_behind_blank = True

    def write(self, text: str, place: Place) -> None:
        for sign in text:
            if sign == "\n" and place.keeps:
                self.begin_line()
                continue
            is_blank = sign in _BLANKS
            if is_blank and self._is_behind_blank and place.wraps:
                continue
            self._is_behind_blank = is_blank
            width = usual_width(sign) * place.size + place.letters + (place.words if sign.isspace() else 0.0)
            if not sign.isspace():
                self.letters.append(_Letter(sign, self._line, self.x, max(width, 0.0), place.size))
            self.x += width


def _write(element: Element, place: Place, pen: _Pen) -> None:
    for child in element.children:
        if isinstance(child, str):
            pen.write(child, place)
        elif child.tag == "br":
            pen.begin_line()
        elif not has_place(child) and not is_sheet(child):
            inner = place.written(child)
            pen.x += inner.length(child.style.get("margin-left"), place.width) or 0.0
            start = pen.x
            _write(child, inner, pen)
            width = inner.length(child.style.get("width"), place.width)
            if width is not None and child.style.get("display") == "inline-block":
                pen.x = start + width
            pen.x += inner.length(child.style.get("margin-right"), place.width) or 0.0


def _fitted(letters: list[_Letter], place: Place) -> list[_Letter]:
    """The letters of a piece as they fill the width that is given for it: drawn together or apart, broken over lines, set in."""
    right = max((letter.x + letter.width for letter in letters), default=0.0)
    if not place.width or right <= 0:
        return letters
    ratio = place.width / right
    if place.align in _FROM_RIGHT and ratio > 1:
        return list(_aligned(letters, place))
    if ratio < _NARROWED and place.wraps:
        return list(_wrapped(letters, place.width))
    scale = ratio if _NARROWED <= ratio <= _WIDENED and letters[-1].line == 0 else 1.0
    return [letter._replace(x=letter.x * scale, width=letter.width * scale) for letter in letters]


def _aligned(letters: list[_Letter], place: Place) -> Iterator[_Letter]:
    for _, line in groupby(letters, key=attrgetter("line")):
        together = list(line)
        left = (place.width or 0.0) - together[-1].x - together[-1].width
        yield from (letter._replace(x=letter.x + (left / 2 if place.align == "center" else left)) for letter in together)


def _wrapped(letters: list[_Letter], width: float) -> Iterator[_Letter]:
    n_broken, start, line = 0, 0.0, 0
    for letter in letters:
        if letter.line != line:
            line, start = letter.line, 0.0
        elif letter.x + letter.width - start > width and letter.x > start:
            n_broken, start = n_broken + 1, letter.x
        yield letter._replace(line=letter.line + n_broken, x=letter.x - start)


def _sign(letter: _Letter, place: Place) -> Sign:
    height = place.line_height
    baseline = letter.line * height + (height - place.size) / 2 + _ASCENT * place.size
    return sign_at(letter.text, (letter.x, baseline), letter.width, letter.size, place.matrix)


def within_their_room(runs: list[Line]) -> Iterator[Line]:
    """The pieces of text, none wider than up to where the next one on its line begins."""
    for together in _by_line(runs):
        beside = sorted(together, key=lambda run: run[0].box.left)
        for run, following in zip_longest(beside, beside[1:]):
            yield run if following is None else _narrowed(run, following[0].box.left)


def _by_line(runs: list[Line]) -> Iterator[list[Line]]:
    together: list[Line] = []
    for run in sorted(runs, key=lambda run: -run[0].origin[1]):
        if together and together[-1][0].origin[1] - run[0].origin[1] > _SAME_BASELINE * run[0].size:
            yield together
            together = []
        together.append(run)
    if together:
        yield together


def _narrowed(run: Line, end: float) -> Line:
    left, right = run[0].box.left, run[-1].box.right
    scale = (end - left) / (right - left) if right > left else 1.0
    if run[0].turns or not _LEAST_ROOM <= scale < 1:
        return run
    return [_drawn_together(sign, left, scale) for sign in run]


def _drawn_together(sign: Sign, left: float, scale: float) -> Sign:
    box = sign.box._replace(left=left + (sign.box.left - left) * scale, right=left + (sign.box.right - left) * scale)
    return sign._replace(box=box, origin=(box.left, sign.origin[1]))
