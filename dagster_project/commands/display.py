"""How things are shown: progress on a terminal, plain lines elsewhere, tables, errors; rows for programs.

Names of files and texts of documents are shown as they are, but nothing in them acts: not as mark-up, not on the
terminal, not as a formula of a spreadsheet.
"""

import csv
import io
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from dagster_project.commands.tables import print_fitting, print_table, print_vertically
from dagster_project.commands.values import in_words, json_value
from dagster_project.visible import harmless_in_a_spreadsheet, spelt_out, visible_lines

if TYPE_CHECKING:  # most commands show no progress
    from rich.progress import TaskID


# About what a person looks through.
ROWS_ON_A_TERMINAL = 50
_LAYOUTS = {"fitting": print_fitting, "table": print_table, "vertical": print_vertically}
_FOR_PROGRAMS = {"csv", "json"}
_UTF_8_MARK = "\ufeff"


class _SafeConsole(Console):
    """A console on which no text acts: whatever is printed passes here, and only rich's own signs drive the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible_lines(segment.text), segment.style)


# What a document says is never mark-up: every text is shown as it is.
out = _SafeConsole(highlight=False, markup=False, emoji=False)
# The stream itself, not its name: while a job runs, the name leads to the log.
err = _SafeConsole(file=sys.stderr, highlight=False, markup=False, emoji=False)


class ProgressDisplay:
    """Shows a run's stages: bars on a terminal, a line a stage elsewhere. A context manager."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._console = console
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}
        self._begun: dict[str, float] = {}

    def __enter__(self) -> "ProgressDisplay":
        if self._console.is_terminal:
            self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._console.is_terminal:
            self._bars.stop()

    def began(self, stage: str, n_steps: int | None) -> None:
        self._begun[stage] = time.monotonic()
        if self._console.is_terminal:
            self._tasks[stage] = self._bars.add_task(stage, total=n_steps)

    def advanced(self, stage: str) -> None:
        if stage in self._tasks:
            self._bars.advance(self._tasks[stage])

    def ended(self, stage: str) -> None:
        if stage in self._tasks:
            task = self._tasks[stage]
            done = next(t for t in self._bars.tasks if t.id == task).completed or 1
            self._bars.update(task, total=done, completed=done)
            self._bars.stop_task(task)
        elif not self._console.is_terminal:
            self._console.print(f"{stage}: {time.monotonic() - self._begun[stage]:.1f} s")


def show_pairs(pairs: Sequence[tuple[str, str]]) -> None:
    """Prints names and values in two columns."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in pairs:
        table.add_row(_text(name), _text(value))
    out.print(table)


def print_indented(text: Text, columns: int) -> None:
    """Prints a text so many columns further right, all of its lines."""
    text.overflow = "fold"
    out.print(Padding(text, (0, 0, 0, columns), expand=False))


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], as_format: str = "fitting") -> None:
    """Prints rows for a person, as a `table`, `vertical` or what is `fitting`, or for a program, as `csv` or `json`.

    CSV is safe to open in a spreadsheet, and begins with the mark of UTF-8, by which a double click shows Chinese.
    """
    if as_format == "json":
        _write(_as_json(columns, rows))
    elif as_format == "csv":
        _write(f"{_UTF_8_MARK}{_as_csv(columns, rows)}")
    else:
        _LAYOUTS[as_format](out, columns, rows)


@dataclass(frozen=True, slots=True)
class Shown:
    """How the rows of a query are shown: the format, and how many of them at most, 0 for all.

    None is as many as a person wants to see: on a terminal some, for a program or a file all.
    """

    as_format: str = "fitting"
    n_rows: int | None = None

    @property
    def most(self) -> int | None:
        if self.n_rows is not None:
            return self.n_rows or None
        return ROWS_ON_A_TERMINAL if out.is_terminal and self.as_format not in _FOR_PROGRAMS else None


def show_some_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], shown: Shown) -> int:
    """Prints as many of the rows as are to be shown; returns how many that were."""
    some = rows[: shown.most]
    show_rows(columns, some, shown.as_format)
    return len(some)


def write_json(value: Any) -> None:
    """Prints a value made of lists, dictionaries and plain values as JSON, past the console."""
    _write(_json_text(json_value(value)))


def _write(text: str) -> None:
    """Writes what is for programs past the console, which would fold lines and widen tabs."""
    out.file.write(text)


def _text(text: str) -> Text:
    """A text as it will be seen, so that it is measured as wide as it will be."""
    return Text(visible_lines(text))


def _as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_in_a_cell(column) for column in columns])
    writer.writerows([[_in_a_cell(value) for value in row] for row in rows])
    return text.getvalue()


def _in_a_cell(value: Any) -> Any:
    """A value as it is safe in a cell of a spreadsheet."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return harmless_in_a_spreadsheet(value) if isinstance(value, str) else visible_lines(in_words(value))


def _as_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as a list of objects. Signs that would act on a terminal are written as escapes, which mean the same."""
    names = _unlike(columns)
    return _json_text([dict(zip(names, map(json_value, row), strict=True)) for row in rows])


def _json_text(value: Any) -> str:
    lines = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).split("\n")
    return "".join(f"{spelt_out(line, lambda sign: json.dumps(sign)[1:-1])}\n" for line in lines)


def _unlike(columns: Sequence[str]) -> list[str]:
    """The names of columns, with a number behind one that is there before: an object holds a name once."""
    names: list[str] = []
    for column in columns:
        name, number = column, 0
        while name in names or (number and name in columns):
            number += 1
            name = f"{column}_{number}"
        names.append(name)
    return names
