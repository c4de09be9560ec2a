"""Whose disclosure a document is, of which year and kind, and when it was published."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.extraction.readers import SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key

_LINES_OF_A_TITLE = 12
_LINES_SEARCHED_FOR_A_DATE = 15
# 2026年, but not the year of a date (2025年12月30日).
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!\d{1,2}月)")
# 某局（本级）, 某局机关: the organ itself, without the units below it.
_OWN_ORGAN = re.compile(r"\(?(?:本级|机关|本部)\)?$")
_SHORTEST_NAME = 3
_ABOUT = re.compile(r"关于(.+?)(?:的|(?:19|20)\d\d年)")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself."""

    title: str
    unit_name: str
    fiscal_year: int
    document_kind: str
    published_on: datetime.date | None

    @property
    def phase(self) -> str:
        """What its figures are, where they do not say themselves: those of a final account are actuals."""
        return "actual" if self.document_kind.endswith("final_account") else "budget"


def identify(document: SourceDocument, unit_names: Sequence[str], vocabulary: Vocabulary) -> Identity:
    """The identity of a document, from its title page, the unit names over its tables and its last lines.

    Raises `UnreadableDocument` where it names no kind of disclosure, no fiscal year or no unit, or
    more than one of them: none of these is ever guessed.
    """
    lines = [block.text for block in document.blocks if isinstance(block, TextLine)]
    title_lines = _title_lines(lines, vocabulary)
    title = key("".join(title_lines))
    kind = next((meaning for word, meaning in vocabulary.document_kinds if word in title), None)
    if kind is None:
        words = "、".join(word for word, _ in vocabulary.document_kinds)
        raise UnreadableDocument(f"not a budget disclosure: none of {words} stands in its title")
    return Identity(
        title=clean(" ".join(title_lines)),
        # Keys have brackets of half width; Chinese names are written with those of full width.
        unit_name=_unit_name(title, unit_names, vocabulary).replace("(", "（").replace(")", "）"),
        fiscal_year=_fiscal_year(title, vocabulary),
        document_kind=kind,
        published_on=_published_on(lines),
    )


def _fiscal_year(title: str, vocabulary: Vocabulary) -> int:
    """The one year that the title names before the kind of disclosure, else the one that it names at all."""
    before_kind = min(title.index(word) for word, _ in vocabulary.document_kinds if word in title)
    years = set(_YEAR.findall(title[:before_kind])) or set(_YEAR.findall(title))
    if not years:
        raise UnreadableDocument("no fiscal year (2026年) stands in the title")
    if len(years) > 1:
        named = "、".join(sorted(years))
        raise UnreadableDocument(f"several years stand in the title ({named}): which is the fiscal year cannot be told")
    return int(years.pop())


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


def _unit_name(title: str, unit_names: Sequence[str], vocabulary: Vocabulary) -> str:
    """The unit named over the tables; where several are, the one that the title names, else that of most tables.

    Raises `UnreadableDocument` where nobody is named, where no unit has most of the tables, and where the title
    names another organ than the tables.
    """
    counted = Counter(name for name in unit_names if name)
    titled = _unit_in_title(title, vocabulary)
    in_title = [name for name in counted if name in title]
    if in_title:
        return max(in_title, key=len)
    if counted:
        name, n_tables = counted.most_common(1)[0]
        n_others = sum(n for other, n in counted.items() if not is_same_unit(name, other))
        if n_tables <= n_others:
            raise UnreadableDocument(f"several units are named over the tables ({'、'.join(counted)}): split the file")
        if vocabulary.organ_name.fullmatch(titled) and not (is_same_unit(titled, name) or name.startswith(titled)):
            raise UnreadableDocument(f"the title names {titled}, its tables {name}: whose figures they are cannot be told")
        return name
    if not titled:
        raise UnreadableDocument("no unit is named, neither over the tables (编制单位：…) nor in the title")
    return titled


def _unit_in_title(title: str, vocabulary: Vocabulary) -> str:
    """What stands in a title besides the year and the kind of disclosure."""
    named = _YEAR.sub("", title)
    for word, _ in vocabulary.document_kinds:
        named = named.split(word)[0]
    return named.removesuffix("度").removeprefix("度")


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


def _published_on(lines: Sequence[str]) -> datetime.date | None:
    """The last line that is nothing but a date, near the end of the document."""
    for line in reversed(lines[-_LINES_SEARCHED_FOR_A_DATE:]):
        match = _DATE.fullmatch(key(line))
        if match:
            try:
                return datetime.date(*(int(group) for group in match.groups()))
            except ValueError:
                return None
    return None
