"""All text of a document, paragraph by paragraph, laid out in one key: a phrase is looked for once, not line by line.

Paragraphs of the explanations are those of their sections; elsewhere lines are put together only where
one is full and does not end like a sentence. A cell with a sign that a phrase for cells ends with is one too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from dagster_project.extraction.narrative.passages import Passage, passage_of
from dagster_project.extraction.places import Spot
from dagster_project.extraction.privacy import NAME, people_in, without_people
from dagster_project.extraction.readers import TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, fold

# The marks that end a sentence, in a key.
SENTENCE_MARKS = "。;!?"
_CLAUSE_MARKS = SENTENCE_MARKS + ",:"
_SENTENCE_END = re.compile(f"[{SENTENCE_MARKS}]")
_LINE_BREAK = re.compile("\n")
# The ends of a sentence are looked for no farther away: the cost of a text grows with its length alone.
_LONGEST_SENTENCE = 1000
_LONGEST_TEXT = 200
_SHOWN_BEFORE = 80
_SHORTEST_FULL_LINE = 25


class Place(Enum):
    """Where a paragraph stands."""

    CONTENTS = auto()
    HEADING = auto()
    EXPLANATION = auto()
    OUTSIDE = auto()
    CELL = auto()


class Paragraph(NamedTuple):
    """Lines that belong together, where they stand, and in which section."""

    lines: Sequence[TextLine]
    place: Place
    section_no: int | None = None
    section_code: str = ""
    label_kind: str = ""

    @property
    def is_explanation(self) -> bool:
        return self.section_no is not None


class Span(NamedTuple):
    """A stretch of the key."""

    start: int
    end: int


class Occurrence(NamedTuple):
    """A word that is looked for, and where it stands."""

    word: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The paragraphs of a document in reading order, and their keys in one, a line break behind each."""

    paragraphs: Sequence[Paragraph]
    key: str
    starts: Sequence[int]
    passages: dict[int, Passage]
    people: dict[int, list[str]]

    def occurrences(self, words: Iterable[str]) -> Iterator[Occurrence]:
        """Where words stand, word by word."""
        return _occurrences(words, self.key)

    def paragraph_at(self, at: int) -> Paragraph:
        """The paragraph around a place of the key."""
        return self.paragraphs[self.paragraph_no(at)]

    def paragraph_no(self, at: int) -> int:
        """The number of the paragraph around a place of the key."""
        return bisect_right(self.starts, at) - 1

    def span(self, paragraph_no: int) -> Span:
        """Where the key of a paragraph stands."""
        return Span(self.starts[paragraph_no], self.starts[paragraph_no + 1] - 1)

    def sentence(self, at: int) -> Span:
        """The sentence around a place, with the mark that ends it."""
        number = self.paragraph_no(at)
        first = max(self.starts[number], at - _LONGEST_SENTENCE)
        last = min(self.starts[number + 1] - 1, at + _LONGEST_SENTENCE)
        start = max([self.key.rfind(mark, first, at) + 1 for mark in SENTENCE_MARKS])
        end = _SENTENCE_END.search(self.key, at, last)
        return Span(max(start, first), end.end() if end else last)

    def clause_start(self, at: int) -> int:
        """Where the clause begins that a place stands in."""
        first = max(self.starts[self.paragraph_no(at)], at - _LONGEST_SENTENCE)
        return max(first, *[self.key.rfind(mark, first, at) + 1 for mark in _CLAUSE_MARKS])

    def line(self, at: int) -> TextLine:
        """The line that a place of the key is printed on."""
        number = self.paragraph_no(at)
        lines = self.paragraphs[number].lines
        is_first = len(lines) == 1 or at == self.starts[number]
        return lines[0] if is_first else self._passage(number).line(at - self.starts[number])

    def spot(self, at: int) -> Spot:
        """Where a place of the key is printed."""
        line = self.line(at)
        if not line.printed:  # nothing more is known than the line
            return Spot(line.line_no, line.page_no, None)
        number = self.paragraph_no(at)
        start = at - self.starts[number]
        return self._passage(number).spot(start, start + 1)

    def printed(self, span: Span) -> str:
        """A stretch of one paragraph as printed."""
        number = self.paragraph_no(span.start)
        start = self.starts[number]
        return self._passage(number).printed(span.start - start, span.end - start)

    def shown(self, span: Span, at: int, vocabulary: Vocabulary) -> str:
        """A stretch of one paragraph as it may be shown: without people, cut around a place of it where it is long."""
        number = self.paragraph_no(span.start)
        lines = self.paragraphs[number].lines
        is_line = len(lines) == 1 and span.start == self.starts[number] and span.end == self.starts[number + 1] - 1
        text = clean(lines[0].text) if is_line else self.printed(span)
        # A name may stand in another sentence than the label that tells that it is one.
        for name in self._people(number, vocabulary):
            text = text.replace(name, NAME)
        text = without_people(text, vocabulary)
        if len(text) <= _LONGEST_TEXT:
            return text
        # As far into the text as the place is into the key: the text has spaces and left-out names, the key has not.
        start = max(0, (at - span.start) * len(text) // (span.end - span.start) - _SHOWN_BEFORE)
        return text[start : start + _LONGEST_TEXT]

    def _people(self, number: int, vocabulary: Vocabulary) -> list[str]:
        if number not in self.people:
            self.people[number] = people_in(clean("".join(line.text for line in self.paragraphs[number].lines)), vocabulary)
        return self.people[number]

    def _passage(self, number: int) -> Passage:
        if number not in self.passages:
            self.passages[number] = passage_of(self.paragraphs[number].lines)
        return self.passages[number]


def document_text(paragraphs: Sequence[Paragraph]) -> DocumentText:
    """The text that paragraphs make."""
    text = _key("\n".join(["".join([line.text for line in each.lines]) for each in paragraphs]) + "\n")
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    return DocumentText(paragraphs, text, starts, {}, {})


def _occurrences(words: Iterable[str], text: str) -> Iterator[Occurrence]:
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield Occurrence(word, at)
            at = text.find(word, at + len(word))


def _key(text: str) -> str:
    """The key of each line of a text: folded, without spaces. Sign by sign: few of them change."""
    for sign, half_width in _changing_signs():
        if sign in text:
            text = text.replace(sign, half_width)
    return text


@cache
def _changing_signs() -> list[tuple[str, str]]:
    """The signs that are another in a key, and those that are none."""
    signs = "".join(map(chr, range(0x10000)))
    found = ((sign, half_width.strip()) for sign, half_width in zip(signs, fold(signs), strict=True))
    return [(sign, half_width) for sign, half_width in found if sign not in (half_width, "\n")]


def joined(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines outside the explanations, put together where one is full and no sentence ends with it."""
    current: list[TextLine] = []
    for line in lines:
        if current and not _goes_on(current[-1], line):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _goes_on(line: TextLine, following: TextLine) -> bool:
    is_full = len(line.text) >= _SHORTEST_FULL_LINE and fold(line.text[-1]) not in f"{SENTENCE_MARKS}:"
    return is_full and following.line_no <= line.last_line_no + 2
