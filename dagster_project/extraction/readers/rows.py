"""Rows of cells, as spreadsheets and delimited files have them, to lines of text and grids.

Blank rows part tables, but a table goes on behind them where figures follow below its figures and no header. Above and
below a table, a row in which one cell alone is filled is a line of text: a title, a unit of measure, a note. Inside a table it
is a row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from dagster_project.extraction.source_document import Grid, GridRow, TextLine, UnreadableDocument
from dagster_project.extraction.wording import SOFT_MINUS, strip_invisible

MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
_MOST_CELLS = 2_000_000
_MOST_SIGNS = 50_000_000
_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
# A number that may well be a heading.
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")

# The filled cells of a row, by column from 0.
Cells = Mapping[int, str]
# With the number of the line that it stands on.
FilledRow = tuple[int, dict[int, str]]


def clean(text: str) -> str:
    """The text of a cell or paragraph in one line, without invisible characters; what a line break parts stays apart."""
    if not text.isascii():
        text = strip_invisible(SOFT_MINUS.sub("-", text))
    return _BLANK.sub(" ", text).strip()


class RowCollector:
    """Collects the filled rows of one sheet after another, each from top to bottom, within bounds."""

    def __init__(self) -> None:
        self._rows: list[FilledRow] = []
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
        parts = ([row for row in rows if row[1]] for rows in _parted_by_blanks(taken))
        return [block for rows in _with_what_goes_on(parts) for block in self._blocks(rows, page_no)]

    def _blocks(self, rows: list[FilledRow], page_no: int | None) -> Iterator[TextLine | Grid]:
        of_table = [at for at, (_, cells) in enumerate(rows) if len(cells) > 1]
        first, last = (of_table[0], of_table[-1] + 1) if of_table else (len(rows), len(rows))
        yield from _lines(rows[:first], page_no)
        if of_table:
            yield self._grid(rows[first:last], page_no)
        yield from _lines(rows[last:], page_no)

    def _grid(self, rows: list[FilledRow], page_no: int | None) -> Grid:
        left = min(min(cells) for _, cells in rows)
        right = max(max(cells) for _, cells in rows) + 1
        self._n_cells += len(rows) * (right - left)
        if self._n_cells > 2 * _MOST_CELLS:
            raise UnreadableDocument("tables that are very large and nearly empty: delete what stands far from the others")
        return Grid(
            tuple(GridRow(tuple(cells.get(at, "") for at in range(left, right)), line_no, page_no) for line_no, cells in rows)
        )


def _lines(rows: Iterable[FilledRow], page_no: int | None) -> Iterator[TextLine]:
    return (TextLine(text, line_no, page_no) for line_no, cells in rows for text in cells.values())


def _parted_by_blanks(rows: list[FilledRow]) -> Iterator[list[FilledRow]]:
    """Rows that stand one right below the other, those that are not seen among them."""
    together: list[FilledRow] = []
    for row in rows:
        if together and row[0] != together[-1][0] + 1:
            yield together
            together = []
        together.append(row)
    if together:
        yield together


def _with_what_goes_on(parts: Iterable[list[FilledRow]]) -> Iterator[list[FilledRow]]:
    """Parts that blank rows stand between, each table with the parts that go on with it: none behind a note below it."""
    together: list[FilledRow] = []
    columns: set[int] = set()
    of_figures: set[int] = set()
    for part in parts:
        columns_of_part = set().union(*(cells for _, cells in part))
        ends_in_line = together and len(together[-1][1]) == 1 and min(columns) in together[-1][1]
        if not together or ends_in_line or not _goes_on(part, columns_of_part, columns, of_figures):
            if together:
                yield together
            together, columns, of_figures = [], set(), set()
        together += part
        columns |= columns_of_part
        of_figures.update(column for _, cells in part for column in _figures(cells))
    if together:
        yield together


def _goes_on(part: list[FilledRow], columns_of_part: set[int], columns: set[int], of_figures: set[int]) -> bool:
    """Whether a part is more of a table that has these columns, some of them with figures: it has no header of its own."""
    first_of_some = next((cells for _, cells in part if len(cells) > 1), {})
    return columns_of_part <= columns and not of_figures.isdisjoint(_figures(first_of_some))


def _figures(cells: Cells) -> Iterator[int]:
    return (column for column, text in cells.items() if _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text))
