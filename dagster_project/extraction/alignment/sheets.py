"""The lists of the budget tables as rows whose figures can be moved from column to column.

Here stands what a row is to the others: its kind, the row that it is added up in, the rows below it. What must
agree is the business of `identities`, where figures may be moved to that of `moves`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from weakref import ref

from dagster_project.extraction.budget_tables.lines import MEMBER, MEMO
from dagster_project.extraction.budget_tables.rows import AmountColumn, LoadedTable
from dagster_project.extraction.budget_tables.subject_names import CODE_LENGTHS
from dagster_project.extraction.records import CellRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

# The figures of a row by the column that they stand in.
Arrangement = dict[str, CellRecord]

_SUBJECT_KINDS = dict(zip(CODE_LENGTHS, ("class", "section", "item"), strict=True))


@dataclass(slots=True, eq=False)
class Row:
    """A row of a list with its figures: `as_read`, and `at` where they stand at present.

    `kind` is total, unit, class, section, item, project, line, detail, or subtotal for what is none of these.
    """

    list_of: "ref[Sheet]"
    cells: list[CellRecord]
    kind: str
    as_read: Arrangement
    at: Arrangement
    below: list["Row"] = field(default_factory=list)

    @property
    def sheet(self) -> "Sheet":
        """The list that it stands in. A row does not keep it: what keeps one another is not freed at once, and costs memory."""
        sheet = self.list_of()
        assert sheet is not None
        return sheet


@dataclass(slots=True, eq=False, weakref_slot=True)
class Sheet:
    """A list of a table: one of its sides, or all of it.

    `tops` are the rows of the highest level, `leaves` those below which no row prints a figure. `is_whole` says that
    no cell of the table was rejected, and none stands beside what it adds up. `item_codes` are the line items of the
    table, whether they print a figure or not.
    """

    table_code: str
    side: str
    columns: tuple[AmountColumn, ...]
    is_whole: bool
    item_codes: frozenset[str]
    totals: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)
    tops: list[Row] = field(default_factory=list)
    leaves: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def is_movable(self) -> bool:
        """Whether figures can have slipped from one of its columns into another, and can be moved back."""
        return self.is_whole and len(self.columns) > 1 and bool(self.rows)


_ROW_OF_LIST = attrgetter("row_no", "side")


def sheets_of(tables: Iterable[LoadedTable], unit_key: str, vocabulary: Vocabulary) -> list[Sheet]:
    """The lists of the tables of a document; `unit_key` is the key of the name of the unit that drew it up."""
    return [sheet for table in tables for sheet in _sheets_of_table(table, unit_key, vocabulary)]


def _sheets_of_table(table: LoadedTable, unit_key: str, vocabulary: Vocabulary) -> Iterator[Sheet]:
    table_code = table.table.table_code or ""
    # Figures beside those that are added up would not move with their row.
    is_whole = not (table.rejected or table.figures)
    items = frozenset(table.table.item_codes)
    sheets = {side: Sheet(table_code, side, columns, is_whole, items) for side, columns in table.amount_columns.items()}
    for (_, side), cells in groupby(table.cells, _ROW_OF_LIST):
        sheet = sheets[side or ""]
        sheet.rows.append(_row(sheet, list(cells), unit_key))
    for sheet in sheets.values():
        _order(sheet, vocabulary)
        yield sheet


def _row(sheet: Sheet, cells: list[CellRecord], unit_key: str) -> Row:
    as_read = {cell.column_code: cell for cell in cells}
    return Row(ref(sheet), cells, _kind(cells[0], unit_key), as_read, as_read)


def _kind(cell: CellRecord, unit_key: str) -> str:
    if cell.row_role == "total":
        return "total"
    if cell.row_role in (MEMBER, MEMO):
        return "subtotal"
    if cell.parent_row_no is not None or cell.project_name_key:
        return "project" if cell.parent_row_no is None else "detail"
    if cell.item_code:
        return "line"
    if cell.subject_code:
        return _SUBJECT_KINDS[len(cell.subject_code)]
    return "unit" if key(cell.row_label) == unit_key else "subtotal"


def _order(sheet: Sheet, vocabulary: Vocabulary) -> None:
    """Puts each row below the nearest of those that it is added up in and that print a figure."""
    subjects: dict[str, Row] = {}
    items: dict[str, Row] = {}
    added: list[Row] = []
    for row in sheet.rows:
        first = row.cells[0]
        if row.kind == "total":
            sheet.totals.append(row)
        elif row.kind == "unit":
            sheet.units.append(row)
        elif row.kind != "subtotal":
            added.append(row)
            if row.kind == "line":
                items.setdefault(first.item_code or "", row)
            elif row.kind not in ("project", "detail"):
                subjects.setdefault(first.subject_code or "", row)
    total_of_subjects = next((row for code, row in items.items() if (sheet.table_code, code) in vocabulary.subject_totals), None)
    rows = {row.cells[0].row_no: row for row in sheet.rows}
    for row in added:
        parent: Row | None
        if row.cells[0].parent_row_no is not None:
            parent = rows.get(row.cells[0].parent_row_no)
        elif row.kind == "line":
            parent = _item_above(row.cells[0], items, vocabulary)
        else:
            parent = _subject_above(row, subjects) or total_of_subjects
        (parent.below if parent else sheet.tops).append(row)
    sheet.leaves = [row for row in added if not row.below]


def _subject_above(row: Row, subjects: dict[str, Row]) -> Row | None:
    code = row.cells[0].subject_code or ""
    lengths: Sequence[int] = [length for length in CODE_LENGTHS if length < len(code) + (row.kind == "project")]
    return next((subjects[code[:length]] for length in reversed(lengths) if code[:length] in subjects), None)


def _item_above(cell: CellRecord, items: dict[str, Row], vocabulary: Vocabulary) -> Row | None:
    above = vocabulary.item_ancestors[cell.table_code, cell.item_code or ""]
    return next((items[code] for code in above if code in items), None)
