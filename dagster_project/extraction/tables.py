"""From a recognised table to its cells: which row is a total, which a subtotal, which a leaf.

Every non-empty cell of a table ends in exactly one of four ways: loaded as a figure, structural
(a heading, a label, a nil mark), rejected with a reason, or out of scope (a table of a kind that
is not read). Rows that slipped sideways are kept as read; the sums show them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dagster_project.extraction.amounts import AmountError, PrintedAmount, parse_amount
from dagster_project.extraction.columns import Column, is_number_row
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.recognition import RecognisedTable, TablePart
from dagster_project.extraction.records import CellRecord, RejectedRecord, TableRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

_CODE_AND_NAME = re.compile(r"(\d+(?:\s+\d+)*)?\s*(.*)", re.DOTALL)
_CODE_LENGTHS = (3, 5, 7)


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table as records: the table itself, its figures and what was rejected."""

    table: TableRecord
    cells: list[CellRecord]
    rejected: list[RejectedRecord]


@dataclass(frozen=True, slots=True)
class _Label:
    """What the label cells of a row say."""

    text: str
    subject_code: str = ""
    subject_name: str = ""
    project_name: str = ""
    item_code: str = ""
    problem: str = ""


@dataclass(slots=True)
class _Line:
    """A row of a table, or one half of it where two lists stand side by side."""

    row: GridRow
    row_no: int
    side: str
    label: _Label
    figures: list[tuple[Column, str, PrintedAmount]]
    role: str = ""


@dataclass(slots=True)
class _Tally:
    """What became of the non-empty cells of a table."""

    seen: int = 0
    structural: int = 0
    out_of_scope: int = 0
    rejected: list[RejectedRecord] = field(default_factory=list)


