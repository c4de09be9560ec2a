"""A document that is being damaged: its lines, where its tables and sentences stand, and what may still be published of it.

A draft of a made document begins with the truth of its generator; one of a text under raw/ with none of its own.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from tests.made import print_disclosure
from tests.made.document import text_of
from tests.made.truth import StatedMeaning, TableMeaning, stated_truth, table_truth

FIGURE = re.compile(r"(?<![\d.,])\d[\d,]*\.\d\d(?![\d.%])")
_Meaning = TypeVar("_Meaning", TableMeaning, StatedMeaning)
# The parts of a meaning that are told in words of the document itself.
_NAMES = frozenset({"project", "indicator"})
_NUMBER_OF_TABLE = re.compile(r"表 ?\d+")


@dataclass(frozen=True, slots=True)
class Grid:
    """A budget table, by lines: its number stands on `number`, its header on `start`, behind its last row is `end`."""

    number: int
    title: str
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """The lines of a document and what may be published of it.

    `tables` and `stated` are all that may be published, as often as it may. `planted` are the texts of figures that
    were added and are no figures of this unit and year: each must be rejected, structural or a remark. `beside` are those that
    may be stated as what their heading says, with its measure: changes.
    """

    rng: random.Random
    unit: str
    kind: str
    year: int
    lines: list[str]
    tables: Counter[TableMeaning]
    stated: Counter[StatedMeaning]
    codes: dict[str, str] = field(default_factory=dict)
    planted: list[str] = field(default_factory=list)
    beside: set[tuple[str, str]] = field(default_factory=set)
    touched: list[str] = field(default_factory=list)
    encode: Callable[[str], bytes] = str.encode

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def touch(self, *lines: str) -> None:
        """Notes what was done, for whoever looks at it."""
        self.touched += lines

    def replace(self, place: int, *lines: str) -> None:
        """Puts lines in the place of one, and notes both."""
        self.touch(f"- {self.lines[place]}", *(f"+ {line}" for line in lines))
        self.lines[place : place + 1] = lines

    def insert(self, place: int, *lines: str) -> None:
        """Puts lines before one."""
        self.touch(*(f"+ {line}" for line in lines))
        self.lines[place:place] = lines

    def rename(self, old: str, new: str) -> None:
        """Notes that projects and indicators are printed with other words."""
        self.tables, self.stated = _renamed(self.tables, old, new), _renamed(self.stated, old, new)

    def withdraw(self, grid: Grid) -> None:
        """Lets nothing of a table be published."""
        code = self.codes[grid.title]
        self.tables = Counter({meaning: count for meaning, count in self.tables.items() if meaning.table_code != code})

    def grids(self) -> list[Grid]:
        """The budget tables of which there is a grid, in their order; of a table that goes on over a page its first page."""
        return list(self._grids())

    def _grids(self) -> Iterator[Grid]:
        for number, line in enumerate(self.lines):
            if not _NUMBER_OF_TABLE.fullmatch(line):
                continue
            start = next((place for place in range(number, min(number + 12, len(self.lines))) if "\t" in self.lines[place]), None)
            if start is not None:
                end = next(place for place in range(start, len(self.lines)) if "\t" not in self.lines[place])
                yield Grid(number, self.lines[number + 2].lstrip("# "), start, end)

    def rows(self, grid: Grid) -> list[int]:
        """The lines of a grid that print a figure."""
        return [place for place in range(grid.start, grid.end) if FIGURE.search(self.lines[place])]

    def some_grid(self, n_rows: int = 1) -> Grid | None:
        """A table with so many rows with figures."""
        fit = [grid for grid in self.grids() if len(self.rows(grid)) >= n_rows]
        return self.rng.choice(fit) if fit else None

    def some_row(self) -> int | None:
        """A row with a figure, of a table drawn first."""
        grid = self.some_grid()
        return self.rng.choice(self.rows(grid)) if grid else None

    def sentences(self, pattern: str = "万元") -> list[int]:
        """The lines of part three that are no table, no heading, and match a pattern."""
        first = self.part_three()
        return [
            place
            for place in range(first, len(self.lines))
            if "\t" not in self.lines[place] and not self.lines[place].startswith("#") and re.search(pattern, self.lines[place])
        ]

    def part_three(self) -> int:
        """The line that part three begins on, behind the contents."""
        return max(place for place, line in enumerate(self.lines) if re.match(r"#* ?第三部分", line))

    def new_amount(self) -> str:
        """An amount that is printed nowhere, and that nothing printed is part of."""
        text = self.text
        while True:
            amount = f"{self.rng.randint(3, 9)},{self.rng.randint(100, 999)}.{self.rng.randint(11, 99)}"
            if amount not in text and amount.replace(",", "") not in text and amount[2:] not in text:
                return amount

    def plant(self) -> str:
        """A new amount that must not be published."""
        amount = self.new_amount()
        self.planted.append(amount)
        return amount


def _renamed(truth: Counter[_Meaning], old: str, new: str) -> Counter[_Meaning]:
    old, new = unicodedata.normalize("NFKC", old), "".join(unicodedata.normalize("NFKC", new).split())
    found: Counter[_Meaning] = Counter()
    for meaning, count in truth.items():
        names = {name: text.replace(old, new) for name, text in meaning._asdict().items() if name in _NAMES and text}
        found[meaning._replace(**names)] += count
    return found


def made_draft(seed: int, name: str) -> Draft:
    """The made document of a seed, to be damaged."""
    disclosure, style = print_disclosure(seed)
    return Draft(
        random.Random(f"damage {seed} {name}"),
        disclosure.unit,
        disclosure.kind,
        disclosure.year,
        text_of(disclosure, style).split("\n")[:-1],
        table_truth(disclosure),
        stated_truth(disclosure),
        {table.title: table.code for table in disclosure.tables},
    )
