"""A made disclosure in several files, as some places publish theirs: its tables in one or two, its text in another.

Each file has the title page's words over it; the text keeps the contents, the first and third part and the glossary,
the performance tables within the third part among them.
"""

import re
from typing import NamedTuple

_PART = re.compile(r"(?m)^#* *第[一二三四]部分.*$")
# A table begins with its number or its title, above the line that names its unit.
_LABEL = "编制单位"


class Parts(NamedTuple):
    """The texts of two files."""

    tables: str
    text: str


def in_two(text: str) -> Parts:
    """The budget tables of a disclosure, and all the rest."""
    title, before, tables, behind = _cut(text)
    return Parts(f"{title}\n{tables}", f"{before}{behind}")


def in_three(text: str, n_first: int) -> tuple[str, str, str]:
    """The first budget tables, so many of them, the others, and all the rest."""
    title, before, tables, behind = _cut(text)
    at = _start_of_table(tables, n_first)
    return f"{title}\n{tables[:at]}", f"{title}\n{tables[at:]}", f"{before}{behind}"


def _cut(text: str) -> tuple[str, str, str, str]:
    """The title, what stands before the tables, the tables, and what stands behind them."""
    starts = [found.start() for found in _PART.finditer(text)]
    # The contents name the parts as well.
    _, tables, explanations, *_ = starts[len(starts) // 2 :]
    title = text[: text.index("目录")] if "目录" in text else text[: text.index("目 录")]
    return title, text[:tables], text[tables:explanations], text[explanations:]


def _start_of_table(tables: str, number: int) -> int:
    """Where the table behind the first so many begins: behind the last row of the one before."""
    labels = [found.start() for found in re.finditer(_LABEL, tables)]
    rows = [found.end() for found in re.finditer(r"(?m)^.*\t.*\n", tables) if found.end() <= labels[number]]
    return rows[-1]
