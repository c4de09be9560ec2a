"""DOCX files (Office Open XML), as Word and WPS write them: paragraphs and tables in their order, as they read once all
tracked changes are accepted. Hidden text is not there to the eye and is left out.

Numbers that Word puts before paragraphs by itself, headers, footers and notes are not read.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from dagster_project.extraction.readers.archive import Archive
from dagster_project.extraction.readers.rows import MOST_COLUMNS, MOST_ROWS, clean
from dagster_project.extraction.source_document import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument

MAIN_PART = "word/document.xml"
# A tree takes many times the memory of its XML.
_MOST_BYTES_OF_XML = 50_000_000
_MOST_CELLS = 2_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What is no longer there, and the older form of what stands beside it.
_GONE = {"del", "moveFrom", "Fallback"}
_PROPERTIES = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = {"0", "false", "off"}

DAMAGED = "a Word file that is damaged: it cannot be opened; open it in Word, save it anew, or fetch it again"


def read(content: bytes, archive: Archive) -> SourceDocument:
    """The blocks of a DOCX file."""
    if sum(archive.size(name) for name in archive.names if name.lower().endswith((".xml", ".rels"))) > _MOST_BYTES_OF_XML:
        raise UnreadableDocument(f"a Word file with more than {_MOST_BYTES_OF_XML // 1_000_000} MB of text and layout: split it")
    # Before a tree is made of it: how much stands in it is bounded, and so is how deep.
    for _ in archive.events(MAIN_PART):
        pass
    document = _opened(content)
    reading = _Reading(_hidden_styles(document))
    blocks = tuple(reading.blocks(document.element.body))
    if not blocks:
        raise UnreadableDocument("a Word file without text: if its pages are pictures, recognise their text first, and check it")
    return SourceDocument("word", blocks, reading.n_lines)


def _opened(content: bytes) -> Any:
    import docx

    try:
        document = docx.Document(BytesIO(content))
        has_body = document.element.body is not None
        has_definitions = document.element.getroottree().docinfo.internalDTD is not None
    # A damaged file makes python-docx raise nearly anything.
    except Exception as error:
        raise UnreadableDocument(DAMAGED) from error
    if has_definitions:
        raise UnreadableDocument("a Word file that defines a document type, which no office program does: save it anew")
    if not has_body:
        raise UnreadableDocument(DAMAGED)
    return document


def _hidden_styles(document: Any) -> frozenset[str]:
    """The styles whose text is hidden."""
    try:
        styles = document.styles.element
    # A file may do without styles, or have damaged ones; then nothing is hidden by a style.
    except Exception:
        return frozenset()
    return frozenset(
        style.get(f"{_W}styleId", "") for style in styles.iter(f"{_W}style") if _is_on(style.find(f"{_W}rPr/{_W}vanish"))
    )


class _Reading:
    """A document being read."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self._hidden_styles = hidden_styles
        self.n_lines = 0
        self._n_cells = 0

    def blocks(self, container: Any) -> Iterator[TextLine | Grid]:
        """The paragraphs and tables of a container, in order."""
        for child in container:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name not in _GONE | _PROPERTIES:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[TextLine]:
        for line in self._text(paragraph).removesuffix("\n").split("\n"):
            self.n_lines += 1
            if text := clean(line):
                yield TextLine(text, self.n_lines)

    def _table(self, table: Any) -> Iterator[TextLine | Grid]:
        rows = list(_children(table, "tr"))
        if len(rows) == 1 and len(cells := list(_children(rows[0], "tc"))) == 1:
            # A frame around whatever stands in it.
            yield from self.blocks(cells[0])
            return
        found = [row for row in map(self._row, rows) if any(row.cells)]
        if any(any(row.cells[1:]) for row in found):
            width = max(len(row.cells) for row in found)
            self._count(width * len(found))
            yield Grid(tuple(row._replace(cells=row.cells + ("",) * (width - len(row.cells))) for row in found))
        else:
            yield from (TextLine(row.cells[0], row.line_no) for row in found)

    def _row(self, row: Any) -> GridRow:
        self.n_lines += 1
        cells = [""] * _count_of(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in _children(row, "tc"):
            properties = cell.find(f"{_W}tcPr")
            cells.append("" if _continues(properties) else clean(self._text(cell)))
            span = _count_of(None if properties is None else properties.find(f"{_W}gridSpan"), 1)
            cells.extend([""] * (span - 1))
            if len(cells) > MOST_COLUMNS:
                raise UnreadableDocument(f"a table with more than {MOST_COLUMNS:,} columns: split it")
        self._count(len(cells))
        return GridRow(tuple(cells), self.n_lines)

    def _count(self, n_cells: int) -> None:
        self._n_cells += n_cells
        if self._n_cells > _MOST_CELLS or self.n_lines > MOST_ROWS:
            raise UnreadableDocument(f"tables of more than {MOST_ROWS:,} rows, or as many cells: split the file")

    def _text(self, node: Any) -> str:
        return "".join(self._pieces(node))

    def _pieces(self, node: Any) -> Iterator[str]:
        """The text of a paragraph, a cell or a text box; paragraphs end in a line break."""
        name = _name(node)
        if name == "t":
            yield node.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in _GONE | _PROPERTIES or self._is_hidden(node, name):
            return
        else:
            apart = " " if name == "r" and _is_raised(node) else ""
            yield apart
            for child in node:
                yield from self._pieces(child)
            yield "\n" if name in {"p", "txbxContent"} else apart

    def _is_hidden(self, node: Any, name: str) -> bool:
        if name == "tr":
            return node.find(f"{_W}trPr/{_W}del") is not None
        if name != "r":
            return False
        properties = node.find(f"{_W}rPr")
        if properties is None:
            return False
        own = properties.find(f"{_W}vanish")
        style = properties.find(f"{_W}rStyle")
        return _is_on(own) or (own is None and style is not None and style.get(f"{_W}val") in self._hidden_styles)


def _children(node: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in a content control or inserted."""
    for child in node:
        found = _name(child)
        if found == name:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif found not in _GONE | _PROPERTIES:
            yield from _children(child, name)


def _continues(properties: Any) -> bool:
    """Whether a cell is merged with the one above it or to its left."""
    if properties is None:
        return False
    merges = (properties.find(f"{_W}{name}") for name in ("vMerge", "hMerge"))
    return any(merge is not None and merge.get(f"{_W}val", "continue") == "continue" for merge in merges)


def _count_of(node: Any, otherwise: int) -> int:
    text = "" if node is None else node.get(f"{_W}val", "")
    return min(int(text), MOST_COLUMNS + 1) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _is_raised(run: Any) -> bool:
    """Whether a run is a footnote mark or the like: no digit of the figure before it."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    return raised is not None and raised.get(f"{_W}val") in {"superscript", "subscript"}


def _is_on(node: Any) -> bool:
    return node is not None and node.get(f"{_W}val") not in _OFF


def _name(node: Any) -> str:
    """The name of an element without its namespace; of comments and the like none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
