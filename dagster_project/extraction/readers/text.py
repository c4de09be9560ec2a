"""Text taken from PDFs: one table row is one line, its cells separated by tabs.

Two dialects are read alike, plain and with Markdown headings and inline tags. Rows that stand
together, with no more than blank lines between them, are one grid. A form feed ends a page.
"""

import re

from dagster_project.extraction.readers.encoding import decode
from dagster_project.extraction.readers.source_document import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.wording import strip_invisible

# Only mark-up is taken away: angle brackets are also used as Chinese quotation marks.
_TAG = re.compile(r"</?(?:b|br|em|i|p|span|strong|sub|sup|u)\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*([^*\t]+)\*\*")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_CELL_SEPARATOR = "\t"


def read(content: bytes) -> SourceDocument:
    """The blocks of a text file. Raises `UnreadableDocument` where its characters cannot be told."""
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    if not strip_invisible(text).strip():
        raise UnreadableDocument("the file is empty")
    pages = text.split("\f")
    blocks: list[TextLine | Grid] = []
    rows: list[GridRow] = []
    line_no = 0
    for page_no, page in enumerate(pages, start=1):
        known_page = page_no if len(pages) > 1 else None
        for number, raw in enumerate(page.split("\n")):
            # The rest of the line after a form feed stands on the same line as what is before it.
            line_no += 1 if number or page_no == 1 else 0
            line = without_markup(raw)
            if not line.strip():
                continue
            if _CELL_SEPARATOR in line:
                cells = tuple(cell.strip() for cell in line.split(_CELL_SEPARATOR))
                rows.append(GridRow(cells, line_no, known_page))
                continue
            if rows:
                blocks.append(Grid(tuple(rows)))
                rows = []
            blocks.append(TextLine(line.strip(), line_no, known_page))
    if rows:
        blocks.append(Grid(tuple(rows)))
    return SourceDocument("text", tuple(blocks), line_no - text.endswith("\n"), len(pages) if len(pages) > 1 else None)


def without_markup(line: str) -> str:
    """A line without Markdown headings and emphasis, inline tags and invisible characters."""
    line = strip_invisible(line)
    if "<" in line:
        line = _TAG.sub("", line)
    if "**" in line:
        line = _EMPHASIS.sub(r"\1", line)
    return _HEADING_MARK.sub("", line) if line.startswith("#") else line
