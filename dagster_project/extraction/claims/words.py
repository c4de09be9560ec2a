"""The phrases by which claims are told, as patterns over keys. Built once from the vocabulary."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.extraction.claims.paragraphs import SENTENCE_MARKS
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.vocabulary.checks import Row
from dagster_project.extraction.vocabulary.spellings import spellings
from dagster_project.extraction.wording import key

YEAR_MARK = "{year}"
# Where a unit may name itself.
OWN_NAME = "{unit}"
# Where a phrase stands: it is a whole line, or one under the title of a table; behind the name of the unit at the start
# of a paragraph; anywhere in text; there and in cells.
LINE = "line"
TITLE = "title"
START = "start"
TEXT = "text"
ANYWHERE = "anywhere"
_ANYTHING = rf"[^{SENTENCE_MARKS}\n]{{0,80}}?"
# Words of one clause that list nothing.
_ANY_NAME = rf"[^,:、{SENTENCE_MARKS}\n]{{0,40}}?"
_YEAR = r"(\d{4})"
LEAD = r"[-•·*●■]*(?:[一二三四五六七八九十]+[、.]|\d{1,2}[、.](?!\d)|\([一二三四五六七八九十\d]+\)[、.]?)?"
# What else stands before a phrase and behind it.
_AROUND = {
    LINE: (rf"{LEAD}(?P<name>)", "$"),
    TITLE: (rf"{LEAD}(?P<name>)", "$"),
    START: (rf"{LEAD}(?P<name>[^,:{SENTENCE_MARKS}\n]{{0,40}}?),?", ""),
    TEXT: ("(?P<name>)", ""),
    ANYWHERE: ("(?P<name>)", ""),
}
_GAP = re.compile(r"(\.\.\.|\{year\}|\{number\}|\{amount\}|\{unit\})")


@dataclass(frozen=True, slots=True)
class YearPhrase:
    """Words around a year, those `before` and `behind` it, where they must stand, and the role of each year in order.

    Group `name` of the pattern is what stands before them at the start of a paragraph; the other groups are years.
    A phrase that `is_anywhere` may stand amid a paragraph.
    """

    pattern: re.Pattern[str]
    before: str
    behind: re.Pattern[str]
    place: str
    is_anywhere: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitsBelowPhrase:
    """Words by which a unit says that it has none below it, to the end of a clause; `lead` are those that it begins with.

    The pattern is of words less the unit's own names. One that `is_anywhere` says itself of whom it is; before another its
    subject stands.
    """

    text: str
    lead: str
    pattern: re.Pattern[str]
    is_anywhere: bool


@dataclass(frozen=True, slots=True)
class ComponentPhrase:
    """Words that lead to the names that a measure consists of; `names` tells what these are names of."""

    pattern: re.Pattern[str]
    measure_code: str
    names: str


# Name (as a key) → the codes that it may be a name of.
Names = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The phrases that claims are found by, as keys or patterns, each named after the kind of claim."""

    empty_table: list[str]
    table_itself: list[str]
    not_arranged: list[str]
    template_text: list[str]
    template_blanks: list[str]
    right_words: dict[str, str]
    withheld: list[str]
    no_units_below: list[UnitsBelowPhrase]
    self_names: list[str]
    document_kinds: list[str]
    years: dict[tuple[str, str], list[YearPhrase]]
    signs_behind_years: list[str]
    years_in_cells: dict[str, list[YearPhrase]]
    sign_of_cells: re.Pattern[str]
    components: dict[str, list[ComponentPhrase]]
    fund_sources: dict[str, dict[str, str]]
    official_names: dict[str, Names]
    classifications: dict[str, str]


@lru_cache(maxsize=4)
def claim_words(vocabulary: Vocabulary) -> ClaimWords:
    """The patterns of a vocabulary."""
    rows = vocabulary.rows("claim_phrases.csv")
    years = [row for row in rows if row["claim_kind"] == "year"]
    return ClaimWords(
        empty_table=_phrases(rows, "empty_table"),
        table_itself=_phrases(rows, "empty_table", place="itself"),
        not_arranged=_phrases(rows, "not_arranged"),
        template_text=_phrases(rows, "template_text"),
        template_blanks=_phrases(rows, "template_text", place="blank"),
        right_words={key(row["phrase"]): row["meaning"] for row in rows if row["claim_kind"] == "misnomer"},
        withheld=_words(vocabulary, "withheld"),
        no_units_below=[_units_below_phrase(row) for row in rows if row["claim_kind"] == "no_subordinate_units"],
        self_names=_words(vocabulary, "self_name"),
        document_kinds=_words(vocabulary, "document_kind"),
        years=_years(years, vocabulary),
        signs_behind_years=sorted({_sign_behind_year(row) for row in years}),
        years_in_cells={sign: phrases for (_, sign), phrases in _years(_of_cells(years), vocabulary).items()},
        sign_of_cells=re.compile("|".join(sorted({re.escape(key(row["phrase"])[-1]) for row in _of_cells(years)})) or "(?!)"),
        components=_components((row for row in rows if row["claim_kind"] == "component"), vocabulary),
        fund_sources=_fund_sources(vocabulary),
        official_names={
            "functional": _names(vocabulary.rows("functional_classification.csv")),
            "economic": _names(vocabulary.rows("economic_classification.csv")),
        },
        classifications={row["table_code"]: row.get("classification", "") for row in vocabulary.rows("tables.csv")},
    )


