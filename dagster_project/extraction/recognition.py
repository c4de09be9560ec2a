"""Which table a grid is, told by its title and its headings, never by its number or place.

A table that runs over a page break comes as several grids; they are joined here. What the
figures of a table mean row by row is the business of `tables`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.columns import Column, count_header_rows, resolve_columns
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

_LINES_ABOVE_A_TABLE = 8
_LONGEST_TITLE = 100
_TABLE_NUMBER = re.compile(r"(?:公开)?(?:附)?表\d+(?:-\d+)?[:.、]?")
_PAGE_NUMBER = re.compile(r"[-—–]*(?:第)?\d+(?:页)?[-—–]*")
_REMARK = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class TablePart:
    """A grid of a table: its header rows, its columns, the rows below the header, its unit of measure."""

    header: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    measure: str = ""


@dataclass(slots=True)
class RecognisedTable:
    """A table with all its parts; `table_code` is None where nothing tells what it is."""

    table_no: int
    table_code: str | None
    recognised_by: str
    title: str = ""
    unit_name: str = ""
    problem: str = ""
    parts: list[TablePart] = field(default_factory=list)
    furniture: list[GridRow] = field(default_factory=list)

    @property
    def measures(self) -> list[str]:
        """The units of measure that its parts are printed in, each once."""
        return list(dict.fromkeys(part.measure for part in self.parts if part.measure))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands above a grid: its title, the unit that drew it up, its unit of measure."""

    table_code: str | None
    title: str
    unit_name: str
    measure: str
    is_only_furniture: bool


def recognise_tables(document: SourceDocument, vocabulary: Vocabulary) -> list[RecognisedTable]:
    """The tables of a document in reading order, every row of every grid in exactly one of them."""
    tables: list[RecognisedTable] = []
    above: list[str] = []
    furniture: list[GridRow] = []
    for block in document.blocks:
        if isinstance(block, TextLine):
            above.append(block.text)
            continue
        for heading_rows, rows in _sections(block, vocabulary):
            furniture.extend(heading_rows)
            above.extend(cell for row in heading_rows for cell in row.cells if cell)
            if rows:
                table = _table_of(rows, _read_surroundings(above, vocabulary), tables, vocabulary)
                table.furniture.extend(furniture)
                above, furniture = [], []
    if tables:
        tables[-1].furniture.extend(furniture)
    return tables


def _table_of(
    rows: tuple[GridRow, ...], around: _Surroundings, tables: list[RecognisedTable], vocabulary: Vocabulary
) -> RecognisedTable:
    """The table that a grid belongs to: the one before, if the grid goes on with it, else a new one."""
    if tables and _goes_on(tables[-1], rows, around, vocabulary):
        return tables[-1]
    tables.append(_new_table(len(tables) + 1, rows, around, vocabulary))
    return tables[-1]


def _new_table(table_no: int, rows: tuple[GridRow, ...], around: _Surroundings, vocabulary: Vocabulary) -> RecognisedTable:
    table_code, recognised_by = around.table_code, "title"
    part = _part(rows, table_code, around.measure, vocabulary)
    is_readable = _is_readable(part, table_code, vocabulary)
    by_headings = None if is_readable else _table_by_headings(rows, vocabulary)
    if by_headings:
        table_code, recognised_by, is_readable = by_headings, "headings", True
        part = _part(rows, table_code, around.measure, vocabulary)
    problem = ""
    if table_code is None:
        recognised_by = "nothing"
        problem = "neither a title nor the headings tell which table this is: add them to seeds/table_titles.csv"
    elif not is_readable:
        problem = "no heading of an amount column is known: add the headings to seeds/table_headings.csv"
    return RecognisedTable(table_no, table_code, recognised_by, around.title, around.unit_name, problem, [part])


