"""Titles of tables that are composed of words: 部门 · 一般公共预算 · 财政拨款 · 支出 · 决算 · 表 (`title_words.csv`).

Which table such words mean together, or that it is none that is read, tells `title_tables.csv`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dagster_project.extraction.vocabulary.grammar import WordGrammar

NOT_READ = "by its title it is a table of a kind that is not read"


class ComposedTitle(NamedTuple):
    """A title that is understood: its table, or why there is none that is read; what stands before and behind it in a key."""

    table_code: str
    problem: str
    before: str
    behind: str


class TitleGrammar:
    """Reads titles word by word from their end. `before_title` is what may stand before one: a number, a year, a name."""

    def __init__(
        self, words: Iterable[Mapping[str, str]], tables: Iterable[Mapping[str, str]], before_title: re.Pattern[str]
    ) -> None:
        self._grammar = WordGrammar(words, tables, before_title)

    def read(self, text_key: str) -> ComposedTitle | None:
        """What a key says as a title; None where it is none. A remark in brackets behind it that names nothing is left out."""
        found = self._grammar.read(text_key)
        if found is None:
            return None
        table_code, problem = (found.row["table_code"], found.row["reason"]) if found.row else ("", NOT_READ)
        return ComposedTitle(table_code, problem, found.before, found.behind)
