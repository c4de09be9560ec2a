"""What becomes of every cell of one performance table, counted: the coverage of its record."""

from dataclasses import dataclass

from dagster_project.extraction.budget_tables.ledger import rejected_cell
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.privacy import showable
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.records import RejectedRecord, TableRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import count_digits


@dataclass(slots=True)
class Cell:
    """A printed cell and where it stands; `row_no` counts the rows of the table from 1, over all its parts."""

    row: GridRow
    row_no: int
    index: int

    @property
    def text(self) -> str:
        return self.row.cells[self.index]

    @property
    def column_no(self) -> int:
        return self.index + 1


class Ledger:
    """The tally of the non-empty cells of a table. Each is told once: loaded, structural, of a person, or rejected."""

    def __init__(self, table: RecognisedTable, content_sha256: str, vocabulary: Vocabulary) -> None:
        self.table = table
        self.content_sha256 = content_sha256
        self.vocabulary = vocabulary
        self.n_loaded = 0
        self.n_structural = 0
        self.n_out_of_scope = 0
        self.rejected: list[RejectedRecord] = []
        self.measures = dict.fromkeys(table.measures)

    def reject(self, cell: Cell, reason_code: str, reason: str) -> None:
        shown = showable(cell.row.cells, cell.index, self.vocabulary)
        self.rejected.append(
            rejected_cell(self.table, self.content_sha256, cell.row, cell.row_no, cell.index, shown, reason_code, reason)
        )

    def reject_row(self, row: GridRow, row_no: int, reason_code: str, reason: str) -> None:
        for cell in filled_cells(row, row_no):
            self.reject(cell, reason_code, reason)

    def table_record(self) -> TableRecord:
        """The record of the table, once all its cells have been told."""
        table = self.table
        rows = table.all_rows
        line_nos = [row.line_no for row in rows]
        return TableRecord(
            content_sha256=self.content_sha256,
            table_no=table.table_no,
            table_code=table.table_code,
            title=table.title or None,
            recognised_by=table.recognised_by,
            printed_unit="、".join(self.measures) or None,
            page_no=min((row.page_no for row in rows if row.page_no is not None), default=None),
            first_line_no=min(line_nos, default=0),
            last_line_no=max(line_nos, default=0),
            n_parts=len(table.parts),
            cells_seen=self.n_loaded + self.n_structural + self.n_out_of_scope + len(self.rejected),
            cells_loaded=self.n_loaded,
            cells_structural=self.n_structural,
            cells_rejected=len(self.rejected),
            cells_out_of_scope=self.n_out_of_scope,
            digits_seen=count_digits("".join(["".join(row.cells) for row in rows])),
            column_codes=[],
            item_codes=[],
        )


def filled_cells(row: GridRow, row_no: int) -> list[Cell]:
    return [Cell(row, row_no, index) for index, text in enumerate(row.cells) if text]


def joined(first: str, rest: str) -> str:
    """Two halves of a text that a page break cut. Only Latin words are cut where a space was."""
    is_latin = first[-1:].isascii() and first[-1:].isalpha() and rest[:1].isascii() and rest[:1].isalpha()
    return f"{first} {rest}" if is_latin else first + rest
