"""Titles of tables that are composed of words: 部门 · 一般公共预算 · 财政拨款 · 支出 · 决算 · 表 (`title_words.csv`).

What a title names are the fund, the flow, the kind of expenditure and the classification that its words mean together;
which table that is, or that it is none that is read, tells `title_tables.csv`. A word that is not known is never skipped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from dagster_project.extraction.vocabulary.composition import ByEnd, alternatives
from dagster_project.extraction.wording import key

FACETS = ("fund", "flow", "kind", "classification")
# Words that change nothing, so that they may also end the name that stands before the title (某某局本级).
_SCOPE = "scope"
# 表: without one of these words nothing is the title of a table.
_TABLE = "table"
# A kind of which there is a table for each of many things: whatever stands before it names the thing (某某项目绩效自评表).
NAMED_KIND = "named_kind"
ROLES = frozenset({*FACETS, _TABLE, "form", _SCOPE, NAMED_KIND})
# In `title_tables.csv`: whatever is said of a facet.
ANY = "any"
_ANYTHING = frozenset({ANY})
NOT_READ = "by its title it is a table of a kind that is not read"
_OPEN, _CLOSED = "(", ")"


class ComposedTitle(NamedTuple):
    """A title that is understood: its table, or why there is none that is read; what stands before and behind it in a key."""

    table_code: str
    problem: str
    before: str
    behind: str


class _Word(NamedTuple):
    """A word of a title: its length in signs, and what it says of which facet."""

    length: int
    role: str
    meaning: str


class TitleGrammar:
    """Reads titles word by word from their end. `before_title` is what may stand before one: a number, a year, a name."""

    def __init__(
        self, words: Iterable[Mapping[str, str]], tables: Iterable[Mapping[str, str]], before_title: re.Pattern[str]
    ) -> None:
        said = [(key(row["word"]), (row["role"], row["meaning"])) for row in words]
        self._words = ByEnd(said)
        self._telling = tuple(word for word, (role, _) in said if role in (*FACETS, NAMED_KIND))
        self._tables = [({facet: alternatives(row[facet]) for facet in FACETS}, row["table_code"], row["reason"]) for row in tables]
        self._before_title = before_title

    def read(self, text_key: str) -> ComposedTitle | None:
        """What a key says as a title; None where it is none. A remark in brackets behind it that names nothing is left out."""
        title, behind = text_key, ""
        while title:
            found = self._read(title.removesuffix("》"))
            if found:
                return found._replace(behind=behind)
            remark = title.rfind(_OPEN)
            if not title.endswith(_CLOSED) or remark <= 0 or self._names_something(title[remark:]):
                return None
            title, behind = title[:remark], title[remark:] + behind
        return None

    def _read(self, title: str) -> ComposedTitle | None:
        found = [_Word(len(word), *meaning) for word, meaning in self._words.words_at_end(title)]
        is_named = any(word.role == NAMED_KIND for word in found)
        words = [word._replace(role="kind") if word.role == NAMED_KIND else word for word in found]
        said = {facet: {each for word in words if word.role == facet for each in word.meaning.split()} for facet in FACETS}
        if not any(word.role == _TABLE for word in words) or not any(said.values()):
            return None
        start = len(title) - sum(word.length for word in words)
        before = title[:start] if is_named else self._before(title, start, words)
        if before is None:
            return None
        table_code, problem = self._table(said)
        return ComposedTitle(table_code, problem, before, "")

    def _before(self, title: str, start: int, words: Sequence[_Word]) -> str | None:
        """What stands before the words of a title; None where it may be more of the title.

        The first words may be the end of a name instead, if they change nothing.
        """
        starts = [start]
        for word in takewhile(lambda word: word.role == _SCOPE, words):
            starts.append(starts[-1] + word.length)
        return next((title[:at] for at in starts if self._may_stand_before(title[:at])), None)

    def _may_stand_before(self, before: str) -> bool:
        return before.count(_OPEN) == before.count(_CLOSED) and bool(self._before_title.search(before))

    def _table(self, said: Mapping[str, set[str]]) -> tuple[str, str]:
        """The table that facets together mean, or why there is none that is read."""
        for combination, table_code, reason in self._tables:
            if all(_ANYTHING in combination[facet] or said[facet] in combination[facet] for facet in FACETS):
                return table_code, reason
        return "", NOT_READ

    def _names_something(self, remark: str) -> bool:
        """Whether a remark in brackets holds a word that tells tables apart (按经济分类填列)."""
        return any(word in remark for word in self._telling)
