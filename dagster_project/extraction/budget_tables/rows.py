"""From a recognised table to its cells: which row is a total, which a subtotal, which a leaf.

Every non-empty cell of a table ends in exactly one of three ways: loaded as a figure, structural
(a heading, a label, a nil mark), or rejected with a reason. Rows that slipped sideways are kept
as read: they are the business of `alignment`. Tables of performance targets are that of `performance`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from dagster_project.extraction.amounts import (
    AmountError,
    NoFigureError,
    NoUnitOfMeasureError,
    PrintedAmount,
    parse_amount,
)
from dagster_project.extraction.budget_tables.codes import is_code
from dagster_project.extraction.budget_tables.columns import Column, is_number_row
from dagster_project.extraction.budget_tables.items_across import with_total_told
from dagster_project.extraction.budget_tables.labels import Label, LabelledList, LabelReader, figure_in_label
from dagster_project.extraction.budget_tables.recognition import RecognisedTable, TablePart
from dagster_project.extraction.budget_tables.subject_names import CODE_LENGTHS
from dagster_project.extraction.budget_tables.subtotals import ListedRow, unproven_subtotals
from dagster_project.extraction.privacy import columns_of_people, is_table_of_amounts, showable_cells
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.records import CellRecord, RejectedRecord, TableRecord
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary
from dagster_project.extraction.wording import count_digits, key

# What the first half of a figure may end with: 1,036 | .51, 1,036. | 51
_ENDS_OF_A_CUT = tuple("0123456789.,")
_FEWEST_NUMBERS = 3
_CUT = "a figure may be cut at the end of a line: the next row begins with one"


class AmountColumn(NamedTuple):
    """A column of amounts of a list: what it means, the total column that it is a part of, and its printed headings."""

    column_code: str
    part_of: str
    column_path: str


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table as records: the table itself, its figures and what was rejected.

    `amount_columns` has, for each list of the table by its side, the columns of amounts in printed order.
    """

    table: TableRecord
    cells: list[CellRecord]
    rejected: list[RejectedRecord]
    amount_columns: dict[str, tuple[AmountColumn, ...]]


class _KnownColumn(NamedTuple):
    """A column whose meaning is known, at a place of the printed row, counted from 0, with the units of measure over it."""

    at: int
    meaning: ColumnMeaning
    path: str
    measures: frozenset[str]


@dataclass
class _List:
    """One list of a table: its label columns and its amount columns. Several may stand side by side.

    `side` tells it from the others of its table; `is_beside_others` says that these are of the same kind, with no other side.
    """

    side: str
    labels: list[_KnownColumn]
    amounts: list[_KnownColumn]
    is_beside_others: bool = False

    @cached_property
    def prints_items_across(self) -> bool:
        """Whether its items are its columns, so that its figures are those of one row."""
        return any(known.meaning.item_code for known in self.amounts)

    @cached_property
    def needs_no_label(self) -> bool:
        """Whether nothing but its columns says what the figures of its row are of."""
        return not self.labels and self.prints_items_across


class _Layout(NamedTuple):
    """The columns of a part: how many, in which lists, those without a known heading, those that number the rows."""

    width: int
    lists: list[_List]
    unheaded: list[Column]
    numbering: list[Column]


class _Figure(NamedTuple):
    """A printed figure under its column."""

    known: _KnownColumn
    text: str
    amount: PrintedAmount


# A filled cell of an amount column, its text, and what it prints or why that cannot be told.
_Reading = tuple[_KnownColumn, str, PrintedAmount | AmountError]


@dataclass(slots=True)
class _Line:
    """A row of a list, with its figures."""

    row: GridRow
    row_no: int
    side: str
    label: Label
    figures: list[_Figure]
    has_items_across: bool = False
    role: str = ""


class TableLoader:
    """Loads the tables of one document; `unit_key` is the key of the name of the unit that drew it up."""

    def __init__(self, content_sha256: str, unit_key: str, fiscal_year: int, vocabulary: Vocabulary) -> None:
        self._sha256 = content_sha256
        self._unit_key = unit_key
        self._fiscal_year = fiscal_year
        self._vocabulary = vocabulary

    def load(self, table: RecognisedTable) -> LoadedTable:
        """The records of a table. Never raises: what is not understood is rejected with its reason."""
        labels = LabelReader(table.table_code or "", self._unit_key, self._fiscal_year, self._vocabulary)
        return _TableReading(table, self._sha256, labels, self._vocabulary).load()


