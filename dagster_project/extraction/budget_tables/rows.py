"""From a recognised table to its cells: which row is a total, which a subtotal, which a leaf.

Every non-empty cell of a table ends in exactly one of three ways: loaded as a figure, structural
(a heading, a label, a nil mark), or rejected with a reason. Rows that slipped sideways are kept
as read: they are the business of `alignment`. Tables of performance targets are that of `performance`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from dagster_project.extraction.amounts import (
    AmountError,
    NoFigureError,
    NoUnitOfMeasureError,
    PrintedAmount,
    parse_amount,
)
from dagster_project.extraction.budget_tables.beside import FigureBeside, figure_beside
from dagster_project.extraction.budget_tables.codes import code_and_name, is_code
from dagster_project.extraction.budget_tables.columns import Column, is_number_row
from dagster_project.extraction.budget_tables.labels import Label, LabelledList, LabelReader, begins_label_beside, figure_in_label
from dagster_project.extraction.budget_tables.layouts import KnownColumn, Layout, ListOfColumns, layout_of, texts_of_subjects
from dagster_project.extraction.budget_tables.ledger import Ledger, count_cells
from dagster_project.extraction.budget_tables.lines import MEMBER, Figure, Line, LineJudge
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.budget_tables.subject_names import subject_names
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.records import CellRecord, FigureRecord, ProofRecord, RejectedRecord, RepairRecord, TableRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import count_digits, key

# What the first half of a figure may end with: 1,036 | .51, 1,036. | 51
_ENDS_OF_A_CUT = tuple("0123456789.,")
_SIDE_BY_SIDE = 2
# A class and its section may stand without their codes over an item with one.
_ROWS_OF_NAMES = 2
_ROW_REFUSED = "its row is refused: a figure in it may have slipped"
# The alignment of the figures of a row that was set right.
REPAIRED = "repaired"
_CUT = "a figure may be cut at the end of a line: the next row begins with one"


class AmountColumn(NamedTuple):
    """A column of amounts of a list: what it means, the total column that it is a part of, and its printed headings."""

    column_code: str
    part_of: str
    column_path: str


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table as records: the table itself, its figures, those beside what it adds up, and what was rejected.

    `amount_columns` has, for each list of the table by its side, the columns of amounts in printed order. `proofs` are what its
    words leave open and figures tell. `repairs` are the rows that were set right before they were loaded.
    """

    table: TableRecord
    cells: list[CellRecord]
    figures: list[FigureRecord]
    rejected: list[RejectedRecord]
    amount_columns: dict[str, tuple[AmountColumn, ...]]
    proofs: list[ProofRecord]
    repairs: list[RepairRecord] = field(default_factory=list)


# A filled cell of an amount column, its text, and what it prints or why that cannot be told.
_Reading = tuple[KnownColumn, str, PrintedAmount | AmountError]


class TableLoader:
    """Loads the tables of one document; `unit_key` is the key of the name of the unit that drew it up.

    One that `has_left_out` secret items says so: its rows may come to less than their totals.
    """

    def __init__(
        self, content_sha256: str, unit_key: str, fiscal_year: int, vocabulary: Vocabulary, *, has_left_out: bool = False
    ) -> None:
        self._sha256 = content_sha256
        self._unit_key = unit_key
        self._fiscal_year = fiscal_year
        self._vocabulary = vocabulary
        self._has_left_out = has_left_out

    def load(self, table: RecognisedTable) -> LoadedTable:
        """The records of a table. Never raises: what is not understood is rejected with its reason."""
        labels = LabelReader(table.table_code or "", self._unit_key, self._fiscal_year, self._vocabulary)
        return _TableReading(table, self._sha256, labels, self._vocabulary, has_left_out=self._has_left_out).load()


