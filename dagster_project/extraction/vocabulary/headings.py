"""Headings of columns that are composed of words: 本年收入 > 一般公共预算 · 拨款 · 收入 (`heading_words.csv`).

What the headings above a column say together, of the fund, the kind of expenditure, the time and so on, is the column that
`heading_columns.csv` tells. A heading with a word that is not known says nothing: no word is skipped.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from dagster_project.extraction.wording import key

FACETS = ("label", "classification", "flow", "fund", "kind", "cost", "time", "total", "amount")
# A `part` is money that no column is about (专项资金列入部门预算的项目).
SAYING = frozenset({*FACETS, "part"})
# Words of a `form` stand among others and say nothing by themselves (其中, 编码).
ROLES = frozenset({*SAYING, "form"})
# Labels of columns that are the same in every table: the unit that a row is of, the number of a row.
UNIT, LINE = "unit", "line"

# What headings say: (facet, meaning).
Said = frozenset[tuple[str, str]]


class HeadedColumn(NamedTuple):
    """The column that headings mean, and the one that it is where its parts are printed beside it; empty where there is none."""

    column_code: str
    column_with_parts: str = ""


class HeadingGrammar:
    """Reads headings word by word, and tells the columns of tables by what all headings above a column say."""

    def __init__(self, words: Iterable[Mapping[str, str]], columns: Iterable[Mapping[str, str]]) -> None:
        self._words = {key(row["word"]): (row["role"], row["meaning"]) for row in words}
        self._lengths = sorted({len(word) for word in self._words}, reverse=True)
        self._columns: dict[str, dict[Said, HeadedColumn]] = {}
        for row in columns:
            found = self._columns.setdefault(row["table_code"], {})
            found.update(dict.fromkeys(_combinations(row), HeadedColumn(row["column_code"], row["column_with_parts"])))
        self.said = lru_cache(maxsize=4096)(self._said)

    def tells(self, table_code: str) -> bool:
        """Whether columns of a table are told here."""
        return table_code in self._columns

    def knows(self, table_code: str, heading: str) -> bool:
        """Whether the key of a heading is made of known words, in a table that is told by them."""
        return self.tells(table_code) and self.said(heading) is not None

    def column(self, table_code: str, said: Said) -> HeadedColumn | None:
        """The column of a table that headings mean which say this together; None where there is none."""
        labels = {meaning for facet, meaning in said if facet == "label"}
        for label in (LINE, UNIT):
            if label in labels:
                return HeadedColumn(label) if self.tells(table_code) and labels == {label} else None
        return self._columns.get(table_code, {}).get(said)

    def _said(self, heading: str) -> Said | None:
        """What the key of a heading says; None where a part of it is no known word."""
        found: set[tuple[str, str]] = set()
        end = len(heading)
        while end:
            known = (length for length in self._lengths if length <= end and heading[end - length : end] in self._words)
            length = next(known, 0)
            if not length:
                return None
            role, meaning = self._words[heading[end - length : end]]
            if role in SAYING:
                found.add((role, meaning))
            end -= length
        return frozenset(found)


def _combinations(row: Mapping[str, str]) -> list[Said]:
    """All that headings may say of a column: each facet has alternatives, parted by `|`, of meanings parted by blanks."""
    combinations: list[Said] = [frozenset()]
    for facet in FACETS:
        alternatives = [frozenset((facet, meaning) for meaning in each.split()) for each in row[facet].split("|")]
        combinations = [said | alternative for said in combinations for alternative in alternatives]
    return combinations