class _TableReading:
    """The reading of one table: its lines, and the tally of what became of its non-empty cells."""

    def __init__(self, table: RecognisedTable, content_sha256: str, labels: LabelReader, vocabulary: Vocabulary) -> None:
        self._table = table
        self._table_code = table.table_code or ""
        self._sha256 = content_sha256
        self._vocabulary = vocabulary
        self._layouts = [_layout(part, vocabulary) for part in table.parts]
        self._labels = labels
        self._labelled_lists: dict[str, LabelledList] = {}
        self._n_structural = 0
        self._rejected: list[RejectedRecord] = []
        self._columns_of_people: set[int] = set()
        self._columns_by_totals: dict[str, ColumnMeaning] = {}
        self._shown_row: GridRow | None = None
        self._shown_cells: list[str] = []

    def load(self) -> LoadedTable:
        lines = list(self._read_lines())
        self._tell_columns_by_totals(lines)
        self._refuse_rows_of_several_units(lines)
        self._keep_one_row_of_items(lines)
        self._refuse_totals_of_what_is_not_told(lines)
        self._take_codes_from_repeated_sums(lines)
        self._assign_roles(lines)
        self._count_repeated_totals(lines)
        self._refuse_rows_without_projects(lines)
        self._refuse_projects_of_cut_codes(lines)
        self._refuse_unproven_subtotals(lines)
        cells = [cell for line in lines for cell in self._cells(line)]
        return LoadedTable(self._table_record(len(cells), lines), cells, self._rejected, self._amount_columns())

    def _amount_columns(self) -> dict[str, tuple[AmountColumn, ...]]:
        """The columns of the first part: those of a continuation mean the same."""
        lists = self._layouts[0].lists if self._layouts else []
        return {
            each.side: tuple(
                AmountColumn(meaning.column_code, meaning.part_of, known.path)
                for known in each.amounts
                for meaning in [self._columns_by_totals.get(each.side, known.meaning)]
            )
            for each in lists
        }

    def _read_lines(self) -> Iterator[_Line]:
        row_no = 0
        self._count_furniture()
        for part, layout in zip(self._table.parts, self._layouts, strict=True):
            self._count_header(part.header)
            self._note_columns_of_people(part.header)
            header = {_row_key(row) for row in part.header}
            header_beginnings = {words[0] for words in header if words}
            cut = _cut_rows(part.rows, layout.width, self._vocabulary)
            is_below_header = True
            for at, row in enumerate(part.rows):
                row_no += 1
                if self._table.problem:
                    self._note_columns_of_people([row])
                    self._reject(row, row_no, range(len(row.cells)), self._table.problem_code, self._table.problem)
                elif (_first_word(row) in header_beginnings and _row_key(row) in header) or (
                    is_below_header and is_number_row(row, self._vocabulary)
                ):
                    self._n_structural += _count_cells([row])
                    is_below_header = True
                else:
                    is_below_header = False
                    yield from self._read_row(layout, row, row_no, _CUT if at in cut else "")

    def _count_header(self, rows: Iterable[GridRow]) -> None:
        """Counts the rows of a header; a figure among its words is refused."""
        for row in rows:
            figures = [
                index for index, cell in enumerate(row.cells) if figure_in_label([("item", cell)], [], False, self._vocabulary)
            ]
            self._reject(row, None, figures, "row_not_understood", "a figure among the headings of the table")
            self._n_structural += _count_cells([row]) - len(figures)

    def _count_furniture(self) -> None:
        """Counts the rows of a grid that name the table, its unit or its unit of measure; a figure among them is refused."""
        for row in self._table.furniture:
            figures = [index for index, cell in enumerate(row.cells) if self._vocabulary.figure.fullmatch(key(cell))]
            self._reject(row, None, figures, "row_not_understood", "a figure beside the title, the unit or the unit of measure")
            self._n_structural += _count_cells([row]) - len(figures)

    def _read_row(self, layout: _Layout, row: GridRow, row_no: int, problem: str) -> Iterator[_Line]:
        """The lines of a row, one a list; a row that may have slipped is refused whole, as `problem` or by its length."""
        if row.is_loose:
            problem = "nothing keeps its cells apart: which figure stands in which column cannot be told"
        elif len(row.cells) < layout.width and any(each.needs_no_label for each in layout.lists):
            problem = "the row has fewer cells than the header and no label: which column is blank cannot be told"
        elif any(row.cells[layout.width :]):
            problem = "the row has more cells than the header"
        if problem:
            self._reject(row, row_no, range(len(row.cells)), "row_not_understood", problem)
            return
        for column in layout.unheaded:
            self._reject(row, row_no, [column.index], column.problem_code, column.problem)
        cells = row.cells + ("",) * (layout.width - len(row.cells))
        for column in layout.numbering:
            self._count_row_number(column, cells[column.index], row, row_no)
        for each in layout.lists:
            line = self._read_list_row(each, cells, row, row_no)
            if line:
                yield line

    def _count_row_number(self, column: Column, text: str, row: GridRow, row_no: int) -> None:
        """Counts the number of a row (行次) as structural; anything else in its column is refused."""
        if text and not (key(text).isdigit() or key(text) in self._vocabulary.nil_marks):
            self._reject(
                row, row_no, [column.index], "row_not_understood", "no number of a row stands in the column of row numbers"
            )
        elif text:
            self._n_structural += 1

    def _read_list_row(self, each: _List, cells: Sequence[str], row: GridRow, row_no: int) -> _Line | None:
        """The line that a row prints in a list; None where it is refused whole, since it may have slipped."""
        labels = [(known.meaning.column_role, cells[known.at]) for known in each.labels]
        printed = [(known, text) for known in each.amounts if (text := cells[known.at])]
        nil_marks = self._vocabulary.nil_marks
        figures = [(known, text, word) for known, text in printed if (word := key(text)) not in nil_marks]
        readings = [(known, text, self._reading(known, text)) for known, text, _ in figures]
        label = self._label(each, labels)
        problem = (label.problem if figures else "") or figure_in_label(
            labels, [word for *_, word in figures], bool(label.problem), self._vocabulary
        )
        no_figures = [known for known, _, reading in readings if isinstance(reading, NoFigureError)]
        if problem or no_figures:
            self._reject_list_row(each, readings, row, row_no, problem)
            # A row whose figures alone are refused still tells that the row above it has parts.
            return None if problem else _Line(row, row_no, each.side, label, [], each.prints_items_across)
        self._n_structural += len([text for _, text in labels if text]) + len(printed) - len(figures)
        # A row without figures is a line too: it tells that the row above it has parts.
        return _Line(row, row_no, each.side, label, list(self._figures(readings, row, row_no)), each.prints_items_across)

    def _label(self, each: _List, labels: Sequence[tuple[str, str]]) -> Label:
        if each.needs_no_label:
            return Label("")
        return self._labels.read(labels, self._labelled_list(each))

    def _labelled_list(self, each: _List) -> LabelledList:
        """The labels of a list in all parts of the table."""
        if each.side not in self._labelled_lists:
            side = each.labels[0].meaning.side if each.labels else ""
            self._labelled_lists[each.side] = LabelledList(side, each.is_beside_others, lambda: self._texts_of_subjects(each.side))
        return self._labelled_lists[each.side]

    def _texts_of_subjects(self, side: str) -> Iterator[str]:
        """The cells in the columns of subjects of a list, part by part."""
        for part, layout in zip(self._table.parts, self._layouts, strict=True):
            places = [
                known.at
                for each in layout.lists
                if each.side == side
                for known in each.labels
                if known.meaning.column_role == "subject"
            ]
            for row in part.rows:
                yield from (row.cells[at] for at in places if at < len(row.cells) and row.cells[at])

    def _reading(self, known: _KnownColumn, text: str) -> PrintedAmount | AmountError:
        """What a cell prints, or why it is no figure that can be told."""
        if len(known.measures) > 1:
            named = "、".join(sorted(known.measures))
            return NoUnitOfMeasureError(f"several units of measure are printed over the table ({named})")
        try:
            return parse_amount(text, self._vocabulary.measures.get("".join(known.measures)), self._vocabulary.measures)
        except AmountError as error:
            return error

    def _figures(self, readings: Iterable[_Reading], row: GridRow, row_no: int) -> Iterator[_Figure]:
        """The figures of a row; one that cannot be valued is refused alone."""
        for known, text, reading in readings:
            if isinstance(reading, PrintedAmount):
                yield _Figure(known, text, reading)
            else:
                self._reject(row, row_no, [known.at], _reason_code(reading), str(reading))

    def _reject_list_row(self, each: _List, readings: Iterable[_Reading], row: GridRow, row_no: int, problem: str) -> None:
        """Refuses all cells of a list in a row: as `problem`, or since one of them is no figure where one should stand."""
        told: set[int] = set()
        if not problem:
            for known, text, reading in readings:
                if isinstance(reading, NoFigureError):
                    self._reject(row, row_no, [known.at], _reason_code(reading), str(reading))
                    told.add(known.at)
                    problem = problem or f"its row may have slipped: “{text}” is no figure"
        others = [known.at for known in (*each.labels, *each.amounts) if known.at not in told]
        self._reject(row, row_no, others, "row_not_understood", problem)

    def _tell_columns_by_totals(self, lines: Sequence[_Line]) -> None:
        """Gives lists side by side the column that their totals name (人员经费合计), where each has one column and such a total.

        Where a list has none, its figures may be parts of another's total: those totals are refused.
        """
        totals = {line.side: line for line in lines if line.label.total_of}
        if not totals:
            return
        lists = [each for layout in self._layouts for each in layout.lists]
        if all(each.side in totals and len(each.amounts) == 1 for each in lists):
            self._columns_by_totals = {
                side: self._vocabulary.columns[self._table_code, line.label.total_of] for side, line in totals.items()
            }
            return
        for line in totals.values():
            self._refuse_figures(line, "a list beside it has no total of its own: what this one is the total of cannot be told")

    def _refuse_rows_of_several_units(self, lines: Sequence[_Line]) -> None:
        """Refuses all figures but those of totals where a row names another unit: the table lists the units one by one.

        The rows below the name of a unit are of that unit, those below the name of the document's own of a part of it.
        """
        if self._labels.has_other_units:
            for line in lines:
                if not line.label.is_total:
                    self._refuse_figures(line, "the table lists several units: the row is not of all that the document is of")

    def _keep_one_row_of_items(self, lines: Sequence[_Line]) -> None:
        """Leaves figures to one row of those whose items are their columns: the total, or the one of the unit.

        Another row with the same figures states nothing more. Rows that no label tells apart are refused.
        """
        rows = [line for line in lines if line.figures and line.has_items_across]
        totals = [line for line in rows if line.label.text and not line.label.is_unit]
        kept = (totals or rows)[:1]
        others = [line for line in rows if line not in kept]
        if not all(line.label.text for line in rows) and others:
            for line in rows:
                self._refuse_figures(line, "several rows without a label print figures: what tells them apart is not known")
            return
        for line in others:
            if _printed(line) == _printed(kept[0]):
                self._n_structural += len(line.figures)
                line.figures = []
            else:
                self._refuse_figures(line, f"the row prints other figures than that of “{kept[0].label.text}” for the same items")

    def _refuse_totals_of_what_is_not_told(self, lines: Sequence[_Line]) -> None:
        """Refuses the figures of lists without labels, unless it is one row of a table whose items are never its columns."""
        rows = [line for line in lines if line.figures and not line.has_items_across and line.label == Label("")]
        if not rows:
            return
        has_items = any(column.table_code == self._table_code and column.item_code for column in self._vocabulary.columns.values())
        for line in rows:
            if has_items:
                self._refuse_figures(line, "no column of an item is known: what the total adds up cannot be told")
            elif len(rows) > 1:
                self._refuse_figures(line, "several rows without a label print figures: what tells them apart is not known")

    def _take_codes_from_repeated_sums(self, lines: Sequence[_Line]) -> None:
        """Takes the code from rows that add up rows below them, where several have it: each is a sum of those right below it.

        So are the classes of a list that goes by the classes of another classification (301 of 501, 301 of 505).
        """
        subjects = Counter((line.side, line.label.subject_code) for line in lines if not line.label.project_name)
        for line in lines:
            code = line.label.subject_code
            is_repeated = bool(code) and not line.label.project_name and subjects[line.side, code] > 1
            if is_repeated and any(side == line.side and each != code and each.startswith(code) for side, each in subjects):
                line.label = line.label._replace(subject_code="", subject_name="", is_subtotal=True)

    def _refuse_figures(self, line: _Line, problem: str) -> None:
        self._reject(line.row, line.row_no, [figure.known.at for figure in line.figures], "row_not_understood", problem)
        line.figures = []

    def _assign_roles(self, lines: Sequence[_Line]) -> None:
        coded = {(line.side, line.label.subject_code) for line in lines if line.label.subject_code}
        parents = {(side, code[:length]) for side, code in coded for length in CODE_LENGTHS if length < len(code)}
        split = {(line.side, line.label.subject_code) for line in lines if line.label.project_name and line.label.subject_code}
        for line in lines:
            line.role = self._role(line, parents | split)

    def _refuse_rows_without_projects(self, lines: Sequence[_Line]) -> None:
        """Refuses the figures of a subject in a table of projects where no project that prints a figure stands below it."""
        columns = self._vocabulary.columns.values()
        if not any(column.table_code == self._table_code and column.column_role == "project" for column in columns):
            return
        of_projects = {line.label.subject_code for line in lines if line.label.project_name and line.figures}
        for line in lines:
            code = line.label.subject_code
            if code and not line.label.project_name and not any(each.startswith(code) for each in of_projects):
                self._refuse_figures(line, "no project is printed in the row or below it")

    def _refuse_projects_of_cut_codes(self, lines: Sequence[_Line]) -> None:
        """Refuses the figures of a project whose subject code is shorter than that of every other: part of it was lost."""
        of_projects = [line for line in lines if line.label.project_name and line.label.subject_code and line.figures]
        lengths = Counter(len(line.label.subject_code) for line in of_projects)
        for line in of_projects:
            length = len(line.label.subject_code)
            if lengths[length] == 1 and length < max(lengths):
                problem = "the subject code of the project is shorter than that of every other: part of it may be lost"
                self._refuse_figures(line, problem)

    def _refuse_unproven_subtotals(self, lines: Sequence[_Line]) -> None:
        """Refuses the figures of a row that says only that it is a subtotal, where no rows beside it add up to it."""
        for side in dict.fromkeys(line.side for line in lines if line.label.is_subtotal):
            listed = [line for line in lines if line.side == side]
            for at in unproven_subtotals([self._listed(line) for line in listed]):
                self._refuse_figures(
                    listed[at], "no rows above or below it add up to it: what it is the subtotal of cannot be told"
                )

    def _listed(self, line: _Line) -> ListedRow:
        label = line.label
        is_bound = not (label.is_subtotal or label.item_code or label.subject_code or label.project_name)
        amounts = {figure.known.at: figure.amount for figure in line.figures}
        return ListedRow(self._level(label), amounts, label.is_subtotal, is_bound)

    def _level(self, label: Label) -> int:
        """How far below the highest level a row stands: an item below its parents, a subject by its code, then projects."""
        if label.item_code:
            return len(self._vocabulary.item_ancestors[self._table_code, label.item_code])
        length_of_code = len(label.subject_code)
        return length_of_code + 1 if label.project_name else length_of_code

    def _count_repeated_totals(self, lines: Sequence[_Line]) -> None:
        """Counts a total row that is printed before, sign by sign, as structural: it states nothing more."""
        printed: set[tuple[object, ...]] = set()
        for line in lines:
            if line.role != "total" or not line.figures:
                continue
            total = (line.side, line.label.text, *((figure.known.at, figure.text) for figure in line.figures))
            if total in printed:
                self._n_structural += len(line.figures)
                line.figures = []
            printed.add(total)

    def _role(self, line: _Line, subjects_with_parts: set[tuple[str, str]]) -> str:
        label = line.label
        if line.has_items_across:
            return "leaf"
        if label.item_code:
            return "subtotal" if (self._table_code, label.item_code) in self._vocabulary.parent_items else "leaf"
        if label.is_subtotal or label.is_unit:
            return "subtotal"
        if label.project_name:
            return "leaf"
        if label.subject_code:
            return "subtotal" if (line.side, label.subject_code) in subjects_with_parts else "leaf"
        return "total"

    def _cells(self, line: _Line) -> Iterator[CellRecord]:
        label = line.label
        project_name = label.project_name if line.role == "leaf" and label.project_name else None
        for figure in line.figures:
            meaning = self._columns_by_totals.get(line.side, figure.known.meaning)
            yield CellRecord(
                content_sha256=self._sha256,
                table_no=self._table.table_no,
                table_code=self._table_code,
                row_no=line.row_no,
                column_no=figure.known.at + 1,
                column_code=meaning.column_code,
                column_path=figure.known.path,
                side=line.side or None,
                row_label=figure.known.path.rpartition(" > ")[2] if line.has_items_across else label.text,
                subject_code=label.subject_code or None,
                subject_name=label.subject_name or None,
                item_code=label.item_code or meaning.item_code or None,
                project_name=project_name,
                project_name_key=key(project_name) if project_name else None,
                page_no=line.row.page_no,
                line_no=line.row.line_no,
                text=figure.text,
                amount_yuan=figure.amount.amount_yuan,
                half_width_yuan=figure.amount.half_width_yuan,
                yuan_per_unit=figure.amount.yuan_per_unit,
                row_role=line.role,
                printed_column_code=meaning.column_code,
                box=line.row.box(figure.known.at),
            )

    def _reject(self, row: GridRow, row_no: int | None, indexes: Iterable[int], reason_code: str, reason: str) -> None:
        filled = [index for index in indexes if index < len(row.cells) and row.cells[index]]
        if not filled:
            return
        shown = self._shown(row)
        for cell, text in zip(row.cells, shown, strict=True):
            if text != cell:  # a reason may say what stands in a cell of the row
                reason = reason.replace(cell, text)
        for index in filled:
            self._rejected.append(
                RejectedRecord(
                    content_sha256=self._sha256,
                    table_no=self._table.table_no,
                    table_code=self._table.table_code,
                    row_no=row_no,
                    column_no=index + 1,
                    page_no=row.page_no,
                    line_no=row.line_no,
                    text=shown[index],
                    reason_code=reason_code,
                    reason=reason,
                    box=row.box(index),
                )
            )

    def _shown(self, row: GridRow) -> list[str]:
        """The cells of a row that is refused, less what they tell of people; kept for the next cell of it."""
        if self._shown_row is not row:
            is_of_amounts = is_table_of_amounts(self._table.table_code, self._vocabulary)
            self._shown_cells = showable_cells(row.cells, self._vocabulary, self._columns_of_people, is_of_amounts=is_of_amounts)
            self._shown_row = row
        return self._shown_cells

    def _note_columns_of_people(self, rows: Iterable[GridRow]) -> None:
        """Notes the columns headed 姓名 or 电话."""
        for row in rows:
            self._columns_of_people |= columns_of_people(row.cells, self._vocabulary)

    def _all_rows(self) -> list[GridRow]:
        return self._table.furniture + [row for part in self._table.parts for row in (*part.header, *part.rows)]

    def _table_record(self, n_loaded: int, lines: Sequence[_Line]) -> TableRecord:
        rows = self._all_rows()
        columns = (column.column_code for each in self._amount_columns().values() for column in each)
        return TableRecord(
            content_sha256=self._sha256,
            table_no=self._table.table_no,
            table_code=self._table.table_code,
            title=self._table.title or None,
            recognised_by=self._table.recognised_by,
            printed_unit="、".join(self._table.measures) or None,
            page_no=min((row.page_no for row in rows if row.page_no is not None), default=None),
            first_line_no=min(row.line_no for row in rows),
            last_line_no=max(row.line_no for row in rows),
            n_parts=len(self._table.parts),
            cells_seen=_count_cells(rows),
            cells_loaded=n_loaded,
            cells_structural=self._n_structural,
            cells_rejected=len(self._rejected),
            cells_out_of_scope=0,
            digits_seen=count_digits("".join(cell for row in rows for cell in row.cells)),
            column_codes=sorted(set(columns)),
            item_codes=_item_codes(lines),
        )


