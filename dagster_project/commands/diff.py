"""`yusuan diff`: whether two published files hold the same, and where they differ, for a person or for a program."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from rich.text import Text

from dagster_project.commands.display import err, out, print_indented, show_rows
from dagster_project.settings import Settings, readable_size
from dagster_project.storage.differences import Difference, Example, differences
from dagster_project.storage.reading import UnreadableDatabase
from dagster_project.visible import clipped, visible

_COLUMNS = ("table_name", "difference", "column_name", "n_rows", "old", "new", "examples")
_LONGEST_VALUE = 120
_LONGEST_ROW = 360
_INDENT = 4


def show_differences(settings: Settings, old: Path, new: Path, as_format: str) -> int:
    """Shows what differs; returns the exit status: 0 where nothing does, 1 where something does, 2 where it cannot be told."""
    import duckdb

    try:
        found = differences(old, new, f"{settings.query_memory}B")
    except duckdb.OutOfMemoryException:
        allowed = readable_size(settings.query_memory)
        err.print(f"The comparison needs more memory than {allowed}: YUSUAN_QUERY_MEMORY allows more.")
        return 2
    except (UnreadableDatabase, duckdb.Error, OSError) as error:
        err.print(f"The files cannot be compared: {error}")
        return 2
    if as_format == "table":
        _show_by_table(found)
    else:
        show_rows(_COLUMNS, [_for_program(difference) for difference in found], as_format)
    n_tables = len({difference.table for difference in found})
    err.print(f"{n_tables} {'table differs' if n_tables == 1 else 'tables differ'}." if found else "Both files hold the same.")
    return 1 if found else 0


def _show_by_table(found: Sequence[Difference]) -> None:
    for table, of_table in groupby(found, key=lambda difference: difference.table):
        out.print(Text(visible(table), style="bold"))
        for difference in of_table:
            print_indented(Text(_in_words(difference)), _INDENT)
            for example in difference.examples:
                print_indented(Text(_example_in_words(example)), 2 * _INDENT)
        out.print("")


def _in_words(difference: Difference) -> str:
    column = visible(difference.column or "")
    n_rows = f"{difference.n_rows:,} {'row' if difference.n_rows == 1 else 'rows'}" if difference.n_rows is not None else ""
    return ": ".join(filter(None, (column, difference.what, n_rows, _change(difference.old, difference.new))))


def _example_in_words(example: Example) -> str:
    row = clipped(", ".join(f"{visible(name)} = {_value(text)}" for name, text in example.row.items()), _LONGEST_ROW)
    return ": ".join(filter(None, (row, _change(example.old, example.new))))


def _change(old: str | None, new: str | None) -> str:
    return "" if old is None and new is None else f"{_value(old)} → {_value(new)}"


def _value(text: str | None) -> str:
    return "–" if text is None else clipped(visible(text), _LONGEST_VALUE)


def _for_program(difference: Difference) -> list[object]:
    return [
        *(difference.table, difference.what, difference.column, difference.n_rows, difference.old, difference.new),
        [asdict(example) for example in difference.examples],
    ]
