"""OFD files, as office programs print them where the national format is asked for."""

from collections.abc import Iterator, Sequence

from tests import written_ofd
from tests.made.files.pages import Page, PageStyle, pages_of
from tests.made.files.parts import Part

_MM = 25.4 / 72


def as_ofd(parts: Sequence[Part], style: PageStyle) -> bytes:
    """An OFD file with the pages of a document, in millimetres."""
    pages = enumerate(pages_of(parts, style))
    return written_ofd.package({f"Pages/Page_{at}/Content.xml": _page(page) for at, page in pages})


def _page(page: Page) -> str:
    box = f"0 0 {page.width * _MM:g} {page.height * _MM:g}"
    return written_ofd.page_xml(_drawn(page), f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>")


def _drawn(page: Page) -> Iterator[str]:
    for word in page.words:
        yield written_ofd.text(word.x * _MM, word.y * _MM, word.text, word.size * _MM, spread=word.spread * _MM)
    for stroke in page.strokes:
        x1, y1, x2, y2 = (place * _MM for place in stroke)
        yield written_ofd.path(f"M {x1:g} {y1:g} L {x2:g} {y2:g}", f"0 0 {page.width * _MM:g} {page.height * _MM:g}")