class _TableReading:
    """The reading of one table: its lines, and the tally of what became of its non-empty cells."""

    def __init__(
        self, table: RecognisedTable, content_sha256: str, labels: LabelReader, vocabulary: Vocabulary, *, has_left_out: bool
    ) -> None:
        self._table = table
        self._table_code = table.table_code or ""
        self._sha256 = content_sha256
        self._vocabulary = vocabulary
        self._layouts = [layout_of(part, vocabulary) for part in table.parts]
        self._labels = labels
        self._labelled_lists: dict[str, LabelledList] = {}
        self._names = subject_names(vocabulary.kinds[self._table_code].classification if self._table_code else "", vocabulary)
        # The number of the row that was read last, by the column that numbers the rows.
        self._row_numbers: dict[int, int] = {}
        # The rows below the one that is read, in its part.
        self._rows_below: Sequence[GridRow] = ()
        self._ledger = Ledger(table, content_sha256, vocabulary)
        self._judge = LineJudge(self._table_code, self._layouts, self._ledger, vocabulary, has_left_out=has_left_out)

    def load(self) -> LoadedTable:
        lines = list(self._read_lines())
        self._judge.judge(lines, self._labels.has_other_units)
        cells = [cell for line in lines for cell in self._cells(line)]
        figures = [self._figure_record(line, figure) for line in lines for figure in line.beside]
        columns = self._amount_columns()
        table = self._table_record(len(cells) + len(figures), lines, columns)
        return LoadedTable(table, cells, figures, self._ledger.rejected, columns, list(self._proofs(table)))

    def _proofs(self, table: TableRecord) -> Iterator[ProofRecord]:
        """What words leave open in the table and its figures, or those of other tables, tell."""
        place = (self._sha256, table.table_no, self._table_code, table.page_no, table.first_line_no)
        measure, rows = self._table.told_measure, self._judge.rows_told
        if measure and table.cells_loaded:
            yield ProofRecord(*place, "unit_of_measure", measure.measure, list(measure.proof))
        if rows:
            yield ProofRecord(*place[:3], rows.first.page_no, rows.first.line_no, "rows_with_parts", rows.told, list(rows.proof))
        for total in (each for layout in self._layouts for each in layout.totals_told):
            yield ProofRecord(*place, "total_of", total.told, list(total.proof))

    def _amount_columns(self) -> dict[str, tuple[AmountColumn, ...]]:
        """The columns of the first part: those of a continuation mean the same."""
        lists = self._layouts[0].lists if self._layouts else []
        columns: dict[str, tuple[AmountColumn, ...]] = {}
        for each in lists:
            meanings = [(self._judge.meaning(each.side, known), known.path) for known in each.amounts]
            columns[each.side] = tuple(AmountColumn(meaning.column_code, meaning.part_of, path) for meaning, path in meanings)
            columns.setdefault(each.total_side, columns[each.side])
        return columns

    def _read_lines(self) -> Iterator[Line]:
        row_no = 0
        self._ledger.count_furniture()
        for part, layout in zip(self._table.parts, self._layouts, strict=True):
            self._ledger.count_header(part.header)
            self._ledger.note_columns_of_people(part.header)
            header = {_row_key(row) for row in part.header}
            header_beginnings = {words[0] for words in header if words}
            cut = cut_rows(part.rows, layout.width, self._vocabulary)
            is_below_header = True
            for at, row in enumerate(part.rows):
                row_no += 1
                if self._table.problem:
                    self._ledger.note_columns_of_people([row])
                    self._ledger.reject(row, row_no, range(len(row.cells)), self._table.problem_code, self._table.problem)
                elif (_first_word(row) in header_beginnings and _row_key(row) in header) or (
                    is_below_header and is_number_row(row, self._vocabulary)
                ):
                    self._ledger.n_structural += count_cells([row])
                    is_below_header = True
                else:
                    is_below_header = False
                    self._rows_below = part.rows[at + 1 :]
                    yield from self._read_row(layout, row, row_no, _CUT if at in cut else "")

    def _read_row(self, layout: Layout, row: GridRow, row_no: int, problem: str) -> list[Line]:
        """The lines of a row, one a list; a row that may have slipped is refused whole, as `problem` or by its length."""
        if row.problem:
            problem = row.problem
        elif row.is_loose:
            problem = "nothing keeps its cells apart: which figure stands in which column cannot be told"
        elif len(row.cells) < layout.width and any(each.needs_no_label for each in layout.lists):
            problem = "the row has fewer cells than the header and no label: which column is blank cannot be told"
        elif any(row.cells[layout.width :]):
            problem = "the row has more cells than the header"
        cells = row.cells + ("",) * (layout.width - len(row.cells))
        problem = problem or self._label_among_amounts(layout, cells) or _part_of_code_apart(layout, cells)
        if problem:
            self._labels.skip()
            self._ledger.reject(row, row_no, range(len(row.cells)), "row_not_understood", problem)
            return []
        for column in layout.unheaded:
            self._ledger.reject(row, row_no, [column.index], column.problem_code, column.problem)
        for column in layout.numbering:
            self._count_row_number(column, cells[column.index], row, row_no)
        lines: list[Line] = []
        before: ListOfColumns | None = None
        beside = list(self._read_beside(layout, cells, row, row_no)) if layout.beside else []
        n_rejected = len(self._ledger.rejected)
        for each in layout.lists:
            label: Label | None = None
            read = each
            if before and lines and self._is_total_over(lines[-1], before, each, cells):
                label = lines.pop().label
                read = each if each.total_side == before.total_side else before.with_figures_of(each)
            line = self._read_list_row(read, cells, row, row_no, label)
            if line:
                lines.append(line)
            before = each
        if len(self._ledger.rejected) > n_rejected:
            self._ledger.reject(row, row_no, [figure.at for figure in beside], "row_not_understood", _ROW_REFUSED)
        elif lines:
            lines[0].beside += beside
        return lines

    def _read_beside(self, layout: Layout, cells: Sequence[str], row: GridRow, row_no: int) -> Iterator[FigureBeside]:
        """The figures in the columns beside those that are added up; one that cannot be valued is refused alone."""
        for column, measures in layout.beside:
            text = cells[column.index]
            if key(text) in self._vocabulary.nil_marks:
                self._ledger.n_structural += bool(text)
            elif text:
                try:
                    yield figure_beside(
                        *(column.index, column.printed_path, text, column.measure_code),
                        self._amount(measures, text),
                        self._vocabulary,
                    )
                except AmountError as error:
                    reason = column.problem if isinstance(error, NoFigureError) else str(error)
                    self._ledger.reject(row, row_no, [column.index], column.problem_code, reason)

    def _label_among_amounts(self, layout: Layout, cells: Sequence[str]) -> str:
        """Why a row of lists side by side has slipped for certain: a label of a list stands among the amounts of another."""
        if len(layout.lists) < _SIDE_BY_SIDE:
            return ""
        for known in layout.amounts:
            text = cells[known.at]
            if not key(text).isdecimal():
                continue
            if begins_label_beside(cells[known.at :], layout.n_labels_behind(known), self._names):
                return f"the subject code {text} stands where an amount should: the row may have slipped"
            if self._is_number_of_row(text, known.at - 1, cells):
                return f"the number of the row, {text}, stands where an amount should: the row may have slipped"
        return ""

    def _is_number_of_row(self, text: str, numbering: int, cells: Sequence[str]) -> bool:
        """Whether a text is the number of the row, which the column that numbers the rows, right before it, leaves blank."""
        last = self._row_numbers.get(numbering, 0)
        return last > 0 and not cells[numbering] and key(text) == str(last + 1)

    def _is_total_over(self, line: Line, of: ListOfColumns, following: ListOfColumns, cells: Sequence[str]) -> bool:
        """Whether the line of a list is a total without a figure whose figure the list right of it prints without a label.

        So do lists under one heading, and those that split the same money in two ways (支出 by function and by use).
        """
        if line.figures or line.side not in (of.side, of.total_side):
            return False
        is_total = line.label.names_total or (self._table_code, line.label.item_code) in self._vocabulary.subject_totals
        if not is_total or not of.is_followed_by(following):
            return False
        return not any(cells[known.at] for known in following.labels) and any(cells[known.at] for known in following.amounts)

    def _count_row_number(self, column: Column, text: str, row: GridRow, row_no: int) -> None:
        """Counts the number of a row (行次) as structural; anything else in its column is refused."""
        if text and not (key(text).isdigit() or key(text) in self._vocabulary.nil_marks):
            self._ledger.reject(
                row, row_no, [column.index], "row_not_understood", "no number of a row stands in the column of row numbers"
            )
        elif text:
            self._ledger.n_structural += 1
            self._row_numbers[column.index] = int(key(text)) if key(text).isdecimal() else 0

    def _read_list_row(
        self, each: ListOfColumns, cells: Sequence[str], row: GridRow, row_no: int, total_over: Label | None
    ) -> Line | None:
        """The line that a row prints in a list; None where it is refused whole, since it may have slipped.

        `total_over` is the label of a total that it and the list left of it have together.
        """
        labels = [(known.meaning.column_role, cells[known.at]) for known in each.labels]
        n_structural = len([text for _, text in labels if text])
        readings: list[_Reading] = []
        for known in each.amounts:
            if text := cells[known.at]:
                if key(text) in self._vocabulary.nil_marks:
                    n_structural += 1
                else:
                    readings.append((known, text, self._amount(known.measures, text)))
        label = total_over or self._label(each, labels)
        side = each.total_side if total_over or label.total_of else each.side
        problem = (label.problem if readings else "") or figure_in_label(
            labels, [key(text) for _, text, _ in readings], bool(label.problem), self._vocabulary
        )
        if problem or any(isinstance(reading, NoFigureError) for _, _, reading in readings):
            self._reject_list_row(each, readings, row, row_no, problem)
            # A row whose figures alone are refused still tells that the row above it has parts.
            return None if problem else Line(row, row_no, side, label, [], each.prints_items_across)
        self._ledger.n_structural += n_structural
        # A row without figures is a line too: it tells that the row above it has parts.
        line = Line(row, row_no, side, label, self._figures(readings, row, row_no), each.prints_items_across)
        if label.measure_code:
            line.figures, line.beside = [], [self._as_beside(figure, label.measure_code) for figure in line.figures]
        return line

    def _as_beside(self, figure: Figure, measure_code: str) -> FigureBeside:
        """A figure of a row of another time, or of changes, in a table that prints a row for each."""
        return figure_beside(figure.known.at, figure.known.path, figure.text, measure_code, figure.amount, self._vocabulary)

    def _label(self, each: ListOfColumns, labels: Sequence[tuple[str, str]]) -> Label:
        if each.needs_no_label:
            return Label("")
        return self._labels.read(labels, self._labelled_list(each), partial(self._code_below, each))

    def _code_below(self, each: ListOfColumns) -> str:
        """The subject code that a list prints next below the row that is read; a row without one may stand between."""
        places = [known.at for known in each.labels if known.meaning.column_role == "subject"]
        rows = ([row.cells[at] for at in places if at < len(row.cells)] for row in self._rows_below[:_ROWS_OF_NAMES])
        codes = (code_and_name(cells)[0] for cells in rows)
        return next((code for code in codes if is_code(code)), "")

    def _labelled_list(self, each: ListOfColumns) -> LabelledList:
        """The labels of a list in all parts of the table."""
        if each.side not in self._labelled_lists:
            side = each.labels[0].meaning.side if each.labels else ""
            texts = partial(texts_of_subjects, self._table.parts, self._layouts, each.side)
            is_apart = any(known.meaning.column_role == "project" for known in each.labels)
            self._labelled_lists[each.side] = LabelledList(side, each.is_beside_others, texts, lists_projects_apart=is_apart)
        return self._labelled_lists[each.side]

    def _amount(self, measures: Collection[str], text: str) -> PrintedAmount | AmountError:
        """What a cell prints under some units of measure, or why it is no figure that can be told."""
        if len(measures) > 1:
            named = "、".join(sorted(measures))
            return NoUnitOfMeasureError(f"several units of measure are printed over the table ({named})")
        try:
            return parse_amount(text, self._vocabulary.measures.get("".join(measures)), self._vocabulary.measures)
        except AmountError as error:
            return error

    def _figures(self, readings: Iterable[_Reading], row: GridRow, row_no: int) -> list[Figure]:
        """The figures of a row; one that cannot be valued is refused alone."""
        figures: list[Figure] = []
        for known, text, reading in readings:
            if isinstance(reading, PrintedAmount):
                figures.append(Figure(known, text, reading))
            else:
                self._ledger.reject(row, row_no, [known.at], _reason_code(reading), str(reading))
        return figures

    def _reject_list_row(self, each: ListOfColumns, readings: Iterable[_Reading], row: GridRow, row_no: int, problem: str) -> None:
        """Refuses all cells of a list in a row: as `problem`, or since one of them is no figure where one should stand."""
        told: set[int] = set()
        if not problem:
            for known, text, reading in readings:
                if isinstance(reading, NoFigureError):
                    self._ledger.reject(row, row_no, [known.at], _reason_code(reading), str(reading))
                    told.add(known.at)
                    problem = problem or f"its row may have slipped: “{text}” is no figure"
        others = [known.at for known in (*each.labels, *each.amounts) if known.at not in told]
        self._ledger.reject(row, row_no, others, "row_not_understood", problem)

    def _cells(self, line: Line) -> Iterator[CellRecord]:
        row, label, side = line.row, line.label, line.side
        places = {figure.known.at: row.printed_at(figure.known.at) for figure in line.figures}
        is_moved = bool(row.places) and self._is_moved(line)
        project_name = label.project_name if line.role == "leaf" and label.project_name else None
        project_name_key = key(project_name) if project_name else None
        parent_row_no = line.above.row_no if line.above else None
        details, others = label.details, label.others
        is_of_items_across = line.has_items_across and line.role != MEMBER
        for figure in line.figures:
            known, amount = figure.known, figure.amount
            meaning = self._judge.meaning(side, known)
            yield CellRecord(
                content_sha256=self._sha256,
                table_no=self._table.table_no,
                table_code=self._table_code,
                row_no=line.row_no,
                column_no=places[known.at] + 1,
                column_code=meaning.column_code,
                column_path=known.path,
                side=side or None,
                row_label=known.path.rpartition(" > ")[2] if is_of_items_across else label.text,
                subject_code=label.subject_code or None,
                subject_name=label.subject_name or None,
                item_code=label.item_code or meaning.item_code or None,
                project_name=project_name,
                project_name_key=project_name_key,
                parent_row_no=parent_row_no,
                economic_subject_code=others.economic_code or None,
                economic_subject_name=others.economic_name or None,
                government_subject_code=others.government_code or None,
                government_subject_name=others.government_name or None,
                detail_project=details.project or None,
                detail_economic=details.economic or None,
                detail_item=details.item or None,
                detail_method=details.method or None,
                detail_unit=details.unit or None,
                page_no=row.page_no,
                line_no=row.line_no,
                text=figure.text,
                amount_yuan=amount.amount_yuan,
                half_width_yuan=amount.half_width_yuan,
                yuan_per_unit=amount.yuan_per_unit,
                row_role=line.role,
                printed_column_code=self._code_over(places[known.at]) if is_moved else meaning.column_code,
                alignment=REPAIRED if is_moved else None,
                box=row.box(known.at),
            )

    def _is_moved(self, line: Line) -> bool:
        """Whether a figure of a line that was set right, or one beside it or under no known heading, stood under another column."""
        unheaded = (column.index for column in self._layouts[0].unheaded)
        places = (*(figure.known.at for figure in line.figures), *(figure.at for figure in line.beside), *unheaded)
        return any(line.row.cells[at] and line.row.printed_at(at) != at for at in places)

    def _code_over(self, place: int) -> str:
        """The column of amounts that stands over a printed place; empty where none does."""
        codes = (known.meaning.column_code for each in self._layouts[0].lists for known in each.amounts if known.at == place)
        return next(codes, "")

    def _figure_record(self, line: Line, figure: FigureBeside) -> FigureRecord:
        """A figure beside what is added up, with the words of its row and its column; its statement is numbered later."""
        label, amount = line.label, figure.amount
        is_of_subject = self._vocabulary.kinds[self._table_code].classification == "functional" and bool(label.subject_code)
        return FigureRecord(
            content_sha256=self._sha256,
            figure_id=f"{self._table.table_no}:{line.row_no}:{line.row.printed_at(figure.at) + 1}",
            section_no=None,
            section_code=None,
            sentence_no=None,
            table_no=self._table.table_no,
            table_code=self._table_code,
            row_no=line.row_no,
            column_no=line.row.printed_at(figure.at) + 1,
            statement_no=0,
            figure_kind="amount" if amount else "quantity",
            measure_code=figure.measure_code,
            label=" > ".join(filter(None, (label.text, figure.path))),
            subject_code=label.subject_code if is_of_subject else None,
            subject_name=(label.subject_name or None) if is_of_subject else None,
            fund_source_code=None,
            project_name=None,
            project_name_key=None,
            direction=None,
            reason=None,
            purpose=None,
            page_no=line.row.page_no,
            line_no=line.row.line_no,
            text=figure.text,
            value=figure.value,
            unit_of_measure=figure.unit_of_measure,
            half_width=figure.half_width,
            amount_yuan=amount.amount_yuan if amount else None,
            half_width_yuan=amount.half_width_yuan if amount else None,
            yuan_per_unit=amount.yuan_per_unit if amount else None,
            box=line.row.box(figure.at),
        )

    def _table_record(self, n_loaded: int, lines: Sequence[Line], columns: dict[str, tuple[AmountColumn, ...]]) -> TableRecord:
        rows = self._table.all_rows
        line_nos = [row.line_no for row in rows]
        return TableRecord(
            content_sha256=self._sha256,
            table_no=self._table.table_no,
            table_code=self._table.table_code,
            title=self._table.title or None,
            recognised_by=self._table.recognised_by,
            printed_unit="、".join(self._table.measures) or None,
            page_no=min((row.page_no for row in rows if row.page_no is not None), default=None),
            first_line_no=min(line_nos),
            last_line_no=max(line_nos),
            n_parts=len(self._table.parts),
            cells_seen=count_cells(rows),
            cells_loaded=n_loaded,
            cells_structural=self._ledger.n_structural,
            cells_rejected=len(self._ledger.rejected),
            cells_out_of_scope=0,
            digits_seen=count_digits("".join(["".join(row.cells) for row in rows])),
            column_codes=sorted({column.column_code for each in columns.values() for column in each}),
            item_codes=_item_codes(lines),
        )


