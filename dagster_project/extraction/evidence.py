"""What tells whose disclosure a document is besides its title page: running heads, titles and heads of tables.

Only collected here; what follows from it, and whether it is one thing, `identity` tells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.performance.words import PerformanceWords, label_of, performance_words
from dagster_project.extraction.readers import GridRow, SourceDocument
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

_UNIT_TABLE = "unit_performance"
_CARRY_OVER = "carryover"
_UNIT_NAME = "unit_name"
_ROWS_OF_A_HEAD = 6
# （2026年度）, alone in a line: the year of the table that it stands over.
_YEAR_ALONE = re.compile(r"\(?(?:19|20)\d\d年度?\)?")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The keys of running heads and of titles of tables, those that a year is taken from, and the names of units.

    The year of a table on the carry-over may be the one before. `unit_names` are those over the tables, one a table;
    `performing_units` those in the heads of performance tables of whole units, which count where no table has a name over it.
    """

    running_heads: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    titles_with_years: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    performing_units: tuple[str, ...] = ()


def evidence_of(document: SourceDocument, tables: Sequence[RecognisedTable], vocabulary: Vocabulary) -> Evidence:
    """What a document and its tables tell."""
    words = performance_words(vocabulary)
    titles = tuple(key(table.title) for table in tables if table.title)
    carry_over = _words_of_carry_over(vocabulary)
    of_units = [table for table in tables if table.table_code == _UNIT_TABLE]
    return Evidence(
        running_heads=tuple(key(head) for head in document.running_heads),
        titles=titles,
        titles_with_years=(
            *(title for title in titles if not carry_over.search(title)),
            *(text for table in of_units for row in _head(table) for text in map(key, row.cells) if _YEAR_ALONE.fullmatch(text)),
        ),
        unit_names=tuple(table.unit_name for table in tables),
        performing_units=tuple(name for table in of_units for name in _names_in(_head(table), words)),
    )


@cache
def _words_of_carry_over(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The words that say of a table that it is about what was carried over, in a key."""
    words = (key(row["word"]) for row in vocabulary.rows("title_words.csv") if _CARRY_OVER in row["meaning"].split())
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


def _head(table: RecognisedTable) -> Sequence[GridRow]:
    return table.parts[0].rows[:_ROWS_OF_A_HEAD]


def _names_in(rows: Iterable[GridRow], words: PerformanceWords) -> Iterator[str]:
    """The keys of what stands behind the label of the unit's name (部门名称) in rows."""
    for row in rows:
        cells = [cell for cell in row.cells if cell]
        for label, value in pairwise(cells):
            known = label_of(label, words)
            if known and known.field_code == _UNIT_NAME and not label_of(value, words):
                yield key(value)
