"""How rows look on a terminal: as a table where that fits, else one `column: value` a line.

Figures stand under each other and are never broken, nor are keys; only longer texts are folded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from dagster_project.commands.values import in_words
from dagster_project.visible import visible, visible_lines

# Texts are folded to no less: narrower ones read like a column of syllables.
_LEAST_WIDTH = 24
# Blanks and a border at each column, and the last border
_AROUND_A_COLUMN, _LAST_BORDER = 3, 1
# Whole numbers of four digits are mostly years: they are written without separators, unless longer ones stand with them.
_SEPARATED_FROM = 10_000
_USUAL_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    cells: list[str]
    is_of_figures: bool

    @property
    def width(self) -> int:
        """How wide it is where nothing is folded."""
        return max(cell_len(line) for text in (self.name, *self.cells) for line in text.split("\n"))

    @property
    def least_width(self) -> int:
        """How wide it is where all is folded that may be."""
        if self.is_of_figures:
            return self.width
        return max(_least_width(line) for text in (self.name, *self.cells) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _AsWide:
    """A table that is drawn as wide as it is, whatever the width of the console."""

    table: Table
    width: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from console.render(self.table, options.update(width=self.width))


def print_fitting(console: Console, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints rows as a table where that is as narrow as the console, else vertically."""
    drawn = _columns(columns, rows)
    if _around(drawn) + sum(column.least_width for column in drawn) <= console.width:
        _print_table(console, drawn)
    else:
        _print_vertically(console, drawn, len(rows))


def print_table(console: Console, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints rows as a table, wider than the console where figures and keys are."""
    _print_table(console, _columns(columns, rows))


def print_vertically(console: Console, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints each row as lines of `column: value`."""
    _print_vertically(console, _columns(columns, rows), len(rows))


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[_Column]:
    return [_column(visible(name), [row[at] for row in rows]) for at, name in enumerate(names)]


def _column(name: str, values: Sequence[Any]) -> _Column:
    """A column with its values as they are shown: what is null is empty."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in known):
        form = _form(known)
        return _Column(name, ["" if value is None else format(value, form) for value in values], is_of_figures=True)
    return _Column(name, ["" if value is None else visible_lines(in_words(value)) for value in values], is_of_figures=False)


def _form(figures: Sequence[Any]) -> str:
    """How the figures of a column are written: with separators, and all with as many decimals as one of them needs."""
    if any(isinstance(figure, float) for figure in figures):
        return ","
    if all(isinstance(figure, int) for figure in figures):
        return "," if any(abs(figure) >= _SEPARATED_FROM for figure in figures) else ""
    declared = max(_decimals(figure) for figure in figures)
    needed = max(_decimals(figure.normalize()) for figure in figures)
    return f",.{min(declared, max(needed, _USUAL_DECIMALS))}f"


def _decimals(figure: Decimal) -> int:
    return max(0, -int(figure.as_tuple().exponent))


def _least_width(line: str) -> int:
    """A key, a code, a path or a name of a column stays whole: it is to be copied."""
    width = cell_len(line)
    return width if line.isascii() and " " not in line else min(width, _LEAST_WIDTH)


def _around(columns: Sequence[_Column]) -> int:
    return _AROUND_A_COLUMN * len(columns) + _LAST_BORDER


def _print_table(console: Console, columns: Sequence[_Column]) -> None:
    widths = _widths(columns, console.width - _around(columns))
    table = Table()
    for column, width in zip(columns, widths, strict=True):
        table.add_column(Text(column.name), width=width, overflow="fold", justify="right" if column.is_of_figures else "left")
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*map(Text, row))
    console.print(_AsWide(table, sum(widths) + _around(columns)), soft_wrap=True)


def _widths(columns: Sequence[_Column], room: int) -> list[int]:
    """The widths of columns: the widest are folded, as little as the room allows."""
    widest = max((column.width for column in columns), default=0)
    while widest > _LEAST_WIDTH and sum(_folded(column, widest) for column in columns) > room:
        widest -= 1
    return [_folded(column, widest) for column in columns]


def _folded(column: _Column, widest: int) -> int:
    return max(column.least_width, min(column.width, widest))


def _print_vertically(console: Console, columns: Sequence[_Column], n_rows: int) -> None:
    if not n_rows:
        console.print("No rows.")
        return
    indent = max(cell_len(column.name) for column in columns) + len(": ")
    room = max(console.width - indent, _LEAST_WIDTH)
    for number in range(n_rows):
        console.rule(f"row {number + 1:,}", align="left", style="dim")
        for column in columns:
            label = " " * (indent - len(": ") - cell_len(column.name)) + column.name + ": "
            for line in Text(column.cells[number]).wrap(console, room, overflow="fold", justify="left") or [Text()]:
                shown = Text(label, style="bold") + line
                shown.rstrip()
                console.print(shown, soft_wrap=True)
                label = " " * indent
