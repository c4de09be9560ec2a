"""A stretch of text that is read in its key, where every place is still known as printed.

Sentences are understood in the key (no spaces, folded widths) and published as printed; a
figure is said to stand on the line that it is printed on, also where a page break cut the
sentence. So a passage keeps, for each sign of its key, where it comes from.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from dagster_project.extraction.places import Spot
from dagster_project.extraction.readers import TextLine
from dagster_project.extraction.wording import clean, fold

_WORDS = re.compile(r"\S+")
# A full stop before two digits is a point (8。00 万元): no sentence begins with them.
_STOP = re.compile(r"(?<!\d)。|。(?!\d\d(?!\d))|;")
_SPACE = re.compile(r"\s+")
# A number that leads an item: a figure such as 12.08 has no space behind its point, an item may begin with a year.
# 13. 29万元 is a figure that was cut, 2. 12345热线 an item.
_NO_AMOUNT = r"(?!\d+\s*[^\d\s]{0,1}元)"
_LIST_NUMBER = re.compile(
    rf"\s*(?:\d{{1,2}}(?:[、.]\s+{_NO_AMOUNT}|[、.](?!\s*\d)|[、.](?=(?:19|20)\d\d\s?年)|[)])|\(\d{{1,2}}\)[、.]?)"
)


@dataclass(slots=True, eq=False)
class Passage:
    """A text and its key: the words between its spaces, which begin at `word_places` of it, at `word_starts` of the key."""

    text: str
    key: str
    word_starts: Sequence[int]
    word_places: Sequence[int]
    line_starts: Sequence[int]
    lines: Sequence[TextLine]

    def printed(self, start: int, end: int) -> str:
        """The text as printed of a span of the key."""
        if start >= end:
            return ""
        return clean(self.text[self.place(start) : self.place(end - 1) + 1])

    def place(self, at: int) -> int:
        """Where a sign of the key stands in the text."""
        if len(self.word_starts) == 1:
            return self.word_places[0] + at
        word = bisect_right(self.word_starts, at) - 1
        return self.word_places[word] + at - self.word_starts[word]

    def is_parted(self, start: int, end: int) -> bool:
        """Whether in print a blank stands among the signs of a span of the key; the end of a line parts no number."""
        return len(self.word_starts) > 1 and self.place(end - 1) - self.place(start) >= end - start

    def begins_line(self, at: int) -> bool:
        """Whether a sign of the key is the first of its line."""
        return at == 0 or self.line(at) is not self.line(at - 1)

    def line(self, at: int) -> TextLine:
        """The line that a place of the key is printed on."""
        return self.lines[self._line_number(at)]

    def spot(self, start: int, end: int) -> Spot:
        """Where a span of the key is printed: on the line and page that it begins on."""
        number = self._line_number(start)
        line, behind = self.lines[number], self.line_starts[number]
        if not line.printed:  # nothing more is known than the line
            return line.spot(0, 0)
        return line.spot(self._place_within(start) - behind, self._place_within(end - 1) + 1 - behind)

    def _place_within(self, at: int) -> int:
        return self.place(min(at, len(self.key) - 1))

    def _line_number(self, at: int) -> int:
        """The number of the line that a place of the key is printed on."""
        return bisect_right(self.line_starts, self._place_within(at)) - 1 if len(self.lines) > 1 else 0


def passage_of(lines: Sequence[TextLine]) -> Passage:
    """The passage that lines make, joined without a space: Chinese words need none."""
    text = lines[0].text if len(lines) == 1 else "".join([line.text for line in lines])
    starts = list(accumulate((len(line.text) for line in lines[:-1]), initial=0)) if len(lines) > 1 else [0]
    folded = fold(text)
    words = folded.split()
    if len(words) == 1:
        return Passage(text, words[0], [0], [folded.index(words[0])], starts, lines)
    word_starts = list(accumulate(map(len, words[:-1]), initial=0))
    return Passage(text, "".join(words), word_starts, [word.start() for word in _WORDS.finditer(folded)], starts, lines)


class Sentence(NamedTuple):
    """A sentence of a passage: the span of its key behind the number that may lead it, which makes it a listed one."""

    passage: Passage
    start: int
    end: int
    is_listed: bool

    @property
    def key(self) -> str:
        """The sentence in its key; a copy."""
        return self.passage.key[self.start : self.end]

    def begins_line(self, at: int) -> bool:
        """Whether a sign of the sentence is the first of its line."""
        return self.passage.begins_line(self.start + at)

    def spot(self, start: int, end: int) -> Spot:
        """Where a span of the sentence is printed."""
        return self.passage.spot(self.start + start, self.start + end)

    def is_parted(self, start: int, end: int) -> bool:
        """Whether in print a blank stands among the signs of a span of the sentence."""
        return self.passage.is_parted(self.start + start, self.start + end)


def sentences_of(passage: Passage) -> list[Sentence]:
    """The sentences of a passage: up to a full stop, or to a semicolon that a numbered item follows."""
    found: list[Sentence] = []
    start, behind = 0, _numbering_length(passage, 0)
    for stop in _STOP.finditer(passage.key):
        number = _numbering_length(passage, stop.end())
        if stop.group() == ";" and not number:
            continue
        found.append(Sentence(passage, start + behind, stop.end(), behind > 0))
        start, behind = stop.end(), number
    if start < len(passage.key):
        found.append(Sentence(passage, start + behind, len(passage.key), behind > 0))
    return found


def _numbering_length(passage: Passage, start: int) -> int:
    """How many signs of the key are a number that leads an item: 1. or 2、 or (3)."""
    if start >= len(passage.key) or not (passage.key[start].isdecimal() or passage.key[start] == "("):
        return 0
    place = passage.place(start)
    match = _LIST_NUMBER.match(fold(passage.text[place : place + 12]))
    return len(_SPACE.sub("", match.group())) if match else 0
