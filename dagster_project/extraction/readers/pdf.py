"""PDF files: what is visible on each page, read with PDFium.

Characters outside the page or their clip, and those that are drawn invisible (the machine-read text behind a scan), are
not there to the eye and are left out.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from dagster_project.extraction.pages import Box, Glyph, Page, Rule, blocks_of
from dagster_project.extraction.readers.source_document import SourceDocument, UnreadableDocument

# A filled rectangle, or a line that slants, is a rule where it is no thicker.
_THICKEST = 3.0
_INVISIBLE_MODES = {3, 7}
_MOST_PAGES = 2000
_DEEPEST_FORM = 8
_QUARTERS = 4
_SEGMENTS_OF_RECTANGLE = (4, 5)

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def read(content: bytes) -> SourceDocument:
    """The blocks of a PDF file. Raises `UnreadableDocument` where it is damaged, locked or a scan."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument("a PDF file that is locked with a password: save it without one") from error
        raise UnreadableDocument("a PDF file that is damaged: it cannot be opened; fetch it again") from error
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableDocument(f"a PDF file of {len(document):,} pages, more than {_MOST_PAGES:,}: split it")
        pages = [_page(document, index) for index in range(len(document))]
    finally:
        document.close()
    if not any(page.glyphs for page in pages):
        raise UnreadableDocument("a PDF file of pictures without text, a scan: recognise its text first, and check it")
    blocks, n_lines = blocks_of(pages)
    return SourceDocument("pdf", blocks, n_lines, len(pages), _pictures_alone(pages))


def _pictures_alone(pages: list[Page]) -> tuple[str, ...]:
    """What is said of pages whose text, if they have any, is in a picture."""
    numbers = [str(page.page_no) for page in pages if page.has_picture and not page.glyphs]
    return (f"pictures without text were not read, on page {', '.join(numbers)}",) if numbers else ()


def _page(document: Any, index: int) -> Page:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"a PDF file that is damaged: page {index + 1} cannot be read; fetch it again") from error
    try:
        return _Reading(page).page(index + 1)
    finally:
        page.close()


def turns_as_read(page: Any) -> int:
    """By how many quarters, clockwise, a page of the file is turned for its text to be upright."""
    reading = _Reading(page)
    return reading.turns_of_text(list(reading.characters()))


