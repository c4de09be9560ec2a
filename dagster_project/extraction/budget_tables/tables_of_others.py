"""Budget tables and columns that say that they are of another unit, another year or another phase than their document."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dagster_project.extraction.budget_tables.columns import Column, without_repeated
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.identity import Identity, is_same_unit, other_year
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary
from dagster_project.extraction.wording import key

_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_NAME_AT_END = re.compile(r"[一-鿿()·]+$")
# The table of what was carried over from another year (2025年结转结余, 上年结转结余): it is money of this one.
_CARRYOVER = "carryover"
# Such columns are no part of what the others add up.
_OF_ANOTHER_TIME = "column_of_another_time"


def refuse_tables_of_others(tables: Sequence[RecognisedTable], identity: Identity, vocabulary: Vocabulary) -> None:
    """Refuses the tables over which another unit, or in whose titles another unit, year or phase is named."""
    unit_key, fiscal_year = key(identity.unit_name), identity.fiscal_year
    for table in tables:
        kind = vocabulary.kinds.get(table.table_code or "")
        if kind is not None and kind.reader != "budget_table":
            continue
        name = table.unit_name if table.unit_name and not is_same_unit(table.unit_name, unit_key) else ""
        name = name or _other_unit_in_title(table.title, unit_key, vocabulary)
        if name:
            table.refuse("another_unit", f"the table names another unit than the document: {name}")
        year = _year_in_title(table.title, fiscal_year, vocabulary) if table.table_code != _CARRYOVER else ""
        if year:
            table.refuse("another_year", f"the title of the table names another year than the document: {year}")
        phase = vocabulary.phase_of(key(table.title))
        if phase not in ("", identity.phase):
            table.refuse("another_phase", f"the title of the table says {phase}, the document is one of {identity.phase}s")


def refuse_columns_of_another_time(tables: Sequence[RecognisedTable], identity: Identity, vocabulary: Vocabulary) -> None:
    """Takes the meaning from columns whose headings name another year (2023年预算数) or phase than their figures are taken for."""
    for table in tables:
        table.parts = [
            replace(part, columns=tuple(without_repeated(_of_its_time(column, identity, vocabulary) for column in part.columns)))
            for part in table.parts
        ]


def _of_its_time(column: Column, identity: Identity, vocabulary: Vocabulary) -> Column:
    """A column without its meaning where its figures are of another time; of one that has none, that it is so is told."""
    meaning = column.meaning and _meaning_in_its_phase(column.meaning, column.path, identity.phase, vocabulary)
    phase = (meaning.phase if meaning else "") or identity.phase
    problem = _problem_of_time(column.path, phase, identity.fiscal_year, vocabulary)
    if problem:
        return replace(column, meaning=None, problem=problem, problem_code=_OF_ANOTHER_TIME)
    return column if meaning is column.meaning else replace(column, meaning=meaning)


def _meaning_in_its_phase(meaning: ColumnMeaning, path: tuple[str, ...], phase: str, vocabulary: Vocabulary) -> ColumnMeaning:
    """The column for the same thing in another phase, where the headings name one that its table has such a column for.

    So the budget beside the actual of a final account (预算数 over 公务接待费) is another column.
    """
    named = _phase_named(path, vocabulary)
    if meaning.phase or named in ("", phase):
        return meaning
    alike = [
        each
        for each in vocabulary.columns.values()
        if (each.table_code, each.item_code, each.phase) == (meaning.table_code, meaning.item_code, named)
    ]
    return alike[0] if len(alike) == 1 else meaning


@lru_cache(maxsize=4096)
def _phase_named(path: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """What headings, the lowest first, say that figures are; empty where they do not say."""
    return next(filter(None, (vocabulary.phase_of(key(word)) for word in reversed(path))), "")


@lru_cache(maxsize=4096)
def _problem_of_time(path: tuple[str, ...], taken_for: str, fiscal_year: int, vocabulary: Vocabulary) -> str:
    """Why figures under headings, from the highest to the lowest, are not of a year and phase; empty where they may be."""
    words = [key(word) for word in path]
    year = next(filter(None, (other_year(word, fiscal_year) or _other_year_in_words(word, vocabulary) for word in words)), "")
    if year:
        return f"the column's heading names another year than the document: {year}"
    change = next((word for word in words if _states_change(word, vocabulary)), "")
    if change:
        return f"the column states a change, no amount: {change}"
    phase = _phase_named(path, vocabulary)
    if phase not in ("", taken_for):
        return f"the column's heading says {phase}, its figures would be taken for {taken_for}"
    return ""


def _other_year_in_words(heading: str, vocabulary: Vocabulary) -> str:
    """The word of a heading, in a key, that says that its figures are of another year (上年, 上年预算数); else empty.

    上年结转 is money of this year.
    """
    word = next((word for word in vocabulary.titles_of_other_years if heading.startswith(word)), "")
    rest = heading.removeprefix(word)
    return word if word and (not rest or rest in dict(vocabulary.words("phase_word"))) else ""


def _states_change(heading: str, vocabulary: Vocabulary) -> bool:
    return any(word in heading for word, _ in vocabulary.words("heading_of_change"))


def _other_unit_in_title(title: str, unit_key: str, vocabulary: Vocabulary) -> str:
    """The other organ, or the whole of a region, that a title is about (某某局支出总体情况表, 全县…); else empty."""
    before, _ = vocabulary.besides_title(key(title))
    found = _NAME_AT_END.search(vocabulary.without_title_fillers(_YEAR.sub("", before)))
    name = found.group() if found else ""
    if name in vocabulary.titles_of_others:
        return name
    is_own = is_same_unit(name, unit_key) or unit_key.startswith(name)
    return name if vocabulary.organ_name.fullmatch(name) and not is_own else ""


def _year_in_title(title: str, fiscal_year: int, vocabulary: Vocabulary) -> str:
    """The other year that a title names, in digits or in words (上年); else empty."""
    before, behind = vocabulary.besides_title(key(title))
    before = vocabulary.without_title_fillers(before)
    words = (word for word in vocabulary.titles_of_other_years if before.endswith(word) or word in behind)
    return other_year(key(title), fiscal_year) or next(words, "")
