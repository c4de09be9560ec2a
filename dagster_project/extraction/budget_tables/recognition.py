"""Which table a grid is, told by its title and its headings, never by its number or place.

A table that runs over a page break comes as several grids; they are joined here. What the
figures of a table mean row by row is the business of `rows`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from dagster_project.extraction.budget_tables.columns import Column, count_header_rows, resolve_columns, with_total_apart
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

if TYPE_CHECKING:
    from dagster_project.extraction.budget_tables.measures import ToldMeasure

_LINES_ABOVE_A_TABLE = 8
_LONGEST_TITLE = 100
_ROWS_OF_A_HEADER = 3
_TABLE_NUMBER = re.compile(
    r"(?:部门|单位)?(?:公开|预算|决算){0,2}(?:附?表|附件)(?:\d+(?:-\d+)*|[一二三四五六七八九十]+)[:.、]?"
    r"|(?:部门|单位)?(?:公开|预算|决算){1,2}\d+表"
)
_PAGE_NUMBER = re.compile(r"[-—–]*(?:第)?\d+(?:页)?[-—–]*")
_REMARK = re.compile(r"\([^()]*\)$")
_LIST_OF_UNITS = "it lists units and says something of them in words: it is no budget table"
_REVIEW = "it prints what was reached beside the targets: a table of how performance was judged, which is not read"
TARGETS_OF_A_PROJECT = "project_performance"
_PRINTED_BEFORE = "the same table is printed before: its figures are taken from there"
_SENTENCE_OR_PART = re.compile("[,，。;；:：]|^第[一二三四五六七八九十]{1,3}部分")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?")


@dataclass(frozen=True, slots=True)
class TablePart:
    """A grid of a table: its header rows, its columns, the rows below the header, the units of measure printed over it."""

    header: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    measures: tuple[str, ...] = ()

    @property
    def measure(self) -> str:
        """The unit of measure; empty where none is printed, or several are."""
        return self.measures[0] if len(self.measures) == 1 else ""


@dataclass(slots=True)
class RecognisedTable:
    """A table with all its parts; `table_code` is None where nothing tells what it is.

    Where `problem` says why none of it can be taken for the unit's own figures, all of it is refused, as `problem_code`.
    `told_measure` is the unit of measure that other tables prove where it prints none.
    """

    table_no: int
    table_code: str | None
    recognised_by: str
    title: str = ""
    unit_name: str = ""
    problem: str = ""
    parts: list[TablePart] = field(default_factory=list)
    furniture: list[GridRow] = field(default_factory=list)
    problem_code: str = "table_not_recognised"
    is_named_above_title: bool = False
    told_measure: "ToldMeasure | None" = None
    _rows_with_figures: set[tuple[str, ...]] = field(default_factory=set, init=False, repr=False, compare=False)
    _n_parts_looked_at: int = field(default=0, init=False, repr=False, compare=False)

    @property
    def rows_with_figures(self) -> Set[tuple[str, ...]]:
        """The rows of its parts that print a number behind a word; a part that is added is looked at once."""
        for part in self.parts[self._n_parts_looked_at :]:
            self._rows_with_figures |= _rows_with_figures(part.rows)
        self._n_parts_looked_at = len(self.parts)
        return self._rows_with_figures

    @property
    def measures(self) -> list[str]:
        """The units of measure that its parts are printed in, each once; none where only other tables tell it."""
        if self.told_measure:
            return []
        return list(dict.fromkeys(measure for part in self.parts for measure in part.measures))

    @property
    def all_rows(self) -> list[GridRow]:
        """Its rows, those of the headers and of the furniture among them."""
        return [*self.furniture, *(row for part in self.parts for row in (*part.header, *part.rows))]

    @property
    def first_line_no(self) -> int:
        """The line that its first row stands on, furniture aside."""
        return min(row.line_no for part in self.parts for row in (*part.header, *part.rows))

    def refuse(self, problem_code: str, problem: str) -> None:
        """Refuses all of the table, unless it is refused already."""
        if not self.problem:
            self.problem_code, self.problem = problem_code, problem


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands above a grid: its title, the unit that drew it up, the units of measure.

    A title may say why its table is none that is read (`problem`). `is_titled_otherwise` says that a line stands there that ends
    like a title, and that none of them is understood.
    """

    table_code: str | None
    title: str
    problem: str
    unit_name: str
    measures: tuple[str, ...]
    is_only_furniture: bool
    is_named_above_title: bool
    is_titled_otherwise: bool


