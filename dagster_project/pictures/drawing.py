"""Draws cuts of the pages of a PDF file as PNG images: figures marked, what is a person's covered.

It runs in a process of its own, as readers do: a file may break what draws it.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from dagster_project.extraction.places import Box, around
from dagster_project.extraction.readers import UnreadableDocument

# Pixels of a point, where the page is not larger than so many pixels.
_SCALE = 2.0
_MOST_PIXELS = 12_000_000
# What of a page is shown around the marks, in points, and how much at most.
_ABOVE_AND_BELOW, _BESIDE = 70.0, 420.0
_MOST_HEIGHT = 420.0
_MARGIN = 1.5
# Text and two colours need no more.
_COLOURS = 32
_MARKED, _COVERED = (200, 30, 30), (128, 128, 128)
_HIGHLIGHT = (255, 226, 120)


class Cut(NamedTuple):
    """What is wanted of a page: the boxes that are marked, the most important first."""

    page_no: int
    marks: tuple[Box, ...]


class DrawnPage(NamedTuple):
    """A page as a PNG image, and its size in points."""

    image: bytes
    width: float
    height: float


def draw(content: bytes, cuts: Sequence[Cut], covered: dict[int, list[Box]]) -> list[bytes]:
    """A PNG image for each of some cuts of a PDF file. Each page is drawn once where its cuts stand together.

    Raises `UnreadableDocument` where a page cannot be drawn.
    """
    found: list[bytes] = []
    with _opened(content) as document:
        for page_no, together in groupby(cuts, key=attrgetter("page_no")):
            image, scale = _page(document, page_no, covered.get(page_no, ()))
            found += [_cut(image, scale, cut.marks) for cut in together]
    return found


def draw_pages(content: bytes, page_nos: Sequence[int], covered: dict[int, list[Box]]) -> list[DrawnPage]:
    """Whole pages of a PDF file. Raises `UnreadableDocument` where one cannot be drawn."""
    with _opened(content) as document:
        return [_whole(*_page(document, page_no, covered.get(page_no, ()))) for page_no in page_nos]


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """A PDF file, as long as it is drawn from."""
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument("a PDF file that is damaged: it cannot be drawn") from error


def _whole(image: Any, scale: float) -> DrawnPage:
    return DrawnPage(_png(image), image.width / scale, image.height / scale)


def _png(image: Any) -> bytes:
    file = BytesIO()
    image.quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _page(document: Any, page_no: int, covered: Sequence[Box]) -> tuple[Any, float]:
    """The image of a page, turned as it was read, with what is covered; and its scale."""
    from PIL import ImageDraw

    from dagster_project.extraction.readers.pdf import turns_as_read

    page = document[page_no - 1]
    try:
        width, height = page.get_size()
        scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        quarters = (turns_as_read(page) - page.get_rotation() // 90) % 4
        # Notes and fields are not read: whether they name anyone is not known.
        rotation = 90 * quarters
        image = page.render(scale=scale, rotation=rotation, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    finally:
        page.close()
    pencil = ImageDraw.Draw(image)
    for box in covered:
        pencil.rectangle(_pixels(box, scale), fill=_COVERED)
    return image, scale


def _cut(image: Any, scale: float, marks: Sequence[Box]) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    area = _neighbourhood(marks, image.width / scale, image.height / scale)
    cut = image.crop(tuple(map(round, _pixels(area, scale))))
    shown = [_pixels(_within(mark, area), scale) for mark in marks]
    highlight = Image.new("RGB", cut.size, "white")
    pencil = ImageDraw.Draw(highlight)
    for box in shown:
        pencil.rectangle(box, fill=_HIGHLIGHT)
    cut = ImageChops.multiply(cut, highlight)
    pencil = ImageDraw.Draw(cut)
    for box in shown:
        pencil.rectangle(box, outline=_MARKED, width=2)
    return _png(cut)


def _neighbourhood(marks: Sequence[Box], width: float, height: float) -> Box:
    """What of a page is shown: the first mark, as many of the others as there is room for, and what stands around them."""
    area = marks[0]
    for mark in marks[1:]:
        wider = around((area, mark))
        if wider.height <= _MOST_HEIGHT and wider.width <= 2 * _BESIDE:
            area = wider
    return Box(
        max(area.left - _BESIDE, 0),
        max(area.top - _ABOVE_AND_BELOW, 0),
        min(area.right + _BESIDE, width),
        min(area.bottom + _ABOVE_AND_BELOW, height),
    )


def _within(box: Box, area: Box) -> Box:
    """A box with a little air around it, in an area."""
    left, top = area.left + _MARGIN, area.top + _MARGIN
    return Box(box.left - left, box.top - top, box.right - left + 2 * _MARGIN, box.bottom - top + 2 * _MARGIN)


def _pixels(box: Box, scale: float) -> tuple[float, float, float, float]:
    (left, right), (top, bottom) = sorted((box.left, box.right)), sorted((box.top, box.bottom))
    return left * scale, top * scale, right * scale, bottom * scale
