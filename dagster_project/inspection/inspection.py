"""Looks at one document: what it is, its tables with what they were taken for, their columns, and what was not understood."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dagster_project.citation import placed
from dagster_project.extraction.budget_tables.recognition import RecognisedTable, TablePart
from dagster_project.extraction.budget_tables.rows import LoadedTable
from dagster_project.extraction.extract import (
    Extraction,
    as_understood,
    extraction_without_people,
    load_tables,
    records_of,
    tables_of,
)
from dagster_project.extraction.performance import LoadedPerformanceTable
from dagster_project.extraction.places import Box
from dagster_project.extraction.privacy import without_people
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.records import CellRecord, FigureRecord, RejectedRecord, TableRecord
from dagster_project.extraction.stated import BesideFile, stated_beside
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean
from dagster_project.inspection.missing import MissingGroup, missing_groups

# These records are of no stored content, and of no version.
_OF_NOTHING = "inspected"
_LINES_ABOVE = 4
_LONGEST_LINE_ABOVE = 40


@dataclass(frozen=True, slots=True)
class InspectedColumn:
    """A column: its headings, from above to below, and its meaning; None with what is wrong where that is not known."""

    headings: str
    meaning: str | None
    problem: str


@dataclass(frozen=True, slots=True)
class InspectedTable:
    """A table: where it stands, what it was taken for (None where for nothing), by what, and what became of its cells.

    `words_above` are the lines over it, among which a title that is not known may stand.
    """

    table_no: int
    line_no: int
    title: str
    words_above: str
    table_code: str | None
    table_name: str
    recognised_by: str
    problem: str
    n_rows: int
    cells_loaded: int
    cells_structural: int
    cells_rejected: int
    columns: list[InspectedColumn]


class Mark(NamedTuple):
    """A box on a page, what is in it (`loaded`, `rejected`, `heading`, `table`), and what is said of it."""

    page_no: int
    box: Box
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found of a document. `problem` says why a refresh would refuse it; the tables are looked at all the same."""

    reader: str
    n_lines: int
    n_pages: int | None
    page_lines: tuple[int, ...]
    n_text_lines: int
    n_grids: int
    remarks: list[str]
    title: str | None
    unit_name: str | None
    fiscal_year: int | None
    document_kind: str | None
    published_on: datetime.date | None
    problem: str
    figures_loaded: int
    figures_rejected: int
    tables: list[InspectedTable]
    missing: list[MissingGroup]
    marks: list[Mark]

    def place_of(self, line_no: int) -> dict[str, int | None]:
        """A line with its page, or its sheet and row, where the document has some: what `citation` tells in words."""
        return placed(line_no, self.page_lines, self.reader)


def inspect_document(document: SourceDocument, beside: Sequence[BesideFile], vocabulary: Vocabulary) -> Inspection:
    """What is found of a document as read, less what tells of people."""
    understood = as_understood(document, vocabulary)
    tables = tables_of(understood, vocabulary)
    extraction, problem = _extraction(understood, tables, beside, vocabulary)
    record = extraction.documents[0] if extraction.documents else None
    above = _words_above(document, tables, vocabulary)
    return Inspection(
        reader=document.reader,
        n_lines=document.n_lines,
        n_pages=document.n_pages,
        page_lines=document.page_lines,
        n_text_lines=sum(isinstance(block, TextLine) for block in document.blocks),
        n_grids=sum(isinstance(block, Grid) for block in document.blocks),
        remarks=[without_people(remark, vocabulary) for remark in document.remarks],
        title=record.title if record else None,
        unit_name=record.unit_name if record else None,
        fiscal_year=record.fiscal_year if record else None,
        document_kind=record.document_kind if record else None,
        published_on=record.published_on if record else None,
        problem=without_people(problem, vocabulary),
        figures_loaded=len(extraction.cells) + len(extraction.figures),
        figures_rejected=sum(any(sign.isdigit() for sign in each.text) for each in extraction.rejected),
        tables=_inspected(tables, extraction.tables, above, vocabulary),
        missing=missing_groups(tables, extraction.rejected, above, vocabulary),
        marks=[*_marks_of_tables(tables, vocabulary), *_marks_of_figures(extraction)],
    )


def _extraction(
    document: SourceDocument, tables: list[RecognisedTable], beside: Sequence[BesideFile], vocabulary: Vocabulary
) -> tuple[Extraction, str]:
    """The records of a document; where it is refused, those of its tables alone, and why."""
    try:
        extraction = records_of(document, tables, _OF_NOTHING, vocabulary, _OF_NOTHING, stated_beside(beside, vocabulary))
        problem = ""
    except UnreadableDocument as error:
        extraction, problem = _tables_alone(document, tables, vocabulary), str(error)
    return extraction_without_people(extraction, vocabulary), problem


