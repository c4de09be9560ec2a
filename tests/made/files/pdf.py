"""PDF files, as office programs print them."""

from collections.abc import Iterator, Sequence

from tests import written_pdf
from tests.made.files.pages import Page, PageStyle, pages_of
from tests.made.files.parts import Part


def as_pdf(parts: Sequence[Part], style: PageStyle) -> bytes:
    """A PDF file with the pages of a document."""
    pages = pages_of(parts, style)
    sizes = [(page.height, page.width) if page.is_sideways else (page.width, page.height) for page in pages]
    return written_pdf.pdf(*map(_drawn, pages), sizes=sizes)


def _drawn(page: Page) -> Iterator[str]:
    if page.is_sideways:
        # A quarter to the left, as on an upright page that is to be turned to be read.
        yield f"0 1 -1 0 {page.height:g} 0 cm"
    for word in page.words:
        yield written_pdf.text(word.x, page.height - word.y, word.text, word.size, word.spread)
    for x1, y1, x2, y2 in page.strokes:
        yield written_pdf.line(x1, page.height - y1, x2, page.height - y2)
