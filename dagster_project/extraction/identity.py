"""Whose disclosure a document is, of which year and kind, and when it was published."""

import datetime
import operator
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dagster_project.extraction.readers import SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.stated import NOTHING, Said, Stated
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

T = TypeVar("T")

_LINES_OF_A_TITLE = 12
_LINES_SEARCHED_FOR_A_DATE = 15
# 2026年, but not the year of a date (2025年12月30日).
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月)")
# 某局（本级）, 某局机关: the organ itself, without the units below it.
_OWN_ORGAN = re.compile(r"\(?(?:本级|机关|本部)\)?$")
_SHORTEST_NAME = 3
# 预算, 决算: what the words of kinds end in.
_SHORT_KIND = 2
_ABOUT = re.compile(r"关于(.+?)(?:的|(?:19|20)\d\d年)")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself, and what a file beside it states of what the text does not tell.

    `remarks` tells a person what was taken from there.
    """

    title: str
    unit_name: str
    fiscal_year: int
    document_kind: str
    published_on: datetime.date | None
    remarks: tuple[str, ...] = ()

    @property
    def phase(self) -> str:
        """What its figures are, where they do not say themselves: those of a final account are actuals."""
        return "actual" if self.document_kind.endswith("final_account") else "budget"


@dataclass(frozen=True, slots=True)
class _Told(Generic[T]):
    """What a text tells of one thing: a value; or none or several, and then `problem` says why which it is cannot be told."""

    values: Sequence[T]
    says: str
    problem: str = ""


def identify(document: SourceDocument, unit_names: Sequence[str], vocabulary: Vocabulary, stated: Stated = NOTHING) -> Identity:
    """The identity of a document, from its title page, the unit names over its tables and its last lines.

    Raises `UnreadableDocument` where it names no kind of disclosure, no fiscal year or no unit, or more than one of them,
    and none is stated beside it: none of these is ever guessed. Also where what is stated contradicts the text, for
    nothing tells which is right.
    """
    lines = [block.text for block in document.blocks if isinstance(block, TextLine)]
    title_lines = _title_lines(lines, vocabulary)
    title = key("".join(title_lines))
    kinds, years, dates = _told_kinds(title, vocabulary), _told_years(title, vocabulary), _told_dates(lines)
    units = _told_units(title, unit_names, vocabulary, is_stated=stated.unit is not None)
    # In this order: of a letter it is said that it is no disclosure, before anything else.
    kind, unit, year = _settled(kinds, stated.kind), _settled(units, stated.unit, _is_same_name), _settled(years, stated.year)
    told: dict[str, tuple[_Told[Any], Said[Any] | None]] = {
        "unit": (units, stated.unit),
        "year": (years, stated.year),
        "kind": (kinds, stated.kind),
        "published_on": (dates, stated.published_on),
    }
    return Identity(
        title=clean(" ".join(title_lines)),
        # Keys have brackets of half width; Chinese names are written with those of full width.
        unit_name=unit.replace("(", "（").replace(")", "）"),
        fiscal_year=year,
        document_kind=kind,
        published_on=_settled(dates, stated.published_on) if dates.values or stated.published_on else None,
        remarks=tuple(f"{name} as {said.place} says" for name, (found, said) in told.items() if said and len(found.values) != 1),
    )


def _settled(told: _Told[T], said: Said[T] | None, is_same: Callable[[T, T], bool] = operator.eq) -> T:
    """What the text tells, or else what is stated: which has to be one of several values that the text may mean."""
    if said is None:
        if len(told.values) != 1:
            raise UnreadableDocument(told.problem)
        return told.values[0]
    if not told.values:
        return said.value
    agreeing = [value for value in told.values if is_same(value, said.value)]
    if not agreeing:
        raise UnreadableDocument(f"{told.says}, but {said.place} says {said}: take that line out where the text is right")
    return agreeing[0]


def _told_kinds(title: str, vocabulary: Vocabulary) -> _Told[str]:
    """The kind that the title names; of a title that says no more than 预算 or 决算, all that it may be."""
    named = [(word, kind) for word, kind in vocabulary.document_kinds if word in title][:1]
    words = "、".join(word for word, _ in vocabulary.document_kinds)
    problem = f"not a budget disclosure: none of {words} stands in its title"
    possible = named or [(word, kind) for word, kind in vocabulary.document_kinds if word[-_SHORT_KIND:] in title]
    return _Told([kind for _, kind in possible], f"its title says {'、'.join(word for word, _ in possible)}", problem)


def _told_years(title: str, vocabulary: Vocabulary) -> _Told[int]:
    """The one year that the title names before the kind of disclosure, else the one that it names at all."""
    before_kind = min((title.index(word) for word, _ in vocabulary.document_kinds if word in title), default=0)
    years = sorted(set(_YEAR.findall(title[:before_kind])) or set(_YEAR.findall(title)))
    named = "、".join(years)
    problem = (
        f"several years stand in the title ({named}): which is the fiscal year cannot be told"
        if years
        else "no fiscal year (2026年) stands in the title"
    )
    return _Told([int(year) for year in years], f"its title says {named}", problem)


def _title_lines(lines: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The lines before the table of contents, or the first up to one that names the kind of disclosure."""
    first = list(lines[:_LINES_OF_A_TITLE])
    for at, line in enumerate(first):
        if key(line) in vocabulary.contents_headings:
            return first[:at]
    for at, line in enumerate(first):
        if any(word in key(line) for word, _ in vocabulary.document_kinds):
            return first[: at + 1]
    return first[:3]


