"""`yusuan diff`: whether two published files hold the same, and where they differ, for a person or for a program."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from dagster_project.commands.display import err, out, show_rows
from dagster_project.settings import Settings, readable_size
from dagster_project.storage.differences import (
    COLUMN_ONLY_IN_NEW,
    COLUMN_ONLY_IN_OLD,
    ROW_COUNT,
    RUN_COLUMNS,
    TYPE,
    VALUES,
    Difference,
    Example,
    differences,
)
from dagster_project.storage.reading import UnreadableDatabase
from dagster_project.visible import clipped, visible

_COLUMNS = ("table_name", "difference", "column_name", "n_rows", "old", "new", "examples")
_LONGEST_VALUE = 120
_INDENT = 4


def show_differences(settings: Settings, old: Path, new: Path, as_format: str, with_run: bool) -> int:
    """Shows what differs; returns the exit status: 0 where nothing does, 1 where something does, 2 where it cannot be told."""
    import duckdb

    try:
        found = differences(old, new, with_run, f"{settings.query_memory}B")
    except UnreadableDatabase as error:
        err.print(f"{error}.")
        return 2
    except duckdb.OutOfMemoryException:
        allowed = readable_size(settings.query_memory)
        err.print(f"The comparison needs more memory than {allowed}: YUSUAN_QUERY_MEMORY allows more.")
        return 2
    except duckdb.Error as error:
        err.print(f"The files cannot be compared: {error}")
        return 2
    if as_format == "table":
        _show_tables(found)
    else:
        show_rows(_COLUMNS, [_for_program(difference) for difference in found], as_format)
    _tell_sum(found, with_run)
    return 1 if found else 0


def _show_tables(found: Sequence[Difference]) -> None:
    for table, of_table in groupby(found, key=lambda difference: difference.table):
        out.print(Text(visible(table), style="bold"))
        for difference in of_table:
            _print_indented(_in_words(difference), _INDENT)
            for example in difference.examples:
                _print_indented(_example_in_words(example), 2 * _INDENT)
        out.print("")


def _in_words(difference: Difference) -> str:
    column = visible(difference.column or "")
    n_rows = f"{difference.n_rows:,} row{'' if difference.n_rows == 1 else 's'}" if difference.n_rows is not None else ""
    match difference.what:
        case what if what == VALUES:
            return f"{column}: other values in {n_rows}"
        case what if what in (TYPE, ROW_COUNT):
            return f"{f'{column}: ' if column else ''}{what} {difference.old} → {difference.new}"
        case what if what in (COLUMN_ONLY_IN_OLD, COLUMN_ONLY_IN_NEW):
            return f"{column}: {what} ({difference.old or difference.new})"
        case what:
            return f"{what}: {n_rows}"


def _example_in_words(example: Example) -> str:
    row = clipped(", ".join(f"{visible(name)} = {visible(text)}" for name, text in example.row.items()), 3 * _LONGEST_VALUE)
    if example.old is None and example.new is None:
        return row
    return f"{row}: {_value(example.old)} → {_value(example.new)}"


def _value(text: str | None) -> str:
    return "null" if text is None else clipped(visible(text), _LONGEST_VALUE)


def _for_program(difference: Difference) -> list[object]:
    return [
        *(difference.table, difference.what, difference.column, difference.n_rows, difference.old, difference.new),
        [asdict(example) for example in difference.examples],
    ]


def _tell_sum(found: Sequence[Difference], with_run: bool) -> None:
    n_tables = len({difference.table for difference in found})
    said = f"{n_tables} table{'' if n_tables == 1 else 's'} or views differ." if found else "Both files hold the same."
    err.print(said)
    if not with_run:
        left_out = ", ".join(f"{table}.{column}" for table, columns in RUN_COLUMNS.items() for column in columns)
        err.print(f"Not compared, since they tell of the run: {left_out}. With --with-run they are.")


def _print_indented(text: str, columns: int) -> None:
    out.print(Padding(Text(text, overflow="fold"), (0, 0, 0, columns), expand=False))