class TableLoader:
    """Loads the tables of one document; `unit_key` is the key of the name of the unit that drew it up."""

    def __init__(self, content_sha256: str, unit_key: str, vocabulary: Vocabulary) -> None:
        self._sha256 = content_sha256
        self._unit_key = unit_key
        self._vocabulary = vocabulary

    def load(self, table: RecognisedTable) -> LoadedTable:
        """The records of a table. Never raises: what is not understood is rejected with its reason."""
        tally = _Tally()
        lines: list[_Line] = []
        self._count_structural(table.furniture, tally)
        row_no = 0
        items = _ItemStack(table.table_code or "", self._vocabulary)
        for part in table.parts:
            self._count_structural(part.header, tally)
            header_keys = {_row_key(row) for row in part.header}
            for row in part.rows:
                row_no += 1
                tally.seen += sum(1 for cell in row.cells if cell)
                if table.table_code and self._vocabulary.kinds[table.table_code].reader != "budget_table":
                    tally.out_of_scope += sum(1 for cell in row.cells if cell)
                elif table.problem:
                    self._reject_row(table, row, row_no, "table_not_recognised", table.problem, tally)
                elif is_number_row(row, self._vocabulary) or _row_key(row) in header_keys:
                    tally.structural += sum(1 for cell in row.cells if cell)
                else:
                    lines.extend(self._read_row(table, part, row, row_no, items, tally))
        self._assign_roles(table.table_code or "", lines)
        cells = [cell for line in lines for cell in self._cells(table, line)]
        return LoadedTable(self._table_record(table, tally, len(cells)), cells, tally.rejected)

    def _read_row(
        self, table: RecognisedTable, part: TablePart, row: GridRow, row_no: int, items: "_ItemStack", tally: _Tally
    ) -> Iterable[_Line]:
        self._reject_unheaded(table, part, row, row_no, tally)
        for side, columns in _sides(part.columns):
            labels = [
                (column, row.cells[column.index])
                for column in columns
                if not column.meaning.is_amount and column.index < len(row.cells)
            ]  # type: ignore[union-attr]
            amounts = [
                (column, row.cells[column.index])
                for column in columns
                if column.meaning.is_amount and column.index < len(row.cells)
            ]  # type: ignore[union-attr]
            label = self._read_label(table.table_code or "", labels, items)
            has_amount = any(text and key(text) not in self._vocabulary.nil_marks for _, text in amounts)
            if label.problem and has_amount:
                for column, text in labels + amounts:
                    self._reject(table, row, row_no, column.index, text, "row_not_understood", label.problem, tally)
                continue
            tally.structural += sum(1 for _, text in labels if text)
            figures = self._read_figures(table, row, row_no, amounts, tally)
            if figures:
                yield _Line(row, row_no, side, label, figures)

    def _read_label(self, table_code: str, labels: Sequence[tuple[Column, str]], items: "_ItemStack") -> _Label:
        roles = {column.meaning.column_role for column, _ in labels if column.meaning}
        text = clean(" ".join(text for _, text in labels if text))
        if any(key(text) in self._vocabulary.total_rows for _, text in labels):
            return _Label(text)
        if "item" in roles:
            item_code = items.find(text)
            problem = "" if item_code else "the item's label is not in seeds/line_items.csv or line_item_labels.csv"
            return _Label(text, item_code=item_code, problem=problem)
        project = clean(" ".join(text for column, text in labels if column.meaning and column.meaning.column_role == "project"))
        if "subject" not in roles:
            return _Label(text, project_name=project, problem="" if project else "the row has no label")
        code, name = _code_and_name([text for column, text in labels if column.meaning and column.meaning.column_role == "subject"])
        if code and len(code) not in _CODE_LENGTHS:
            problem = f"{code} is no subject code: it has {len(code)} digits, not 3, 5 or 7"
        elif not code and key(name) != self._unit_key:
            problem = "the row has no subject code, and its label is neither a total nor the unit's name"
        else:
            problem = ""
        return _Label(project or name or text, code, name, project, problem=problem)

    def _read_figures(
        self, table: RecognisedTable, row: GridRow, row_no: int, amounts: Sequence[tuple[Column, str]], tally: _Tally
    ) -> list[tuple[Column, str, PrintedAmount]]:
        figures = []
        for column, text in amounts:
            if not text:
                continue
            if key(text) in self._vocabulary.nil_marks:
                tally.structural += 1
                continue
            measure = self._vocabulary.measures.get(column.measure or table.measure)
            if measure is None:
                reason = "no unit of measure (单位：万元) is printed over the table"
                self._reject(table, row, row_no, column.index, text, "no_unit_of_measure", reason, tally)
                continue
            try:
                figures.append((column, text, parse_amount(text, measure, self._vocabulary.measures)))
            except AmountError as error:
                self._reject(table, row, row_no, column.index, text, "amount_not_understood", str(error), tally)
        return figures

    def _assign_roles(self, table_code: str, lines: Sequence[_Line]) -> None:
        coded = {(line.side, line.label.subject_code) for line in lines if line.label.subject_code}
        parents = {(side, code[:length]) for side, code in coded for length in _CODE_LENGTHS if length < len(code)}
        split = {line.label.subject_code for line in lines if line.label.project_name and line.label.subject_code}
        for line in lines:
            line.role = self._role(table_code, line, parents, split)

    def _role(self, table_code: str, line: _Line, parents: set[tuple[str, str]], split: set[str]) -> str:
        label = line.label
        if label.item_code:
            return "subtotal" if (table_code, label.item_code) in self._vocabulary.parent_items else "leaf"
        if key(label.project_name or label.subject_name) == self._unit_key:
            return "subtotal"
        if label.project_name:
            return "leaf"
        if label.subject_code:
            has_parts = (line.side, label.subject_code) in parents or label.subject_code in split
            return "subtotal" if has_parts else "leaf"
        return "total"

    def _cells(self, table: RecognisedTable, line: _Line) -> Iterable[CellRecord]:
        label = line.label
        project_name = label.project_name if line.role == "leaf" and label.project_name else None
        for column, text, amount in line.figures:
            assert column.meaning is not None
            yield CellRecord(
                content_sha256=self._sha256,
                table_no=table.table_no,
                table_code=table.table_code or "",
                row_no=line.row_no,
                column_no=column.index + 1,
                column_code=column.meaning.column_code,
                column_path=column.printed_path,
                side=line.side or None,
                row_label=label.text,
                subject_code=label.subject_code or None,
                subject_name=label.subject_name or None,
                item_code=label.item_code or None,
                project_name=project_name,
                project_name_key=key(project_name) if project_name else None,
                page_no=line.row.page_no,
                line_no=line.row.line_no,
                text=text,
                amount_yuan=amount.amount_yuan,
                half_width_yuan=amount.half_width_yuan,
                row_role=line.role,
            )

    def _count_structural(self, rows: Iterable[GridRow], tally: _Tally) -> None:
        n_cells = sum(1 for row in rows for cell in row.cells if cell)
        tally.seen += n_cells
        tally.structural += n_cells

    def _reject_unheaded(self, table: RecognisedTable, part: TablePart, row: GridRow, row_no: int, tally: _Tally) -> None:
        problems = {column.index: column.problem for column in part.columns if column.meaning is None}
        for index, text in enumerate(row.cells):
            if text and (index in problems or index >= len(part.columns)):
                reason = problems.get(index, "the row has more cells than the header")
                self._reject(table, row, row_no, index, text, "column_not_recognised", reason, tally)

    def _reject_row(self, table: RecognisedTable, row: GridRow, row_no: int, code: str, reason: str, tally: _Tally) -> None:
        for index, text in enumerate(row.cells):
            self._reject(table, row, row_no, index, text, code, reason, tally)

    def _reject(
        self, table: RecognisedTable, row: GridRow, row_no: int, index: int, text: str, code: str, reason: str, tally: _Tally
    ) -> None:
        if text:
            tally.rejected.append(
                RejectedRecord(
                    self._sha256, table.table_no, table.table_code, row_no, index + 1, row.page_no, row.line_no, text, code, reason
                )
            )

    def _table_record(self, table: RecognisedTable, tally: _Tally, n_loaded: int) -> TableRecord:
        rows = table.furniture + [row for part in table.parts for row in (*part.header, *part.rows)]
        return TableRecord(
            content_sha256=self._sha256,
            table_no=table.table_no,
            table_code=table.table_code,
            title=table.title or None,
            recognised_by=table.recognised_by,
            printed_unit=table.measure or None,
            page_no=rows[0].page_no if rows else None,
            first_line_no=min((row.line_no for row in rows), default=0),
            last_line_no=max((row.line_no for row in rows), default=0),
            n_parts=len(table.parts),
            cells_seen=tally.seen,
            cells_loaded=n_loaded,
            cells_structural=tally.structural,
            cells_rejected=len(tally.rejected),
            cells_out_of_scope=tally.out_of_scope,
        )


