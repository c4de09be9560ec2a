"""Whose disclosure a document is, of which year and kind, and when it was published."""

import datetime
import operator
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from dagster_project.extraction.evidence import Evidence
from dagster_project.extraction.readers import SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.stated import NOTHING, Said, Stated
from dagster_project.extraction.units_and_years import SHORTEST_NAME, YEAR, is_same_unit
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

T = TypeVar("T")

_LINES_OF_A_TITLE = 12
_LINES_SEARCHED_FOR_A_DATE = 15
# 预算, 决算: what the words of kinds end in.
_SHORT_KIND = 2
_FINAL_ACCOUNT = "final_account"
_BY_HEADS = "running heads"
_BY_TABLES = "titles of tables"
_BY_PERFORMANCE = "performance tables"
# What titles of tables end in, known ones and others.
_TABLE = "表"
_ABOUT = re.compile(r"关于(.+?)(?:的|(?:19|20)\d\d年)")
# 2026年 before, or behind, the name of an organ.
_YEAR_OF_TITLE = r"(?:(?P<{name}>(?:19|20)\d\d)年度?)?"
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself, and what a file beside it states of what the text does not tell.

    `possible_kinds` is its kind; several, all of them budgets or all final accounts, where it says no more than 预算 or 决算.
    Then another file of the same disclosure tells which, or nothing does. `remarks` tells a person what was taken from
    elsewhere than the title.
    """

    title: str
    unit_name: str
    fiscal_year: int
    possible_kinds: tuple[str, ...]
    published_on: datetime.date | None
    remarks: tuple[str, ...] = ()
    problem_of_kind: str = ""

    @property
    def document_kind(self) -> str | None:
        """The kind of disclosure; None where it may be of several."""
        return self.possible_kinds[0] if len(self.possible_kinds) == 1 else None

    @property
    def phase(self) -> str:
        """What its figures are, where they do not say themselves: those of a final account are actuals."""
        return "actual" if self.possible_kinds[0].endswith(_FINAL_ACCOUNT) else "budget"


@dataclass(frozen=True, slots=True)
class _Told(Generic[T]):
    """What a text tells of one thing: a value; or none or several, and then `problem` says why which it is cannot be told.

    `told_by` says where it stands, if not in the title.
    """

    values: Sequence[T]
    says: str
    problem: str = ""
    is_in_title: bool = True
    told_by: str = ""


def identify(document: SourceDocument, evidence: Evidence, vocabulary: Vocabulary, stated: Stated = NOTHING) -> Identity:
    """The identity of a document, from its title page, the unit names over its tables and its last lines.

    What the title does not tell, running heads and the titles of tables may. Raises `UnreadableDocument` where it names no
    kind of disclosure, no fiscal year or no unit, or more than one of them, and none is stated beside it: none of these is
    ever guessed. Also where what is stated contradicts the text, for nothing tells which is right.
    """
    lines = [block.text for block in document.blocks if isinstance(block, TextLine)]
    of_title = [line for line in lines if key(line) not in evidence.titles and not _is_index_number(key(line), vocabulary)]
    title_lines = _title_lines(of_title, vocabulary)
    title = key("".join(title_lines))
    kinds, years, dates = _told_kinds(title, evidence, vocabulary), _told_years(title, evidence, vocabulary), _told_dates(lines)
    units = _told_units(title, evidence, vocabulary, is_stated=stated.unit is not None)
    # In this order: of a letter it is said that it is no disclosure, before anything else.
    missing = [
        name
        for name, told in (("the unit", units.values or stated.unit), ("the fiscal year", years.values or stated.year))
        if not told
    ]
    possible_kinds = _settled_kinds(kinds, stated.kind, missing)
    unit, year = _settled(units, stated.unit, _is_same_name), _settled(years, stated.year)
    told: dict[str, tuple[_Told[Any], Said[Any] | None]] = {
        "unit": (units, stated.unit),
        "year": (years, stated.year),
        "kind": (kinds, stated.kind),
        "published_on": (dates, stated.published_on),
    }
    return Identity(
        title=clean(" ".join(title_lines)) if kinds.is_in_title or stated.kind else "",
        # Keys have brackets of half width; Chinese names are written with those of full width.
        unit_name=unit.replace("(", "（").replace(")", "）"),
        fiscal_year=year,
        possible_kinds=possible_kinds,
        published_on=_settled(dates, stated.published_on) if dates.values or stated.published_on else None,
        problem_of_kind=kinds.problem,
        remarks=(
            *(f"{name} as {said.place} says" for name, (found, said) in told.items() if said and len(found.values) != 1),
            *(f"{name} as {found.told_by} say" for name, (found, _) in told.items() if found.told_by and len(found.values) == 1),
        ),
    )


def _settled_kinds(told: _Told[str], said: Said[str] | None, missing: Sequence[str]) -> tuple[str, ...]:
    """The kind; or those that it may be, where another file of the same disclosure may tell which: if nothing else is missing."""
    is_one_sort = len({kind.endswith(_FINAL_ACCOUNT) for kind in told.values}) == 1
    if said is None and len(told.values) > 1 and is_one_sort:
        if not missing:
            return tuple(told.values)
        raise UnreadableDocument(
            f"{told.problem}; it tells {' and '.join(missing)} no more than the kind: a document.yml beside it may say them"
        )
    return (_settled(told, said),)


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


def _told_kinds(title: str, evidence: Evidence, vocabulary: Vocabulary) -> _Told[str]:
    """The kind that the title names, else running heads or titles of tables; of no more than 预算 or 决算, all that it may be."""
    named = [(word, kind) for word, kind in vocabulary.document_kinds if word in title][:1]
    shown = _words_of_kinds(vocabulary)
    words = "、".join(shown.values())
    problem = f"not a budget disclosure: none of {words} stands in its title"
    if not named:
        for told_by, told in ((_BY_HEADS, evidence.running_heads), (_BY_TABLES, evidence.titles)):
            found = dict.fromkeys(kind for text in told for word, kind in vocabulary.document_kinds if word in text)
            if found:
                says = f"its {told_by} say {'、'.join(word for kind, word in shown.items() if kind in found)}"
                return _Told(list(found), says, f"{says}: which kind of disclosure it is cannot be told", False, told_by)
    texts = [title] if named or _names_sort(title, vocabulary) else [*evidence.running_heads, *evidence.titles]
    possible = named or [(word, kind) for kind, word in shown.items() if any(word[-_SHORT_KIND:] in text for text in texts)]
    says = f"its title says {'、'.join(word for word, _ in possible)}"
    return _Told([kind for _, kind in possible], says, problem, is_in_title=bool(named))


def _words_of_kinds(vocabulary: Vocabulary) -> dict[str, str]:
    """The kinds of disclosures, each with the shortest word for it (部门预算 rather than 部门综合预算)."""
    shown: dict[str, str] = {}
    for word, kind in sorted(vocabulary.document_kinds, key=lambda pair: len(pair[0])):
        shown.setdefault(kind, word)
    return shown


def _names_sort(title: str, vocabulary: Vocabulary) -> bool:
    return any(word[-_SHORT_KIND:] in title for word, _ in vocabulary.document_kinds)


def _told_years(title: str, evidence: Evidence, vocabulary: Vocabulary) -> _Told[int]:
    """The one year that the title names before the kind of disclosure, else the one that it names at all, or that its tables do."""
    before_kind = min((title.index(word) for word, _ in vocabulary.document_kinds if word in title), default=0)
    years = sorted(set(YEAR.findall(title[:before_kind])) or set(YEAR.findall(title)))
    if not years:
        for told_by, texts in ((_BY_HEADS, evidence.running_heads), (_BY_TABLES, evidence.titles_with_years)):
            found = {year for text in texts for year in YEAR.findall(text)}
            if len(found) == 1:
                return _Told([int(*found)], f"its {told_by} say {'、'.join(found)}", told_by=told_by)
    named = "、".join(years)
    problem = (
        f"several years stand in the title ({named}): which is the fiscal year cannot be told"
        if years
        else "no fiscal year (2026年) stands in the title"
    )
    return _Told([int(year) for year in years], f"its title says {named}", problem)


def _is_index_number(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a key is a number that the document is kept under (监督索引号…): its digits would run into the year of the title."""
    return word.startswith(tuple(label for label, _ in vocabulary.words("index_label"))) and not YEAR.search(word)


