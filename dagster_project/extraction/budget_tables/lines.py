"""The lines of a table, all of them together: which of them state something, and which is a total, a subtotal, a leaf.

What the label of one row says is the business of `labels`; here is what the rows beside it make of it.
"""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, takewhile
from typing import NamedTuple

from dagster_project.extraction.amounts import PrintedAmount
from dagster_project.extraction.budget_tables.beside import FigureBeside
from dagster_project.extraction.budget_tables.details import DetailedRow, rows_above, unproven_rows
from dagster_project.extraction.budget_tables.items_across import TOTAL_OF_SEVERAL
from dagster_project.extraction.budget_tables.labels import Label, of_another_unit
from dagster_project.extraction.budget_tables.layouts import KnownColumn, Layout, ListOfColumns
from dagster_project.extraction.budget_tables.ledger import Ledger
from dagster_project.extraction.budget_tables.nesting import rows_with_parts
from dagster_project.extraction.budget_tables.subject_names import CODE_LENGTHS, subject_names
from dagster_project.extraction.budget_tables.subjects_of_projects import NamedRow, subjects_among
from dagster_project.extraction.budget_tables.subtotals import (
    ListedRow,
    adds_up,
    adds_up_neighbours,
    comes_to_less,
    unproven_subtotals,
)
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary
from dagster_project.extraction.wording import key

_NO_TOTAL_BESIDE = "a list beside it has no total of its own: what this one is the total of cannot be told"


_NOT_ITS_DETAILS = "the rows that detail a row above it do not add up to it: what the row is a part of cannot be told"
_SEVERAL_UNITS = "the table lists several units: the row is not of all that the document is of"
# The role of a row that is one of the units that its table lists: no fact of the document's own unit.
MEMBER = "member"
# The role of a row that only stands beside what its table adds up.
MEMO = "memo"
_SEVERAL_ROWS = "the same item is printed on another row with other figures: what tells them apart is not known"
_NOT_ADDED_UP = "the rows add up to no total: whether some are parts of others cannot be told"
_SUBJECT_OR_PROJECT = "whether it is a subject or a project is not told: the rows below it do not add up to it"
_NO_SUBJECT_ABOVE = "of which subject the project is is not told: no subject above it adds up its projects"
_PROJECTS_NOT_ADDED_UP = "the rows that seem to be projects do not add up to the total: whether some are subjects is not told"
_MAY_BE_UNIT = "its name may be that of a unit: whether it is a project cannot be told"


class Figure(NamedTuple):
    """A printed figure under its column."""

    known: KnownColumn
    text: str
    amount: PrintedAmount


@dataclass(slots=True)
class Line:
    """A row of a list, with its figures, and those beside them that nothing adds up; `above` is the row that adds it up, where it
    details that.
    """

    row: GridRow
    row_no: int
    side: str
    label: Label
    figures: list[Figure]
    has_items_across: bool = False
    role: str = ""
    above: "Line | None" = None
    beside: list[FigureBeside] = field(default_factory=list)


class RowsTold(NamedTuple):
    """The rows that add up others as their figures alone tell: the first of them, their names, and the figures of each."""

    first: GridRow
    told: str
    proof: tuple[str, ...]


