"""What becomes of every cell of one budget table, counted: a figure, a part of the form, or refused with a reason."""

from collections.abc import Iterable

from dagster_project.extraction.budget_tables.labels import figure_in_label
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.privacy import columns_of_people, is_table_of_amounts, showable_cells
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.records import RejectedRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key


class Ledger:
    """The tally of the non-empty cells of a table that are no figures: those of its form, and those refused."""

    def __init__(self, table: RecognisedTable, content_sha256: str, vocabulary: Vocabulary) -> None:
        self._table = table
        self._sha256 = content_sha256
        self._vocabulary = vocabulary
        self.n_structural = 0
        self.rejected: list[RejectedRecord] = []
        self._columns_of_people: set[int] = set()
        self._shown_row: GridRow | None = None
        self._shown_cells: list[str] = []

    def reject(self, row: GridRow, row_no: int | None, indexes: Iterable[int], reason_code: str, reason: str) -> None:
        """Refuses the filled cells of a row at some places, for one reason."""
        filled = [index for index in indexes if index < len(row.cells) and row.cells[index]]
        if not filled:
            return
        shown = self._shown(row)
        for cell, text in zip(row.cells, shown, strict=True):
            if text != cell:  # a reason may say what stands in a cell of the row
                reason = reason.replace(cell, text)
        self.rejected += [
            rejected_cell(self._table, self._sha256, row, row_no, index, shown[index], reason_code, reason) for index in filled
        ]

    def note_columns_of_people(self, rows: Iterable[GridRow]) -> None:
        """Notes the columns headed 姓名 or 电话."""
        for row in rows:
            self._columns_of_people |= columns_of_people(row.cells, self._vocabulary)

    def count_header(self, rows: Iterable[GridRow]) -> None:
        """Counts the rows of a header; a figure among its words is refused."""
        for row in rows:
            figures = [
                index for index, cell in enumerate(row.cells) if figure_in_label([("item", cell)], [], False, self._vocabulary)
            ]
            self.reject(row, None, figures, "row_not_understood", "a figure among the headings of the table")
            self.n_structural += count_cells([row]) - len(figures)

    def count_furniture(self) -> None:
        """Counts the rows of a grid that name the table, its unit or its unit of measure; a figure among them is refused."""
        for row in self._table.furniture:
            figures = [index for index, cell in enumerate(row.cells) if self._vocabulary.figure.fullmatch(key(cell))]
            self.reject(row, None, figures, "row_not_understood", "a figure beside the title, the unit or the unit of measure")
            self.n_structural += count_cells([row]) - len(figures)

    def _shown(self, row: GridRow) -> list[str]:
        """The cells of a row that is refused, less what they tell of people; kept for the next cell of it."""
        if self._shown_row is not row:
            is_of_amounts = is_table_of_amounts(self._table.table_code, self._vocabulary)
            self._shown_cells = showable_cells(row.cells, self._vocabulary, self._columns_of_people, is_of_amounts=is_of_amounts)
            self._shown_row = row
        return self._shown_cells


def rejected_cell(
    table: RecognisedTable,
    content_sha256: str,
    row: GridRow,
    row_no: int | None,
    index: int,
    shown: str,
    reason_code: str,
    reason: str,
) -> RejectedRecord:
    """The record of a cell of a table that is refused, with the text that may be shown of it."""
    return RejectedRecord(
        content_sha256=content_sha256,
        table_no=table.table_no,
        table_code=table.table_code,
        row_no=row_no,
        column_no=row.printed_at(index) + 1,
        page_no=row.page_no,
        line_no=row.line_no,
        text=shown,
        reason_code=reason_code,
        reason=reason,
        box=row.box(index),
    )


def count_cells(rows: Iterable[GridRow]) -> int:
    """How many cells of some rows are filled."""
    return sum(len(row.cells) - row.cells.count("") for row in rows)
