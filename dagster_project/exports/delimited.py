"""Tables as CSV: UTF-8 with the mark that Excel wants, or without it; texts that a spreadsheet would run are made harmless."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dagster_project.exports.catalogue import ExportedTable, exported_tables, rows_of
from dagster_project.visible import harmless_in_a_spreadsheet


def export_csv(connection: Any, folder: Path) -> list[ExportedTable]:
    """Writes a file a table, each with the mark of UTF-8, so that a double click shows Chinese. Returns the tables."""
    tables = exported_tables(connection)
    for table in tables:
        write_csv(folder / f"{table.name}.csv", table, rows_of(connection, table), encoding="utf-8-sig")
    return tables


def write_csv(path: Path, table: ExportedTable, rows: Iterable[Sequence[Any]], encoding: str) -> None:
    """Writes a table: a header, lines that end as RFC 4180 wants, lists as JSON, times as ISO 8601, empty for null."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows([_printed(value) for value in row] for row in rows)


def _printed(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return harmless_in_a_spreadsheet(value) if isinstance(value, str) else value