def _is_readable(part: TablePart, table_code: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a part can be read as a kind of table: a kind that is not read, or with a known amount column."""
    if table_code is None:
        return False
    if vocabulary.kinds[table_code].reader != "budget_table":
        return True
    return any(column.meaning and column.meaning.is_amount for column in part.columns)


def _goes_on(previous: RecognisedTable, rows: tuple[GridRow, ...], around: _Surroundings, vocabulary: Vocabulary) -> bool:
    """Adds a grid to the table before, where it goes on with it after a page break; tells whether it does."""
    if previous.table_code is None or around.unit_name not in ("", previous.unit_name):
        return False
    repeats_title = around.table_code == previous.table_code and _same_title(around.title, previous.title, vocabulary)
    if not repeats_title and not (around.table_code is None and around.is_only_furniture):
        return False
    measure = around.measure or previous.parts[-1].measure
    part = _part(rows, previous.table_code, measure, vocabulary)
    if vocabulary.kinds[previous.table_code].reader != "budget_table":
        if repeats_title:
            return False
    elif not part.header and max(len(row.cells) for row in rows) <= len(previous.parts[-1].columns):
        part = TablePart((), previous.parts[-1].columns, rows, measure)
    elif _meanings(part.columns) != _meanings(previous.parts[-1].columns):
        return False
    previous.parts.append(part)
    return True


def _same_title(one: str, other: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.without_continued(key(one)) == vocabulary.without_continued(key(other))


def _part(rows: tuple[GridRow, ...], table_code: str | None, measure: str, vocabulary: Vocabulary) -> TablePart:
    if table_code is None or vocabulary.kinds[table_code].reader != "budget_table":
        return TablePart((), (), rows, measure)
    n_header = count_header_rows(rows, table_code, vocabulary)
    columns = resolve_columns(rows[:n_header], table_code, vocabulary) if n_header else ()
    return TablePart(rows[:n_header], columns, rows[n_header:], measure)


def _meanings(columns: Sequence[Column]) -> list[str]:
    return [column.meaning.column_code for column in columns if column.meaning]


def _table_by_headings(rows: tuple[GridRow, ...], vocabulary: Vocabulary) -> str | None:
    """The one kind of table all of whose printed headings are known; None where there is not just one."""
    fitting: dict[str, int] = {}
    for code, kind in vocabulary.kinds.items():
        if kind.reader != "budget_table":
            continue
        part = _part(rows, code, "", vocabulary)
        headed = [column for column in part.columns if column.path]
        if any(column.meaning and column.meaning.is_amount for column in headed) and all(column.meaning for column in headed):
            words = {key(cell) for row in part.header for cell in row.cells if cell}
            fitting[code] = sum((code, vocabulary.heading_key(word)) in vocabulary.headings for word in words)
    best = [code for code, score in fitting.items() if score == max(fitting.values())]
    return best[0] if len(best) == 1 else None


def _sections(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[tuple[GridRow, ...], tuple[GridRow, ...]]]:
    """A grid cut where furniture stands in it: (rows of furniture, rows of a table below them), in order."""
    furniture: list[GridRow] = []
    rows: list[GridRow] = []
    for row in grid.rows:
        is_furniture = _is_furniture_row(row, vocabulary)
        if is_furniture and rows:
            yield tuple(furniture), tuple(rows)
            furniture, rows = [], []
        (furniture if is_furniture else rows).append(row)
    yield tuple(furniture), tuple(rows)


def _is_furniture_row(row: GridRow, vocabulary: Vocabulary) -> bool:
    """Whether a row of a grid is no table row but a title, or names the unit or the unit of measure.

    A number or a remark in brackets alone is no sign: it may be a figure.
    """
    is_named = False
    for word in filter(None, row.cells):
        if _names_table_or_unit(word, vocabulary):
            is_named = True
        elif not _is_furniture(word, vocabulary):
            return False
    return is_named


def _names_table_or_unit(text: str, vocabulary: Vocabulary) -> bool:
    word = key(text)
    if not _may_be_furniture(word, vocabulary):
        return False
    return bool(
        vocabulary.furniture_label.match(word)
        or vocabulary.measure_label.match(word)
        or _TABLE_NUMBER.fullmatch(word)
        or word in vocabulary.continued_words
        or _title_code(text, vocabulary)
    )


def _may_be_furniture(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a key has a colon, or ends like a title, a table or page number, a remark or 续: nearly all cells do not."""
    return ":" in word or word[-1:] in vocabulary.furniture_endings or word[-1:].isdigit()


def is_furniture_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line belongs to a table: its title, or what stands over or under it."""
    return _is_furniture(text, vocabulary) or _title_code(text, vocabulary) is not None


def _is_furniture(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line between two grids says nothing that would keep the second from going on with the first."""
    word = key(text)
    if not _may_be_furniture(word, vocabulary):
        return False
    return bool(
        vocabulary.furniture_label.match(word)
        or vocabulary.measure_label.match(word)
        or word in vocabulary.continued_words
        or _TABLE_NUMBER.fullmatch(word)
        or _PAGE_NUMBER.fullmatch(word)
        or _REMARK.fullmatch(word)
    )


def _read_surroundings(lines: Sequence[str], vocabulary: Vocabulary) -> _Surroundings:
    near = list(lines[-_LINES_ABOVE_A_TABLE:])
    titles = (_title_at(near, at, vocabulary) for at in reversed(range(len(near))))
    table_code, title = next(filter(None, titles), (None, ""))
    return _Surroundings(
        table_code=table_code,
        title=title,
        unit_name=_last_match(near, vocabulary.unit_label),
        measure=_last_match(near, vocabulary.measure_label),
        is_only_furniture=all(_is_furniture(line, vocabulary) for line in lines),
    )


def _title_at(lines: Sequence[str], at: int, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """(table code, title) where the line at this place is a title, or ends one that the line before begins."""
    line = lines[at]
    code = _title_code(line, vocabulary)
    if code is None and at and not _is_furniture(line, vocabulary):
        line = lines[at - 1] + line
        code = _title_code(line, vocabulary)
    return (code, clean(line)) if code else None


def _title_code(text: str, vocabulary: Vocabulary) -> str | None:
    if len(text) > _LONGEST_TITLE or not _may_be_furniture(key(text), vocabulary):
        return None
    word = vocabulary.without_continued(key(text))
    while word:
        code = vocabulary.title_code(word)
        if code or not word.endswith(")"):
            return code
        shorter = _REMARK.sub("", word)
        if shorter == word:
            return None
        word = shorter
    return None


def _last_match(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    for line in reversed(lines):
        found = pattern.search(key(line))
        if found:
            return found.group(1)
    return ""
