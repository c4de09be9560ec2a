"""XLSX files (Office Open XML), as Excel and WPS write them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dagster_project.extraction.readers.archive import Archive, Event
from dagster_project.extraction.readers.number_formats import BUILT_IN, displayed
from dagster_project.extraction.readers.spreadsheet import DAMAGED, Area, HiddenColumns, Row, Workbook, without_covered
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = {"1", "true", "on"}
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}


@dataclass
class _Texts:
    """What the cells of all sheets refer to."""

    shared: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    counts_from_1904: bool = False


def read(archive: Archive) -> SourceDocument:
    """The blocks of an XLSX file."""
    targets = _targets(archive)
    texts = _Texts()
    for kind, part in targets.values():
        if kind == "sharedStrings":
            texts.shared = list(_shared_strings(archive.events(part)))
        elif kind == "styles":
            texts.formats = _formats(archive.events(part))
    workbook = Workbook()
    for event in archive.events(WORKBOOK):
        if event.name == "workbookPr" and not event.is_end:
            texts.counts_from_1904 = event.attributes.get("date1904") in _TRUE
        if event.name != "sheet" or event.is_end:
            continue
        kind, part = targets.get(event.attributes.get("id", ""), ("", ""))
        if event.attributes.get("state", "visible") != "visible":
            workbook.leave_out(event.attributes.get("name", ""))
        elif kind == "worksheet":
            reading = _SheetReading(texts)
            workbook.add(reading.rows(archive.events(part)), reading.hidden_columns)
        elif not kind:
            raise UnreadableDocument(DAMAGED)
    return workbook.document()


def _targets(archive: Archive) -> dict[str, tuple[str, str]]:
    """Kind and name of each part that the workbook refers to."""
    targets = {}
    for event in archive.events(_RELATIONS):
        if event.name == "Relationship" and not event.is_end:
            target = posixpath.normpath(posixpath.join("/xl", event.attributes.get("Target", ""))).lstrip("/")
            kind = event.attributes.get("Type", "").rpartition("/")[2]
            targets[event.attributes.get("Id", "")] = (kind, target)
    return targets


def _shared_strings(events: Iterator[Event]) -> Iterator[str]:
    reading = _TextReading()
    for event in events:
        reading.take(event)
        if event.name == "si":
            if event.is_end:
                # Once for each text, not for each cell that refers to it.
                yield _unescaped(reading.text())
            else:
                reading.clear()


class _TextReading:
    """The text of a string, of all its runs, without the phonetic signs above it."""

    def __init__(self) -> None:
        self._is_text = self._is_phonetic = False
        self._found: list[str] = []

    def clear(self) -> None:
        self._found = []

    def take(self, event: Event) -> None:
        if event.name == "rPh":
            self._is_phonetic = not event.is_end
        elif event.name in {"t", "v"}:
            self._is_text = not event.is_end
        elif not event.name and self._is_text and not self._is_phonetic:
            self._found.append(event.text)

    def text(self) -> str:
        return "".join(self._found)


def _formats(events: Iterator[Event]) -> list[str]:
    """The format of each style of cells, by its number."""
    codes = dict(BUILT_IN)
    numbers: list[int] = []
    is_of_cells = False
    for event in events:
        if event.name == "cellXfs":
            is_of_cells = not event.is_end
        elif event.is_end:
            continue
        elif event.name == "numFmt":
            codes[_number(event.attributes.get("numFmtId", ""))] = event.attributes.get("formatCode", "")
        elif event.name == "xf" and is_of_cells:
            numbers.append(_number(event.attributes.get("numFmtId", "0")))
    return [codes.get(number, "") for number in numbers]


class _SheetReading:
    """A sheet being read."""

    def __init__(self, texts: _Texts) -> None:
        self._texts = texts
        self.hidden_columns = HiddenColumns()
        self._merged: list[Area] = []
        self._text = _TextReading()

    def rows(self, events: Iterator[Event]) -> Iterator[Row]:
        """The rows of a sheet, from its events. Which cells are merged is told behind the rows."""
        found = list(self._rows_with_covered(events))
        yield from without_covered(found, self._merged)

    def _rows_with_covered(self, events: Iterator[Event]) -> Iterator[Row]:
        row_no = column = -1
        cells: dict[int, str] = {}
        row = cell = Event("")
        for event in events:
            self._text.take(event)
            if event.name == "row" and not event.is_end:
                row, cells, column = event, {}, -1
                row_no = _number(event.attributes["r"]) - 1 if "r" in event.attributes else row_no + 1
            elif event.name == "row":
                if cells:
                    yield row_no, {} if row.attributes.get("hidden") in _TRUE else cells
            elif event.name == "c" and not event.is_end:
                cell = event
                column = _place(event.attributes["r"])[1] if "r" in event.attributes else column + 1
                self._text.clear()
            elif event.name == "c":
                if text := self._displayed(cell.attributes, self._text.text()):
                    cells[column] = text
            elif not event.is_end:
                self._take_layout(event)

    def _take_layout(self, event: Event) -> None:
        if event.name == "col" and event.attributes.get("hidden") in _TRUE:
            self.hidden_columns.add(_number(event.attributes.get("min", "")) - 1, _number(event.attributes.get("max", "")) - 1)
        elif event.name == "mergeCell":
            first, _, last = event.attributes.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            self._merged.append((top, bottom, left, right))

    def _displayed(self, cell: Mapping[str, str], text: str) -> str:
        kind = cell.get("t", "n")
        if not text.strip():
            return ""
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            return self._number(text, cell.get("s", ""))
        if kind == "b":
            return _BOOLEANS.get(text, text)
        return _unescaped(text)

    def _shared(self, number: str) -> str:
        try:
            return self._texts.shared[_number(number)]
        except IndexError as error:
            raise UnreadableDocument(DAMAGED) from error

    def _number(self, text: str, style: str) -> str:
        style_no = _number(style) if style else 0
        code = self._texts.formats[style_no] if style_no < len(self._texts.formats) else None
        try:
            return displayed(float(text), code, counts_from_1904=self._texts.counts_from_1904)
        except ValueError as error:
            raise UnreadableDocument(DAMAGED) from error


def _number(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text) < 12):
        raise UnreadableDocument(DAMAGED)
    return int(text)


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as `B3`, from 0."""
    found = _PLACE.fullmatch(reference)
    if not found:
        raise UnreadableDocument(DAMAGED)
    column = 0
    for letter in found.group(1).upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, column - 1


def _unescaped(text: str) -> str:
    """A text in which signs that XML does not have are no longer written as `_x000D_`."""
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text
