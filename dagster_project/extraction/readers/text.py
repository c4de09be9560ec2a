"""Text taken from PDFs: one table row is one line, its cells separated by tabs, or by the pipes of Markdown.

Two dialects are read alike, plain and with Markdown headings and inline tags. Rows that stand
together, with no more than blank lines between them, are one grid. A form feed ends a page.
"""

import re

from dagster_project.extraction.source_document import Grid, GridRow, SourceDocument, TextLine, UnreadableDocument
from dagster_project.extraction.wording import INVISIBLE, SOFT_MINUS, strip_invisible

# A row with far more cells than any table costs itself alone; one of more than these is no text of a disclosure.
_MOST_CELLS = 5_000
# Only mark-up is taken away: angle brackets are also used as Chinese quotation marks.
_TAG = re.compile(r"</?(?:b|em|i|span|strong|u)(?:\s[^<>]*)?/?>", re.IGNORECASE)
# What these tags part on the page must not be joined: a footnote is no digit of the figure before it.
_PARTING_TAG = re.compile(r"</?(?:br|p|sub|sup)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINE_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_PARTING_SIGNS = "\x0b\x85\u2028\u2029"
_PARTING_SIGN = re.compile(f"[{_PARTING_SIGNS}]")
_PARTING_OR_INVISIBLE = re.compile(f"[{_PARTING_SIGNS}{INVISIBLE}]")
# Without one of these signs a line is as printed.
_SIGN_OF_MARKUP = re.compile(f"[<*#{_PARTING_SIGNS}{INVISIBLE}]")
_EMPHASIS = re.compile(r"\*\*([^*\t]+)\*\*")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_CELL_SEPARATOR = "\t"
_PIPED_ROW = re.compile(r"\|.*\|")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE_OF_PIPES = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")


def read(text: str) -> SourceDocument:
    """The blocks of a text file, of its characters with line feeds.

    Raises `UnreadableDocument` where it is empty, or has a row of more cells than any table.
    """
    if "\n" not in text.rstrip():
        # The separators of a text without lines are its lines.
        text = _LINE_SEPARATOR.sub("\n", text)
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
            line = without_markup(raw) if _SIGN_OF_MARKUP.search(raw) else raw
            stripped = line.strip()
            if not stripped:
                continue
            cells = cells_of(line)
            if cells is not None:
                if len(cells) > _MOST_CELLS:
                    raise UnreadableDocument(f"a row of more than {_MOST_CELLS:,} cells: delete what belongs to no table")
                if any(cells):
                    rows.append(GridRow(cells, line_no, known_page))
                continue
            if rows:
                blocks.extend(_blocks_of(rows))
                rows = []
            blocks.append(TextLine(stripped, line_no, known_page))
    blocks.extend(_blocks_of(rows))
    return SourceDocument("text", tuple(blocks), line_no - text.endswith("\n"), len(pages) if len(pages) > 1 else None)


def _blocks_of(rows: list[GridRow]) -> list[TextLine | Grid]:
    """The grid that rows make; lines of text where tabs stand behind them alone, and in none of them between two words."""
    if any(any(row.cells[1:]) for row in rows):
        return [Grid(tuple(rows))]
    return [TextLine(row.cells[0], row.line_no, row.page_no) for row in rows if row.cells[0]]


def cells_of(line: str) -> tuple[str, ...] | None:
    """The cells of a row; None where a line is no row. The line under the header of a Markdown table has none."""
    if _CELL_SEPARATOR in line:
        return tuple(map(str.strip, line.split(_CELL_SEPARATOR)))
    piped = line.strip()
    if not _PIPED_ROW.fullmatch(piped):
        return None
    if _RULE_OF_PIPES.fullmatch(piped):
        return ()
    return tuple(cell.strip().replace("\\|", "|") for cell in _PIPE.split(piped)[1:-1])


def without_markup(line: str) -> str:
    """A line without Markdown headings and emphasis, inline tags and invisible characters; what they part stays apart."""
    if not line.isascii() and _PARTING_OR_INVISIBLE.search(line):
        line = strip_invisible(SOFT_MINUS.sub("-", _PARTING_SIGN.sub(" ", line)))
    if "<" in line:
        line = _PARTING_TAG.sub(" ", _TAG.sub("", line))
    if "**" in line:
        line = _EMPHASIS.sub(r"\1", line)
    return _HEADING_MARK.sub("", line) if line.startswith("#") else line
