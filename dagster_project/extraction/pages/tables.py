"""What a table on a page is, however it was found."""

from dataclasses import dataclass
from typing import NamedTuple

from dagster_project.extraction.pages.lines import Line
from dagster_project.extraction.places import Box


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, its box, and the row and the column of the table that it begins in."""

    text: str
    box: Box
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where its columns and rows are parted, and its cells from above to below and left to right.

    `columns` is how far the text of each column reaches, where no rules tell more. `lines` are those that it is of where it
    is a table only if it goes on with one of the page before.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    columns: tuple[tuple[float, float], ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


class Found(NamedTuple):
    """A table, and the lines that it is made of."""

    table: Table
    lines: tuple[Line, ...]
