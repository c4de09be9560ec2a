"""From the header of a grid to what each of its columns means.

A column is recognised by its heading path, the words above it from top to bottom, never by its
place. Spans are lost in text, so they are rebuilt: an empty header cell continues the cell to
its left where something stands below it.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, takewhile

from dagster_project.extraction.budget_tables.times import times_named
from dagster_project.extraction.readers import GridRow
from dagster_project.extraction.vocabulary import BOTH_TIMES, ColumnMeaning, Said, Vocabulary, is_year
from dagster_project.extraction.wording import clean, key

# A column's number, which may say of which columns it is the sum: 1=2+3.
_COLUMN_NUMBER = re.compile(r"([0-9]{1,3})(?:=[0-9]+(?:[+-][0-9]+)*)?")


# 类 | 款 before what numbers the columns.
_FEWEST_BESIDE_NUMBERS = 2
_NOT_KNOWN = "the column's heading is not in seeds/vocabulary/table_headings.csv"
WIDER = "columns without a heading stand right of it: whether its heading is theirs, too, cannot be told"
_LISTS_NOT_TOLD = "lists of subjects stand side by side under different headings: which amount is of which cannot be told"
_LONE_PART = "it is one of the parts of the column beside it, of which no other is printed"
_SPLIT_ANOTHER_WAY = "its total is split in another way by the columns beside it, too: it would count twice"
_TOTAL = "total"
_BOTH_TIMES: Said = frozenset({("time", BOTH_TIMES)})
_PART_OF_SAME = "it is a part of the column left of it: which part cannot be told"
_AMOUNT: Said = frozenset({("amount", "amount")})
_WITHOUT_A_COLUMN = "no column of this kind of table is what the headings say together (seeds/vocabulary/heading_columns.csv)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its place in the printed row (from 0), its heading path, its meaning.

    `meaning` is None where the heading is missing or unknown, and `problem` and `problem_code` say so. `list_no` numbers, from
    1, the lists of a table that prints several of one kind side by side; those under one heading have a number together (2.1
    and 2.2 are list 2). It is empty elsewhere. `is_composed` tells a meaning that words have together from one that is listed.
    `measure_code` is what the figures of a column without a meaning in its table measure beside that (a change, last year's).
    """

    index: int
    path: tuple[str, ...]
    meaning: ColumnMeaning | None
    problem: str = ""
    measure: str = ""
    list_no: str = ""
    is_composed: bool = False
    problem_code: str = "column_not_recognised"
    measure_code: str = ""

    @property
    def printed_path(self) -> str:
        return " > ".join(dict.fromkeys(map(clean, self.path)))


def with_total_apart(rows: Sequence[GridRow], table_code: str, vocabulary: Vocabulary) -> tuple[GridRow, ...]:
    """Rows in which what shares a row with headings has a row of its own.

    That is a total (类 | 款 | 项 | 合计 | 2,946.25), or what numbers the columns (类 | 款 | 项 | 栏次 | 1 | 2).
    """
    apart: list[GridRow] = []
    for at, row in enumerate(rows):
        other_at = _total_among_headings(row, table_code, vocabulary)
        if other_at is None:
            other_at = _numbers_among_headings(row, table_code, vocabulary)
        if other_at is None and not _is_header_row(row, table_code, vocabulary):
            return (*apart, *rows[at:])
        if other_at is None:
            apart.append(row)
        else:
            headings = row.cells[:other_at] + ("",) * (len(row.cells) - other_at)
            other = ("",) * other_at + row.cells[other_at:]
            apart += [row._replace(cells=headings), row._replace(cells=other)]
    return tuple(apart)


def _numbers_among_headings(row: GridRow, table_code: str, vocabulary: Vocabulary) -> int | None:
    """The place in a row from which on it only numbers the columns, where known headings stand before that.

    One heading alone may be the label of a row with the figures 1 and 2, and so may a total.
    """
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if len(filled) <= _FEWEST_BESIDE_NUMBERS or not _COLUMN_NUMBER.fullmatch(key(row.cells[filled[-1]])):
        return None
    for n_before, at in enumerate(filled):
        if n_before >= _FEWEST_BESIDE_NUMBERS and is_number_row(row._replace(cells=("",) * at + row.cells[at:]), vocabulary):
            return at
        if not vocabulary.knows_heading(table_code, row.cells[at]) or key(row.cells[at]) in vocabulary.total_rows:
            return None
    return None