def _title_lines(lines: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The line that is a whole title; else the lines before the contents, or up to one that names the kind of disclosure."""
    first = list(lines[:_LINES_OF_A_TITLE])
    contents_at = next((at for at, line in enumerate(first) if key(line) in vocabulary.contents_headings), None)
    whole = _whole_title_among(first[:contents_at], vocabulary)
    if whole or contents_at is not None:
        return whole or first[:contents_at]
    for at, line in enumerate(first):
        if any(word in key(line) for word, _ in vocabulary.document_kinds):
            return first[: at + 1]
    endings = tuple(word for word, _ in vocabulary.words("title_ending"))
    return [line for line in first[:3] if not key(line).endswith(_TABLE) or key(line).endswith(endings)]


def _whole_title_among(lines: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The line that is a whole title, where others stand around it, as the menu of a web page does; none where they tell more.

    That is another whole title, or another year.
    """
    words = [key(line) for line in lines]
    whole = [at for at, word in enumerate(words) if whole_title(vocabulary).fullmatch(word)]
    years = set(YEAR.findall("".join(words)))
    is_told = len({words[at] for at in whole}) == 1 and len(years) == 1 and years == set(YEAR.findall(words[whole[0]]))
    return [lines[whole[0]]] if is_told else []


@cache
def whole_title(vocabulary: Vocabulary) -> re.Pattern[str]:
    """2026年某某局单位预算公开: year, name of an organ and kind of disclosure, and nothing else."""
    before, behind = _YEAR_OF_TITLE.format(name="before"), _YEAR_OF_TITLE.format(name="behind")
    organ, kinds = vocabulary.organ_name.pattern, vocabulary.any_of("document_kind")
    return re.compile(rf"{before}(?P<unit>{organ}){behind}(?:{kinds})(?:{vocabulary.any_of('title_ending')})?")


def _told_units(title: str, evidence: Evidence, vocabulary: Vocabulary, *, is_stated: bool) -> _Told[str]:
    """The unit named over the tables; where several are, the one that the title names, else that of most tables.

    Several where no unit has most of the tables, and where the title names another organ than the tables.
    """
    titled = _unit_in_title(title, vocabulary, is_stated=is_stated)
    counted = Counter(name for name in evidence.unit_names if name)
    in_title = [name for name in counted if name in title]
    if in_title:
        return _Told([max(in_title, key=len)], f"it names {max(in_title, key=len)} in its title and over its tables")
    if not counted:
        problem = "no unit is named, neither over the tables (编制单位：…) nor in the title"
        if titled:
            return _Told([titled], f"its title names {titled}")
        return _told_elsewhere(evidence, vocabulary) or _Told([], "", problem)
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


def _told_elsewhere(evidence: Evidence, vocabulary: Vocabulary) -> _Told[str] | None:
    """The one unit that running heads name before a kind of disclosure, or else performance tables of whole units."""
    in_heads = (_unit_in_title(head, vocabulary, is_stated=False) for head in evidence.running_heads)
    for told_by, names in ((_BY_HEADS, in_heads), (_BY_PERFORMANCE, evidence.performing_units)):
        found = {name for name in names if vocabulary.organ_name.fullmatch(name)}
        if len(found) == 1:
            return _Told(list(found), f"its {told_by} name {'、'.join(found)}", told_by=told_by)
    return None


def _unit_in_title(title: str, vocabulary: Vocabulary, *, is_stated: bool) -> str:
    """What stands in a title besides the year and the kind of disclosure.

    Of a title that names no kind, which may be any lines, an organ counts that what is stated may contradict; and so of
    one in which less stands than a name.
    """
    named = YEAR.sub("", title)
    kinds = [word for word, _ in vocabulary.document_kinds if word in named]
    # 某某医院2024年度决算公开说明⏎某某医院（单位决算）: the first line is a title, too.
    is_bare = any(word[-_SHORT_KIND:] in named.split(word)[0] for word in kinds)
    if not kinds or is_bare:
        return _organ_of_bare_title(named, vocabulary, is_stated=is_stated)
    for word in kinds:
        named = named.split(word)[0]
    named = named.removesuffix("度").removeprefix("度")
    # 某局部门2026年度部门预算: the department that is called after its organ.
    sorts = (word[:-_SHORT_KIND] for word, _ in vocabulary.document_kinds)
    organ = next((named.removesuffix(sort) for sort in sorts if named.endswith(sort)), "")
    named = organ if vocabulary.organ_name.fullmatch(organ) else named
    return "" if is_stated and sum(map(str.isalpha, named)) < SHORTEST_NAME else named


def _organ_of_bare_title(title: str, vocabulary: Vocabulary, *, is_stated: bool) -> str:
    """The organ that stands before 预算 or 决算 and nothing else; any organ where one is stated that it may contradict."""
    sort = next((word[-_SHORT_KIND:] for word, _ in vocabulary.document_kinds if word[-_SHORT_KIND:] in title), "")
    before = title.split(sort, maxsplit=1)[0].removeprefix("度").removesuffix("度") if sort else ""
    organ = vocabulary.organ_name.fullmatch(before) or (vocabulary.organ_name.search(title) if is_stated else None)
    return organ[0] if organ else ""


def _is_same_name(told: str, stated: str) -> bool:
    return is_same_unit(told, key(stated))


def organ_of_heading(heading_key: str, vocabulary: Vocabulary) -> str:
    """The organ that a heading, in a key without its numbering, says that its section is about (关于某局2026年…); else empty."""
    found = _ABOUT.match(heading_key)
    return found[1] if found and vocabulary.organ_name.fullmatch(found[1]) else ""


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