def _printed(line: _Line) -> dict[int, str]:
    """The figures of a row as printed, by column."""
    return {figure.known.at: figure.text for figure in line.figures}


def _item_codes(lines: Sequence[_Line]) -> list[str]:
    """The items of the lines down to the last that prints a figure: labels alone below it are no rows in every type of file."""
    last = max((at for at, line in enumerate(lines) if line.figures), default=-1)
    return sorted({line.label.item_code for line in lines[: last + 1] if line.label.item_code})


def _layout(part: TablePart, vocabulary: Vocabulary) -> _Layout:
    """The columns of a part by the side of the table that they belong to, each side a list."""
    columns = with_total_told(_without_split(part, vocabulary), vocabulary)
    sides: dict[str, _List] = {}
    for column in columns:
        meaning = column.meaning
        if meaning and not meaning.numbers_rows:
            side = f"list {column.list_no}" if column.list_no else meaning.side
            each = sides.setdefault(side, _List(side, [], [], is_beside_others=bool(column.list_no)))
            known = _KnownColumn(column.index, meaning, column.printed_path, frozenset({*part.measures, column.measure}) - {""})
            (each.amounts if meaning.is_amount else each.labels).append(known)
    unheaded = [column for column in columns if column.meaning is None]
    numbering = [column for column in columns if _numbers_rows(column, part.rows)]
    return _Layout(len(columns), list(sides.values()), [column for column in unheaded if column not in numbering], numbering)