class LineJudge:
    """Judges the lines of one table by one another. Figures that cannot be told are taken from their line and refused.

    `rows_told` are the rows that add up others as their figures alone tell, once lines are judged.
    """

    def __init__(
        self, table_code: str, layouts: Sequence[Layout], ledger: Ledger, vocabulary: Vocabulary, *, has_left_out: bool
    ) -> None:
        self._table_code = table_code
        self._layouts = layouts
        self._ledger = ledger
        self._vocabulary = vocabulary
        self._has_left_out = has_left_out
        self._columns_by_totals: dict[str, ColumnMeaning] = {}
        self.rows_told: RowsTold | None = None

    def judge(self, lines: Sequence[Line], has_other_units: bool) -> None:
        """Takes from lines the figures that state nothing or cannot be told, and gives each line its role."""
        self._tell_columns_by_totals(lines)
        self._refuse_totals_of_some_lists(lines)
        self._tell_subjects_among_projects(lines)
        if has_other_units:
            self._tell_rows_of_several_units(lines)
            self._refuse_figures_beside_units(lines)
        self._keep_one_row_of_the_unit(lines)
        self._put_details_below(lines)
        self._keep_one_row_of_items(lines)
        self._refuse_items_beside_subjects(lines)
        self._keep_one_row_of_a_sum(lines)
        self._refuse_items_printed_again(lines)
        self._refuse_totals_of_what_is_not_told(lines)
        self._take_codes_from_subjects_above(lines)
        self._take_codes_from_repeated_sums(lines)
        self._put_pairs_below(lines)
        self._put_parts_of_projects_below(lines)
        self._assign_roles(lines)
        self._tell_totals_beside_memos(lines)
        self._count_repeated_totals(lines)
        self._refuse_rows_without_projects(lines)
        self._refuse_projects_of_cut_codes(lines)
        self._refuse_unproven_subtotals(lines)
        self._refuse_names_that_do_not_add_up(lines)

    def meaning(self, side: str, known: KnownColumn) -> ColumnMeaning:
        """What a column of a list means: what the total of the list names, where that tells it."""
        return self._columns_by_totals.get(side, known.meaning)

    def _tell_columns_by_totals(self, lines: Sequence[Line]) -> None:
        """Gives lists side by side the column that their totals name (人员经费合计), where each has one column and such a total.

        Where a list has none, its figures may be parts of another's total: those totals are refused.
        """
        totals = {line.side: line for line in lines if line.label.total_of}
        named = {side: self._vocabulary.columns[self._table_code, line.label.total_of] for side, line in totals.items()}
        lists = [each for layout in self._layouts for each in layout.lists]
        if not totals or all(_names_columns(named.get(each.total_side), each) for each in lists):
            return
        if all(_may_name_column(named.get(each.side), each) for each in lists):
            self._columns_by_totals = named
            return
        for line in totals.values():
            self._refuse_figures(line, _NO_TOTAL_BESIDE)

    def _refuse_totals_of_some_lists(self, lines: Sequence[Line]) -> None:
        """Refuses totals of lists side by side where one of the lists has none: a total may be that of all lists."""
        sides = {each.side: each.total_side for layout in self._layouts for each in layout.lists if each.is_beside_others}
        if not sides:
            return
        totals = [line for line in lines if line.label.names_total and line.figures]
        of_lists = {line.side for line in totals}
        if all(side in of_lists or total_side in of_lists for side, total_side in sides.items()):
            return
        for line in totals:
            self._refuse_figures(line, _NO_TOTAL_BESIDE)

    def _tell_rows_of_several_units(self, lines: Sequence[Line]) -> None:
        """Tells the rows of units, where a row names another unit than the document's: the table lists its units one by one.

        They are its members where each row is all of one unit and they add up to the total, or where there is one way to add up
        the rows below each of them, and them to the total: those rows are the department's. Else all figures but those of
        totals are refused: the rows below the name of a unit are of that unit, or of a part of it.
        """
        parts = [line for line in lines if line.figures and not line.label.is_total]
        are_units = all(line.label.is_unit or line.label.is_other_unit for line in parts)
        if are_units and _add_up([line for line in lines if line.figures and line.label.is_total], parts):
            for line in parts:
                line.role = MEMBER
            return
        units = [line for line in parts if line.label.is_unit or line.label.is_other_unit]
        printed = [line for line in lines if line.figures]
        with_parts = _rows_with_parts(next((line for line in printed if line.label.is_total), None), printed)
        groups = [printed[at] for at in sorted(with_parts or ())[1:]]
        if with_parts is not None and [line for line in groups if not line.label.is_told_subject] == units:
            for line in units:
                line.role = MEMBER
            self._note_rows_with_parts(printed, with_parts)
            return
        for line in parts:
            self._refuse_figures(line, of_another_unit(line.label.text) if line.label.is_other_unit else _SEVERAL_UNITS)

    def _put_details_below(self, lines: Sequence[Line]) -> None:
        """Puts rows below those that they detail; refuses those that do not add up to the row that all of them detail."""
        for side in dict.fromkeys(line.side for line in lines if line.label.levels):
            detailed = [line for line in lines if line.side == side and line.label.levels and line.figures]
            rows = [DetailedRow(line.label.levels, _amounts(line)) for line in detailed]
            above = rows_above(rows)
            for at in unproven_rows(rows, above):
                self._refuse_figures(detailed[at], _NOT_ITS_DETAILS)
            for line, upper in zip(detailed, above, strict=True):
                line.above = detailed[upper] if upper is not None and line.figures else None

    def _refuse_figures_beside_units(self, lines: Sequence[Line]) -> None:
        """Refuses what stands beside the amounts of single units: it would count as the document's own."""
        for line in lines:
            if line.beside and not line.label.is_total:
                places = [figure.at for figure in line.beside]
                self._ledger.reject(line.row, line.row_no, places, "column_of_another_time", _SEVERAL_UNITS)
                line.beside = []

    def _keep_one_row_of_the_unit(self, lines: Sequence[Line]) -> None:
        """Leaves figures to one of the rows of the unit that print the same: 105 某局 and, as its only member, 105001 某局."""
        self._count_repeated(line for line in lines if line.figures and line.label.is_unit)

    def _keep_one_row_of_items(self, lines: Sequence[Line]) -> None:
        """Leaves figures to one row of those whose items are their columns: the total, or the one of the unit.

        Another row with the same figures states nothing more. Rows that no label tells apart are refused.
        """
        rows = [line for line in lines if line.figures and line.has_items_across and line.role != MEMBER]
        totals = [line for line in rows if line.label.text and not line.label.is_unit]
        kept = (totals or rows)[:1]
        others = [line for line in rows if line not in kept]
        if not all(line.label.text for line in rows) and others:
            for line in rows:
                self._refuse_figures(line, "several rows without a label print figures: what tells them apart is not known")
            return
        for line in others:
            if _printed(line) == _printed(kept[0]):
                self._count_as_printed_before(line)
            else:
                self._refuse_figures(line, f"the row prints other figures than that of “{kept[0].label.text}” for the same items")

    def _refuse_items_beside_subjects(self, lines: Sequence[Line]) -> None:
        """Refuses items of what adds up the subjects (基本支出 under 本年支出合计) where subjects print figures beside them.

        The subjects may hold them: then they would count twice. Nil counts for nothing.
        """
        parts = [line for line in lines if line.label.item_code and self._is_part_of_subjects(line.label.item_code)]
        of_subjects = {line.side for line in lines if line.label.subject_code and not _is_nil(line)} if parts else set()
        for line in parts:
            if line.side in of_subjects and not _is_nil(line):
                self._refuse_figures(line, "whether the subjects beside it hold it, too, cannot be told")

    def _keep_one_row_of_a_sum(self, lines: Sequence[Line]) -> None:
        """Leaves one row of a sum that is printed again (一、部门预算 … 本年收入合计); refuses those that differ."""
        rows: dict[tuple[str, str], list[Line]] = {}
        for line in lines:
            is_sum = (self._table_code, line.label.item_code) in self._vocabulary.parent_items
            if is_sum and line.figures and not line.has_items_across:
                rows.setdefault((line.side, line.label.item_code), []).append(line)
        for first, *others in rows.values():
            if any(_printed(line) != _printed(first) for line in others):
                for line in (first, *others):
                    self._refuse_figures(line, "the same sum is printed again with other figures: which is right cannot be told")
            for line in others:
                self._count_as_printed_before(line)

    def _refuse_items_printed_again(self, lines: Sequence[Line]) -> None:
        """Refuses an item that is printed on several rows, with other figures: each may be of another unit, or another budget."""
        rows: dict[tuple[str, Label], list[Line]] = {}
        for line in lines:
            if line.label.item_code and line.figures and line.role != MEMBER:
                rows.setdefault((line.side, line.label._replace(text="")), []).append(line)
        for alike in rows.values():
            if any(_printed(line) != _printed(alike[0]) for line in alike):
                for line in alike:
                    self._refuse_figures(line, _SEVERAL_ROWS)

    def _is_part_of_subjects(self, item_code: str) -> bool:
        """Whether an item is a part of one that adds up the subjects of its list."""
        above = self._vocabulary.item_ancestors[self._table_code, item_code]
        return any((self._table_code, code) in self._vocabulary.subject_totals for code in above)

    def _refuse_totals_of_what_is_not_told(self, lines: Sequence[Line]) -> None:
        """Refuses the figures of lists without labels, unless it is one row of a table whose items are never its columns."""
        blank = Label("")
        rows = [line for line in lines if line.figures and not line.has_items_across and line.label == blank]
        if not rows:
            return
        has_items = any(column.table_code == self._table_code and column.item_code for column in self._vocabulary.columns.values())
        for line in rows:
            if has_items:
                self._refuse_figures(line, "no column of an item is known: what the total adds up cannot be told")
            elif len(rows) > 1:
                self._refuse_figures(line, "several rows without a label print figures: what tells them apart is not known")

    def _take_codes_from_repeated_sums(self, lines: Sequence[Line]) -> None:
        """Takes the code from rows that add up rows below them, where several have it: each is a sum of those right below it.

        So are the classes of a list that goes by the classes of another classification (301 of 501, 301 of 505).
        """
        subjects = Counter((line.side, line.label.subject_code) for line in lines if not line.label.project_name)
        for line in lines:
            code = line.label.subject_code
            is_repeated = bool(code) and not line.label.project_name and subjects[line.side, code] > 1
            if is_repeated and any(side == line.side and each != code and each.startswith(code) for side, each in subjects):
                line.label = line.label._replace(subject_code="", subject_name="", is_subtotal=True)

    def _put_pairs_below(self, lines: Sequence[Line]) -> None:
        """Puts rows that split a subject by the subjects of other classifications below the row that they split.

        That is one of the same subject, with none of these or with what theirs are parts of (501 of 50101).
        """
        of_subject: dict[tuple[str, str], list[Line]] = {}
        for line in lines:
            if line.label.subject_code and line.figures and not line.label.project_name:
                same = of_subject.setdefault((line.side, line.label.subject_code), [])
                wider = [upper for upper in same if _is_split(upper.label.others.codes, line.label.others.codes)]
                line.above = line.above or max(wider, key=lambda upper: len("".join(upper.label.others.codes)), default=None)
                same.append(line)

    def _tell_subjects_among_projects(self, lines: Sequence[Line]) -> None:
        """Tells subjects from projects where both may stand under one heading: a subject adds up the projects right below it.

        Under a heading of projects all are, where they add up to the total as they stand. What is not told so is refused, and
        so are all projects that do not add up to the total.
        """
        printed = [line for line in lines if line.figures]
        total = next((line for line in printed if line.label.is_total), None)
        total = total or next((line for line in printed if line.label.is_unit), None)
        is_under_one_heading = any(line.label.is_among_subjects for line in lines)
        if not any(line.label.may_be_subject for line in printed) and not is_under_one_heading:
            return
        if total and not is_under_one_heading and self._add_up_to(total, _projects_among(printed)):
            return
        names = subject_names(self._vocabulary.kinds[self._table_code].classification, self._vocabulary)
        told = list(subjects_among([_named_row(line) for line in printed], names))
        # Below each of several units a subject may stand again: then none keeps its code, which its projects have.
        codes = Counter(subject.code for subject in told)
        for subject in told:
            projects = [printed[at] for at in subject.projects]
            if subject.is_told:
                _make_subject(printed[subject.at], subject.code, projects, keeps_code=codes[subject.code] == 1)
            else:
                for line in (printed[subject.at], *(each for each in projects if not each.label.subject_code)):
                    self._refuse_figures(line, _SUBJECT_OR_PROJECT)
        self._refuse_projects_not_told(printed, total)

    def _refuse_projects_not_told(self, lines: Sequence[Line], total: Line | None) -> None:
        """Refuses what stands among subjects and is told to be neither, and all projects that do not add up to the total."""
        projects = _projects_among(lines)
        for line in lines:
            if line.label.is_among_subjects and line.label.may_be_subject:
                self._refuse_figures(line, _SUBJECT_OR_PROJECT)
            elif line.label.is_among_subjects and line.label.project_name and not line.label.subject_code:
                self._refuse_figures(line, _NO_SUBJECT_ABOVE)
        if not (total and self._add_up_to(total, _projects_among(lines))):
            for line in projects:
                self._refuse_figures(line, _PROJECTS_NOT_ADDED_UP)

    def _take_codes_from_subjects_above(self, lines: Sequence[Line]) -> None:
        """Gives projects that print no subject code, though others do, that of the subject right above that adds them up.

        Where a project has rows with codes, too, that without one is the sum of them.
        """
        with_codes = {line.label.project_name for line in lines if line.label.subject_code}
        above: Line | None = None
        for is_lost, group in groupby((line for line in lines if line.figures), partial(_lacks_code, with_codes)):
            rows = list(group)
            if not is_lost:
                above = rows[-1]
            elif above and _is_lowest_subject(above.label) and adds_up(_amounts(above), map(_amounts, rows)):
                _make_subject(above, above.label.subject_code, rows, keeps_code=True)
            else:
                for line in rows:
                    self._refuse_figures(line, _NO_SUBJECT_ABOVE)

    def _add_up_to(self, total: Line, lines: Iterable[Line]) -> bool:
        return self._are_parts(_amounts(total), list(map(_amounts, lines)))

    def _put_parts_of_projects_below(self, lines: Sequence[Line]) -> None:
        """Makes the row of a project a subtotal of the rows right below it that split the project by subject or economic item.

        Where they do not add up to it, they are refused, and it stands for them.
        """
        printed = [line for line in lines if line.figures]
        for at, line in enumerate(printed):
            parts = list(takewhile(partial(_splits_project, line), printed[at + 1 :])) if line.label.project_name else []
            if parts and adds_up(_amounts(line), map(_amounts, parts), is_blank_nothing=True):
                line.role = "subtotal"
                line.label = line.label._replace(subject_code="", subject_name="")
            else:
                for part in parts:
                    self._refuse_figures(part, _NOT_ITS_DETAILS)

    def _refuse_figures(self, line: Line, problem: str) -> None:
        places = [*(figure.known.at for figure in line.figures), *(figure.at for figure in line.beside)]
        self._ledger.reject(line.row, line.row_no, places, "row_not_understood", problem)
        line.figures, line.beside = [], []

    def _assign_roles(self, lines: Sequence[Line]) -> None:
        coded = {(line.side, line.label.subject_code) for line in lines if line.label.subject_code}
        parents = {(side, code[:length]) for side, code in coded for length in CODE_LENGTHS if length < len(code)}
        split = {(line.side, line.label.subject_code) for line in lines if line.label.project_name and line.label.subject_code}
        detailed = {id(line.above) for line in lines}
        with_parts = parents | split
        for line in lines:
            line.role = line.role or ("subtotal" if id(line) in detailed else self._role(line, with_parts))

    def _tell_totals_beside_memos(self, lines: Sequence[Line]) -> None:
        """Tells what a total is of beside rows that are no part of what the table is about (合计 over “三公”经费 and 会议费).

        It is that of the items where it says so (“三公”经费) or they alone add up to it; it is no more than a memo where the others
        do with them; else it is refused.
        """
        memos = [line for line in lines if line.role == MEMO and line.figures]
        items = [line for line in lines if line.role == "leaf" and line.figures and line.label.item_code]
        if not memos or any(line.label.subject_code for line in lines):
            return
        for line in lines:
            is_of_items = self._vocabulary.totals_items(key(line.label.text))
            if line.role != "total" or not line.figures or is_of_items:
                continue
            if adds_up(_amounts(line), map(_amounts, items), is_blank_nothing=True):
                continue
            if adds_up(_amounts(line), map(_amounts, (*items, *memos)), is_blank_nothing=True):
                line.role = MEMO
            else:
                self._refuse_figures(line, TOTAL_OF_SEVERAL)

    def _refuse_rows_without_projects(self, lines: Sequence[Line]) -> None:
        """Refuses the figures of a subject in a table of projects where no project that prints a figure stands below it."""
        if self._table_code not in self._vocabulary.tables_of_projects:
            return
        of_projects = {line.label.subject_code for line in lines if line.label.project_name and line.figures}
        for line in lines:
            code = line.label.subject_code
            if code and not line.label.project_name and not any(each.startswith(code) for each in of_projects):
                self._refuse_figures(line, "no project is printed in the row or below it")

    def _refuse_projects_of_cut_codes(self, lines: Sequence[Line]) -> None:
        """Refuses the figures of a project whose subject code is shorter than that of every other: part of it was lost."""
        of_projects = [line for line in lines if line.label.project_name and line.label.subject_code and line.figures]
        lengths = Counter(len(line.label.subject_code) for line in of_projects)
        for line in of_projects:
            length = len(line.label.subject_code)
            if lengths[length] == 1 and length < max(lengths):
                problem = "the subject code of the project is shorter than that of every other: part of it may be lost"
                self._refuse_figures(line, problem)

    def _refuse_unproven_subtotals(self, lines: Sequence[Line]) -> None:
        """Refuses the figures of a row that says only that it is a subtotal, where no rows beside it add up to it."""
        for side in dict.fromkeys(line.side for line in lines if line.label.is_subtotal):
            listed = [line for line in lines if line.side == side]
            for at in unproven_subtotals([self._listed(line) for line in listed]):
                self._refuse_figures(
                    listed[at], "no rows above or below it add up to it: what it is the subtotal of cannot be told"
                )

    def _refuse_names_that_do_not_add_up(self, lines: Sequence[Line]) -> None:
        """Refuses the rows of a table of names without codes where no total proves which of them are parts of others.

        None is where they add up to it as they stand; some are where there is one way to add up the rows below one another.
        """
        tops = [line for line in lines if line.role in ("leaf", "subtotal") and line.figures and line.above is None]
        named = [line for line in tops if line.role == "leaf" and _has_name_alone(line.label)]
        if not (self._table_code and self._vocabulary.kinds[self._table_code].is_told_by_title and named):
            return
        printed = [line for line in lines if line.figures]
        total = next((line for line in printed if line.role == "total" or line.label.is_unit), None)
        has_levels = any(line.label.levels for line in named)
        adds_up_flat = total is not None and self._are_parts(
            _amounts(total), [_amounts(line) for line in (tops if has_levels else named)]
        )
        is_told_by_layout = any(line.above for line in printed)
        with_parts = None if adds_up_flat or is_told_by_layout else _rows_with_parts(total, printed)
        groups = [printed[at] for at in sorted(with_parts or ()) if printed[at].role != "total"]
        lists_units = any(line.label.may_be_unit for line in groups)
        for line in groups:
            is_of_unit = line.label.is_unit or line.label.may_be_unit
            line.role = MEMBER if lists_units and is_of_unit else "subtotal"
            line.label = line.label._replace(subject_code="", subject_name="")
        self._note_rows_with_parts(printed, with_parts)
        leaves = [line for line in named if line.role == "leaf"]
        is_told = adds_up_flat or with_parts is not None
        for line in leaves if not is_told or any(line.label.may_be_unit for line in leaves) else ():
            self._refuse_figures(line, _MAY_BE_UNIT if line.label.may_be_unit else _NOT_ADDED_UP)

    def _note_rows_with_parts(self, lines: Sequence[Line], with_parts: frozenset[int] | None) -> None:
        """Notes which rows add up rows below them without saying so, each with its figures."""
        told = [lines[at] for at in sorted(with_parts or ()) if not lines[at].label.is_total]
        if told:
            proof = tuple(f"{line.label.text}: {' | '.join(_printed(line).values())}" for line in told)
            self.rows_told = RowsTold(told[0].row, "、".join(dict.fromkeys(line.label.text for line in told)), proof)

    def _are_parts(self, total: Mapping[int, PrintedAmount], parts: Sequence[Mapping[int, PrintedAmount]]) -> bool:
        """Whether rows are all parts of a total: they add up to it; or come to less, some being left out, and none adds up some."""
        if adds_up(total, parts):
            return True
        return self._has_left_out and comes_to_less(total, parts) and not adds_up_neighbours(parts)

    def _listed(self, line: Line) -> ListedRow:
        label = line.label
        is_bound = not (label.is_subtotal or label.item_code or label.subject_code or label.project_name)
        return ListedRow(self._level(label), _amounts(line), label.is_subtotal, is_bound)

    def _level(self, label: Label) -> int:
        """How far below the highest level a row stands: an item below its parents, a subject by its code, then projects."""
        if label.item_code:
            return len(self._vocabulary.item_ancestors[self._table_code, label.item_code])
        length_of_code = len(label.subject_code)
        return length_of_code + 1 if label.project_name else length_of_code

    def _count_repeated_totals(self, lines: Sequence[Line]) -> None:
        """Counts a total row that is printed before, sign by sign, as structural: it states nothing more."""
        totals = [line for line in lines if line.role == "total" and line.figures]
        self._count_repeated(totals, told_apart_by=lambda line: (line.side, line.label.text))

    def _count_repeated(self, lines: Iterable[Line], told_apart_by: Callable[[Line], Hashable] = lambda _line: None) -> None:
        """Counts each row as printed before whose figures an earlier one prints, sign by sign, that is told apart by the same."""
        printed: set[Hashable] = set()
        for line in lines:
            row = (told_apart_by(line), *sorted(_printed(line).items()))
            if row in printed:
                self._count_as_printed_before(line)
            printed.add(row)

    def _count_as_printed_before(self, line: Line) -> None:
        """Counts the figures of a row as structural that states nothing more than another."""
        self._ledger.n_structural += len(line.figures) + len(line.beside)
        line.figures, line.beside = [], []

    def _role(self, line: Line, subjects_with_parts: set[tuple[str, str]]) -> str:
        label = line.label
        if line.has_items_across:
            return "leaf"
        if (self._table_code, label.item_code) in self._vocabulary.memo_items:
            return MEMO
        has_parts = (self._table_code, label.item_code) in self._vocabulary.parent_items
        if label.subject_code and not label.project_name:
            has_parts = (line.side, label.subject_code) in subjects_with_parts
        if has_parts or label.is_subtotal or (label.is_unit and not label.item_code):
            return "subtotal"
        is_named = label.item_code or label.project_name or label.entry or label.subject_code or any(label.details)
        return "leaf" if is_named else "total"


