"""ODS files (OpenDocument spreadsheets), as LibreOffice and WPS write them. They hold what is displayed in each cell."""

from collections.abc import Iterator

from dagster_project.extraction.readers.archive import Archive, Event
from dagster_project.extraction.readers.number_formats import displayed
from dagster_project.extraction.readers.rows import MOST_COLUMNS, MOST_ROWS
from dagster_project.extraction.readers.spreadsheet import DAMAGED, MOST_ROWS_OF_A_SHEET, HiddenColumns, Row, Workbook
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_CELLS = {"table-cell", "covered-table-cell"}
# What stands in a table or a cell without being displayed in it.
_ASIDE = {"annotation", "tracked-changes", "shapes", "table-source", "scenario"}
_HIDDEN = {"collapse", "filter"}
_MOST_MANIFEST = 10_000_000
_MOST_BLANKS = 100


def read(archive: Archive) -> SourceDocument:
    """The blocks of an ODS file."""
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST, _MOST_MANIFEST):
        raise UnreadableDocument("a spreadsheet that is locked with a password: save it without one")
    workbook = Workbook()
    events = _without_asides(archive.events(CONTENT))
    hidden_styles: set[str] = set()
    style = ""
    for event in events:
        if event.is_end:
            continue
        if event.name == "style":
            style = event.attributes.get("name", "")
        elif event.name == "table-properties" and event.attributes.get("display") == "false":
            hidden_styles.add(style)
        elif event.name == "table":
            _take_sheet(event, events, hidden_styles, workbook)
    return workbook.document()


def _without_asides(events: Iterator[Event]) -> Iterator[Event]:
    aside, depth = "", 0
    for event in events:
        if not aside and event.name in _ASIDE and not event.is_end:
            aside = event.name
        if not aside:
            yield event
        elif event.name == aside:
            depth += -1 if event.is_end else 1
            aside = aside if depth else ""


def _take_sheet(table: Event, events: Iterator[Event], hidden_styles: set[str], workbook: Workbook) -> None:
    reading = _SheetReading()
    rows = reading.rows(events)
    if table.attributes.get("style-name") in hidden_styles:
        workbook.leave_out(table.attributes.get("name", ""))
        for _ in rows:
            pass
    else:
        workbook.add(rows, reading.hidden_columns)


class _SheetReading:
    """A sheet being read."""

    def __init__(self) -> None:
        self._row_no = self._column = self._n_columns = 0
        self.hidden_columns = HiddenColumns()
        self._cells: dict[int, str] = {}
        self._row = self._cell = Event("")
        self._text = _CellText()

    def rows(self, events: Iterator[Event]) -> Iterator[Row]:
        """The filled rows of a table that has begun, up to its end. A table in a cell is part of its text."""
        depth = 1
        for event in events:
            if event.name == "table":
                depth += -1 if event.is_end else 1
                if not depth:
                    return
            elif depth > 1 or not event.name.startswith(("table-", "covered-table-")):
                self._text.take(event)
            elif event.is_end:
                yield from self._end(event)
            else:
                self._begin(event)

    def _begin(self, event: Event) -> None:
        if event.name == "table-column":
            first = self._n_columns
            self._n_columns += _times(event, "number-columns-repeated")
            if event.attributes.get("visibility") in _HIDDEN:
                self.hidden_columns.add(first, self._n_columns - 1)
        elif event.name == "table-row":
            self._row, self._cells, self._column = event, {}, 0
        elif event.name in _CELLS:
            self._cell = event
            self._text.begin()

    def _end(self, event: Event) -> Iterator[Row]:
        if event.name in _CELLS:
            n_repeated = _times(self._cell, "number-columns-repeated")
            if event.name == "table-cell" and (displayed := self._text.text() or _value(self._cell)):
                # One more than may be read is enough to be refused.
                n_filled = min(n_repeated, MOST_COLUMNS + 1)
                self._cells.update(dict.fromkeys(range(self._column, self._column + n_filled), displayed))
            self._column += n_repeated
        elif event.name == "table-row":
            n_repeated = _times(self._row, "number-rows-repeated")
            if self._cells:
                cells = {} if self._row.attributes.get("visibility") in _HIDDEN else self._cells
                yield from ((self._row_no + at, cells) for at in range(min(n_repeated, MOST_ROWS + 1)))
            self._row_no += n_repeated


class _CellText:
    """What is displayed in a cell: its paragraphs, parted by blanks."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._depth = 0

    def begin(self) -> None:
        self._found = []

    def take(self, event: Event) -> None:
        if event.name in {"p", "h"}:
            self._depth += -1 if event.is_end else 1
            self._found.append(" ")
        elif not self._depth:
            return
        elif not event.name:
            self._found.append(event.text)
        elif event.name in {"tab", "line-break"}:
            self._found.append(" ")
        elif event.name == "s" and not event.is_end:
            self._found.append(" " * min(_times(event, "c"), _MOST_BLANKS))

    def text(self) -> str:
        return "".join(self._found).strip()


def _value(cell: Event) -> str:
    """The value of a cell of which the file does not hold what is displayed."""
    text = cell.attributes.get("string-value") or cell.attributes.get("date-value") or ""
    if text or "value" not in cell.attributes:
        return text
    try:
        number = float(cell.attributes["value"])
    except ValueError as error:
        raise UnreadableDocument(DAMAGED) from error
    return displayed(number, "0.00%" if cell.attributes.get("value-type") == "percentage" else None)


def _times(event: Event, name: str) -> int:
    text = event.attributes.get(name, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UnreadableDocument(DAMAGED)
    return min(int(text), MOST_ROWS_OF_A_SHEET)
