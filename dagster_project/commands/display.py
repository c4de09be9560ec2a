"""How things are shown: progress on a terminal, plain lines elsewhere, tables, errors."""

import csv
import io
import json
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

# What a document says is never mark-up: every text is shown as it is.
out = Console(highlight=False, markup=False, emoji=False)
# The stream itself, not its name: while a job runs, the name leads to the log.
err = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ProgressDisplay:
    """Shows a run's stages: bars on a terminal, a line a stage elsewhere. A context manager."""

    def __init__(self, console: Console) -> None:
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
        table.add_row(Text(name), Text(value))
    out.print(table)


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], as_format: str = "table") -> None:
    """Prints rows as a table, as CSV that is safe to open in a spreadsheet, or as JSON."""
    if as_format == "json":
        out.out(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2, default=str))
        return
    if as_format == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([_for_spreadsheet(column) for column in columns])
        writer.writerows([[_for_spreadsheet(value) for value in row] for row in rows])
        out.out(text.getvalue(), end="")
        return
    table = Table()
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    out.print(table)


def _for_spreadsheet(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
