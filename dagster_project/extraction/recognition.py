"""Which table a grid is, told by its title and its headings, never by its number or place.

A table that runs over a page break comes as several grids; they are joined here. What the
figures of a table mean row by row is the business of `tables`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.extraction.columns import Column, count_header_rows, resolve_columns
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

_LINES_ABOVE_A_TABLE = 8
_TABLE_NUMBER = re.compile(r"(?:公开)?(?:附)?表\d+(?:-\d+)?[:.、]?")
_PAGE_NUMBER = re.compile(r"[-—–]*(?:第)?\d+(?:页)?[-—–]*")
_REMARK_AFTER_TITLE = re.compile(r"\([^()]*\)$")
_CONTINUED = re.compile(r"续表?\)?$")


@dataclass(frozen=True, slots=True)
class TablePart:
    """A grid of a table: its header rows, its columns and the rows below the header."""

    header: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]


@dataclass(slots=True)
class RecognisedTable:
    """A table with all its parts; `table_code` is None where nothing tells what it is."""

    table_no: int
    table_code: str | None
    recognised_by: str
    title: str = ""
    unit_name: str = ""
    measure: str = ""
    problem: str = ""
    parts: list[TablePart] = field(default_factory=list)
    furniture: list[GridRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands above a grid: its title, the unit that drew it up, its unit of measure."""

    table_code: str | None
    title: str
    unit_name: str
    measure: str
    is_only_furniture: bool


def recognise_tables(document: SourceDocument, vocabulary: Vocabulary) -> list[RecognisedTable]:
    """The tables of a document in reading order, every grid in exactly one of them."""
    tables: list[RecognisedTable] = []
    above: list[TextLine] = []
    for block in document.blocks:
        if isinstance(block, TextLine):
            above.append(block)
            continue
        furniture, rows = _split_furniture(block, vocabulary)
        lines = [line.text for line in above] + [cell for row in furniture for cell in row.cells if cell]
        surroundings = _read_surroundings(lines, vocabulary)
        previous = tables[-1] if tables else None
        table = _continued_table(rows, surroundings, previous, vocabulary)
        if table is None:
            table = _new_table(len(tables) + 1, rows, surroundings, vocabulary)
            tables.append(table)
        table.furniture.extend(furniture)
        above = []
    return tables


def _new_table(table_no: int, rows: tuple[GridRow, ...], around: _Surroundings, vocabulary: Vocabulary) -> RecognisedTable:
    table_code, recognised_by = around.table_code, "title"
    if table_code is None:
        table_code, recognised_by = _table_by_headings(rows, vocabulary), "headings"
    table = RecognisedTable(table_no, table_code, recognised_by, around.title, around.unit_name, around.measure)
    if table_code is None:
        table.recognised_by = "nothing"
        table.problem = "neither a title nor the headings tell which table this is: add them to seeds/table_titles.csv"
        table.parts.append(TablePart((), (), rows))
        return table
    if vocabulary.kinds[table_code].reader != "budget_table":
        table.parts.append(TablePart((), (), rows))
        return table
    part = _part(rows, table_code, vocabulary)
    if not any(column.meaning and column.meaning.is_amount for column in part.columns):
        table.problem = "no heading of an amount column is known: add the headings to seeds/table_headings.csv"
    table.parts.append(part)
    return table


def _continued_table(
    rows: tuple[GridRow, ...], around: _Surroundings, previous: RecognisedTable | None, vocabulary: Vocabulary
) -> RecognisedTable | None:
    """The table before, extended by this grid, where the grid goes on with it after a page break."""
    if previous is None or previous.table_code is None or not rows:
        return None
    same_unit = around.unit_name in ("", previous.unit_name)
    repeats_title = around.table_code == previous.table_code and key(around.title) == key(previous.title)
    goes_on = around.table_code is None and around.is_only_furniture
    if not same_unit or not (repeats_title or goes_on):
        return None
    if vocabulary.kinds[previous.table_code].reader != "budget_table":
        if repeats_title:
            return None
        previous.parts.append(TablePart((), (), rows))
        return previous
    part = _part(rows, previous.table_code, vocabulary)
    columns = previous.parts[-1].columns
    if not part.header and max(len(row.cells) for row in rows) <= len(columns):
        part = TablePart((), columns, rows)
    elif _meanings(part.columns) != _meanings(columns):
        return None
    previous.parts.append(part)
    return previous


def _part(rows: tuple[GridRow, ...], table_code: str, vocabulary: Vocabulary) -> TablePart:
    n_header = count_header_rows(rows, table_code, vocabulary)
    columns = resolve_columns(rows[:n_header], table_code, vocabulary) if n_header else ()
    return TablePart(rows[:n_header], columns, rows[n_header:])


def _meanings(columns: Sequence[Column]) -> list[str]:
    return [column.meaning.column_code for column in columns if column.meaning]


def _table_by_headings(rows: tuple[GridRow, ...], vocabulary: Vocabulary) -> str | None:
    """The one kind of table all of whose printed headings are known; None where there is not just one."""
    fitting: dict[str, int] = {}
    for code, kind in vocabulary.kinds.items():
        if kind.reader != "budget_table":
            continue
        part = _part(rows, code, vocabulary)
        headed = [column for column in part.columns if column.path]
        if headed and all(column.meaning for column in headed):
            words = {key(cell) for row in part.header for cell in row.cells if cell}
            fitting[code] = sum((code, vocabulary.heading_key(word)) in vocabulary.headings for word in words)
    best = [code for code, score in fitting.items() if score == max(fitting.values())]
    return best[0] if len(best) == 1 else None


def _split_furniture(grid: Grid, vocabulary: Vocabulary) -> tuple[tuple[GridRow, ...], tuple[GridRow, ...]]:
    """Rows at the head of a grid that are no table rows but its title, its unit or its unit of measure."""
    n_furniture = 0
    for row in grid.rows:
        words = [cell for cell in row.cells if cell]
        if not all(_is_furniture(word, vocabulary) or _title_code(word, vocabulary) for word in words):
            break
        n_furniture += 1
    return grid.rows[:n_furniture], grid.rows[n_furniture:]


def _is_furniture(text: str, vocabulary: Vocabulary) -> bool:
    word = key(text)
    return bool(
        vocabulary.unit_label.match(word)
        or vocabulary.measure_label.match(word)
        or _TABLE_NUMBER.fullmatch(word)
        or _PAGE_NUMBER.fullmatch(word)
        or _REMARK_AFTER_TITLE.fullmatch(word)
    )


def _read_surroundings(lines: Sequence[str], vocabulary: Vocabulary) -> _Surroundings:
    near = list(lines[-_LINES_ABOVE_A_TABLE:])
    title_at = next((at for at in reversed(range(len(near))) if _title_at(near, at, vocabulary)), None)
    code, title = _title_at(near, title_at, vocabulary) or (None, "") if title_at is not None else (None, "")
    below_title = near if title_at is None else near[title_at:]
    return _Surroundings(
        table_code=code,
        title=title,
        unit_name=_last_match(below_title, vocabulary.unit_label),
        measure=_last_match(below_title, vocabulary.measure_label),
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
    word = _CONTINUED.sub("", key(text)).rstrip("(")
    while True:
        for title, code in vocabulary.titles:
            if word.endswith(title):
                return code
        shorter = _REMARK_AFTER_TITLE.sub("", word)
        if shorter == word:
            return None
        word = shorter


def _last_match(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    for line in reversed(lines):
        found = pattern.search(key(line))
        if found:
            return found.group(1)
    return ""
