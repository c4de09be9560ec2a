"""XLS files (BIFF), the spreadsheets of old office programs. xlrd reads them: it tells the format of each number."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from dagster_project.extraction.readers.number_formats import BUILT_IN, displayed
from dagster_project.extraction.readers.spreadsheet import DAMAGED, HiddenColumns, Row, Workbook, without_covered
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

# Of more, a read takes longer than ten seconds.
_MOST_BYTES = 20_000_000
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read(content: bytes) -> SourceDocument:
    """The blocks of an XLS file."""
    if len(content) > _MOST_BYTES:
        raise UnreadableDocument(
            f"an old Excel file of more than {_MOST_BYTES // 1_000_000} MB: take out pictures, or save it as XLSX"
        )
    book = _opened(content)
    workbook = Workbook()
    for at, name in enumerate(book.sheet_names()):
        sheet = _sheet(book, at)
        if sheet.visibility:
            workbook.leave_out(name)
        else:
            merged = [(top, below - 1, left, behind - 1) for top, below, left, behind in sheet.merged_cells]
            workbook.add(without_covered(_rows(book, sheet), merged), _hidden_columns(sheet))
        book.unload_sheet(at)
    return workbook.document()


def _opened(content: bytes) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO())
    # A damaged file makes xlrd raise nearly anything.
    except Exception as error:
        if "encrypted" in str(error).lower():
            raise UnreadableDocument("an old Excel file that is locked with a password: save it without one") from error
        raise UnreadableDocument(DAMAGED) from error


def _sheet(book: Any, at: int) -> Any:
    try:
        return book.sheet_by_index(at)
    except Exception as error:
        raise UnreadableDocument(DAMAGED) from error


def _rows(book: Any, sheet: Any) -> Iterator[Row]:
    for row_no in range(sheet.nrows):
        info = sheet.rowinfo_map.get(row_no)
        try:
            cells = {at: text for at, cell in enumerate(sheet.row(row_no)) if (text := _displayed(book, cell))}
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableDocument(DAMAGED) from error
        if cells:
            yield row_no, {} if info is not None and info.hidden else cells


def _hidden_columns(sheet: Any) -> HiddenColumns:
    found = HiddenColumns()
    for column, info in sheet.colinfo_map.items():
        if info.hidden:
            found.add(column, column)
    return found


def _displayed(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        number = book.xf_list[cell.xf_index].format_key
        code = book.format_map[number].format_str if number in book.format_map else BUILT_IN.get(number)
        return displayed(cell.value, code, counts_from_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    return _ERRORS.get(cell.value, "") if cell.ctype == xlrd.XL_CELL_ERROR else ""
