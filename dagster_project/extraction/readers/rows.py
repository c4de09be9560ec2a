"""Rows of cells, as spreadsheets and delimited files have them, to lines of text and grids.

Blank rows part tables. Above and below a table, a row in which one cell alone is filled is a line of text: a title, a unit of
measure, a note. Inside a table it is a row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from dagster_project.extraction.readers.source_document import Grid, GridRow, TextLine, UnreadableDocument
from dagster_project.extraction.wording import SOFT_MINUS, strip_invisible

MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
_MOST_CELLS = 2_000_000
_MOST_SIGNS = 50_000_000
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")

# The filled cells of a row, by column from 0.
Cells = Mapping[int, str]


def clean(text: str) -> str:
    """The text of a cell or paragraph in one line, without invisible characters; what a line break parts stays apart."""
    if not text.isascii():
        text = strip_invisible(SOFT_MINUS.sub("-", text))
    return _BLANK.sub(" ", text).strip()


class RowCollector:
    """Collects the filled rows of one sheet after another, each from top to bottom, within bounds."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, dict[int, str]]] = []
        self._n_rows = self._n_cells = self._n_signs = 0

    def add(self, line_no: int, cells: Cells) -> None:
        """A row; cells without a text are dropped, and a row of such cells is blank. One without any is there, but not seen."""
        filled = {column: text for column, printed in cells.items() if (text := clean(printed))}
        if cells and not filled:
            return
        self._n_rows += 1
        self._n_cells += len(filled)
        self._n_signs += sum(map(len, filled.values()))
        if max(filled, default=0) >= MOST_COLUMNS:
            raise UnreadableDocument(f"a sheet with more than {MOST_COLUMNS:,} columns: delete what belongs to no table")
        if self._n_rows > MOST_ROWS or self._n_cells > _MOST_CELLS or self._n_signs > _MOST_SIGNS:
            raise UnreadableDocument(f"more than {MOST_ROWS:,} rows, or as much text: delete what belongs to no disclosure")
        self._rows.append((line_no, filled))

    def take_blocks(self, page_no: int | None = None) -> list[TextLine | Grid]:
        """The rows since the last call, as blocks."""
        taken, self._rows = self._rows, []
        tables = ([row for row in rows if row[1]] for rows in _parted_by_blanks(taken))
        return [block for rows in tables for block in self._blocks(rows, page_no)]

    def _blocks(self, rows: list[tuple[int, dict[int, str]]], page_no: int | None) -> Iterator[TextLine | Grid]:
        of_table = [at for at, (_, cells) in enumerate(rows) if len(cells) > 1]
        first, last = (of_table[0], of_table[-1] + 1) if of_table else (len(rows), len(rows))
        yield from _lines(rows[:first], page_no)
        if of_table:
            yield self._grid(rows[first:last], page_no)
        yield from _lines(rows[last:], page_no)

    def _grid(self, rows: list[tuple[int, dict[int, str]]], page_no: int | None) -> Grid:
        left = min(min(cells) for _, cells in rows)
        right = max(max(cells) for _, cells in rows) + 1
        self._n_cells += len(rows) * (right - left)
        if self._n_cells > 2 * _MOST_CELLS:
            raise UnreadableDocument("tables that are very large and nearly empty: delete what stands far from the others")
        return Grid(
            tuple(GridRow(tuple(cells.get(at, "") for at in range(left, right)), line_no, page_no) for line_no, cells in rows)
        )


def _lines(rows: Iterable[tuple[int, dict[int, str]]], page_no: int | None) -> Iterator[TextLine]:
    return (TextLine(text, line_no, page_no) for line_no, cells in rows for text in cells.values())


def _parted_by_blanks(rows: list[tuple[int, dict[int, str]]]) -> Iterator[list[tuple[int, dict[int, str]]]]:
    """Rows that stand one right below the other, those that are not seen among them."""
    together: list[tuple[int, dict[int, str]]] = []
    for row in rows:
        if together and row[0] != together[-1][0] + 1:
            yield together
            together = []
        together.append(row)
    if together:
        yield together