def _tables_alone(document: SourceDocument, tables: list[RecognisedTable], vocabulary: Vocabulary) -> Extraction:
    budget, performance = load_tables(tables, _OF_NOTHING, None, vocabulary, document)
    loaded: list[LoadedTable | LoadedPerformanceTable] = [*budget, *performance]
    return Extraction(
        documents=[],
        tables=sorted((each.table for each in loaded), key=lambda table: table.table_no),
        cells=[cell for each in budget for cell in each.cells],
        figures=[figure for each in performance for figure in each.figures],
        rejected=[cell for each in loaded for cell in each.rejected],
    )


def _words_above(document: SourceDocument, tables: Sequence[RecognisedTable], vocabulary: Vocabulary) -> dict[int, str]:
    """The short lines over each table, down from the table before it, by the number of the table."""
    firsts = {table.first_line_no: table.table_no for table in tables}
    found: dict[int, str] = {}
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, TextLine):
            lines.append(block.text)
            continue
        short = [without_people(clean(line), vocabulary) for line in lines[-_LINES_ABOVE:] if len(line) <= _LONGEST_LINE_ABOVE]
        found.update({firsts[row.line_no]: " / ".join(short) for row in block.rows if row.line_no in firsts})
        lines = []
    return found


def _inspected(
    tables: Sequence[RecognisedTable], records: Sequence[TableRecord], above: dict[int, str], vocabulary: Vocabulary
) -> list[InspectedTable]:
    names = {row["table_code"]: row.get("table_name", "") for row in vocabulary.rows("tables.csv")}
    record_of = {record.table_no: record for record in records}
    found = []
    for table in tables:
        record = record_of.get(table.table_no)
        found.append(
            InspectedTable(
                table_no=table.table_no,
                line_no=table.first_line_no,
                title=without_people(clean(table.title), vocabulary),
                words_above=above.get(table.table_no, ""),
                table_code=table.table_code,
                table_name=names.get(table.table_code or "", ""),
                recognised_by=table.recognised_by,
                problem=without_people(table.problem, vocabulary),
                n_rows=sum(len(part.rows) for part in table.parts),
                cells_loaded=record.cells_loaded if record else 0,
                cells_structural=record.cells_structural if record else 0,
                cells_rejected=record.cells_rejected if record else 0,
                columns=_columns(table.parts[0], vocabulary) if table.parts else [],
            )
        )
    return found


def _columns(part: TablePart, vocabulary: Vocabulary) -> list[InspectedColumn]:
    return [
        InspectedColumn(
            without_people(column.printed_path, vocabulary),
            column.meaning.column_code if column.meaning else None,
            without_people(column.problem, vocabulary),
        )
        for column in part.columns
    ]


def _marks_of_tables(tables: Sequence[RecognisedTable], vocabulary: Vocabulary) -> Iterator[Mark]:
    """The header cells of tables that were recognised, each with what its column means."""
    for table in tables:
        for part in table.parts if table.table_code else ():
            for row in part.header:
                yield from _marks_of_header(row, part, vocabulary)


def _marks_of_header(row: GridRow, part: TablePart, vocabulary: Vocabulary) -> Iterator[Mark]:
    for column in part.columns:
        box = row.box(column.index)
        if box and row.page_no is not None and column.index < len(row.cells) and row.cells[column.index]:
            meaning = column.meaning.column_code if column.meaning else f"not known: {column.problem}"
            words = without_people(f"{column.printed_path} = {meaning}", vocabulary)
            yield Mark(row.page_no, box, "heading" if column.meaning else "rejected", words)


def _marks_of_figures(extraction: Extraction) -> Iterator[Mark]:
    records: tuple[CellRecord | FigureRecord | RejectedRecord, ...] = (
        *extraction.cells,
        *extraction.figures,
        *extraction.rejected,
    )
    for record in records:
        if record.box is not None and record.page_no is not None:
            yield Mark(record.page_no, record.box, _state(record), _said_of(record))


def _state(record: CellRecord | FigureRecord | RejectedRecord) -> str:
    return "rejected" if isinstance(record, RejectedRecord) else "loaded"


def _said_of(record: CellRecord | FigureRecord | RejectedRecord) -> str:
    if isinstance(record, RejectedRecord):
        return f"{record.text}: {record.reason}"
    if isinstance(record, CellRecord):
        return f"{record.text} = {record.amount_yuan:,} yuan; {record.row_label}; {record.column_code}"
    return f"{record.text}: {record.label}; {record.measure_code} ({record.figure_kind})"
