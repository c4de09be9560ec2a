"""HTML pages in reading order: lines of text, grids, and pages on which each piece of text has its place."""

import re
from collections.abc import Iterable, Iterator

from dagster_project.extraction.pages import Page, blocks_of
from dagster_project.extraction.readers.encoding import decode
from dagster_project.extraction.readers.html.positions import PositionedPages
from dagster_project.extraction.readers.html.tables import Grids, Rows, caption_of
from dagster_project.extraction.readers.html.texts import edge_of, keeps_breaks, lines_of, piece_of
from dagster_project.extraction.readers.html.tree import Element, tree_of
from dagster_project.extraction.source_document import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument

_LOOKED_AT = 4096
# What an HTML page begins with; a text may hold any of it further down.
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?>\s|<\?xml[^>]*>|<!--.*?-->)*+"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|link|style|script|table|div)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_CHARSET_WITHIN = 100_000
_XML = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w-]{1,40})", re.IGNORECASE)


def is_html(content: bytes) -> bool:
    """Whether a content is an HTML page, by how it begins."""
    return _BEGINNING.match(content[:_LOOKED_AT].replace(b"\0", b"")) is not None


def read(content: bytes) -> SourceDocument:
    """The blocks of an HTML page. Raises `UnreadableDocument` where it has no text, or its characters cannot be told."""
    text = decode(content, _declared_encoding(content))
    reading = _Reading(tree_of(text))
    blocks = tuple(reading.blocks())
    if not blocks:
        raise UnreadableDocument(
            "an HTML page without text: what it shows is made by programs or stands in pictures or other files; fetch those"
        )
    is_cut = "<html" in text.lower() and "</html" not in text.lower()
    remarks = ("the page has no end (</html>): it may be cut off; compare it with the original",) if is_cut else ()
    return SourceDocument("html", blocks, reading.n_lines, reading.n_pages or None, remarks)


def _declared_encoding(content: bytes) -> str:
    """The encoding that a page names; empty where it names none."""
    found = _XML.match(content) or _CHARSET.search(content[:_CHARSET_WITHIN])
    return found[1].decode("ascii").lower() if found else ""


class _Reading:
    """A page being read."""

    def __init__(self, body: Element) -> None:
        self._body = body
        self._grids = Grids(body)
        self._positioned = PositionedPages(body)
        self._pieces: list[str] = []
        self._pages: list[Page] = []
        self.n_lines = self.n_pages = 0

    def blocks(self) -> Iterator[TextLine | Grid]:
        """All of it, in order."""
        yield from self._read(self._body, keeps=False)
        yield from self._text()
        yield from self._drawn()

    def _read(self, element: Element, *, keeps: bool) -> Iterator[TextLine | Grid]:
        """What stands in an element; the text behind the last grid or page in it is kept for what follows."""
        rows = self._grids.of(element)
        if rows is not None:
            yield from self._text(caption_of(element))
            yield from self._drawn()
            yield self._grid(rows)
            return
        pages = self._positioned.pages(element, self.n_pages + 1)
        if pages:
            yield from self._text()
            self._pages += pages
            self.n_pages += len(pages)
        keeps = keeps_breaks(element, otherwise=keeps)
        # What is drawn on a page stands there, and not among the lines.
        is_drawn = self._positioned.is_drawn(element)
        self._pieces.append(edge_of(element))
        for child in element.children:
            if isinstance(child, Element):
                yield from self._read(child, keeps=keeps)
            elif not is_drawn:
                self._pieces.append(piece_of(child, keeps=keeps))
        self._pieces.append(edge_of(element))

    def _text(self, behind: Iterable[str] = ()) -> Iterator[TextLine | Grid]:
        """The lines that were kept, and those behind them; before them the pages that they stand below."""
        lines = [*lines_of(self._pieces), *behind]
        self._pieces = []
        if lines:
            yield from self._drawn()
        for line in lines:
            self.n_lines += 1
            yield TextLine(line, self.n_lines)

    def _grid(self, rows: Rows) -> Grid:
        first = self.n_lines + 1
        self.n_lines += len(rows)
        return Grid(tuple(GridRow(cells, line_no) for line_no, cells in enumerate(rows, start=first)))

    def _drawn(self) -> Iterator[TextLine | Grid]:
        """What stands on the pages since the last call."""
        if not self._pages:
            return
        blocks, n_lines, _ = blocks_of(self._pages)
        yield from (_moved_down(block, self.n_lines) for block in blocks)
        self.n_lines += n_lines
        self._pages = []


def _moved_down(block: TextLine | Grid, n_lines: int) -> TextLine | Grid:
    """A block behind so many other lines."""
    if isinstance(block, Grid):
        return Grid(tuple(row._replace(line_no=row.line_no + n_lines) for row in block.rows))
    printed = tuple(line._replace(line_no=line.line_no + n_lines) for line in block.printed)
    return block._replace(line_no=block.line_no + n_lines, printed=printed)
