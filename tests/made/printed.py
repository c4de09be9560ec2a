"""A disclosure as it is printed, before it is text: paragraphs, budget tables and performance tables.

Each figure keeps what it is, so that a fault can be planted in it and a reader's findings can be checked.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

_YUAN_PER_PRINTED_UNIT = 100


def in_wan(yuan: int) -> str:
    """An amount in 万元 with two decimals, halves rounded up."""
    units = (yuan + _YUAN_PER_PRINTED_UNIT // 2) // _YUAN_PER_PRINTED_UNIT
    return hundredths(units)


def hundredths(units: int) -> str:
    """A number of hundredths as a decimal with thousands separators."""
    sign = "-" if units < 0 else ""
    return f"{sign}{abs(units) // 100:,}.{abs(units) % 100:02d}"


def shifted(text: str, units: int) -> str:
    """A printed figure that many hundredths away."""
    return hundredths(in_hundredths(text) + units)


@lru_cache(maxsize=65_536)
def in_hundredths(text: str) -> int:
    """The number of hundredths that is printed."""
    return int(text.replace(",", "").replace(".", ""))


def in_wan_or_blank(yuan: int) -> str:
    """An amount as tables print it: nothing for zero."""
    return in_wan(yuan) if yuan else ""


def percent(part: int, whole: int) -> str:
    """A share or a growth in percent with two decimals, halves rounded up."""
    return hundredths((abs(part) * 20_000 + whole) // (2 * whole))


class Meaning(NamedTuple):
    """What a figure of a budget table is. `row_kind` is total, unit, class, section, item (of a list or code), project or detail.

    `others` are the subjects of other classifications, or the details, that its row is of besides.
    """

    table_code: str
    row_kind: str
    row_label: str
    column_code: str
    subject_code: str | None = None
    item_code: str | None = None
    project: str | None = None
    side: str | None = None
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Cell:
    """A cell of a budget table; only cells for amounts have a meaning."""

    text: str
    meaning: Meaning | None = None


@dataclass(slots=True)
class Row:
    """A row of a budget table. `kind` and `code` are those of its subject, project or total, if it has but one."""

    kind: str
    cells: list[Cell]
    code: str = ""

    @property
    def amounts(self) -> list[Cell]:
        """The cells for amounts, blank ones too, from left to right."""
        return [cell for cell in self.cells if cell.meaning]


@dataclass(slots=True)
class Table:
    """A budget table: its title, the rows of its header, its rows, and what is said below it if it is empty."""

    code: str
    title: str
    header: list[list[str]]
    rows: list[Row]
    number: int = 0
    note: str = ""
    break_after: int | None = None


@dataclass(slots=True)
class Stated:
    """A figure of a sentence or of a performance table.

    `role` is amount, share, change, percentage, base_zero (nothing printed: growth would be stated here), count or
    weight. `yuan` is the amount, the change, the part of a share, or the base of a percentage. `tables` are the
    tables that print the same.
    """

    text: str
    role: str
    measure: str
    yuan: int | None = None
    tables: frozenset[str] = frozenset()


Part = str | Stated


@dataclass(slots=True)
class Paragraph:
    """A paragraph: `level` is 0 for text and 1 to 4 for headings."""

    parts: list[Part]
    level: int = 0
    section: str = ""
    is_cut: bool = False

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(slots=True)
class PerformanceTable:
    """A table of performance targets, of a project or, without one, of the whole unit."""

    title: str
    rows: list[list[list[Part]]]
    project: str = ""


Block = Paragraph | Table | PerformanceTable


@dataclass(slots=True)
class PrintedDisclosure:
    """All of a disclosure, in reading order."""

    unit: str
    year: int
    kind: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def performance_tables(self) -> list[PerformanceTable]:
        return [block for block in self.blocks if isinstance(block, PerformanceTable)]

    def table(self, code: str) -> Table | None:
        """The table of a kind; None where it is not printed."""
        return next((table for table in self.tables if table.code == code), None)
