"""Phrases that are composed of words, such as titles and headings: what their words mean together tells a row of a CSV file.

Words have roles. Those that say something of a facet (the fund, the flow, the kind, the classification) count together; one
of the role `ENDING` must be among them; others only join them. A word that is not known is never skipped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from dagster_project.extraction.vocabulary.composition import ByEnd, alternatives
from dagster_project.extraction.wording import key

FACETS = ("fund", "flow", "kind", "classification")
# Words that change nothing, so that they may also end the name that stands before the phrase (某某局本级).
SCOPE = "scope"
# 表, 情况说明: without one of these words nothing is such a phrase.
ENDING = "ending"
# A kind of which there is a phrase for each of many things: whatever stands before it names the thing (某某项目绩效自评表).
NAMED_KIND = "named_kind"
# A kind that parts what is told of one thing (规模变化, 结构, 具体): a heading of nothing else is of what the one above it names.
PART_KIND = "part_kind"
FUND, FLOW, KIND, CLASSIFICATION = FACETS
# Kinds of expenditure that the money of any fund is parted by.
_KINDS_OF_FUNDS = frozenset({"basic", "project"})
ROLES = frozenset({*FACETS, ENDING, "form", SCOPE, NAMED_KIND, PART_KIND})
# In a file of combinations: whatever is said of a facet.
ANY = "any"
_ANYTHING = frozenset({ANY})
_NOTHING: Mapping[str, set[str]] = {}
_OPEN, _CLOSED = "(", ")"


class Composition(NamedTuple):
    """A phrase that is understood: the row that its words mean together (None where there is none), what stands before
    and behind it in a key, and what its words say of each facet."""

    row: Mapping[str, str] | None
    before: str
    behind: str
    said: Mapping[str, set[str]]


class PartOf(NamedTuple):
    """A phrase that parts what another names: the row that both mean together; None where that is what the other means alone."""

    row: Mapping[str, str] | None


class _Word(NamedTuple):
    """A word of a phrase: its length in signs, and what it says of which facet."""

    length: int
    role: str
    meaning: str


class WordGrammar:
    """Reads phrases word by word from their end. `before` is what may stand before one: a number, a year, a name."""

    def __init__(
        self, words: Iterable[Mapping[str, str]], combinations: Iterable[Mapping[str, str]], before: re.Pattern[str]
    ) -> None:
        said = [(key(row["word"]), (row["role"], row["meaning"])) for row in words]
        self._words = ByEnd(said)
        self._endings = tuple({word[-1] for word, _ in said})
        self._telling = tuple(word for word, (role, _) in said if role in (*FACETS, NAMED_KIND, PART_KIND))
        self._combinations = [({facet: alternatives(row[facet]) for facet in FACETS}, row) for row in combinations]
        self._may_precede = before

    def read(self, text_key: str, unsaid: Mapping[str, set[str]] = _NOTHING) -> Composition | None:
        """What a key says as a phrase; None where it is none. A remark in brackets behind it that names nothing is left out.

        `unsaid` is what its place tells of facets beside its words.
        """
        phrase, behind = text_key, ""
        while phrase:
            found = self._read(phrase.removesuffix("》"), unsaid)
            if found:
                return found._replace(behind=behind)
            remark = phrase.rfind(_OPEN)
            if not phrase.endswith(_CLOSED) or remark <= 0 or self._names_something(phrase[remark:]):
                return None
            phrase, behind = phrase[:remark], phrase[remark:] + behind
        return None

    def part_of(self, text_key: str, above: Composition | None) -> PartOf | None:
        """What a key says that parts what is told of something without naming it (总体情况, 支出具体情况), below what names it.

        None where it names something itself: words of its own that are not said above, or none that parts anything.
        """
        words = self._words_of(text_key)
        is_whole = sum(word.length for word in words) == len(text_key) > 0
        parts = {each for word in words if word.role == PART_KIND for each in word.meaning.split()}
        own = {facet: {each for word in words if word.role == facet for each in word.meaning.split()} for facet in FACETS}
        said = above.said if above else {}
        is_ended = bool(parts) or any(word.role == ENDING for word in words)
        is_said = is_whole and is_ended and all(meanings <= said.get(facet, set()) for facet, meanings in own.items())
        is_named = any(word.role == NAMED_KIND for word in words)
        if is_whole and is_ended and not (is_said or is_named) and above and said.get(FUND):
            return self._part_of_fund(own, parts, above)
        # 收入情况 alone is of all income, but below a heading that names whose money it is, of that.
        is_whole_flow = bool(own[FLOW]) and not said.get(FUND)
        if not is_said or is_named or (is_whole_flow and not parts):
            return None
        together = {**said, FLOW: own[FLOW] or said.get(FLOW, set()), KIND: said.get(KIND, set()) | parts}
        return PartOf(self._row(together) if above and (parts or own[FLOW]) else None)

    def _part_of_fund(self, own: Mapping[str, set[str]], parts: set[str], above: Composition) -> PartOf | None:
        """What words say that name more closely what is told of the money that is named above them: 基本支出情况 and
        支出功能分类情况 below 一般公共预算支出情况说明. None where they name other money, or another kind of expenditure."""
        is_of_fund = own[FUND] <= above.said[FUND] and own[KIND] <= _KINDS_OF_FUNDS and not above.said[KIND] & _KINDS_OF_FUNDS
        if not is_of_fund or not (own[KIND] or own[CLASSIFICATION]):
            return None
        kinds = above.said[KIND] | parts | own[KIND]
        row = self._row({**own, FUND: above.said[FUND], FLOW: own[FLOW] or above.said[FLOW], KIND: kinds})
        return PartOf(row) if row else None

    def _words_of(self, phrase: str) -> list[_Word]:
        return [_Word(len(word), *meaning) for word, meaning in self._words.words_at_end(phrase)]

    def _read(self, phrase: str, unsaid: Mapping[str, set[str]]) -> Composition | None:
        if not phrase.endswith(self._endings):
            return None
        found = self._words_of(phrase)
        is_named = any(word.role == NAMED_KIND for word in found)
        words = [word._replace(role=KIND) if word.role in (NAMED_KIND, PART_KIND) else word for word in found]
        said = {facet: {each for word in words if word.role == facet for each in word.meaning.split()} for facet in FACETS}
        if not any(word.role == ENDING for word in words) or not any(said.values()):
            return None
        said = {facet: meanings | unsaid.get(facet, set()) for facet, meanings in said.items()}
        start = len(phrase) - sum(word.length for word in words)
        before = phrase[:start] if is_named else self._before(phrase, start, words)
        return None if before is None else Composition(self._row(said), before, "", said)

    def _before(self, phrase: str, start: int, words: Sequence[_Word]) -> str | None:
        """What stands before the words of a phrase; None where it may be more of the phrase.

        The first words may be the end of a name instead, if they change nothing.
        """
        starts = [start]
        for word in takewhile(lambda word: word.role == SCOPE, words):
            starts.append(starts[-1] + word.length)
        return next((phrase[:at] for at in starts if self._may_stand_before(phrase[:at])), None)

    def _may_stand_before(self, before: str) -> bool:
        return before.count(_OPEN) == before.count(_CLOSED) and bool(self._may_precede.search(before))

    def _row(self, said: Mapping[str, set[str]]) -> Mapping[str, str] | None:
        """The first row whose facets fit what is said."""
        for combination, row in self._combinations:
            if all(_ANYTHING in combination[facet] or said[facet] in combination[facet] for facet in FACETS):
                return row
        return None

    def _names_something(self, remark: str) -> bool:
        """Whether a remark in brackets holds a word that tells phrases apart (按经济分类填列)."""
        return any(word in remark for word in self._telling)
