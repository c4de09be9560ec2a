"""DOCX files, as Word and WPS write them: paragraphs and tables with merged cells."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from tests.made.files.parts import Part, Prose, Sheet
from tests.written_office import docx_of

# Of a column, in twentieths of a point: a Word 97 file knows merged columns by nothing else.
_WIDTH = 1200


def as_docx(parts: Sequence[Part]) -> bytes:
    """A DOCX file."""
    return docx_of("".join(block for part in parts for block in _blocks(part)))


def _blocks(part: Part) -> Iterator[str]:
    if isinstance(part, Prose):
        yield _paragraph(part.text)
        return
    yield from map(_paragraph, part.title)
    if any(part.left_and_right):
        left, right = map(_run, part.left_and_right)
        yield f"<w:p>{left}<w:r><w:tab/></w:r>{right}</w:p>"
    columns = f'<w:gridCol w:w="{_WIDTH}"/>' * max(map(len, part.rows))
    yield f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(_rows(part))}</w:tbl>"


def _rows(sheet: Sheet) -> Iterator[str]:
    """The rows: of a cell that is merged over some, each has a part."""
    fields = sorted(
        (row_no + below, column, n_columns, n_rows, text if not below else "", below)
        for row_no, column, n_rows, n_columns, text in sheet.cells()
        for below in range(n_rows)
    )
    for row_no, cells in groupby(fields, key=lambda field: field[0]):
        header = "<w:trPr><w:tblHeader/></w:trPr>" if row_no < sheet.n_header else ""
        yield f"<w:tr>{header}{''.join(_cell(*cell) for _, _, *cell in cells)}</w:tr>"


def _cell(n_columns: int, n_rows: int, text: str, below: int) -> str:
    merged = "" if n_rows == 1 else "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>'
    width = f'<w:tcW w:w="{_WIDTH * n_columns}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}<w:gridSpan w:val="{n_columns}"/>{merged}</w:tcPr>{_paragraph(text)}</w:tc>'


def _paragraph(text: str) -> str:
    return f"<w:p>{_run(text)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