class _Title(NamedTuple):
    """A title as it is printed, and its table, or why it is none that is read."""

    table_code: str | None
    text: str
    problem: str = ""
    is_composed: bool = False

    def names_more_than(self, other: "_Title") -> bool:
        """Whether it is made of words, and they name another table than a part of them alone."""
        return self.is_composed and (self.table_code, self.problem) != (other.table_code, other.problem)


def recognise_tables(document: SourceDocument, vocabulary: Vocabulary) -> list[RecognisedTable]:
    """The tables of a document in reading order, every row of every grid in exactly one of them."""
    tables: list[RecognisedTable] = []
    above: list[str] = []
    furniture: list[GridRow] = []
    for block in document.blocks:
        if isinstance(block, TextLine):
            above.append(block.text)
            continue
        ignored = _ignored_as(block.rows[0], vocabulary)
        if ignored:
            # Whatever titles it lists, and whatever stands above it.
            tables.append(_ignored_table(len(tables) + 1, block.rows, ignored))
            above = []
            continue
        for heading_rows, rows in _sections(block, vocabulary):
            furniture.extend(heading_rows)
            above.extend(cell for row in heading_rows for cell in row.cells if cell)
            if rows:
                table = _table_of(rows, _read_surroundings(above, tables, vocabulary), tables, vocabulary)
                table.furniture.extend(furniture)
                above, furniture = [], []
    if tables:
        tables[-1].furniture.extend(furniture)
    return tables


def _ignored_as(row: GridRow, vocabulary: Vocabulary) -> str:
    """Why a grid with this header is no table of figures; empty where it may be one."""
    return next((reason for cell in row.cells if cell and (reason := vocabulary.ignored_tables.get(key(cell)))), "")


def _ignored_table(table_no: int, rows: tuple[GridRow, ...], reason: str) -> RecognisedTable:
    problem = f"{reason}: such tables are not read"
    return RecognisedTable(
        table_no, None, "nothing", problem=problem, parts=[TablePart((), (), rows)], problem_code="table_not_read"
    )


def refuse_repeated(tables: Sequence[RecognisedTable], vocabulary: Vocabulary) -> None:
    """Refuses what is printed twice: the second of two tables of a kind and a unit that are alike, both where they differ."""
    by_kind: dict[tuple[str | None, str], list[RecognisedTable]] = {}
    read: set[frozenset[tuple[str, ...]]] = set()
    for table in tables:
        if table.table_code is None or table.problem:
            continue
        if vocabulary.kinds[table.table_code].reader == "budget_table":
            by_kind.setdefault((table.table_code, table.unit_name), []).append(table)
            continue
        # A document has many tables of performance targets, but none of them twice.
        rows = frozenset(tuple(map(key, filter(None, row.cells))) for part in table.parts for row in part.rows)
        if rows in read:
            table.refuse("table_repeated", _PRINTED_BEFORE)
        read.add(rows)
    for alike in by_kind.values():
        if len(alike) == 1:
            continue
        printed = [table for table in alike if table.rows_with_figures]
        if len({frozenset(table.rows_with_figures) for table in printed}) <= 1:
            for table in printed[1:]:
                table.refuse("table_repeated", _PRINTED_BEFORE)
        else:
            for table in printed:
                table.refuse(
                    "table_repeated", "this kind of table is printed twice, with other figures: which is right cannot be told"
                )


def forget_kinds_of_refused(tables: Iterable[RecognisedTable]) -> None:
    """Takes the kind from tables that are refused where another of the kind is read: that one lacks none of its figures."""
    read = {table.table_code for table in tables if not table.problem}
    for table in tables:
        if table.problem and table.table_code in read:
            table.table_code = None


