"""Headings of columns that are composed of words: 本年收入 > 一般公共预算 · 拨款 · 收入 (`heading_words.csv`).

What the headings above a column say together, of the fund, the kind of expenditure, the time and so on, is the column that
`heading_columns.csv` tells. A heading with a word that is not known says nothing: no word is skipped.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from dagster_project.extraction.vocabulary.composition import ByEnd, alternatives
from dagster_project.extraction.wording import key

FACETS = ("label", "classification", "flow", "fund", "kind", "cost", "time", "total", "amount")
# Words of a `form` stand among others and say nothing by themselves (其中, 编码).
ROLES = frozenset({*FACETS, "form"})
# Labels of columns that are the same in every table: the unit that a row is of, the number of a row.
UNIT, LINE = "unit", "line"
# 项目 > 单位代码: a word over labels of any kind.
_ANY_LABEL = "item"
# What no word says: a total is of this year's money and of what is carried over, which stand beside it.
BOTH_TIMES = "both"
# Last year's figures are of the same columns as this year's: what is said of a column beside it tells which.
_LAST_YEAR = ("time", "prior")

# What headings say: (facet, meaning).
Said = frozenset[tuple[str, str]]


class HeadedColumn(NamedTuple):
    """The column that headings mean, and the one that it is where its parts are printed beside it; empty where there is none."""

    column_code: str
    column_with_parts: str = ""


class HeadingGrammar:
    """Reads headings word by word, and tells the columns of tables by what all headings above a column say."""

    def __init__(self, words: Iterable[Mapping[str, str]], columns: Iterable[Mapping[str, str]]) -> None:
        self._words = ByEnd((key(row["word"]), (row["role"], row["meaning"])) for row in words)
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
                return HeadedColumn(label) if self.tells(table_code) and labels <= {label, _ANY_LABEL} else None
        return self._columns.get(table_code, {}).get(said - {_LAST_YEAR})

    def _said(self, heading: str) -> Said | None:
        """What the key of a heading says; None where a part of it is no known word."""
        words = self._words.words_at_end(heading)
        if sum(len(word) for word, _ in words) < len(heading):
            return None
        return frozenset((role, meaning) for _, (role, meaning) in words if role in FACETS)


def _combinations(row: Mapping[str, str]) -> list[Said]:
    """All that headings may say of a column."""
    combinations: list[Said] = [frozenset()]
    for facet in FACETS:
        of_facet = [frozenset((facet, meaning) for meaning in meanings) for meanings in alternatives(row[facet])]
        combinations = [said | alternative for said in combinations for alternative in of_facet]
    return combinations
