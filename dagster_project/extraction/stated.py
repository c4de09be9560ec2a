"""What is stated of a document in a file beside it (`document.yml`): what its text may not say of itself.

Such a file is a few lines of YAML, each a name and a value. Nothing is made of it but the texts behind the names: it is
taken as the parser meets it, so that no tag, no alias and no nesting does anything but have it refused.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from dagster_project.extraction.privacy import without_people
from dagster_project.extraction.readers import UnreadableDocument
from dagster_project.extraction.readers.encoding import decode
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

T = TypeVar("T")

# More than all names take with the longest values.
MOST_BYTES = 16_384
_LONGEST_NAME_SHOWN = 40
_LONGEST_UNIT = 100
_SIGNS_OF_A_PERSON = 3
_NO_NAME = re.compile(r"[:;<>\"]|\d{5}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATE = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})")
# No address holds blanks, quotation marks or brackets as they are.
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]{1,2000}", re.IGNORECASE)


class BesideFile(NamedTuple):
    """A file that stands beside a document: how it is called, and its first bytes, up to one more than there may be."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value that is stated, as it is written, and where."""

    value: T
    text: str
    place: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a document; None of what nothing is stated of."""

    unit: Said[str] | None = None
    year: Said[int] | None = None
    kind: Said[str] | None = None
    official_address: Said[str] | None = None
    published_on: Said[datetime.date] | None = None
    retrieved_at: Said[datetime.datetime] | None = None


NOTHING = Stated()
NAMES = tuple(each.name for each in fields(Stated))
# The same content may have been fetched several times: the first of them counts.
_FIRST_COUNTS = "retrieved_at"


def stated_beside(files: Sequence[BesideFile], vocabulary: Vocabulary) -> Stated:
    """What the files beside all copies of a document state of it, together.

    Raises `UnreadableDocument` where one of them cannot be understood, and where two of them contradict each other.
    """
    together = NOTHING
    for file in files:
        stated = _stated_in(file, vocabulary)
        for name in NAMES:
            before, said = getattr(together, name), getattr(stated, name)
            if before and said and name == _FIRST_COUNTS:
                before = min(before, said, key=lambda each: each.value)
            elif before and said and before.value != said.value:
                raise UnreadableDocument(
                    f"{before.place} says {name}: {before}, {said.place} says {name}: {said}, and both stand beside the same "
                    "content: which is right cannot be told; mend one of them"
                )
            together = replace(together, **{name: before or said})
    return together


def _stated_in(file: BesideFile, vocabulary: Vocabulary) -> Stated:
    if len(file.content) > MOST_BYTES:
        raise UnreadableDocument(f"{file.name} has more than {MOST_BYTES:,} bytes: it may say {_MAY_SAY}, and nothing else")
    try:
        text = decode(file.content)
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{file.name} cannot be read: {error}") from error
    found: dict[str, Said[Any]] = {}
    for name, value, line in _pairs(text, file.name):
        place = f"{file.name} (line {line})"
        if name not in _READERS:
            raise UnreadableDocument(f"{place} says {_shown(name)!r}, which is not known: it may say {_MAY_SAY}")
        if name in found:
            raise UnreadableDocument(f"{place} says {name} a second time: leave one of them")
        if value:
            found[name] = _said(name, value, place, vocabulary)
    return Stated(**found)


def _said(name: str, text: str, place: str, vocabulary: Vocabulary) -> "Said[Any]":
    if without_people(text, vocabulary) != text:
        raise UnreadableDocument(f"{place} names a person or a number of one behind {name}: take it out")
    read, form = _READERS[name]
    value = read(text, vocabulary)
    if value is None:
        raise UnreadableDocument(f"{place} says of {name} what it cannot be: {form} is wanted")
    return Said(value, text, place)


def _pairs(text: str, file_name: str) -> Iterator[tuple[str, str, int]]:
    """The names with their values and lines, of a text in YAML that holds nothing else.

    The parser goes no further than what is taken: over deep nesting it would take minutes.
    """
    import yaml

    events: Iterator[Any] = yaml.parse(text, yaml.SafeLoader)
    try:
        for beginning in (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.MappingStartEvent):
            if isinstance(event := next(events), yaml.StreamEndEvent):  # nothing but remarks
                return
            _check(event, beginning, file_name)
        while not isinstance(name := next(events), yaml.MappingEndEvent):
            _check(name, yaml.ScalarEvent, file_name)
            value = next(events)
            _check(value, yaml.ScalarEvent, file_name)
            yield name.value.strip(), value.value.strip(), name.start_mark.line + 1
        for end in (yaml.DocumentEndEvent, yaml.StreamEndEvent):
            _check(next(events), end, file_name)
    except yaml.YAMLError as error:
        raise _no_pairs(file_name, getattr(error, "problem_mark", None)) from error


def _check(event: Any, kind: type, file_name: str) -> None:
    if not isinstance(event, kind) or getattr(event, "tag", None):
        raise _no_pairs(file_name, event.start_mark)


def _no_pairs(file_name: str, mark: Any) -> UnreadableDocument:
    place = f"{file_name} (line {mark.line + 1})" if mark else file_name
    return UnreadableDocument(f"{place} is not written as is wanted: on each line a name, a colon, a blank and a value, in YAML")


def _shown(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME_SHOWN else f"{name[:_LONGEST_NAME_SHOWN]}…"


def _unit(text: str, vocabulary: Vocabulary) -> str | None:
    """A name as identities have them: without blanks, its brackets of full width. A very short one may be a person's."""
    name = key(text)
    is_short = sum(map(str.isalpha, name)) <= _SIGNS_OF_A_PERSON and not vocabulary.organ_name.fullmatch(name)
    is_name = not is_short and len(name) <= _LONGEST_UNIT and name.isprintable() and not _NO_NAME.search(name)
    return name.replace("(", "（").replace(")", "）") if is_name else None


def _year(text: str, _: Vocabulary) -> int | None:
    return int(text) if _YEAR.fullmatch(text) else None


def _kind(text: str, vocabulary: Vocabulary) -> str | None:
    """The kind that a word (单位预算) or the name of a kind itself (unit_budget) means."""
    return next((meaning for word, meaning in vocabulary.document_kinds if text in (word, meaning)), None)


def _address(text: str, _: Vocabulary) -> str | None:
    try:
        parts = urlsplit(text)
        is_address = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    return text if is_address and text.isprintable() and _ADDRESS.fullmatch(text) else None


def _date(text: str, _: Vocabulary) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _moment(text: str, _: Vocabulary) -> datetime.datetime | None:
    """A time in UTC, without its zone."""
    try:
        found = datetime.datetime.fromisoformat(text) if _MOMENT.fullmatch(text) else None
        return found.astimezone(datetime.UTC).replace(tzinfo=None) if found else None
    except (ValueError, OverflowError):
        return None


# How the value behind each name is read, and how it is to be written.
_READERS: dict[str, tuple[Callable[[str, Vocabulary], Any], str]] = {
    "unit": (_unit, "the full name of a unit"),
    "year": (_year, "a year such as 2026"),
    "kind": (_kind, "部门预算, 单位预算, 部门决算 or 单位决算"),
    "official_address": (_address, "an address that begins with https:// or http://, without blanks, names of users or passwords"),
    "published_on": (_date, "a date such as 2026-02-01"),
    "retrieved_at": (_moment, "a time with its zone such as 2026-02-01T05:30:00Z"),
}
_MAY_SAY = ", ".join(_READERS)