def _total_among_headings(row: GridRow, table_code: str, vocabulary: Vocabulary) -> int | None:
    """The place of the total word of a row that has known headings before it and figures, nothing else, behind it."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if not filled or not vocabulary.figure.fullmatch(key(row.cells[filled[-1]])):
        return None
    totals = [at for at in filled if key(row.cells[at]) in vocabulary.total_rows]
    if len(totals) != 1 or totals[0] in (filled[0], filled[-1]):
        return None
    total_at = totals[0]
    is_behind_headings = all(vocabulary.knows_heading(table_code, row.cells[at]) for at in filled if at < total_at)
    has_figures = all(vocabulary.figure.fullmatch(key(row.cells[at])) for at in filled if at > total_at)
    return total_at if is_behind_headings and has_figures else None


def count_header_rows(rows: Sequence[GridRow], table_code: str, vocabulary: Vocabulary) -> int:
    """How many rows at the head of a grid are its header: those made of known headings."""
    count = 0
    for row in rows:
        if not _is_header_row(row, table_code, vocabulary):
            break
        count += 1
    return count


def resolve_columns(header: Sequence[GridRow], table_code: str, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns of a table, one for each place of its printed rows, in the order of the data.

    A heading that landed at the end of its row, while its column stands beside the columns of
    the same subtotal, is put back there.
    """
    return _columns(tuple([row.cells for row in header]), table_code, vocabulary)


@lru_cache(maxsize=1024)
def _columns(header: tuple[tuple[str, ...], ...], table_code: str, vocabulary: Vocabulary) -> tuple[Column, ...]:
    # Cached: documents of one place print one header.
    width = max(map(len, header))
    grid = [cells + ("",) * (width - len(cells)) for cells in header]
    paths = _with_amounts_under_their_labels(_heading_paths(grid), vocabulary)
    paths = _without_labels_beside(paths, table_code, vocabulary)
    said = _with_classifications_of_labels([_said(path, vocabulary) for path in paths], table_code, vocabulary)
    said = _with_both_times(said, table_code, vocabulary)
    columns = [
        _column(index, path, each, table_code, vocabulary) for index, (path, each) in enumerate(zip(paths, said, strict=True))
    ]
    columns = _without_wider_headings(_with_displaced_restored(columns, grid))
    columns = _without_second_splits(_told_by_parts(_in_lists(columns), vocabulary), vocabulary)
    return tuple(
        without_repeated(_without_parts_of_themselves(columns, vocabulary), lambda column: times_named(column.path, vocabulary))
    )


def is_number_row(row: GridRow, vocabulary: Vocabulary) -> bool:
    """Whether a row only numbers the columns: marks (※) and consecutive numbers."""
    first = next((key(cell) for cell in row.cells if cell), "")
    if first not in vocabulary.number_row_marks and not first[:1].isdigit():
        return False
    words = [key(cell) for cell in row.cells if cell]
    numbers = [int(found.group(1)) for found in map(_COLUMN_NUMBER.fullmatch, words) if found]
    marks = [word for word in words if word in vocabulary.number_row_marks]
    if len(numbers) + len(marks) != len(words) or not (marks or len(numbers) > 1):
        return False
    return numbers == list(range(1, len(numbers) + 1))


def _is_header_row(row: GridRow, table_code: str, vocabulary: Vocabulary) -> bool:
    words = [cell for cell in row.cells if cell]
    known = [word for word in words if vocabulary.knows_heading(table_code, word)]
    if len(known) * 2 <= len(words):
        return False
    if len(words) > 1:
        return True
    # A total row, or the row of an item, without figures holds one word that may also head a column.
    word = key(words[0])
    return (
        vocabulary.lists_heading(table_code, words[0])
        and word not in vocabulary.total_rows
        and (table_code, vocabulary.item_label(word)) not in vocabulary.line_items
    )