class _ItemStack:
    """Names the items of a table whose rows are parts of one another, in reading order.

    The same label may name several items (政府性基金预算拨款 of this year, and of the carry-over):
    the one is meant whose parent was named last.
    """

    def __init__(self, table_code: str, vocabulary: Vocabulary) -> None:
        self._table_code = table_code
        self._vocabulary = vocabulary
        self._path: list[str] = []

    def find(self, label: str) -> str:
        """The code of the item that a label names here, or ''."""
        candidates = self._vocabulary.line_items.get((self._table_code, self._vocabulary.item_label(key(label))), [])
        for depth in range(len(self._path), -1, -1):
            parent = self._path[depth - 1] if depth else ""
            for item in candidates:
                if item.parent == parent:
                    self._path = [*self._path[:depth], item.item_code]
                    return item.item_code
        return ""


def _sides(columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """The columns that are understood, by the list they belong to: one, or two side by side."""
    known = [column for column in columns if column.meaning]
    ordered = sorted(known, key=lambda column: (column.meaning.side if column.meaning else "", column.index))
    return [
        (side, list(group)) for side, group in groupby(ordered, key=lambda column: column.meaning.side if column.meaning else "")
    ]


def _code_and_name(texts: Iterable[str]) -> tuple[str, str]:
    """A subject code and its name from the label cells of a row, however they are cut.

    Codes come as 201 | 41 | 01, as 201 | 20141 | 2014101, or before the name in one cell.
    """
    code, names = "", []
    for text in filter(None, texts):
        match = _CODE_AND_NAME.fullmatch(key(text) if key(text).isdigit() else clean(text))
        digits, name = (match.group(1) or "", match.group(2)) if match and not names else ("", clean(text))
        for part in key(digits) and digits.split() or []:
            code = key(part) if len(part) > 2 and key(part).startswith(code) else code + key(part)
        if name:
            names.append(name)
    return code, clean(" ".join(names))


def _row_key(row: GridRow) -> tuple[str, ...]:
    return tuple(key(cell) for cell in row.cells if cell)
