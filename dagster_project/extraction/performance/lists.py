"""Tables of performance targets that list projects one below another: each of them becomes a table of its own.

What stands above the indicators in the table of one project stands in columns here: its name, its amounts, its goal. Here is told
which rows are of which project, and nothing is read of them. Whose a row is tells the cell of the name that stands beside it: on
pages, where it is ruled from the first row of its project to the last; elsewhere, where the rows below it leave it blank. What
cannot be told so is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise

from dagster_project.extraction.amounts import AmountError, parse_amount
from dagster_project.extraction.budget_tables.columns import is_number_row
from dagster_project.extraction.budget_tables.recognition import TARGETS_OF_A_PROJECT, RecognisedTable, TablePart
from dagster_project.extraction.performance.alignment import NAME, align, header_columns
from dagster_project.extraction.performance.list_groups import Group, Place, cell_at, has_code
from dagster_project.extraction.performance.list_headers import ListHeader, list_header
from dagster_project.extraction.performance.words import LEVEL_KINDS, LEVELS, PerformanceWords, kind_of, performance_words
from dagster_project.extraction.readers import GridRow, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

_REASON = "row_not_understood"
_OTHER_COLUMNS = "it lists projects one below another, and its columns on another page are not those of its header"
_NO_NAME = "it lists projects one below another, and the name of none stands beside the row"
_NO_NAME_OF_WORDS = "it lists projects one below another, and no words stand where the name of one should: the row may have slipped"
_NO_AMOUNT = "it lists projects one below another, and beside the name of one no amount stands"
_AMOUNT_OF_TWO = "in a list of projects its amount may be of the next one too, beside whose name none stands"
_NO_FIGURE = "it lists projects one below another, and words stand where an amount should: the row may have slipped"
_SLIPPED = (
    "it lists projects one below another, and the indicator beside a name is not under its headings: the row may have slipped"
)
_CROSSED = "it lists projects one below another, and an amount or a goal does not stand beside the same rows as a name"
_LEVEL_AGAIN = "it lists projects one below another, and a level of indicators comes twice beside one name: a name may be missing"
_TWICE = "it lists projects one below another, and the name of one twice: which rows are whose is not told"
_CUT = "a page ends within a project of a list: name, amounts and goal do not tell which of the parts around it belong together"
_NOTE = "it stands in a list of projects, and tells nothing of one"
_WRONG_SUM = "it lists projects one below another, and a sum that it prints is not that of their amounts"
_SUM_WITH_OTHERS = "secret projects are left out of the list: those that it prints come to less than the sum, and do not prove it"
_HEADING = "it has an amount, and neither goal nor indicators: whether it is a project, or heads those below it, is not told"
_WITHOUT_NAME = "it lists indicators with their targets, and names no project or unit that they are of"
_ANOTHER_UNIT = "it lists the projects of another unit"


@dataclass(slots=True)
class ListedProject(RecognisedTable):
    """A project of a list, as a table of its own; `headers` has for each of its parts the header that its rows stand under."""

    headers: list[ListHeader] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """Tables that follow one another and are pages of one list, with its header; or one table that is no list."""

    tables: list[RecognisedTable]
    header: ListHeader | None


def with_projects_apart(
    tables: Sequence[RecognisedTable], document: SourceDocument, vocabulary: Vocabulary, *, has_left_out: bool
) -> list[RecognisedTable]:
    """The tables, numbered anew: of a list of projects one for each, and one for rows of it that are refused together.

    A list that its headings alone tell (项目 · 预算数 · 绩效目标) is one too, without a title. In a document that `has_left_out`
    secret items, or where the list says so, its projects may come to less than their sum.
    """
    words = performance_words(vocabulary)
    lines = [block.line_no for block in document.blocks if isinstance(block, TextLine)]
    apart: list[RecognisedTable] = []
    for table in tables:
        if _is_unknown(table) and table.parts[0].rows and header_columns(table.parts[0].rows[0].cells, words):
            table.problem = _WITHOUT_NAME
    for run in _runs(tables, lines, words):
        apart += _List(run.tables, run.header, words, has_left_out=has_left_out).tables() if run.header else run.tables
    for table_no, table in enumerate(apart, start=1):
        table.table_no = table_no
    return apart


def _runs(tables: Sequence[RecognisedTable], lines: Sequence[int], words: PerformanceWords) -> Iterator[_Run]:
    run: _Run | None = None
    for table in tables:
        header = _header_of(table, words)
        if run and run.header and header and header.codes == run.header.codes and _follows(run.tables[-1], table, lines):
            run.tables.append(table)
            continue
        if run:
            yield run
        run = _Run([table], header)
    if run:
        yield run


def _header_of(table: RecognisedTable, words: PerformanceWords) -> ListHeader | None:
    """The header of a list of projects; None where a table is none, or is refused for more than that it is not known."""
    header = list_header(table.parts[0].rows, words)
    if header and _is_unknown(table):
        return header if header.is_told_by_itself else None
    return header if table.table_code == TARGETS_OF_A_PROJECT and not table.problem else None


def _is_unknown(table: RecognisedTable) -> bool:
    """Whether a table is refused for nothing but that nothing tells what it is."""
    return table.table_code is None and table.problem_code == "table_not_recognised"


def _follows(before: RecognisedTable, table: RecognisedTable, lines: Sequence[int]) -> bool:
    """Whether a table with the same header may be the next page of a list: its title is repeated, or nothing stands between."""
    if table.title != before.title or table.unit_name not in ("", before.unit_name):
        return False
    last = max(row.line_no for row in before.all_rows)
    return bool(table.title) or not any(last < line_no < table.first_line_no for line_no in lines)


class _List:
    """A list of projects: its rows are put together to groups, one a project, and each group makes a table."""

    def __init__(self, tables: list[RecognisedTable], header: ListHeader, words: PerformanceWords, *, has_left_out: bool) -> None:
        self._tables = tables
        self._has_left_out = has_left_out
        self._header = header
        self._words = words
        self._groups: list[Group] = []
        # Rows of the form that no group follows yet.
        self._forms: list[GridRow] = []

    def tables(self) -> list[RecognisedTable]:
        """A table for each project, in printed order; all tables refused where nothing in them can be told."""
        is_read = all(self._read_part(table, part) for table in self._tables for part in table.parts)
        if not is_read or not self._groups:
            return self._all_refused(_OTHER_COLUMNS) if not is_read else self._tables
        self._refuse_what_fills_pages()
        self._groups = list(self._with_pages_together())
        notes = (cell for group in self._groups if group.is_blank for cell in group.first.cells)
        self._has_left_out |= any(self._words.vocabulary.says_that_items_are_left_out(key(cell)) for cell in notes)
        self._judge()
        sums = [group for group in self._groups if not group.problem and group.is_of_amounts]
        problem = self._judge_sums(sums)
        return self._all_refused(problem) if problem else self._made(sums)

    def _all_refused(self, problem: str) -> list[RecognisedTable]:
        for table in self._tables:
            table.refuse(_REASON, problem)
        return self._tables

    def _read_part(self, table: RecognisedTable, part: TablePart) -> bool:
        """Puts the rows of a grid to groups; tells whether its columns are those of the list."""
        self._forms += table.furniture if part is table.parts[0] else ()
        for _, page in groupby(part.rows, key=lambda row: row.page_no):
            rows = tuple(page)
            header = list_header(rows, self._words) or self._header.moved_to(rows)
            if header is None or header.codes != self._header.codes:
                return False
            below = rows[len(header.rows) :]
            n_forms = len(header.rows) + bool(below and is_number_row(below[0], self._words.vocabulary))
            self._forms += rows[:n_forms]
            place = Place(part, header)
            for row in rows[n_forms:]:
                self._read_row(place, row)
        return True

    def _read_row(self, place: Place, row: GridRow) -> None:
        begins = place.begins(row)
        if not begins and self._groups and self._groups[-1].takes(place, row):
            self._groups[-1].rows.append((place, row))
            return
        # What neither begins nor stands beside a name is refused by itself.
        self._groups.append(Group([(place, row)], "" if begins else _NO_NAME, self._forms))
        self._forms = []

    def _refuse_what_fills_pages(self) -> None:
        """Refuses what is all of its page and has no amount: it may be of the project above as well as of the one below."""
        for above, group, below in zip(self._groups, self._groups[1:], self._groups[2:], strict=False):
            if above.ends_page_above(group) and group.ends_page_above(below) and not group.amounts:
                group.problem = group.problem or _CUT

    def _with_pages_together(self) -> Iterator[Group]:
        """The groups, with those put together that a page break made of one project."""
        before = self._groups[0]
        for group in self._groups[1:]:
            if before.ends_page_above(group) and self._are_one(before, group):
                before.rows += group.rows
                before.forms += group.forms
            else:
                yield before
                before = group
        yield before

    def _are_one(self, before: Group, group: Group) -> bool:
        """Whether the last rows of a page and the first of the next are of one project."""
        if any(each.problem or each.is_blank or each.is_of_amounts for each in (before, group)):
            return False
        if before.amounts and group.amounts:
            return before.is_printed_again_in(group)
        if not (before.amounts or group.amounts) or not self._is_ruled(before, group) or not before.may_go_on_in(group):
            return False
        return not before.name if group.amounts else self._is_rest_of_name(group.name)

    def _is_ruled(self, *groups: Group) -> bool:
        """Whether rules show which rows stand beside a name; without indicators each row is a project."""
        is_ruled = all(row.boxes for group in groups for _, row in group.rows)
        has_indicators = any(group.has_indicators for group in groups)
        return is_ruled and (not has_indicators or any(len(group.rows) > 1 for group in self._groups))

    def _is_rest_of_name(self, rest: str) -> bool:
        """Whether a text can be the rest of a name: it is blank, or lacks the code that the names of all projects begin with."""
        names = [each.name for each in self._groups if each.amounts and not each.is_of_amounts]
        return not rest or (not has_code(rest) and all(map(has_code, names)))

    def _judge(self) -> None:
        """Finds why groups are refused."""
        for group in self._groups:
            group.problem = group.problem or next(self._problems_of(group), "")
        for before, group in pairwise(self._groups):
            if group.problem == _NO_AMOUNT and not group.first.boxes:
                before.problem = before.problem or _AMOUNT_OF_TWO
        by_name: dict[str, list[Group]] = {}
        for group in self._groups:
            if group.name and not group.is_of_amounts:
                by_name.setdefault(key(group.name), []).append(group)
        for alike in by_name.values():
            if len(alike) > 1:
                self._refuse(alike, _TWICE)

    def _problems_of(self, group: Group) -> Iterator[str]:
        """What says that a group is no project, or that its rows may be of another one too."""
        if group.is_blank:
            yield _NOTE
        if not group.name and not self._is_total(group):
            yield _NO_NAME if group.amounts else _CUT
        if group.name and not self._is_of_words(group.name):
            yield _NO_NAME_OF_WORDS
        if group.header.amounts and not group.amounts:
            yield _NO_AMOUNT
        if any(self._yuan(group, code) is None for code in group.amounts):
            yield _NO_FIGURE
        if group.is_crossed and not group.is_of_amounts:
            yield _CROSSED
        if group.has_indicators and not group.first.boxes:
            yield from self._problems_of_unruled(group)

    def _is_of_words(self, name: str) -> bool:
        word = key(name)
        return any(sign.isalpha() for sign in word) and not self._words.vocabulary.figure.fullmatch(word)

    def _problems_of_unruled(self, group: Group) -> Iterator[str]:
        """What says that rows that no rules put beside a name may be of another project too."""
        columns = group.header.columns
        if NAME in columns and not self._stands_under_header(group):
            yield _SLIPPED
        if LEVELS[0] in columns:
            texts = [cell_at(row, columns.index(LEVELS[0])) for _, row in group.rows]
            levels = [level for level, _ in groupby(key(text) for text in texts if kind_of(text, self._words) in LEVEL_KINDS)]
            if len(levels) > len(set(levels)):
                yield _LEVEL_AGAIN

    def _stands_under_header(self, group: Group) -> bool:
        """Whether the first indicator of a project stands under its own headings, with its first level printed."""
        header, row = group.header, group.first
        kinds = [kind_of("" if header.label(at) else text, self._words) for at, text in enumerate(row.cells)]
        while kinds and not row.cells[len(kinds) - 1]:
            kinds.pop()
        alignment = align(tuple(kinds), header.columns)
        has_level = LEVELS[0] not in header.columns or LEVELS[0] in (alignment.codes if alignment else ())
        return alignment is not None and alignment.shift == 0 and alignment.columns == header.columns and has_level

    def _judge_sums(self, sums: Sequence[Group]) -> str:
        """Proves totals and headings by the amounts that they add up; why the list is refused, or empty.

        A heading that is not proven is refused with the projects below it, and so are those that one of another unit heads.
        """
        unit_key = key(self._tables[0].unit_name)
        projects = [group for group in self._groups if not group.problem and group not in sums]
        for group in sums:
            below = self._below(group, sums)
            if self._is_total(group):
                if not self._adds_up(group, projects) and not self._lacks_secret(group, projects):
                    return _WRONG_SUM
            elif not self._adds_up(group, own := [each for each in below if not each.problem]):
                if key(group.name) == unit_key and not self._lacks_secret(group, own):
                    return _WRONG_SUM
                if not group.problem:
                    self._refuse([group, *below], _HEADING)
            elif key(group.name) != unit_key and unit_key:
                self._refuse([group, *below], _ANOTHER_UNIT)
        return ""

    def _lacks_secret(self, group: Group, parts: Sequence[Group]) -> bool:
        """Whether secret projects are what a sum has more than its parts; it is proven by nothing then, and refused alone."""
        if not self._has_left_out or any(self._sum([group], code) < self._sum(parts, code) for code in self._header.amounts):
            return False
        self._refuse([group], _SUM_WITH_OTHERS)
        return True

    def _below(self, group: Group, sums: Sequence[Group]) -> list[Group]:
        """The groups below one, up to the next total or heading."""
        below: list[Group] = []
        for each in self._groups[self._groups.index(group) + 1 :]:
            if each in sums:
                break
            below.append(each)
        return below

    def _refuse(self, groups: Iterable[Group], problem: str) -> None:
        for group in groups:
            group.problem = group.problem or problem

    def _is_total(self, group: Group) -> bool:
        first = next((cell for cell in group.first.cells if cell), "")
        return group.is_of_amounts and key(first) in self._words.vocabulary.total_rows

    def _adds_up(self, group: Group, parts: Sequence[Group]) -> bool:
        """Whether the amounts of a group are the sums of those of others."""
        return bool(parts) and all(self._sum([group], code) == self._sum(parts, code) for code in self._header.amounts)

    def _sum(self, groups: Iterable[Group], code: str) -> Decimal:
        return sum((self._yuan(group, code) or Decimal(0) for group in groups), Decimal(0))

    def _yuan(self, group: Group, code: str) -> Decimal | None:
        """An amount of a group in yuan, nothing for a blank; None where it is no figure."""
        text = group.amounts.get(code, "")
        if not text or key(text) in self._words.vocabulary.nil_marks:
            return Decimal(0)
        measures = self._words.vocabulary.measures
        label = group.header.label(group.header.index(code))
        measure = (label.measure if label else "") or group.rows[0][0].part.measure
        try:
            # Without a unit of measure it is told all the same whether it is a figure, and what others add up to.
            return parse_amount(text, measures.get(measure, max(measures.values())), measures).amount_yuan
        except AmountError:
            return None

    def _made(self, sums: Sequence[Group]) -> list[RecognisedTable]:
        """The tables of the groups. Rows of the form, and sums that are proven, are furniture of the table that follows them."""
        made: list[RecognisedTable] = []
        furniture: list[GridRow] = []
        for group in self._groups:
            furniture += group.forms
            if group in sums and not group.problem:
                furniture += [row for _, row in group.rows]
            elif group.problem and made and made[-1].problem == group.problem and not furniture:
                made[-1].parts += [part for part, _ in _parts(group)]
            else:
                made.append(self._table(group, furniture))
                furniture = []
        made[-1].furniture += [*furniture, *self._forms]
        return made

    def _table(self, group: Group, furniture: list[GridRow]) -> RecognisedTable:
        source = self._tables[0]
        parts = list(_parts(group))
        table = ListedProject(
            table_no=0,
            table_code=TARGETS_OF_A_PROJECT,
            recognised_by="title" if source.table_code else "headings",
            title=source.title,
            unit_name=source.unit_name,
            parts=[part for part, _ in parts],
            furniture=furniture,
            is_named_above_title=source.is_named_above_title,
            headers=[header for _, header in parts],
        )
        if group.problem:
            table.refuse(_REASON, group.problem)
        return table


def _parts(group: Group) -> Iterator[tuple[TablePart, ListHeader]]:
    """The rows of a group by the grids that they are in, each as a part, with the header that they stand under."""
    for place, rows in groupby(group.rows, key=lambda pair: pair[0]):
        yield TablePart((), (), tuple(row for _, row in rows), place.part.measures), place.header
