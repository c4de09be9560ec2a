"""Spreadsheets as people make them: a title merged over its table, figures as numbers with a format, blank rows between tables."""

from collections.abc import Sequence
from itertools import groupby

from tests.made.files.parts import Part, Prose, Sheet, is_figure
from tests.written_office import Value, ods, place, sheet_xml, xls, xlsx_of

_FORMAT = "#,##0.00"
_FORMATS = (_FORMAT, "0.00")


class _Rows:
    """The rows of a sheet, and which of their cells are merged."""

    def __init__(self) -> None:
        self.rows: list[list[Value]] = []
        self.merged: list[str] = []

    def add(self, part: Part) -> None:
        if isinstance(part, Prose):
            self.rows.append([part.text])
            return
        width = len(part.rows[0])
        if part.lines and self.rows:
            self.rows.append([])
        for title in part.title:
            self._merge(0, 1, width)
            self.rows.append([title])
        left, right = part.left_and_right
        if left or right:
            self.rows.append([left, *[""] * (width - 2), right])
        for row_no, column, n_rows, n_columns, _ in part.cells():
            self._merge(column, n_rows, n_columns, row_no)
        self.rows += [[_value(cell) for cell in row] for row in part.rows]
        if part.lines:
            self.rows.append([])

    def _merge(self, column: int, n_rows: int, n_columns: int, below: int = 0) -> None:
        if n_rows * n_columns > 1:
            first = len(self.rows) + below
            self.merged.append(f"{place(first, column)}:{place(first + n_rows - 1, column + n_columns - 1)}")

    def xml(self) -> str:
        cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in self.merged)
        return sheet_xml(self.rows, _FORMATS, behind=f"<mergeCells>{cells}</mergeCells>" if cells else "")


def as_xlsx(parts: Sequence[Part]) -> bytes:
    """An XLSX file with all on one sheet."""
    return xlsx_of({"Sheet1": _rows(parts).xml()}, _FORMATS)


def as_xlsx_of_sheets(parts: Sequence[Part]) -> bytes:
    """An XLSX file with each table on a sheet of its own, and so what stands between two."""
    groups: list[list[Part]] = []
    for is_table, found in groupby(parts, key=lambda part: isinstance(part, Sheet)):
        together = list(found)
        groups += [[part] for part in together] if is_table else [together]
    return xlsx_of({f"Sheet{number}": _rows(group).xml() for number, group in enumerate(groups, start=1)}, _FORMATS)


def as_xls(parts: Sequence[Part]) -> bytes:
    """An XLS file with all on one sheet."""
    return xls(_rows(parts).rows)


def as_ods(parts: Sequence[Part]) -> bytes:
    """An ODS file with all on one sheet, as texts."""
    return ods([[_shown(cell) for cell in row] for row in _rows(parts).rows])


def _rows(parts: Sequence[Part]) -> _Rows:
    rows = _Rows()
    for part in parts:
        rows.add(part)
    return rows


def _value(cell: str) -> Value:
    """Figures as numbers with a format, as people enter them."""
    if not is_figure(cell):
        return cell
    number = float(cell.replace(",", ""))
    return number, _FORMAT if "," in cell or abs(number) < 1000 else "0.00"


def _shown(value: Value) -> str:
    if isinstance(value, tuple):
        number, code = value
        return f"{number:,.2f}" if code == _FORMAT else f"{number:.2f}"
    return str(value)
