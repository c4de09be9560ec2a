"""PDF files: what is visible on each page, read with PDFium.

Characters outside the page or their clip, and those that are drawn invisible (the machine-read text behind a scan), are
not there to the eye and are left out.
"""

import ctypes
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from dagster_project.extraction.pages import Page
from dagster_project.extraction.pages.drawing import (
    IDENTITY,
    Matrix,
    Sign,
    common,
    moved,
    product,
    thin_parts,
    turns_of,
    upright_page,
)
from dagster_project.extraction.places import Box
from dagster_project.extraction.readers.drawn_pages import document_of, refuse_too_many
from dagster_project.extraction.readers.source_document import SourceDocument, UnreadableDocument

_KIND = "a PDF file"
_INVISIBLE_MODES = {3, 7}
_DEEPEST_FORM = 8
_QUARTERS = 4
_SEGMENTS_OF_RECTANGLE = (4, 5)


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
        refuse_too_many(len(document), _KIND)
        pages = [_page(document, index) for index in range(len(document))]
    finally:
        document.close()
    return document_of(pages, "pdf", _KIND)


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
    return _Reading(page).turns()


class _Look(NamedTuple):
    """How an object of text is drawn: its clip, whether it is drawn at all, the quarters clockwise that make it upright."""

    clip: Box | None
    is_drawn: bool
    turns: int


class _Reading:
    """A page being read. All that is drawn is turned upright, with the origin in the upper left corner."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw

        self._pdfium = pypdfium2.raw
        self._handle = page.raw
        left, bottom, right, top = page.get_bbox()
        self._shown = Box(left, bottom, right, top)
        self._turns = page.get_rotation() // 90
        self._looks: dict[int, _Look] = {}
        self._has_picture = False

    def page(self, page_no: int) -> Page:
        """What is visible."""
        signs, thin = list(self._signs()), list(self._thin_shapes())
        turns = turns_of(signs, self._turns)
        return upright_page(page_no, self._shown, signs, thin, turns, has_picture=self._has_picture)

    def turns(self) -> int:
        """The quarters, clockwise, by which the page is turned: as most of its text runs, or else as it is shown."""
        return turns_of(list(self._signs()), self._turns)

    def _signs(self) -> Iterator[Sign]:
        """Each visible character, as the file has it."""
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
                look = self._look(text_page, at)
                if not look.is_drawn or not self._is_within(box, look.clip):
                    continue
                pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
                size = box.width if look.turns % 2 else box.height
                yield Sign(text, box, (x.value, y.value), size, look.turns)
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _look(self, text_page: Any, at: int) -> _Look:
        """How a sign is drawn: as all of the object that it belongs to."""
        text_object = self._pdfium.FPDFText_GetTextObject(text_page, at)
        address = ctypes.addressof(text_object.contents) if text_object else 0
        look = self._looks.get(address)
        if look is None:
            angle = self._pdfium.FPDFText_GetCharAngle(text_page, at)
            turns = -round(angle / (math.pi / 2)) % _QUARTERS
            if not text_object:
                return _Look(None, True, turns)
            mode = self._pdfium.FPDFTextObj_GetTextRenderMode(text_object)
            look = self._looks[address] = _Look(self._clip(text_object), mode not in _INVISIBLE_MODES, turns)
        return look

    def _is_within(self, box: Box, clip: Box | None) -> bool:
        """Whether the middle of a box lies on the page and in a clip."""
        x, y = box.middle
        return self._shown.holds(x, y) and (clip is None or clip.holds(x, y))

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
                clip = box if clip is None else common(clip, box)
        return clip

    def _thin_shapes(self) -> Iterator[Box]:
        """Boxes of all that is drawn straight and thin, as the file has them, inside its clip. Notes whether a picture is."""
        pdfium = self._pdfium
        yield from self._paths(self._handle, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, IDENTITY, 0)

    def _paths(self, parent: Any, count: Callable[..., int], get: Callable[..., Any], matrix: Matrix, depth: int) -> Iterator[Box]:
        pdfium = self._pdfium
        for at in range(count(parent)):
            each = get(parent, at)
            kind = pdfium.FPDFPageObj_GetType(each)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                clip = self._clip(each) if depth == 0 else None
                for box in self._path(each, product(self._matrix(each), matrix)):
                    yield common(box, clip) if clip else box
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and depth == 0:
                self._has_picture = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                within = product(self._matrix(each), matrix)
                yield from self._paths(each, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, within, depth + 1)

    def _matrix(self, page_object: Any) -> Matrix:
        matrix = self._pdfium.FS_MATRIX()
        if not self._pdfium.FPDFPageObj_GetMatrix(page_object, matrix):
            return IDENTITY
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _path(self, path: Any, matrix: Matrix) -> Iterator[Box]:
        """What of a path is straight and thin."""
        pdfium = self._pdfium
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        yield from thin_parts(self._subpaths(path, matrix), is_stroked=bool(stroke.value), is_filled=bool(fill.value))

    def _subpaths(self, path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        pdfium = self._pdfium
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for at in range(pdfium.FPDFPath_CountSegments(path)):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = moved((x.value, y.value), matrix)
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
