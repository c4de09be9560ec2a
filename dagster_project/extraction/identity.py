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
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself."""

    title: str
    unit_name: str
    fiscal_year: int
    document_kind: str
    published_on: datetime.date | None


def identify(document: SourceDocument, unit_names: Sequence[str], vocabulary: Vocabulary) -> Identity:
    """The identity of a document, from its title page, the unit names over its tables and its last lines.

    Raises `UnreadableDocument` where it names no kind of disclosure, no fiscal year or no unit:
    none of these is ever guessed.
    """
    lines = [block.text for block in document.blocks if isinstance(block, TextLine)]
    title_lines = _title_lines(lines, vocabulary)
    title = key("".join(title_lines))
    kind = next((meaning for word, meaning in vocabulary.document_kinds if word in title), None)
    if kind is None:
        words = "、".join(word for word, _ in vocabulary.document_kinds)
        raise UnreadableDocument(f"not a budget disclosure: none of {words} stands in its title")
    year = _YEAR.search(title)
    if year is None:
        raise UnreadableDocument("no fiscal year (2026年) stands in the title")
    return Identity(
        title=clean(" ".join(title_lines)),
        # Keys have brackets of half width; Chinese names are written with those of full width.
        unit_name=_unit_name(title, unit_names, vocabulary).replace("(", "（").replace(")", "）"),
        fiscal_year=int(year.group(1)),
        document_kind=kind,
        published_on=_published_on(lines),
    )


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
    """The unit named over the tables; where several are, the one that the title names, else the most frequent."""
    counted = Counter(name for name in unit_names if name)
    in_title = [name for name in counted if name in title]
    if in_title:
        return max(in_title, key=len)
    if counted:
        return counted.most_common(1)[0][0]
    named = _YEAR.sub("", title)
    for word, _ in vocabulary.document_kinds:
        named = named.split(word)[0]
    named = named.removesuffix("度").removeprefix("度")
    if not named:
        raise UnreadableDocument("no unit is named, neither over the tables (编制单位：…) nor in the title")
    return named


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