def _numbers_rows(column: Column, rows: Iterable[GridRow]) -> bool:
    """Whether a column numbers the rows of a part: by its heading (行次), or by whole numbers, one after another."""
    if column.meaning:
        return column.meaning.numbers_rows
    words = [key(row.cells[column.index]) for row in rows if column.index < len(row.cells) and row.cells[column.index]]
    if len(words) < _FEWEST_NUMBERS or not all(word.isdecimal() and word.isascii() for word in words):
        return False
    return all(int(word) == int(words[0]) + place for place, word in enumerate(words))


def _without_split(part: TablePart, vocabulary: Vocabulary) -> list[Column]:
    """The columns of a part, less the meaning of those below whose headings rows of words stand: they are split further.

    The words are headings that are not known, and the column is one of those that the known heading spans.
    """
    words: dict[int, str] = {}
    for row in takewhile(lambda row: _is_row_of_words(row, part, vocabulary), part.rows):
        words |= {at: cell for at, cell in enumerate(row.cells) if cell}
    return [
        replace(column, meaning=None, problem=f"a heading below the column's own is not known: {words[column.index]}")
        if column.meaning and column.meaning.is_amount and column.index in words
        else column
        for column in part.columns
    ]


def _is_row_of_words(row: GridRow, part: TablePart, vocabulary: Vocabulary) -> bool:
    """Whether a row has no label, and in its amount columns nothing but words without a digit."""
    amounts = {column.index for column in part.columns if column.meaning is None or column.meaning.is_amount}
    filled = [at for at, cell in enumerate(row.cells) if cell]
    return (
        bool(filled)
        and len(amounts) < len(part.columns)
        and amounts.issuperset(filled)
        and not any(key(row.cells[at]) in vocabulary.nil_marks or any(map(str.isdigit, row.cells[at])) for at in filled)
    )


def _reason_code(error: AmountError) -> str:
    return "no_unit_of_measure" if isinstance(error, NoUnitOfMeasureError) else "amount_not_understood"


def _cut_rows(rows: Sequence[GridRow], width: int, vocabulary: Vocabulary) -> set[int]:
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


def _count_cells(rows: Iterable[GridRow]) -> int:
    return sum(len(row.cells) - row.cells.count("") for row in rows)


def _row_key(row: GridRow) -> tuple[str, ...]:
    return tuple(key(cell) for cell in row.cells if cell)


def _first_word(row: GridRow) -> str:
    return next(map(key, filter(None, row.cells)), "")
