"""Of which year, and of what phase, the figures of a column are: told by its headings (2025年执行数), never by its place.

What a document is about, the budget or the final account of its year, needs no words. Last year's figures, and the budget
beside what was spent, do: where a heading names the year without the phase, nothing tells which it is.
"""

import re
from functools import lru_cache

from dagster_project.extraction.units_and_years import other_year
from dagster_project.extraction.vocabulary import ColumnMeaning, Vocabulary
from dagster_project.extraction.wording import key

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_NEXT, _PRIOR = 1, -1
# What a change is against, by the phase of that, as measures are called (seeds/forms/measures.csv).
_BASES = {"budget": "against_budget", "actual": "against_execution"}
OF_WHICH_PHASE = "the column's heading names last year, but not whether its figures are of the budget or of what was spent: "
# Last year's figures that may be of its budget or of what was spent.
FIGURE_OF_LAST_YEAR = "figure_of_prior_year"


@lru_cache(maxsize=4096)
def times_named(path: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """All that headings, from the highest to the lowest, name of a time: years in digits, words for last year, phases, changes."""
    words = [key(word) for word in path]
    years = [year for word in words for year in _YEAR.findall(word)]
    named = [name for word in words for name in (_prior_word(word, vocabulary), vocabulary.phase_of(word)) if name]
    return (*years, *named, *filter(None, (change_named(path, vocabulary),)))


@lru_cache(maxsize=4096)
def other_year_named(path: tuple[str, ...], fiscal_year: int, vocabulary: Vocabulary) -> str:
    """The year, in digits or in a word (上年), that headings name instead of the fiscal year; empty where they name no other."""
    words = map(key, path)
    named = (other_year(word, fiscal_year) or _other_year_word(word, vocabulary) for word in words)
    return next(filter(None, named), "")


@lru_cache(maxsize=4096)
def span_of_other_year(path: tuple[str, ...], fiscal_year: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The headings down to the first that names another year (上年), with all columns under which its figures are of it."""
    ends = (at + 1 for at in range(len(path)) if other_year_named(path[at : at + 1], fiscal_year, vocabulary))
    return path[: next(ends, 0)]


@lru_cache(maxsize=4096)
def phase_named(path: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """What headings, the lowest first, say that figures are; empty where they do not say."""
    words = [key(word) for word in reversed(path)]
    return next(filter(None, (vocabulary.phase_of(word) or vocabulary.phase_at_end(word) for word in words)), "")


@lru_cache(maxsize=4096)
def change_named(path: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """The first heading, as a key, that says that figures are changes against another time (增减), or shares; else empty."""
    return next((heading for heading in map(key, path) if vocabulary.heading_of_change.search(heading)), "")


@lru_cache(maxsize=4096)
def measure_of_change(path: tuple[str, ...], fiscal_year: int, vocabulary: Vocabulary) -> str:
    """What changes under some headings measure: against last year's budget, what was spent of it, or what is not named.

    Empty where they are shares, or may be against another year than the last.
    """
    words = list(map(key, path))
    said = {vocabulary.meanings_of_change[found] for word in words for found in vocabulary.heading_of_change.findall(word)}
    years = {int(year) for word in words for year in _YEAR.findall(word)}
    if "share" in said or not said & {"change", "rate"} or not years <= {fiscal_year, fiscal_year + _PRIOR}:
        return ""
    compared = "".join(rest for word in words if (rest := vocabulary.behind_comparison(word)))
    base = _BASES.get(vocabulary.phase_of(compared), "in_table")
    return f"change_{base}_pct" if said & {"rate", "percent"} else f"change_{base}"


def measure_beside(heading: str, fiscal_year: int, vocabulary: Vocabulary) -> str:
    """What figures under a heading that names no phase measure: a change, or last year's; empty where neither can be told."""
    path = (heading,)
    if change_named(path, vocabulary):
        return measure_of_change(path, fiscal_year, vocabulary)
    year = other_year_named(path, fiscal_year, vocabulary)
    is_prior = _offset(year, fiscal_year, vocabulary) == _PRIOR
    return FIGURE_OF_LAST_YEAR if is_prior and not phase_named(path, vocabulary) else ""


def column_of_its_time(
    meaning: ColumnMeaning,
    path: tuple[str, ...],
    phase_beside: str,
    fiscal_year: int,
    own_phase: str,
    vocabulary: Vocabulary,
) -> ColumnMeaning | str:
    """The column for the same thing in the year and phase that its headings name; why there is none where there is none.

    `phase_beside` is the phase of last year's figures whose own headings name none.
    """
    year = other_year_named(path, fiscal_year, vocabulary)
    phase = phase_named(path, vocabulary) or (phase_beside if year else "")
    if not year and phase in ("", meaning.phase or own_phase):
        return meaning
    offset = _offset(year, fiscal_year, vocabulary)
    if year and offset != _PRIOR:
        return f"the column's heading names another year than the document: {year}"
    if year and not phase:
        return OF_WHICH_PHASE + year
    time_code = vocabulary.time_code(offset, phase, own_phase)
    column = _column_at(meaning, offset, time_code, phase, vocabulary) if time_code and not meaning.phase else None
    if column:
        return column
    if year:
        return f"the column's heading names another year than the document: {year}"
    return f"the column's heading says {phase}, its figures would be taken for {meaning.phase or own_phase}"


def _column_at(meaning: ColumnMeaning, offset: int, time_code: str, phase: str, vocabulary: Vocabulary) -> ColumnMeaning | None:
    """The column for the same thing at a time: one that is listed for this year's phase, where the table has one for the item."""
    alike = [
        each
        for each in vocabulary.columns.values()
        if (each.table_code, each.item_code, each.phase) == (meaning.table_code, meaning.item_code, phase)
    ]
    return alike[0] if offset == 0 and len(alike) == 1 else vocabulary.column_at(meaning, time_code)


def _offset(year: str, fiscal_year: int, vocabulary: Vocabulary) -> int:
    """How many years behind the fiscal year, as a negative number, the year that is named lies; any other year is no last year."""
    if not year:
        return 0
    is_prior = year == str(fiscal_year - 1) or year in vocabulary.words_for_last_year
    return _PRIOR if is_prior else _NEXT


def _prior_word(heading: str, vocabulary: Vocabulary) -> str:
    """The word of a heading, in a key, that says that its figures are last year's (上年预算数, 上年一般公共预算执行数); else empty.

    上年结转 is money of this year.
    """
    word = next((word for word in vocabulary.words_for_last_year if heading.startswith(word)), "")
    rest = heading.removeprefix(word)
    is_said = ("time", "prior") in (vocabulary.said_by_heading(heading) or ())
    return word if word and (is_said or _is_phase(rest, vocabulary)) else ""


def _other_year_word(heading: str, vocabulary: Vocabulary) -> str:
    """The word of a heading, in a key, that says that its figures are of another year (上年, 明年预算数); else empty."""
    prior = _prior_word(heading, vocabulary)
    if prior:
        return prior
    word = next((word for word in vocabulary.titles_of_other_years if heading.startswith(word)), "")
    return word if word and _is_phase(heading.removeprefix(word), vocabulary) else ""


def _is_phase(rest: str, vocabulary: Vocabulary) -> bool:
    return not rest or rest in dict(vocabulary.words("phase_word"))
