"""What every reader gives: the blocks of a document in reading order, with page and line.

Nothing here knows what a word means. Cells keep their text as printed, less mark-up.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dagster_project.extraction.places import Box, PrintedLine, Spot, around


class UnreadableDocument(Exception):
    """A content no figures can be read from; the message tells a person why and what to do."""


class NotReadableHere(UnreadableDocument):
    """A content that could be read where more is installed: it is not refused for good."""


class TextLine(NamedTuple):
    """A line of prose or a heading; `line_no` counts from 1, `page_no` is None where pages are unknown.

    `printed` are the lines that it is printed in, where its signs have places; it may be a paragraph of several.
    """

    text: str
    line_no: int
    page_no: int | None = None
    printed: tuple[PrintedLine, ...] = ()

    @property
    def last_line_no(self) -> int:
        """The number of the last line that it is printed in."""
        return self.printed[-1].line_no if self.printed else self.line_no

    def text_of_line(self, line_no: int) -> str:
        """What of it is printed on a line."""
        starts = [printed.start for printed in self.printed if printed.line_no == line_no]
        behind = [printed.start for printed in self.printed if printed.line_no > line_no]
        return self.text[max(starts[0], 0) : behind[0] if behind else None] if starts else self.text

    def before(self, end: int) -> "TextLine":
        """What stands before one of its signs, on the lines that begin before it."""
        printed = tuple(line for line in self.printed if line.start < end)
        return TextLine(self.text[:end].rstrip(), self.line_no, self.page_no, printed)

    def cut_before(self, at: int) -> tuple["TextLine", "TextLine"]:
        """What stands before one of the lines that it is printed in, by its place among them, and the rest."""
        line = self.printed[at]
        rest = tuple(each._replace(start=each.start - line.start) for each in self.printed[at:])
        return (
            TextLine(self.text[: line.start].rstrip(), self.line_no, self.page_no, self.printed[:at]),
            TextLine(self.text[line.start :], line.line_no, line.page_no, rest),
        )

    def behind(self, start: int) -> "TextLine":
        """What stands behind some of its signs, without blanks around it."""
        rest = self.text[start:]
        start += len(rest) - len(rest.lstrip())
        printed = tuple(line._replace(start=line.start - start) for line in self.printed)
        return TextLine(rest.strip(), self.line_no, self.page_no, printed)

    def spot(self, start: int, end: int) -> Spot:
        """Where a span of its signs is printed: on the line and page that it begins on."""
        found = [(line, box) for line in self.printed if (box := line.box(start, end))] if self.printed else None
        if not found:
            return Spot(self.line_no, self.page_no, None)
        first = found[0][0]
        return Spot(first.line_no, first.page_no, around(box for line, box in found if line.page_no == first.page_no))


class GridRow(NamedTuple):
    """A row of a grid: its cells from left to right, empty ones as empty strings; `boxes` is empty where they have no place.

    `is_loose` where nothing keeps its cells apart, and all of it is one cell. `places` are where its cells are printed, counted
    from 0, where they were set under their columns. `problem` says why none of its figures is read.
    """

    cells: tuple[str, ...]
    line_no: int
    page_no: int | None = None
    is_loose: bool = False
    boxes: tuple[Box | None, ...] = ()
    places: tuple[int, ...] = ()
    problem: str = ""

    def printed_at(self, at: int) -> int:
        """The place that a cell is printed at, counted from 0, by its place in the row."""
        return self.places[at] if self.places else at

    def box(self, at: int) -> Box | None:
        """The box of a cell, by its place in the row; None where it is unknown."""
        place = self.printed_at(at)
        return self.boxes[place] if place < len(self.boxes) else None

    def line_of(self, at: int, text: str) -> TextLine:
        """A text that begins in a cell, as a line: each of its signs stands in the box of the cell."""
        box = self.box(at)
        if box is None:
            return TextLine(text, self.line_no, self.page_no)
        edges = array("f", (box.left, box.right) * len(text))
        return TextLine(text, self.line_no, self.page_no, (PrintedLine(0, self.line_no, self.page_no, box.top, box.bottom, edges),))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that stand together with no text between them."""

    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as read; `reader` names the module that read it.

    `remarks` tells a person what of the file was left out, such as hidden sheets. `page_lines` has the line that each page
    begins with, where a reader of the file sees pages, or sheets, rather than lines. `running_heads` are the lines that most
    pages repeat at their edges, each once: they are in no block.
    """

    reader: str
    blocks: tuple[TextLine | Grid, ...]
    n_lines: int
    n_pages: int | None = None
    remarks: tuple[str, ...] = ()
    page_lines: tuple[int, ...] = ()
    running_heads: tuple[str, ...] = ()

    def cells_of_line(self, line_no: int) -> tuple[str, ...]:
        """The cells of the row, or the text, that is printed on a line; none where nothing is."""
        for block in self.blocks:
            if isinstance(block, Grid):
                row = next((row for row in block.rows if row.line_no == line_no), None)
                if row:
                    return row.cells
            elif block.line_no <= line_no <= block.last_line_no:
                return (block.text_of_line(line_no),)
        return ()

    @property
    def last_row(self) -> GridRow | None:
        """The row that the document ends in; None where it ends in a line of text."""
        last = self.blocks[-1] if self.blocks else None
        return last.rows[-1] if isinstance(last, Grid) else None


def page_lines_of(blocks: Iterable[TextLine | Grid], n_pages: int) -> tuple[int, ...]:
    """The line that each of some pages begins with; of one without a line, that of the next page."""
    first: dict[int, int] = {}
    last_line = 0
    for block in blocks:
        lines = block.rows if isinstance(block, Grid) else block.printed or (block,)
        for line in lines:
            first.setdefault(line.page_no or 1, line.line_no)
            last_line = line.line_no
    found: list[int] = []
    following = last_line + 1
    for page_no in range(n_pages, 0, -1):
        following = first.get(page_no, following)
        found.append(following)
    return tuple(reversed(found))
