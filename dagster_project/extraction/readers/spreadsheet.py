"""Spreadsheets: what XLSX, ODS and XLS files have in common. Of each visible sheet, what is displayed in its used range.

Sheets are taken for pages, and their rows are counted on from sheet to sheet, so that a line number names one row. Hidden
sheets, rows and columns are not there to the eye: they are left out, and the document's remarks say so.
"""

from collections.abc import Iterable

from dagster_project.extraction.readers.rows import MOST_COLUMNS, Cells, RowCollector
from dagster_project.extraction.source_document import Grid, SourceDocument, TextLine, UnreadableDocument

# First row, last row, first column, last column, from 0.
Area = tuple[int, int, int, int]
Row = tuple[int, dict[int, str]]

MOST_ROWS_OF_A_SHEET = 1_048_576
_MOST_SHEETS = 1_000
_MOST_MERGED_ROWS = 100_000
_MOST_MERGED_IN_A_ROW = 1_000

DAMAGED = "a spreadsheet that is damaged: its sheets cannot be read; open it, save it anew, or fetch it again"


class HiddenColumns:
    """The hidden columns of a sheet, and in how many of them something stands."""

    def __init__(self) -> None:
        self._columns: set[int] = set()
        self._filled: set[int] = set()
        self._n_added = 0

    def add(self, first: int, last: int) -> None:
        """Hides columns from the first to the last. Those beyond what is read need no telling."""
        self._n_added += 1
        if self._n_added > MOST_COLUMNS:
            raise UnreadableDocument(DAMAGED)
        self._columns.update(range(max(first, 0), min(last + 1, MOST_COLUMNS)))

    def without(self, cells: Cells) -> Cells:
        """The cells of a row that stand in none of them."""
        hidden = self._columns.intersection(cells) if self._columns else None
        if not hidden:
            return cells
        self._filled |= hidden
        return {at: text for at, text in cells.items() if at not in hidden}

    @property
    def n_filled(self) -> int:
        return len(self._filled)


class Workbook:
    """Sheets, as they are read, to a document."""

    def __init__(self) -> None:
        self._collector = RowCollector()
        self._blocks: list[TextLine | Grid] = []
        self._remarks: list[str] = []
        self._n_lines = 0
        self._sheet_lines: list[int] = []
        self._n_sheets = 0

    def add(self, rows: Iterable[Row], hidden_columns: HiddenColumns) -> None:
        """A visible sheet: its filled rows, numbered from 0, from top to bottom; hidden ones without a cell.

        Its hidden columns are those that are known when a row is taken.
        """
        self._n_sheets += 1
        if self._n_sheets > _MOST_SHEETS:
            raise UnreadableDocument(f"a spreadsheet of more than {_MOST_SHEETS:,} sheets: split it")
        self._sheet_lines.append(self._n_lines + 1)
        last, n_hidden = -1, 0
        for row_no, cells in rows:
            if not last < row_no < MOST_ROWS_OF_A_SHEET:
                raise UnreadableDocument(DAMAGED)
            last = row_no
            n_hidden += not cells
            self._collector.add(self._n_lines + row_no + 1, hidden_columns.without(cells))
        self._n_lines += last + 1
        if n_hidden:
            self._remarks.append(f"{n_hidden:,} rows of sheet {self._n_sheets} are hidden and were not read")
        if hidden_columns.n_filled:
            self._remarks.append(f"{hidden_columns.n_filled:,} columns of sheet {self._n_sheets} are hidden and were not read")
        self._blocks.extend(self._collector.take_blocks(self._n_sheets))

    def leave_out(self, name: str) -> None:
        """A hidden sheet."""
        self._remarks.append(f"the sheet “{name}” is hidden and was not read")

    def document(self) -> SourceDocument:
        """What was read. Raises `UnreadableDocument` where that is nothing."""
        if not self._blocks and self._remarks:
            raise UnreadableDocument("a spreadsheet whose visible sheets are empty: show the hidden ones, and save it")
        if not self._blocks:
            raise UnreadableDocument("the file is empty: a spreadsheet without a filled cell")
        return SourceDocument(
            "spreadsheet",
            tuple(self._blocks),
            self._n_lines,
            self._n_sheets,
            tuple(self._remarks),
            tuple(self._sheet_lines),
        )


def without_covered(rows: Iterable[Row], merged: Iterable[Area]) -> Iterable[Row]:
    """Rows less what stands under merged cells: all of theirs but the first. No program shows it."""
    covering: dict[int, list[Area]] = {}
    n_rows = 0
    for area in merged:
        n_rows += max(area[1] - area[0] + 1, 0)
        if n_rows > _MOST_MERGED_ROWS:
            raise UnreadableDocument(
                "a spreadsheet with more merged cells than any disclosure has: save it as CSV, one sheet a file"
            )
        for row_no in range(area[0], area[1] + 1):
            areas = covering.setdefault(row_no, [])
            if len(areas) >= _MOST_MERGED_IN_A_ROW:
                raise UnreadableDocument(DAMAGED)
            areas.append(area)
    for row_no, cells in rows:
        over = covering.get(row_no, [])
        yield row_no, {column: text for column, text in cells.items() if not any(_covers(area, row_no, column) for area in over)}


def _covers(area: Area, row_no: int, column: int) -> bool:
    top, _, left, right = area
    return left <= column <= right and (row_no, column) != (top, left)