def _item_codes(lines: Sequence[Line]) -> list[str]:
    """The items of the lines down to the last that prints a figure: labels alone below it are no rows in every type of file."""
    last = max((at for at, line in enumerate(lines) if line.figures), default=-1)
    return sorted({line.label.item_code for line in lines[: last + 1] if line.label.item_code})


def _reason_code(error: AmountError) -> str:
    return "no_unit_of_measure" if isinstance(error, NoUnitOfMeasureError) else "amount_not_understood"


def cut_rows(rows: Sequence[GridRow], width: int, vocabulary: Vocabulary) -> set[int]:
    """The places of rows that may be two halves of one: together no longer than a row whose last figure was cut.

    The first ends with a figure, or half of one; the second begins with a figure, or with the other half.
    """
    cut: set[int] = set()
    for at, (row, following) in enumerate(pairwise(rows)):
        if row.cells[-1][-1:] not in _ENDS_OF_A_CUT or len(row.cells) + len(following.cells) > width + 1:
            continue
        whole = key(following.cells[0])
        first_word = key(next(iter(following.cells[0].split()), ""))
        if vocabulary.figure.fullmatch(first_word) or (whole.strip(".,").isdigit() and not is_code(whole)):
            cut |= {at, at + 1}
    return cut


def _part_of_code_apart(layout: Layout, cells: Sequence[str]) -> str:
    """Why the label of a row may lack a part of its code: a number stands among the label columns under no heading."""
    labels = [known.at for each in layout.lists for known in each.labels]
    places = (column.index for column in layout.unheaded if not column.path and labels[:1] < [column.index] < labels[-1:])
    numbers = (cells[at] for at in places if key(cells[at]).isdecimal())
    return next((f"{number} stands under no heading: it may be a part of the code of the row" for number in numbers), "")


def _row_key(row: GridRow) -> tuple[str, ...]:
    return tuple(map(key, filter(None, row.cells)))


def _first_word(row: GridRow) -> str:
    return next(map(key, filter(None, row.cells)), "")