def _told_units(title: str, unit_names: Sequence[str], vocabulary: Vocabulary, *, is_stated: bool) -> _Told[str]:
    """The unit named over the tables; where several are, the one that the title names, else that of most tables.

    Several where no unit has most of the tables, and where the title names another organ than the tables.
    """
    titled = _unit_in_title(title, vocabulary, is_stated=is_stated)
    counted = Counter(name for name in unit_names if name)
    in_title = [name for name in counted if name in title]
    if in_title:
        return _Told([max(in_title, key=len)], f"it names {max(in_title, key=len)} in its title and over its tables")
    if not counted:
        problem = "no unit is named, neither over the tables (编制单位：…) nor in the title"
        return _Told([titled] if titled else [], f"its title names {titled}", problem)
    name, n_tables = counted.most_common(1)[0]
    named = "、".join(counted)
    n_others = sum(n for other, n in counted.items() if not is_same_unit(name, other))
    if n_tables <= n_others:
        return _Told(
            list(counted), f"its tables name {named}", f"several units are named over the tables ({named}): split the file"
        )
    if vocabulary.organ_name.fullmatch(titled) and not (is_same_unit(titled, name) or name.startswith(titled)):
        says = f"the title names {titled}, its tables {name}"
        return _Told([titled, name], says, f"{says}: whose figures they are cannot be told")
    return _Told([name], f"its tables name {name}")


def _unit_in_title(title: str, vocabulary: Vocabulary, *, is_stated: bool) -> str:
    """What stands in a title besides the year and the kind of disclosure.

    Of a title that names no kind, which may be any lines, an organ counts that what is stated may contradict; and so of
    one in which less stands than a name.
    """
    named = _YEAR.sub("", title)
    kinds = [word for word, _ in vocabulary.document_kinds if word in named]
    if not kinds:
        organ = vocabulary.organ_name.search(named) if is_stated else None
        return organ[0] if organ else ""
    for word in kinds:
        named = named.split(word)[0]
    named = named.removesuffix("度").removeprefix("度")
    return "" if is_stated and sum(map(str.isalpha, named)) < _SHORTEST_NAME else named


def _is_same_name(told: str, stated: str) -> bool:
    return is_same_unit(told, key(stated))


def is_same_unit(one: str, other: str) -> bool:
    """Whether two names, given as keys, are of one unit: the same, or one of them shortened.

    A shortened name leaves signs out and ends like the full one (州数发局). A longer name that begins with the shorter
    one is that of a unit below it (某局信息中心), save where it only says that it is the organ itself (某局本级).
    """
    shorter, longer = sorted((_OWN_ORGAN.sub("", one), _OWN_ORGAN.sub("", other)), key=len)
    if shorter == longer:
        return True
    if len(shorter) < _SHORTEST_NAME or longer.startswith(shorter) or shorter[-1] != longer[-1]:
        return False
    signs = iter(longer)
    return all(sign in signs for sign in shorter)


def other_year(words: str, fiscal_year: int) -> str:
    """The year that a title or heading, given as a key, names instead of the fiscal year; empty where it names that or none."""
    years = _YEAR.findall(words)
    return years[0] if years and str(fiscal_year) not in years else ""


def organ_of_heading(heading_key: str, vocabulary: Vocabulary) -> str:
    """The organ that a heading, in a key without its numbering, says that its section is about (关于某局2026年…); else empty."""
    found = _ABOUT.match(heading_key)
    name = found.group(1) if found else ""
    return name if vocabulary.organ_name.fullmatch(name) else ""


def _told_dates(lines: Sequence[str]) -> _Told[datetime.date]:
    """The last line that is nothing but a date, near the end of the document."""
    for line in reversed(lines[-_LINES_SEARCHED_FOR_A_DATE:]):
        match = _DATE.fullmatch(key(line))
        if match:
            try:
                date = datetime.date(*(int(group) for group in match.groups()))
            except ValueError:
                break
            return _Told([date], f"at its end {date} stands")
    return _Told([], "")