def _rows_with_figures(rows: Iterable[GridRow]) -> frozenset[tuple[str, ...]]:
    """The rows that print a number behind a word, each by the keys of its filled cells: a number before it is a code."""
    keys = (tuple(map(key, filter(None, row.cells))) for row in rows)
    return frozenset(words for words in keys if any(map(_NUMBER.fullmatch, dropwhile(_NUMBER.fullmatch, words))))


def _table_of(
    rows: tuple[GridRow, ...], around: _Surroundings, tables: list[RecognisedTable], vocabulary: Vocabulary
) -> RecognisedTable:
    """The table that a grid belongs to: the one before, if the grid goes on with it, else a new one."""
    if tables and _goes_on(tables[-1], rows, around, vocabulary):
        return tables[-1]
    tables.append(_new_table(len(tables) + 1, rows, around, vocabulary))
    return tables[-1]


def _new_table(table_no: int, rows: tuple[GridRow, ...], around: _Surroundings, vocabulary: Vocabulary) -> RecognisedTable:
    table_code, recognised_by = _kind_by_rows(around.table_code, rows, vocabulary), "title"
    part = _part(rows, table_code, around.measures, vocabulary)
    is_readable = _is_readable(part, table_code, vocabulary)
    # Headings (项目名称 · 合计) are those of many tables: they do not tell what a title that is not understood may deny.
    is_told = is_readable or around.problem or around.is_titled_otherwise
    by_headings = None if is_told else _table_by_headings(rows, vocabulary)
    if by_headings:
        table_code, recognised_by, is_readable = by_headings, "headings", True
        part = _part(rows, table_code, around.measures, vocabulary)
    problem = around.problem
    if not problem:
        told_code, problem = _told_by_labels(rows, table_code, vocabulary)
        if told_code != table_code:
            table_code, recognised_by, is_readable = told_code, "headings", True
    is_not_read = bool(problem)
    if problem:
        recognised_by = "nothing"
    elif table_code is None:
        recognised_by = "nothing"
        problem = "neither a title nor the headings tell which table this is: add them to seeds/vocabulary/table_titles.csv"
    elif not is_readable:
        problem = "no heading of an amount column is known: add the headings to seeds/vocabulary/table_headings.csv"
    return RecognisedTable(
        table_no,
        table_code,
        recognised_by,
        around.title,
        around.unit_name,
        problem,
        [part],
        problem_code="table_not_read" if is_not_read else "table_not_recognised",
        is_named_above_title=around.is_named_above_title,
    )


def _kind_by_rows(table_code: str | None, rows: Sequence[GridRow], vocabulary: Vocabulary) -> str | None:
    """The kind of a table by its title, or that which it is where its rows go by function: then its economic classes are columns.

    So say the headings of its labels (功能科目), and none that they go by economic class.
    """
    by_function = vocabulary.kinds[table_code].by_function if table_code else ""
    if not by_function:
        return table_code
    headings = [cell for row in rows[:_ROWS_OF_A_HEADER] for cell in row.cells if cell]
    classifications = {
        meaning for heading in headings for facet, meaning in vocabulary.said_by_heading(heading) or () if facet == "classification"
    }
    return by_function if classifications == {"functional"} else table_code


def _told_by_labels(rows: Sequence[GridRow], table_code: str | None, vocabulary: Vocabulary) -> tuple[str | None, str]:
    """The kind of a table that nothing else tells, by its labels, and why it is not read; so also of a table of targets."""
    if table_code and vocabulary.kinds[table_code].reader != "performance":
        return table_code, ""
    fields = _performance_fields(rows, vocabulary)
    if "actual_value" in fields:
        return table_code, _REVIEW
    if table_code is None and "project_name" in fields:
        return TARGETS_OF_A_PROJECT, ""
    return table_code, _LIST_OF_UNITS if table_code is None and _lists_units(rows, vocabulary) else ""


def _performance_fields(rows: Sequence[GridRow], vocabulary: Vocabulary) -> set[str]:
    """What the first labels of rows, and the header of indicators with their targets below them, name; nothing without a header.

    A table of the targets of one project (信访业务培训绩效目标表) may have its name alone for a title.
    """
    above: set[str] = set()
    for row in rows:
        named = {vocabulary.performance_field("column", cell) for cell in row.cells if cell}
        if {"indicator_name", "target"} <= named:
            return above | named
        above.add(vocabulary.performance_field("head", next(filter(None, row.cells), "")))
    return set()


