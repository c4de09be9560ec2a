"""Budget tables and columns that say that they are of another unit, another year or another phase than their document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dagster_project.extraction.budget_tables.columns import Column, without_repeated
from dagster_project.extraction.budget_tables.recognition import RecognisedTable
from dagster_project.extraction.budget_tables.times import (
    FIGURE_OF_LAST_YEAR,
    OF_WHICH_PHASE,
    change_named,
    column_of_its_time,
    measure_of_change,
    other_year_named,
    phase_named,
    span_of_other_year,
)
from dagster_project.extraction.identity import Identity
from dagster_project.extraction.units_and_years import is_same_unit, other_year
from dagster_project.extraction.vocabulary import Vocabulary
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
    """Gives columns the year and phase that their headings name (2025年执行数); takes the meaning from those of any other."""
    for table in tables:
        table.parts = [
            replace(part, columns=tuple(without_repeated(_of_their_times(part.columns, identity, vocabulary))))
            for part in table.parts
        ]


def _of_their_times(columns: Sequence[Column], identity: Identity, vocabulary: Vocabulary) -> Iterator[Column]:
    """The columns in the year and phase that their headings name.

    Where one heading names the year for several, the one phase that any of them names is that of all.
    """
    years = [span_of_other_year(column.path, identity.fiscal_year, vocabulary) for column in columns]
    phases: dict[tuple[str, ...], set[str]] = {}
    for column, year in zip(columns, years, strict=True):
        phases.setdefault(year, set()).update(filter(None, (phase_named(column.path, vocabulary),)))
    for column, year in zip(columns, years, strict=True):
        beside = phases[year] if year else ()
        yield _of_its_time(column, next(iter(beside)) if len(beside) == 1 else "", identity, vocabulary)


def _of_its_time(column: Column, phase_beside: str, identity: Identity, vocabulary: Vocabulary) -> Column:
    """A column in the year and phase that its headings name; without its meaning where there is none for them, or for a change.

    `phase_beside` is the one phase that columns under the same heading name.
    """
    change = change_named(column.path, vocabulary)
    if change:
        measure_code = measure_of_change(column.path, identity.fiscal_year, vocabulary)
        return _beside(column, f"the column states a change, no amount: {change}", measure_code)
    if column.meaning is None:
        year = other_year_named(column.path, identity.fiscal_year, vocabulary)
        return _beside(column, f"the column's heading names another year than the document: {year}") if year else column
    told = column_of_its_time(column.meaning, column.path, phase_beside, identity.fiscal_year, identity.phase, vocabulary)
    if isinstance(told, str):
        is_of_last_year = told.startswith(OF_WHICH_PHASE) and column.meaning.is_amount
        return _beside(column, told, FIGURE_OF_LAST_YEAR if is_of_last_year else "")
    return column if told is column.meaning else replace(column, meaning=told)


def _beside(column: Column, problem: str, measure_code: str = "") -> Column:
    """A column that stands beside those that the table adds up, without a meaning in it; its figures may measure something."""
    return replace(column, meaning=None, problem=problem, problem_code=_OF_ANOTHER_TIME, measure_code=measure_code)


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