class _Reading:
    """A page being read. All that is drawn is turned upright, with the origin in the upper left corner."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw

        self._pdfium = pypdfium2.raw
        self._handle = page.raw
        left, bottom, right, top = page.get_bbox()
        self._shown = Box(left, bottom, right, top)
        self._turns = page.get_rotation() // 90
        self._clips: dict[int, Box | None] = {}
        self._modes: dict[int, int] = {}

    def page(self, page_no: int) -> Page:
        """What is visible."""
        characters = list(self.characters())
        turns = self.turns_of_text(characters)
        place = partial(_upright, shown=self._shown, turns=turns)
        glyphs = tuple(Glyph(text, place(box), place(Box(x, y, x, y)).top, size) for text, box, (x, y), size, _ in characters)
        rules = tuple(_rules_of(map(place, self._thin_shapes())))
        width, height = self._shown.width, self._shown.height
        if turns % 2:
            width, height = height, width
        return Page(page_no, width, height, glyphs, rules, has_picture=self._has_picture())

    def turns_of_text(self, characters: list[tuple[str, Box, tuple[float, float], float, int]]) -> int:
        """By how many quarters, clockwise, the page must be turned for its text to be upright: mostly as it is shown."""
        directions = Counter(direction for _, _, _, _, direction in characters)
        return directions.most_common(1)[0][0] if directions else self._turns

    def characters(self) -> Iterator[tuple[str, Box, tuple[float, float], float, int]]:
        """Each visible character: text, box and origin as the file has them, size, and the turns that make it upright."""
        pdfium = self._pdfium
        text_page = pdfium.FPDFText_LoadPage(self._handle)
        x, y = ctypes.c_double(), ctypes.c_double()
        area = pdfium.FS_RECTF()
        try:
            for at in range(pdfium.FPDFText_CountChars(text_page)):
                if pdfium.FPDFText_IsGenerated(text_page, at) == 1:
                    continue
                text = _character(pdfium.FPDFText_GetUnicode(text_page, at))
                # The whole field of a sign, not its ink alone: a thin stroke stands in the middle of its line.
                if not text or not pdfium.FPDFText_GetLooseCharBox(text_page, at, area):
                    continue
                box = Box(area.left, area.bottom, area.right, area.top)
                if not self._is_visible(pdfium.FPDFText_GetTextObject(text_page, at), box):
                    continue
                pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
                angle = pdfium.FPDFText_GetCharAngle(text_page, at)
                direction = -round(angle / (math.pi / 2)) % _QUARTERS
                size = box.width if direction % 2 else box.height
                yield text, box, (x.value, y.value), size, direction
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _is_visible(self, text_object: Any, box: Box) -> bool:
        middle = box.middle
        if not self._shown.holds(*middle):
            return False
        at = ctypes.cast(text_object, ctypes.c_void_p).value
        if not at:
            return True
        if at not in self._clips:
            self._clips[at] = self._clip(text_object)
            self._modes[at] = self._pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        clip = self._clips[at]
        return self._modes[at] not in _INVISIBLE_MODES and (clip is None or clip.holds(*middle))

    def _clip(self, page_object: Any) -> Box | None:
        """The rectangle that an object is clipped to; None where it is not."""
        pdfium = self._pdfium
        path = pdfium.FPDFPageObj_GetClipPath(page_object)
        n_paths = pdfium.FPDFClipPath_CountPaths(path) if path else 0
        clip: Box | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(max(n_paths, 0)):
            points = []
            n_segments = pdfium.FPDFClipPath_CountPathSegments(path, at)
            # Of a rectangle two opposite corners tell all: nearly every sign is an object with a clip of its own.
            for number in (0, 2) if n_segments in _SEGMENTS_OF_RECTANGLE else range(n_segments):
                segment = pdfium.FPDFClipPath_GetPathSegment(path, at, number)
                if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append((x.value, y.value))
            if points:
                xs, ys = zip(*points, strict=True)
                box = Box(min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1)
                clip = box if clip is None else _common(clip, box)
        return clip

    def _has_picture(self) -> bool:
        pdfium = self._pdfium
        return any(
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(self._handle, at)) == pdfium.FPDF_PAGEOBJ_IMAGE
            for at in range(pdfium.FPDFPage_CountObjects(self._handle))
        )

    def _thin_shapes(self) -> Iterator[Box]:
        """Boxes of all that is drawn straight and thin, as the file has them, inside the page and its clip."""
        pdfium = self._pdfium
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
        for box in self._paths(self._handle, count, get, _IDENTITY, 0):
            shown = _common(box, self._shown)
            if shown.width >= 0 and shown.height >= 0:
                yield shown

    def _paths(self, parent: Any, count: Callable[..., int], get: Callable[..., Any], matrix: Matrix, depth: int) -> Iterator[Box]:
        pdfium = self._pdfium
        for at in range(count(parent)):
            each = get(parent, at)
            kind = pdfium.FPDFPageObj_GetType(each)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                clip = self._clip(each) if depth == 0 else None
                for box in self._path(each, _product(self._matrix(each), matrix)):
                    yield _common(box, clip) if clip else box
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                within = _product(self._matrix(each), matrix)
                yield from self._paths(each, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, within, depth + 1)

    def _matrix(self, page_object: Any) -> Matrix:
        matrix = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFPageObj_GetMatrix(page_object, matrix):
            return _IDENTITY
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _path(self, path: Any, matrix: Matrix) -> Iterator[Box]:
        """The straight lines of a path that is stroked; of one that is filled alone, its box where it is thin."""
        pdfium = self._pdfium
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        subpaths = list(self._subpaths(path, matrix))
        if stroke.value:
            for points in subpaths:
                yield from (_box_of(pair) for pair in pairwise(points))
        elif fill.value:
            for points in subpaths:
                box = _box_of(points)
                if min(box.width, box.height) <= _THICKEST:
                    yield box

    def _subpaths(self, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        pdfium = self._pdfium
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for at in range(pdfium.FPDFPath_CountSegments(path)):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved((x.value, y.value), matrix)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _character(code: int) -> str:
    """The sign of a code; none for what is no sign."""
    return "" if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code < 32 else chr(code)


def _rules_of(boxes: Iterator[Box]) -> Iterator[Rule]:
    """Thin boxes as rules; what is neither straight nor thin is none."""
    for box in boxes:
        if box.height <= _THICKEST and box.width > box.height:
            yield Rule(True, (box.top + box.bottom) / 2, box.left, box.right)
        elif box.width <= _THICKEST and box.height > box.width:
            yield Rule(False, (box.left + box.right) / 2, box.top, box.bottom)


def _upright(box: Box, shown: Box, turns: int) -> Box:
    """A box of the file's coordinates, whose y grows upwards, on the page turned clockwise by so many quarters."""
    # In the file's coordinates `top` is the lower edge.
    left, low, right, high = box
    quarters = turns % _QUARTERS
    if quarters == 0:
        return Box(left - shown.left, shown.bottom - high, right - shown.left, shown.bottom - low)
    if quarters == 1:
        return Box(low - shown.top, left - shown.left, high - shown.top, right - shown.left)
    if quarters == _QUARTERS // 2:
        return Box(shown.right - right, low - shown.top, shown.right - left, high - shown.top)
    return Box(shown.bottom - high, shown.right - right, shown.bottom - low, shown.right - left)


def _common(one: Box, other: Box) -> Box:
    return Box(max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom))


def _box_of(points: Any) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """The transformation by `inner` and then by `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