def _phrases(rows: Iterable[Row], claim_kind: str, place: str = "") -> list[str]:
    return [key(row["phrase"]) for row in rows if (row["claim_kind"], row["place"]) == (claim_kind, place)]


def _of_cells(rows: Iterable[Row]) -> Iterable[Row]:
    return (row for row in rows if row["place"] == ANYWHERE)


def _words(vocabulary: Vocabulary, word_kind: str) -> list[str]:
    return [word for word, _ in vocabulary.words(word_kind)]


def _years(rows: Iterable[Row], vocabulary: Vocabulary) -> dict[tuple[str, str], list[YearPhrase]]:
    """(section code, the sign behind a year) → the phrases that count in it; '' → those that count everywhere."""
    found: dict[tuple[str, str], list[YearPhrase]] = {}
    for row in rows:
        found.setdefault((row["section_code"], _sign_behind_year(row)), []).append(_year_phrase(row, vocabulary))
    return {(code, sign): [*phrases, *(found.get(("", sign), ()) if code else ())] for (code, sign), phrases in found.items()}


def _sign_behind_year(row: Row) -> str:
    return key(row["phrase"]).partition(YEAR_MARK)[2][:1]


def _year_phrase(row: Row, vocabulary: Vocabulary) -> YearPhrase:
    phrase = key(row["phrase"])
    before, _, behind = phrase.partition(YEAR_MARK)
    lead, end = _AROUND[row["place"]]
    return YearPhrase(
        pattern=re.compile(lead + _pattern(phrase, vocabulary) + end),
        before=before,
        behind=re.compile(_pattern(behind, vocabulary)),
        place=row["place"],
        is_anywhere=row["place"] in (TEXT, ANYWHERE),
        roles=tuple(row["meaning"].split()),
    )


def _units_below_phrase(row: Row) -> UnitsBelowPhrase:
    phrase = key(row["phrase"])
    lead, *_ = _GAP.split(phrase)
    words = _ANY_NAME.join(map(re.escape, phrase.replace(OWN_NAME, "").split("...")))
    return UnitsBelowPhrase(phrase, lead, re.compile(words + rf"(?=[,:{SENTENCE_MARKS}\n]|$)"), row["place"] == TEXT)


def _components(rows: Iterable[Row], vocabulary: Vocabulary) -> dict[str, list[ComponentPhrase]]:
    """Section code → the phrases that lead to names in it."""
    found: dict[str, list[ComponentPhrase]] = defaultdict(list)
    for row in rows:
        pattern = re.compile(_pattern(key(row["phrase"]).removesuffix(":"), vocabulary) + ":?")
        found[row["section_code"]].append(ComponentPhrase(pattern, row["measure_code"], row["meaning"]))
    return dict(found)


def _pattern(phrase_key: str, vocabulary: Vocabulary) -> str:
    """The pattern of a phrase with placeholders: … for any words of a clause, a year, a number, an amount that may be left out."""
    amount = rf"(?:(?:{vocabulary.any_of('label_filler')}){{0,3}}[\d,.]+(?:{vocabulary.any_of('measure')}),?)?"
    placeholders = {"...": _ANYTHING, YEAR_MARK: _YEAR, "{number}": r"\d+", "{amount}": amount}
    return "".join(placeholders.get(part) or re.escape(part) for part in _GAP.split(phrase_key))


def _fund_sources(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Measure that consists of fund sources → key of a label → code of the fund source."""
    wholes = {row["measure_code"]: row["part_of"] for row in vocabulary.rows("measures.csv")}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in vocabulary.rows("narrative_labels.csv"):
        whole = wholes[row["measure_code"]]
        if row["fund_source_code"] and whole:
            found[whole].update((key(label), row["fund_source_code"]) for label in spellings(row["label"]))
    return dict(found)


def _names(rows: Iterable[Row]) -> Names:
    found: Names = {}
    for row in rows:
        found.setdefault(key(row["subject_name"]), set()).add(row["subject_code"])
    return found