def _lists_units(rows: Sequence[GridRow], vocabulary: Vocabulary) -> bool:
    """Whether the first row heads a list of units (序号 · 单位名称 · 备注): it has a word for them, and none for an amount."""
    said = [vocabulary.unit_list_headings.get(key(cell)) for cell in rows[0].cells if cell]
    return "unit" in said and None not in said


def _is_readable(part: TablePart, table_code: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a part can be read as a kind of table: a kind that is not read, or with a known amount column."""
    if table_code is None:
        return False
    if vocabulary.kinds[table_code].reader != "budget_table":
        return True
    return any(column.meaning and column.meaning.is_amount for column in part.columns)


def _goes_on(previous: RecognisedTable, rows: tuple[GridRow, ...], around: _Surroundings, vocabulary: Vocabulary) -> bool:
    """Adds a grid to the table before, where it goes on with it after a page break; tells whether it does."""
    part = _next_part(previous, rows, around, vocabulary)
    if part:
        previous.parts.append(part)
    return part is not None


def _next_part(
    previous: RecognisedTable, rows: tuple[GridRow, ...], around: _Surroundings, vocabulary: Vocabulary
) -> TablePart | None:
    """A grid as the next part of the table before; None where it is another table."""
    before = previous.parts[-1]
    if previous.table_code is None or around.unit_name not in ("", previous.unit_name):
        return None
    repeats_title = around.table_code == previous.table_code and _same_title(around.title, previous.title, vocabulary)
    if not repeats_title and not (around.table_code is None and around.is_only_furniture):
        return None
    part = _part(rows, previous.table_code, around.measures or before.measures, vocabulary)
    if vocabulary.kinds[previous.table_code].reader != "budget_table":
        return None if repeats_title else part
    is_told_otherwise = not repeats_title and _table_by_headings(rows, vocabulary) not in (None, previous.table_code)
    if is_told_otherwise or _prints_again(previous, part.rows):
        return None
    if not part.header and _fits_under(rows, before.columns, vocabulary):
        # Another unit of measure without a header of its own may be that of the table before, printed under it.
        return TablePart((), before.columns, rows, tuple(dict.fromkeys((*before.measures, *part.measures))))
    return part if _meanings(part.columns) == _meanings(before.columns) else None


def _prints_again(previous: RecognisedTable, rows: Iterable[GridRow]) -> bool:
    """Whether rows are for the most part rows that the table has already: it is printed twice, and goes on with nothing."""
    new = _rows_with_figures(rows)
    return bool(new) and len(new & previous.rows_with_figures) * 2 > len(new)


def _fits_under(rows: Sequence[GridRow], columns: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Whether rows without a known header can stand under the columns of the page before.

    Words where amounts stand, in one of the first rows, are the header of another table, whose title was lost.
    """
    if max(len(row.cells) for row in rows) > len(columns):
        return False
    amounts = [column.index for column in columns if column.meaning and column.meaning.is_amount]
    printed = (row.cells[at] for row in rows[:_ROWS_OF_A_HEADER] for at in amounts if at < len(row.cells))
    return all(not cell or key(cell) in vocabulary.nil_marks or _DIGIT.search(cell) for cell in printed)


def _same_title(one: str, other: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.without_continued(key(one)) == vocabulary.without_continued(key(other))


def _part(rows: tuple[GridRow, ...], table_code: str | None, measures: tuple[str, ...], vocabulary: Vocabulary) -> TablePart:
    if table_code is None or vocabulary.kinds[table_code].reader != "budget_table":
        return TablePart((), (), rows, measures)
    rows = with_total_apart(rows, table_code, vocabulary)
    n_header = count_header_rows(rows, table_code, vocabulary)
    columns = resolve_columns(rows[:n_header], table_code, vocabulary) if n_header else ()
    return TablePart(rows[:n_header], columns, rows[n_header:], measures)


def _meanings(columns: Sequence[Column]) -> list[str]:
    return [column.meaning.column_code for column in columns if column.meaning]


def _table_by_headings(rows: tuple[GridRow, ...], vocabulary: Vocabulary) -> str | None:
    """The one kind of table that lists all headings, and the items that its rows name; None where there is not just one.

    Headings such as 项目 and 预算数 are those of many tables: the rows of one that lists 办公费 are no “三公”经费.
    """
    if not any(vocabulary.heads_any_table(cell) for cell in rows[0].cells if cell):
        return None
    fitting: dict[str, int] = {}
    for code, kind in vocabulary.kinds.items():
        if kind.reader != "budget_table" or kind.is_told_by_title:
            continue
        part = _part(rows, code, (), vocabulary)
        headed = [column for column in part.columns if column.path]
        is_listed = all(column.meaning and not column.is_composed for column in headed)
        has_amount = any(column.meaning and column.meaning.is_amount for column in headed)
        if is_listed and has_amount and _names_only_its_items(part, code, vocabulary):
            words = {key(cell) for row in part.header for cell in row.cells if cell}
            fitting[code] = sum((code, vocabulary.heading_key(word)) in vocabulary.headings for word in words)
    best = [code for code, score in fitting.items() if score == max(fitting.values())]
    return best[0] if len(best) == 1 else None


def _names_only_its_items(part: TablePart, table_code: str, vocabulary: Vocabulary) -> bool:
    """Whether each label in its columns of items, if it has any, is a total or an item of the kind of table."""
    named = [
        column.index
        for column in part.columns
        if column.meaning and column.meaning.column_role == "item" and not column.meaning.side
    ]
    printed = (key(row.cells[at]) for row in part.rows for at in named if at < len(row.cells) and row.cells[at])
    labels = map(vocabulary.item_label, printed)
    return all(label in vocabulary.total_rows or (table_code, label) in vocabulary.line_items for label in labels)


def _sections(grid: Grid, vocabulary: Vocabulary) -> list[tuple[tuple[GridRow, ...], tuple[GridRow, ...]]]:
    """A grid cut where furniture stands in it: (rows of furniture, rows of a table below them), in order.

    Tables below one another in a sheet are as wide as the widest: each is left the columns that it fills.
    """
    sections = list(_cut_at_furniture(grid, vocabulary))
    if len(sections) == 1:
        return sections
    return [(furniture, _without_blank_columns_at_right(rows)) for furniture, rows in sections]


def _cut_at_furniture(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[tuple[GridRow, ...], tuple[GridRow, ...]]]:
    furniture: list[GridRow] = []
    rows: list[GridRow] = []
    for row in grid.rows:
        is_furniture = _is_furniture_row(row, vocabulary)
        if is_furniture and rows:
            yield tuple(furniture), tuple(rows)
            furniture, rows = [], []
        (furniture if is_furniture else rows).append(row)
    yield tuple(furniture), tuple(rows)


def _without_blank_columns_at_right(rows: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
    width = max((at for row in rows for at, cell in enumerate(row.cells, start=1) if cell), default=0)
    return tuple(row._replace(cells=row.cells[:width]) for row in rows)


def _is_furniture_row(row: GridRow, vocabulary: Vocabulary) -> bool:
    """Whether a row of a grid is no table row but a title, or names the unit or the unit of measure.

    A number or a remark in brackets alone is no sign: it may be a figure. Nor is a year: it may head a column.
    """
    texts = [cell for cell in row.cells if cell and not _YEAR.fullmatch(key(cell))]
    for text in texts:
        if not _may_be_furniture(key(text), vocabulary):
            return False
    is_named = False
    for text in texts:
        word = key(text)
        if _labels_table(word, vocabulary) or _title(text, vocabulary) is not None:
            is_named = True
        elif not _is_number_or_remark(word):
            return False
    return is_named


def _may_be_furniture(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a key has a colon, or ends like a title, a table or page number, a remark or 续: nearly all cells do not."""
    last = word[-1:]
    return last in vocabulary.furniture_endings or last.isdigit() or ":" in word


def is_furniture_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line belongs to a table: its title, or what stands over or under it."""
    return _is_furniture(text, vocabulary) or _title(text, vocabulary) is not None


def _is_furniture(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line between two grids says nothing that would keep the second from going on with the first."""
    word = key(text)
    if not _may_be_furniture(word, vocabulary):
        return False
    return _labels_table(word, vocabulary) or _is_number_or_remark(word)


def _is_number_or_remark(word: str) -> bool:
    """Whether a key is the number of a page, or stands in brackets."""
    return bool(_PAGE_NUMBER.fullmatch(word) or _REMARK.fullmatch(word))


def _labels_table(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a key names the unit, the unit of measure or the number of a table, or says that it goes on."""
    return bool(
        vocabulary.furniture_label.match(word)
        or vocabulary.measure_label.match(word)
        or word in vocabulary.continued_words
        or _TABLE_NUMBER.fullmatch(word)
    )


def _read_surroundings(lines: Sequence[str], tables: Sequence[RecognisedTable], vocabulary: Vocabulary) -> _Surroundings:
    """What the lines between a grid and the table before it say of the grid.

    What is printed over a title may belong to the table before. It says something of this table only if it is
    the first one, or one of a row of tables that are named so.
    """
    near = list(lines[-_LINES_ABOVE_A_TABLE:])
    titles = ((at, found) for at in reversed(range(len(near))) if (found := _title_at(near, at, vocabulary)))
    title_at, title = next(titles, (0, _Title(None, "")))
    below, above = near[title_at:], near[:title_at]
    names, measures = _labelled(below, vocabulary)
    is_named_above_title = not names and not measures and (not tables or tables[-1].is_named_above_title)
    if is_named_above_title:
        names, measures = _labelled(above, vocabulary)
    return _Surroundings(
        table_code=title.table_code,
        title=title.text,
        problem=title.problem,
        unit_name=names[-1] if names else "",
        measures=measures,
        is_only_furniture=all(_is_furniture(line, vocabulary) for line in lines),
        is_named_above_title=is_named_above_title and bool(names or measures),
        is_titled_otherwise=not title.text and any(_ends_like_a_title(line, vocabulary) for line in near),
    )


def _ends_like_a_title(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line by itself ends as titles do.

    A sentence, the number of a table (公开01表) and the heading of a part (第二部分 2026年部门预算表) are none.
    """
    word = _REMARK.sub("", vocabulary.without_continued(key(line)))
    if len(word) > _LONGEST_TITLE or not word.endswith(vocabulary.title_endings):
        return False
    return not (_SENTENCE_OR_PART.search(word) or _labels_table(word, vocabulary) or vocabulary.title_of_all_tables.search(word))


def _labelled(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[list[str], tuple[str, ...]]:
    """The names of units and the units of measure that lines tell behind their labels."""
    names = [name for line in lines if (name := vocabulary.unit_in(line))]
    return names, tuple(dict.fromkeys(measure for line in lines for measure in vocabulary.measures_in(line)))


def _title_at(lines: Sequence[str], at: int, vocabulary: Vocabulary) -> _Title | None:
    """The title that the line at this place is, or ends where the line before begins it (一般公共预算财政拨款 | 支出决算表)."""
    line = lines[at]
    title = _title(line, vocabulary)
    if not at or _is_furniture(line, vocabulary):
        return title
    above = lines[at - 1]
    whole = _title(above + line, vocabulary)
    if title and (whole is None or not whole.names_more_than(title) or _title(above, vocabulary)):
        return title
    return whole


@lru_cache(maxsize=4096)
def _title(text: str, vocabulary: Vocabulary) -> _Title | None:
    """The title that a text is; None where it is none. Cached: a line near a table is looked at again and again."""
    if len(text) > _LONGEST_TITLE or not _may_be_furniture(key(text), vocabulary):
        return None
    title = vocabulary.without_continued(key(text))
    word = title
    while word:
        code = vocabulary.listed_title_code(word)
        if code:
            return _Title(code, clean(text))
        shorter = _REMARK.sub("", word)
        if shorter == word:
            break
        word = shorter
    composed = vocabulary.composed_title(title)
    return _Title(composed.table_code or None, clean(text), composed.problem, is_composed=True) if composed else None
