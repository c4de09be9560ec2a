"""All tables as one workbook: a sheet a table, headers that stay, figures as numbers, codes as texts, and a dictionary."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from dagster_project.exports.catalogue import ExportedTable, exported_tables, rows_of

_FILE = "yusuan.xlsx"
_ROWS_OF_A_SHEET = 1_048_575  # without the header
# A moment that is always the same: two exports of one state are the same file.
_CREATED = datetime.datetime(2020, 1, 1)
# How amounts, dates and times look.
_SHOWN = {Decimal: "#,##0.00", datetime.date: "yyyy-mm-dd", datetime.datetime: "yyyy-mm-dd hh:mm:ss"}
_WIDEST = 60
_DICTIONARY = ("table", "column", "type", "meaning 含义", "points to")


class TooManyRows(Exception):
    """A table has more rows than a sheet can hold."""


def export_xlsx(connection: Any, folder: Path) -> list[ExportedTable]:
    """Writes one workbook. Returns the tables. Raises `TooManyRows`."""
    from xlsxwriter import Workbook

    tables = exported_tables(connection)
    for table in tables:
        if table.n_rows > _ROWS_OF_A_SHEET:
            raise TooManyRows(f"{table.name} has {table.n_rows:,} rows, more than a sheet holds: export parquet or csv.")
    # Every text is written as one: nothing of a document is taken for a formula, a link or a number.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(folder / _FILE), options) as workbook:
        workbook.set_properties({"created": _CREATED})
        _write_sheet(workbook, "dictionary", _DICTIONARY, _dictionary(tables))
        for table in tables:
            _write_sheet(workbook, table.name, [column.name for column in table.columns], rows_of(connection, table))
    return tables


def _dictionary(tables: Iterable[ExportedTable]) -> Iterable[tuple[str, ...]]:
    for table in tables:
        yield table.name, "", "", table.meaning, ""
        for column in table.columns:
            yield table.name, column.name, column.data_type, column.meaning, ".".join(column.points_to or ())


def _write_sheet(workbook: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    bold = workbook.add_format({"bold": True})
    formats = {kind: workbook.add_format({"num_format": shown}) for kind, shown in _SHOWN.items()}
    for column, title in enumerate(header):
        sheet.set_column(column, column, min(_WIDEST, max(10, len(title) + 2)))
        sheet.write_string(0, column, title, bold)
    n_rows = 0
    for n_rows, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write_cell(sheet, n_rows, column, value, formats)
    sheet.autofilter(0, 0, n_rows, len(header) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[type, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, value, formats[Decimal])
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, formats[type(value)])
    else:
        sheet.write_string(row, column, " ".join(map(str, value)) if isinstance(value, list) else str(value))