def _is_split(codes: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether each of some codes is blank, or what another one is a part of or the same, and not all are the same."""
    return tuple(codes) != tuple(parts) and all(part.startswith(code) for code, part in zip(codes, parts, strict=True))


def _projects_among(lines: Iterable[Line]) -> list[Line]:
    """The rows of projects that print figures, that of the unit aside."""
    return [line for line in lines if line.label.project_name and not line.label.is_unit and line.figures]


def _named_row(line: Line) -> NamedRow:
    label = line.label
    is_bound = label.is_unit or not (label.project_name or label.may_be_subject)
    return NamedRow(label.subject_code, key(label.text), label.may_be_subject, is_bound, _amounts(line))


def _make_subject(line: Line, code: str, projects: Iterable[Line], *, keeps_code: bool) -> None:
    """Makes a row that of a subject, and the projects below it its own; without a code it is no more than their subtotal."""
    label = line.label
    name = label.project_name or label.subject_name
    line.role = "" if keeps_code and code else "subtotal"
    line.label = label._replace(
        subject_code=code if keeps_code else "",
        subject_name=name,
        project_name="",
        may_be_subject=False,
        is_told_subject=True,
    )
    for project in projects:
        label = project.label
        own_code = label.subject_code or code
        # One of the name of its subject is a project by where it stands.
        project.label = label._replace(
            subject_code=own_code,
            subject_name=label.subject_name if label.subject_code else name,
            project_name=label.project_name or label.subject_name,
            may_be_subject=False,
        )


def _splits_project(whole: Line, line: Line) -> bool:
    """Whether a row is of the project of another one, with subjects that this does not name, or of which it names the class."""
    of_whole, of_line = ((each.label.subject_code, *each.label.others.codes) for each in (whole, line))
    return line.label.project_name == whole.label.project_name and _is_split(of_whole, of_line)


def _lacks_code(with_codes: Container[str], line: Line) -> bool:
    return line.label.lacks_code and line.label.project_name not in with_codes


def _is_lowest_subject(label: Label) -> bool:
    return not label.project_name and len(label.subject_code) == max(CODE_LENGTHS)


def _has_name_alone(label: Label) -> bool:
    """Whether a row is of a project, of an entry of a directory, or of what is told more closely than a category."""
    return bool(label.entry or label.project_name) or any(label.details)


def _names_columns(named: ColumnMeaning | None, of: ListOfColumns) -> bool:
    """Whether a total names the column that the headings of its list tell."""
    return named is not None and all(known.meaning == named for known in of.amounts)


def _may_name_column(named: ColumnMeaning | None, of: ListOfColumns) -> bool:
    """Whether a total names a part of what the one column of its list is by its heading."""
    return named is not None and [known.meaning.column_code for known in of.amounts] == [named.part_of]


def _add_up(totals: Sequence[Line], units: Sequence[Line]) -> bool:
    """Whether rows of units add up to the one total of their table; a row that prints the same figures as it is that of all."""
    if len(totals) != 1 or not units:
        return False
    total = _amounts(totals[0])
    parts = [amounts for amounts in map(_amounts, units) if amounts != total] or [_amounts(units[0])]
    return adds_up(total, parts, is_blank_nothing=True)


def _rows_with_parts(total: Line | None, lines: Sequence[Line]) -> frozenset[int] | None:
    """The places of the lines that add up lines below them, a total the first of them; None where that is not told."""
    if total is None or lines[0] is not total:
        return None
    may_have_one = [at for at, line in enumerate(lines) if _may_have_one_part(line.label)]
    return rows_with_parts([_amounts(line) for line in lines], may_have_one)


def _may_have_one_part(label: Label) -> bool:
    """Whether a label is one of a row that may add up a single other: a total, a subtotal, an item, a unit."""
    is_of_unit = label.is_unit or label.is_other_unit or label.may_be_unit or bool(label.details.unit)
    return is_of_unit or label.is_total or label.is_subtotal or label.is_told_subject or bool(label.item_code)


def _amounts(line: Line) -> dict[int, PrintedAmount]:
    """The amounts of a row, by column."""
    return {figure.known.at: figure.amount for figure in line.figures}


def _is_nil(line: Line) -> bool:
    """Whether a row prints no figure, or 0 alone."""
    return not any(figure.amount.amount_yuan for figure in line.figures)


def _printed(line: Line) -> dict[int, str]:
    """The figures of a row as printed, by column."""
    own = {figure.known.at: figure.text for figure in line.figures}
    return own | {figure.at: figure.text for figure in line.beside}