def _heading_paths(grid: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    lowest = [max((level for level, word in enumerate(column) if word), default=-1) for column in zip(*grid, strict=True)]
    spanned: list[list[str]] = []
    for level, row in enumerate(grid):
        above = spanned[level - 1] if level else None
        line: list[str] = []
        for index, word in enumerate(row):
            is_spanned = not word and index and lowest[index] > level
            same_parent = above is None or above[index] == above[index - 1]
            line.append(line[index - 1] if is_spanned and same_parent else word)
        spanned.append(line)
    return [tuple(filter(None, column)) for column in zip(*spanned, strict=True)]


def _with_amounts_under_their_labels(paths: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Paths, with an amount under the heading of the labels left of it where the next heading, drawn too wide, spans it.

    The signs, all needed: those labels have no amount; the other heading has labels right of it, and behind them an amount
    of the same words, which it would be printed twice under.
    """
    kinds = [{facet for facet, _ in vocabulary.said_by_heading(path[-1]) or ()} if path else set() for path in paths]
    mended = list(paths)
    for at, own in enumerate(paths[1:], start=1):
        left, behind = paths[at - 1], list(zip(paths[at + 1 :], kinds[at + 1 :], strict=True))
        if own and left and left[:-1] != own[:-1] and "label" in kinds[at - 1] and "amount" in kinds[at]:
            has_labels_behind = any(path[:-1] == own[:-1] and "label" in said for path, said in behind)
            has_amount = any(
                path[:-1] == left[:-1] and "label" not in said for path, said in zip(paths, kinds, strict=True) if path != left
            )
            if has_labels_behind and (own, kinds[at]) in behind and not has_amount:
                mended[at] = (*left[:-1], own[-1])
    return mended


def _without_labels_beside(paths: list[tuple[str, ...]], table_code: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """The heading paths, less a label left of a column that stands alone over its own: it heads nothing beside it."""
    alone = {path[0] for path in paths if len(path) == 1}
    meanings = {word: _listed_meaning((word,), table_code, vocabulary) for word in alone}
    labels = {word for word, meaning in meanings.items() if meaning and not meaning.is_amount}
    return [path[1:] if len(path) > 1 and path[0] in labels else path for path in paths]


def _column(index: int, path: tuple[str, ...], said: Said | None, table_code: str, vocabulary: Vocabulary) -> Column:
    if not path:
        return Column(index, path, None, "the column has no heading")
    listed = (
        None
        if said and _is_by_other_classification(said, table_code, vocabulary)
        else _listed_meaning(path, table_code, vocabulary)
    )
    composed = vocabulary.composed_column(table_code, said) if said else None
    # What several headings say together goes before what the lowest is listed as: 人员经费 > 合计 is no total of the table.
    is_told_by_others = len(path) > 1 or bool(said and said >= _BOTH_TIMES)
    meaning = (composed or listed) if is_told_by_others else (listed or composed)
    suffixes = (vocabulary.measure_suffix.search(key(word)) for word in reversed(path))
    measure = next((suffix.group(1) for suffix in suffixes if suffix), "")
    if meaning is None:
        return Column(index, path, None, _WITHOUT_A_COLUMN if said else _NOT_KNOWN, measure)
    return Column(index, path, meaning, "", measure, is_composed=listed is None)


def _listed_meaning(path: tuple[str, ...], table_code: str, vocabulary: Vocabulary) -> ColumnMeaning | None:
    """The meaning of the lowest heading, which may itself be printed over several header rows.

    None where what stands above it is not listed, in a table that is told by words, too: it may be of another time or fund
    than the heading is listed for.
    """
    words = [vocabulary.heading_key(word) for word in path]
    first_at = {word: at for at, word in reversed(list(enumerate(words)))}
    heading = ""
    for at in reversed(range(len(words))):
        heading = words[at] + heading
        if len(heading) > vocabulary.longest_heading:
            return None
        for code in (table_code, ""):
            found = vocabulary.headings.get((code, heading), [])
            matching = [entry for entry in found if not entry.under or first_at.get(entry.under, at) < at]
            if matching:
                # Of two headings above it the nearer one tells (“三公”经费 > 公务用车购置费 > 小计).
                entry = max(matching, key=lambda entry: first_at[entry.under] if entry.under else -1)
                is_told = not vocabulary.tells_columns_by_words(table_code) or _are_listed(path[:at], table_code, vocabulary)
                return vocabulary.columns.get((table_code, entry.column_code)) if is_told else None
    return None


def _are_listed(headings: Sequence[str], table_code: str, vocabulary: Vocabulary) -> bool:
    """Whether headings are listed, or are composed of words that say no more than what the table is of (当年财政拨款安排)."""
    return all(
        vocabulary.lists_heading(table_code, heading) or _is_of_whole_table(heading, table_code, vocabulary) for heading in headings
    )


def _is_of_whole_table(heading: str, table_code: str, vocabulary: Vocabulary) -> bool:
    said = vocabulary.said_by_heading(heading)
    column = vocabulary.composed_column(table_code, said | _AMOUNT) if said else None
    return column is not None and column.column_code == _TOTAL


def _is_by_other_classification(said: Said, table_code: str, vocabulary: Vocabulary) -> bool:
    """Whether headings say another classification than the one of the table: 政府预算支出经济分类科目 in a table by function."""
    own = vocabulary.kinds[table_code].classification
    is_told_by_words = vocabulary.tells_columns_by_words(table_code)
    return is_told_by_words and any(facet == "classification" and meaning != own for facet, meaning in said)


def _said(path: tuple[str, ...], vocabulary: Vocabulary) -> Said | None:
    """What the headings of a column say together; None where one of them is no composition of known words.

    A year with nothing below it is the heading of its amounts.
    """
    each = [vocabulary.said_by_heading(word) for word in path]
    if None in each:
        return None
    return frozenset().union(*filter(None, each), _AMOUNT if path and is_year(path[-1]) else ())


def _with_classifications_of_labels(said: Sequence[Said | None], table_code: str, vocabulary: Vocabulary) -> list[Said | None]:
    """What headings say, where labels say that their list is by another classification than the table's, that of the amounts
    right of them, too: those are amounts of parts of a subject, or of other subjects.

    Beside labels of the table's own classification those of another that it has a column for are a second name of its rows.
    """
    own, is_paired = vocabulary.kinds[table_code].classification, vocabulary.pairs_classifications(table_code)
    labels: list[Said] = []
    completed: list[Said | None] = []
    is_behind_amounts = False
    for each in said:
        is_amount = bool(each) and not {facet for facet, _ in each or ()} & {"label", "classification"}
        if each and not is_amount:
            labels = [each] if is_behind_amounts else [*labels, each]
        is_behind_amounts = is_amount
        completed.append(each | _other_classifications(labels, own, is_paired) if each and is_amount else each)
    return completed


def _with_both_times(said: list[Said | None], table_code: str, vocabulary: Vocabulary) -> list[Said | None]:
    """What headings say, that of a total that says no time as of both times where this year's money and what is carried over
    stand beside it, and the table has a column for such a total (合计 | 当年财政拨款安排 | 上年结转安排)."""
    times = [{meaning for facet, meaning in each or () if facet == "time"} for each in said]
    if not ({"current"} in times and {"carried_in"} in times):
        return said
    return [
        each | _BOTH_TIMES if each and not time and vocabulary.composed_column(table_code, each | _BOTH_TIMES) else each
        for each, time in zip(said, times, strict=True)
    ]


def _other_classifications(labels: Sequence[Said], own: str, is_paired: bool) -> Said:
    """What labels side by side say of a classification that is not their table's own."""
    own_said = ("classification", own)
    others = [frozenset(said for said in each if said[0] == "classification" and said != own_said) for each in labels]
    return frozenset() if is_paired and not all(others) else frozenset().union(*others)


def _without_wider_headings(columns: Sequence[Column]) -> list[Column]:
    """The columns, less the meaning of amounts that only words tell where columns without a heading stand right of them.

    Such a heading (基本支出) may span them all, a row of headings below it being lost.
    """
    behind = [*columns[1:], None]
    return [
        replace(column, meaning=None, problem=WIDER)
        if column.is_composed and column.meaning and column.meaning.is_amount and right and not right.path
        else column
        for column, right in zip(columns, behind, strict=True)
    ]


def _told_by_parts(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns, those as subtotals whose parts are printed under the same heading; refused where they stand elsewhere."""
    columns = _without_lone_parts(columns, vocabulary)
    return [_told_by_its_parts(column, columns, vocabulary) for column in columns]


def _without_second_splits(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns, less the meaning of parts of a total that other parts of it, left of them, split in another way.

    人员经费 and 公用经费, with 工资福利支出 behind them; 基本支出 and 项目支出, with 一般公共预算 behind them.
    """
    first: dict[tuple[str, str], str] = {}
    for column in columns:
        meaning = column.meaning
        facet = vocabulary.splits_by(meaning) if meaning and meaning.is_amount and meaning.part_of else ""
        if meaning and facet and first.setdefault((column.list_no, meaning.part_of), facet) != facet:
            columns = [replace(each, meaning=None, problem=_SPLIT_ANOTHER_WAY) if each is column else each for each in columns]
    return columns


def _without_lone_parts(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns, less the meaning of one that is the only part printed of another, as one of which (事业收入 | 其中：教育收费).

    What is left of the other stands nowhere: the one is read whole, and the part would count twice beside it.
    """
    for column in columns:
        meaning = column.meaning
        code = vocabulary.column_with_parts(meaning.table_code, meaning.column_code) if meaning else ""
        parts = [other for other in columns if code and other.meaning and other.meaning.part_of == code]
        if len(parts) == 1 and vocabulary.part_prefix.match(key(parts[0].path[-1])):
            columns = [replace(each, meaning=None, problem=_LONE_PART) if each is parts[0] else each for each in columns]
    return columns


def _told_by_its_parts(column: Column, columns: Sequence[Column], vocabulary: Vocabulary) -> Column:
    meaning = column.meaning
    code = vocabulary.column_with_parts(meaning.table_code, meaning.column_code) if meaning else ""
    parts = [other for other in columns if other.meaning and other.meaning.part_of == code]
    if meaning is None or not code or not parts:
        return column
    if all(part.path[0] == column.path[0] and len(part.path) > 1 for part in parts):
        return replace(column, meaning=vocabulary.columns[meaning.table_code, code])
    return replace(column, meaning=None, problem="whether the columns beside it are its parts cannot be told")


def _with_displaced_restored(columns: list[Column], grid: Sequence[Sequence[str]]) -> list[Column]:
    """Puts a heading that landed at the end of its row back beside its siblings.

    The signs, all needed: nothing is printed above it; the columns that are parts of the same
    subtotal stand together elsewhere; between them and it stand columns of other headings, which
    are all printed above its row. Headings below that row are of one that spans them.
    """
    last = next((column for column in reversed(columns) if column.path), None)
    if last is None or last.meaning is None or not last.meaning.part_of:
        return columns
    family = _with_parts(last.meaning.part_of, columns)
    siblings = [column for column in columns if column is not last and column.meaning and column.meaning.column_code in family]
    if not siblings or siblings[-1].index == last.index - 1:
        return columns
    home = siblings[-1].index + 1
    level = max(level for level, row in enumerate(grid) if row[last.index])
    is_below_another = any(row[last.index] for row in grid[:level])
    has_others_above = all(any(row[at] for row in grid[:level]) for at in range(home, last.index))
    if is_below_another or not has_others_above or any(any(row[home : last.index]) for row in grid[level:]):
        return columns
    restored = replace(last, path=(*siblings[-1].path[:-1], last.path[-1]))
    others = [column for column in columns if column is not last]
    reordered = [*others[:home], restored, *others[home:]]
    return [replace(column, index=index) for index, column in enumerate(reordered)]


def _with_parts(column_code: str, columns: Sequence[Column]) -> set[str]:
    """A column and those that are parts of it, or of such parts."""
    family = {column_code}
    n_before = 0
    while len(family) > n_before:
        n_before = len(family)
        family |= {column.meaning.column_code for column in columns if column.meaning and column.meaning.part_of in family}
    return family


def _in_lists(columns: list[Column]) -> list[Column]:
    """The columns with the lists that they belong to, where the same columns are printed two or more times side by side.

    A list begins where labels follow amounts. It is one only if the headings of all say the same as those of the first, less
    what spans the whole of a list (人员经费 | 公用经费). Where subjects stand in several that do not, no amount can be told.
    """
    lists: list[list[Column]] = []
    for at, column in enumerate(columns):
        if not at or (_is_label(column) and not _is_label(columns[at - 1])):
            lists.append([])
        lists[-1].append(column)
    spans = [_span(each) for each in lists]
    headings = {tuple(_own_heading(column, span) for column in each) for each, span in zip(lists, spans, strict=True)}
    if len(lists) < 2 or any(column.meaning and column.meaning.side for column in columns):
        return columns
    if len(headings) > 1 or any(column.meaning is None for column in columns):
        return [_without_amount(column) for column in columns] if _have_subjects_behind_amounts(columns) else columns
    return [replace(column, list_no=list_no) for list_no, each in zip(_list_numbers(spans), lists, strict=True) for column in each]


def _own_heading(column: Column, span: tuple[str, ...]) -> Hashable:
    """What the heading of a column says below what spans its list: of labels what they are (科目代码, 科目编码), else the words."""
    return column.meaning.column_code if column.meaning and _is_label(column) else column.path[len(span) :]


def _have_subjects_behind_amounts(columns: Iterable[Column]) -> bool:
    """Whether subjects stand before amounts and behind them."""
    roles = [
        column.meaning.column_role for column in columns if column.meaning and column.meaning.column_role in ("subject", "amount")
    ]
    return [role for role, _ in groupby(roles)][:3] == ["subject", "amount", "subject"]


def _without_amount(column: Column) -> Column:
    """A column whose amounts, if it holds any, are of a list that cannot be told."""
    is_amount = column.meaning is not None and column.meaning.is_amount
    return replace(column, meaning=None, problem=_LISTS_NOT_TOLD) if is_amount else column


def _span(columns: Sequence[Column]) -> tuple[str, ...]:
    """The headings that stand over all of some columns, above their own."""
    levels = zip(*(column.path[:-1] for column in columns), strict=False)
    return tuple(words[0] for words in takewhile(lambda words: len(set(words)) == 1, levels))


def _list_numbers(spans: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The numbers of lists side by side: those that follow one another under one heading have one together."""
    for number, (span, alike) in enumerate(groupby(enumerate(spans), key=lambda each: each[1] or each[0]), start=1):
        n_alike = len(list(alike))
        yield from (f"{number}.{at}" for at in range(1, n_alike + 1)) if span and n_alike > 1 else (str(number),)


def _without_parts_of_themselves(columns: list[Column], vocabulary: Vocabulary) -> list[Column]:
    """The columns, less the meaning of one that is said to be a part (其中：财政拨款) of the one left of it which means the same.

    Words that tell the two apart are not known.
    """
    return [
        replace(column, meaning=None, problem=_PART_OF_SAME)
        if left and column.meaning and column.meaning == left.meaning and vocabulary.part_prefix.match(key(column.path[-1]))
        else column
        for left, column in zip([None, *columns], columns, strict=False)
    ]


def _is_label(column: Column) -> bool:
    return column.meaning is not None and not column.meaning.is_amount


def without_repeated(columns: Iterable[Column], time_of: Callable[[Column], Hashable] = lambda _: None) -> list[Column]:
    """Takes the meaning from amount columns that two headings claim: which is right can't be told.

    Columns that `time_of` tells apart are no two.
    """
    columns = list(columns)
    known = [(column, column.meaning) for column in columns if column.meaning]
    amounts = Counter((column.list_no, meaning.column_code, time_of(column)) for column, meaning in known if meaning.is_amount)
    if amounts.total() == len(amounts):
        return columns
    return [
        replace(column, meaning=None, problem="two columns have this heading")
        if column.meaning and amounts[column.list_no, column.meaning.column_code, time_of(column)] > 1
        else column
        for column in columns
    ]
