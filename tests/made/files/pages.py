"""Parts laid out on pages as an office program prints them: paragraphs wrapped and justified, tables over several pages,
running heads and page numbers. What is drawn is the same whatever file it is written to.

Places are in points from the upper left corner.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tests.made.files.parts import Part, Prose, Sheet, is_figure

A4 = (595.0, 842.0)
# Where a table may stand, and in what size: the first that it has room in.
_PAGES_AND_SIZES = ((A4, 9.0), (A4[::-1], 9.0), (A4[::-1], 7.5), ((1191.0, 842.0), 7.5))
_MARGIN, _TOP, _BOTTOM = 72.0, 80.0, 70.0
_MARGIN_OF_TABLES = 50.0
_BODY, _LEADING = 12.0, 22.0
_SIZES = {0: _BODY, 1: 22.0, 2: 16.0, 3: 14.0, 4: _BODY}
_CENTRED = {1, 2}
_PAD = 3.0
_WIDEST_LABEL = 14
_FEWEST_ROWS = 3
# Of what the columns of a table must have, what a page offers them at least.
_ROOMY = 1.2
# How far apart the two lines of a doubled rule are, each to its side.
_DOUBLED = 0.9
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%-]+|.")
_NOT_FIRST = frozenset("，。、；：）》”！？%")
_NOT_LAST = frozenset("（《“")


class Word(NamedTuple):
    """A text whose first sign begins at a place, on a baseline; `spread` is the space behind each sign."""

    x: float
    y: float
    text: str
    size: float
    spread: float = 0.0


Stroke = tuple[float, float, float, float]


@dataclass(slots=True)
class Page:
    """What is drawn on a page. `is_sideways` where all of it is to be turned, as a wide table on an upright page."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    is_sideways: bool = False


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The ways that printed pages differ in."""

    rules: Literal["all", "across", "doubled"] = "all"
    is_turned: bool = False
    repeats_header: bool = False
    running_head: str = ""


def width_of(text: str, size: float) -> float:
    """How wide a text is: Chinese signs are square, others half as wide."""
    return size * sum(0.5 if ord(sign) < 128 else 1.0 for sign in text)


def pages_of(parts: Sequence[Part], style: PageStyle) -> list[Page]:
    """The pages of a document."""
    setter = _Setter(style)
    for part in parts:
        if isinstance(part, Prose):
            setter.add_prose(part)
        else:
            setter.add_sheet(part)
    return setter.finished()


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """The lines of a text; figures and words of letters stay whole, and no line begins or ends in a sign that must not."""
    lines: list[list[str]] = [[]]
    room = width - indent
    for token in _UNBROKEN.findall(text):
        if lines[-1] and width_of(token, size) > room and token not in _NOT_FIRST:
            carried = []
            while len(lines[-1]) > 1 and lines[-1][-1] in _NOT_LAST:
                carried.insert(0, lines[-1].pop())
            lines.append(carried)
            room = width - width_of("".join(carried), size)
        elif lines[-1] and width_of(token, size) > room:
            last = lines[-1].pop() if len(lines[-1]) > 1 else ""
            lines.append([last])
            room = width - width_of(last, size)
        lines[-1].append(token)
        room -= width_of(token, size)
    return ["".join(line) for line in lines]


class _Setter:
    """Sets one part below another."""

    def __init__(self, style: PageStyle) -> None:
        self._style = style
        self._pages: list[Page] = []
        self._y = 0.0
        self._turn_over(*A4)

    def finished(self) -> list[Page]:
        """The pages, with what stands on each of them."""
        pages = [page for page in self._pages if page.words]
        for number, page in enumerate(pages, start=1):
            _centre(page, f"- {number} -", page.height - 30, 9)
            if self._style.running_head:
                _centre(page, self._style.running_head, 48, 9)
                page.strokes.append((_MARGIN_OF_TABLES, 54, page.width - _MARGIN_OF_TABLES, 54))
        return pages

    @property
    def _page(self) -> Page:
        return self._pages[-1]

    @property
    def _room(self) -> float:
        return self._page.height - _BOTTOM - self._y

    def _turn_over(self, width: float, height: float) -> None:
        self._pages.append(Page(width, height, is_sideways=self._style.is_turned and width > height))
        self._y = _TOP

    def add_prose(self, prose: Prose) -> None:
        if (self._page.width, self._page.height) != A4:
            self._turn_over(*A4)
        width = self._page.width - 2 * _MARGIN
        size = min(_SIZES[prose.level], width / width_of(prose.text, 1)) if prose.is_entry else _SIZES[prose.level]
        is_set_in = prose.level not in _CENTRED and not prose.is_entry
        indent = 2 * size if is_set_in else 0.0
        lines = [_filled_with_dots(prose.text, size, width)] if prose.is_entry else wrapped(prose.text, size, width, indent)
        for at, line in enumerate(lines):
            if self._room < _LEADING:
                self._turn_over(*A4)
            left = indent if at == 0 else 0.0
            baseline = self._y + size
            if prose.level in _CENTRED:
                _centre(self._page, line, baseline, size)
            else:
                is_last = at == len(lines) - 1
                spread = 0.0 if is_last else (width - left - width_of(line, size)) / max(len(line) - 1, 1)
                self._page.words.append(Word(_MARGIN + left, baseline, line, size, spread))
            self._y += max(_LEADING, 1.5 * size)

    def add_sheet(self, sheet: Sheet) -> None:
        page, size, widths = _columns(sheet)
        heights = _heights(sheet, widths, size)
        needed = _height_of_lines(sheet) + sum(heights[: sheet.n_header + _FEWEST_ROWS])
        if (self._page.width, self._page.height) != page or self._room < needed or sheet.is_form:
            self._turn_over(*page)
        self._add_lines_over(sheet)
        first = 0
        while first < len(sheet.rows):
            last = self._last_row(heights, first)
            self._draw(sheet, range(first, last), widths, heights, size)
            first = last
            if first == len(sheet.rows):
                continue
            self._turn_over(*page)
            if self._style.repeats_header:
                self._draw(sheet, range(sheet.n_header), widths, heights, size)
        self._y += 10

    def _add_lines_over(self, sheet: Sheet) -> None:
        for title in sheet.title:
            self._y += 20
            _centre(self._page, title, self._y, 14)
        left, right = sheet.left_and_right
        if left or right:
            self._y += 18
            edge = self._page.width - _MARGIN_OF_TABLES
            self._page.words.append(Word(_MARGIN_OF_TABLES, self._y, left, 9))
            self._page.words.append(Word(edge - width_of(right, 9), self._y, right, 9))
        self._y += 6

    def _last_row(self, heights: Sequence[float], first: int) -> int:
        """Behind the last row that fits on the page; one fits always."""
        room, last = self._room - heights[first], first + 1
        while last < len(heights) and heights[last] <= room:
            room -= heights[last]
            last += 1
        return last

    def _draw(self, sheet: Sheet, rows: range, widths: Sequence[float], heights: Sequence[float], size: float) -> None:
        """Some rows of a table; cells that begin before them or end behind them are cut."""
        xs, ys = _edges(_MARGIN_OF_TABLES, widths), _edges(self._y, heights[rows.start : rows.stop])
        for row_no, column, n_rows, n_columns, text in sheet.cells():
            top, bottom = max(row_no, rows.start), min(row_no + n_rows, rows.stop)
            if top >= bottom:
                continue
            box = (xs[column], ys[top - rows.start], xs[column + n_columns], ys[bottom - rows.start])
            self._page.strokes += self._rules_of(box)
            if text and top == row_no:
                self._page.words += _words_of_cell(text, box, size, is_centred=row_no < sheet.n_header)
        self._y = ys[-1]

    def _rules_of(self, box: Stroke) -> Iterator[Stroke]:
        left, top, right, bottom = box
        if self._style.rules == "doubled":
            left, top, right, bottom = left + _DOUBLED, top + _DOUBLED, right - _DOUBLED, bottom - _DOUBLED
        yield left, top, right, top
        yield left, bottom, right, bottom
        if self._style.rules != "across":
            yield left, top, left, bottom
            yield right, top, right, bottom


def _columns(sheet: Sheet) -> tuple[tuple[float, float], float, list[float]]:
    """The page that a table fits on, the size of its letters, and how wide its columns are."""
    least, wanted = _widths_in_signs(sheet)
    for page, size in _PAGES_AND_SIZES:
        room = (page[0] - 2 * _MARGIN_OF_TABLES - 2 * _PAD * len(least)) / size
        if _ROOMY * sum(least) <= room:
            break
    more = min(1.0, (room - sum(least)) / max(sum(wanted) - sum(least), 0.1))
    found = [some + max(more, 0) * (much - some) for some, much in zip(least, wanted, strict=True)]
    rest = max(room - sum(found), 0) / len(found)
    return page, size, [2 * _PAD + size * (signs + rest) for signs in found]


def _widths_in_signs(sheet: Sheet) -> tuple[list[float], list[float]]:
    """Of each column how wide it must be, for what is never broken, and how wide it would be best."""
    n_columns = max(map(len, sheet.rows))
    least, wanted = [2.1] * n_columns, [2.1] * n_columns
    for _, column, _, n_merged, text in sheet.cells():
        if n_merged == 1 and text:
            longest = max(width_of(token, 1) for token in _UNBROKEN.findall(text)) + 0.1
            least[column] = max(least[column], longest, 3.1 if longest > 2 else 2.1)
            wanted[column] = max(wanted[column], min(width_of(text, 1) + 0.1, _WIDEST_LABEL), least[column])
    return least, wanted


def _heights(sheet: Sheet, widths: Sequence[float], size: float) -> list[float]:
    """How high each row must be for the text of its cells."""
    leading = 1.25 * size
    heights = [leading + 2 * _PAD for _ in sheet.rows]
    for row_no, column, n_rows, n_columns, text in sheet.cells():
        n_lines = len(wrapped(text, size, sum(widths[column : column + n_columns]) - 2 * _PAD)) if text else 0
        lacking = n_lines * leading + 2 * _PAD - sum(heights[row_no : row_no + n_rows])
        if lacking > 0:
            heights[row_no + n_rows - 1] += lacking
    return heights


def _words_of_cell(text: str, box: Stroke, size: float, *, is_centred: bool) -> Iterator[Word]:
    left, top, right, bottom = box
    lines = wrapped(text, size, right - left - 2 * _PAD)
    leading = 1.25 * size
    baseline = (top + bottom - leading * len(lines)) / 2 + size
    for line in map(str.strip, lines):
        slack = right - left - 2 * _PAD - width_of(line, size)
        x = left + _PAD + (slack / 2 if is_centred else slack if is_figure(text) else 0)
        yield Word(x, baseline, line, size)
        baseline += leading


def _height_of_lines(sheet: Sheet) -> float:
    return 20 * len(sheet.title) + 24


def _edges(start: float, sizes: Sequence[float]) -> list[float]:
    edges = [start]
    for size in sizes:
        edges.append(edges[-1] + size)
    return edges


def _centre(page: Page, text: str, baseline: float, size: float) -> None:
    page.words.append(Word((page.width - width_of(text, size)) / 2, baseline, text, size))


def _filled_with_dots(entry: str, size: float, width: float) -> str:
    """An entry of a table of contents, with as many dots as fit."""
    dots = "." * int((width - width_of(entry, size)) / width_of(".", size))
    return entry.replace("....", f"....{dots}", 1)
