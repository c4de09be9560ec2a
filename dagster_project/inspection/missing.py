"""What of a document is not understood, grouped by what would mend it: one missing word often costs many figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.privacy import showable_cells, without_people
from dagster_project.extraction.records import RejectedRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean

_HEADINGS_SHOWN = 8
_SEEDS_OF_TABLES = "seeds/vocabulary/title_words.csv, seeds/vocabulary/table_titles.csv, seeds/vocabulary/table_headings.csv"
_SEEDS_OF_COLUMNS = "seeds/vocabulary/heading_words.csv, seeds/vocabulary/table_headings.csv"


class MissingWord(NamedTuple):
    """A word, or a place without one, and how many figures it costs; the first of them stands on a line."""

    text: str
    n_figures: int
    line_no: int


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """What is missing, where rows for it belong (blank where none would help), and the words, the costliest first."""

    what: str
    seeds: str
    words: list[MissingWord]


def missing_groups(
    tables: Sequence[RecognisedTable], rejected: Sequence[RejectedRecord], above: Mapping[int, str], vocabulary: Vocabulary
) -> list[MissingGroup]:
    """What is missing for what was rejected: titles of tables, headings of columns, and all else by its reason.

    `above` has the lines over each table, by its number.
    """
    unknown = {
        table.table_no: _words_of(table, above.get(table.table_no, ""), vocabulary)
        for table in tables
        if table.table_code is None and table.problem_code == "table_not_recognised"
    }
    headings = {
        (table.table_no, column.index + 1): without_people(column.printed_path, vocabulary)
        for table in tables
        if table.table_code
        for part in table.parts
        for column in part.columns
        if column.meaning is None and column.path
    }
    titles: list[tuple[str, RejectedRecord]] = []
    columns: list[tuple[str, RejectedRecord]] = []
    others: dict[str, list[tuple[str, RejectedRecord]]] = {}
    for record in rejected:
        if record.table_no in unknown:
            titles.append((unknown[record.table_no], record))
        elif record.reason_code == "column_not_recognised":
            columns.append((headings.get((record.table_no or 0, record.column_no or 0), "no heading"), record))
        else:
            others.setdefault(record.reason_code, []).append((record.reason, record))
    groups = [
        MissingGroup("titles of tables, or headings that tell one", _SEEDS_OF_TABLES, _words(titles)),
        MissingGroup("headings of columns", _SEEDS_OF_COLUMNS, _words(columns)),
        *(MissingGroup(code.replace("_", " "), "", _words(found)) for code, found in others.items()),
    ]
    return [group for group in groups if group.words]


def _words_of(table: RecognisedTable, above: str, vocabulary: Vocabulary) -> str:
    """The lines over a table that is not known, and its first row."""
    rows = [row for part in table.parts for row in (*part.header, *part.rows)]
    cells = rows[0].cells if rows else ()
    headings = [clean(cell) for cell in showable_cells(cells, vocabulary) if cell]
    return f"{above or '(no line above)'} ‖ {' | '.join(headings[:_HEADINGS_SHOWN])}"


def _words(found: Iterable[tuple[str, RejectedRecord]]) -> list[MissingWord]:
    counted: dict[str, tuple[int, int]] = {}
    for text, record in found:
        n_figures, line_no = counted.get(text, (0, record.line_no))
        counted[text] = (n_figures + any(sign.isdigit() for sign in record.text), line_no)
    words = [MissingWord(text, n_figures, line_no) for text, (n_figures, line_no) in counted.items()]
    return sorted(words, key=lambda word: (-word.n_figures, word.line_no))
