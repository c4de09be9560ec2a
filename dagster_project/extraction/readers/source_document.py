"""What every reader gives: the blocks of a document in reading order, with page and line.

Nothing here knows what a word means. Cells keep their text as printed, less mark-up.
"""

from dataclasses import dataclass
from typing import NamedTuple


class UnreadableDocument(Exception):
    """A content no figures can be read from; the message tells a person why and what to do."""


class TextLine(NamedTuple):
    """A line of prose or a heading; `line_no` counts from 1, `page_no` is None where pages are unknown."""

    text: str
    line_no: int
    page_no: int | None = None


class GridRow(NamedTuple):
    """A row of a grid: its cells from left to right, empty ones as empty strings.

    `is_loose` where nothing keeps its cells apart, and all of it is one cell.
    """

    cells: tuple[str, ...]
    line_no: int
    page_no: int | None = None
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that stand together with no text between them."""

    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as read; `reader` names the module that read it.

    `remarks` tells a person what of the file was left out, such as hidden sheets.
    """

    reader: str
    blocks: tuple[TextLine | Grid, ...]
    n_lines: int
    n_pages: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def last_row(self) -> GridRow | None:
        """The row that the document ends in; None where it ends in a line of text."""
        last = self.blocks[-1] if self.blocks else None
        return last.rows[-1] if isinstance(last, Grid) else None
