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
    box_of,
    common,
    moved,
    product,
    thin_parts,
    turns_of,
    upright_page,
)
from dagster_project.extraction.places import Box
from dagster_project.extraction.readers.drawn_pages import document_of, refuse_too_many
from dagster_project.extraction.readers.pdfium import PDFIUM, address_of, pypdfium
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

_KIND = "a PDF file"
_INVISIBLE_MODES = {3, 7}
_DEEPEST_FORM = 8
_QUARTERS = 4
_SEGMENTS_OF_RECTANGLE = (4, 5)


def read(content: bytes) -> SourceDocument:
    """The blocks of a PDF file. Raises `UnreadableDocument` where it is damaged, locked or a scan."""
    pdfium = pypdfium()
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
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
    try:
        page = document[index]
    except pypdfium().PdfiumError as error:
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
        self._handle = address_of(page.raw)
        left, bottom, right, top = page.get_bbox()
        self._shown = Box(left, bottom, right, top)
        self._turns = page.get_rotation() // 90
        self._looks: dict[int, _Look] = {}
        self._has_picture = False
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._at_x, self._at_y = ctypes.addressof(self._x), ctypes.addressof(self._y)

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
        text_page = PDFIUM.FPDFText_LoadPage(self._handle)
        x, y, area = ctypes.c_double(), ctypes.c_double(), PDFIUM.FS_RECTF()
        at_x, at_y, at_area = map(ctypes.addressof, (x, y, area))
        try:
            for at in range(PDFIUM.FPDFText_CountChars(text_page)):
                if PDFIUM.FPDFText_IsGenerated(text_page, at) == 1:
                    continue
                text = _character(PDFIUM.FPDFText_GetUnicode(text_page, at))
                # The whole field of a sign, not its ink alone: a thin stroke stands in the middle of its line.
                if not text or not PDFIUM.FPDFText_GetLooseCharBox(text_page, at, at_area):
                    continue
                box = Box(area.left, area.bottom, area.right, area.top)
                look = self._look(text_page, at)
                if not look.is_drawn or not self._is_within(box, look.clip):
                    continue
                PDFIUM.FPDFText_GetCharOrigin(text_page, at, at_x, at_y)
                size = box.width if look.turns % 2 else box.height
                yield Sign(text, box, (x.value, y.value), size, look.turns)
        finally:
            PDFIUM.FPDFText_ClosePage(text_page)

    def _look(self, text_page: int, at: int) -> _Look:
        """How a sign is drawn: as all of the object that it belongs to."""
        text_object = PDFIUM.FPDFText_GetTextObject(text_page, at)
        look = self._looks.get(text_object)
        if look is None:
            angle = PDFIUM.FPDFText_GetCharAngle(text_page, at)
            turns = -round(angle / (math.pi / 2)) % _QUARTERS
            if not text_object:
                return _Look(None, True, turns)
            mode = PDFIUM.FPDFTextObj_GetTextRenderMode(text_object)
            look = self._looks[text_object] = _Look(self._clip(text_object), mode not in _INVISIBLE_MODES, turns)
        return look

    def _is_within(self, box: Box, clip: Box | None) -> bool:
        """Whether the middle of a box lies on the page and in a clip."""
        x, y = box.middle
        return self._shown.holds(x, y) and (clip is None or clip.holds(x, y))

    def _clip(self, page_object: int) -> Box | None:
        """The rectangle that an object is clipped to; None where it is not."""
        path = PDFIUM.FPDFPageObj_GetClipPath(page_object)
        n_paths = PDFIUM.FPDFClipPath_CountPaths(path) if path else 0
        clip: Box | None = None
        for at in range(max(n_paths, 0)):
            n_segments = PDFIUM.FPDFClipPath_CountPathSegments(path, at)
            # Of a rectangle two opposite corners tell all: nearly every sign is an object with a clip of its own.
            numbers = (0, 2) if n_segments in _SEGMENTS_OF_RECTANGLE else range(n_segments)
            points = [self._point(PDFIUM.FPDFClipPath_GetPathSegment(path, at, number)) for number in numbers]
            if points:
                left, low, right, high = box_of(points)
                box = Box(left - 1, low - 1, right + 1, high + 1)
                clip = box if clip is None else common(clip, box)
        return clip

    def _point(self, segment: int) -> tuple[float, float]:
        """Where a segment of a path ends."""
        PDFIUM.FPDFPathSegment_GetPoint(segment, self._at_x, self._at_y)
        return self._x.value, self._y.value

    def _thin_shapes(self) -> Iterator[Box]:
        """Boxes of all that is drawn straight and thin, as the file has them, inside its clip. Notes whether a picture is."""
        yield from self._paths(self._handle, PDFIUM.FPDFPage_CountObjects, PDFIUM.FPDFPage_GetObject, IDENTITY, 0)

    def _paths(
        self, parent: int | None, count: Callable[..., int], get: Callable[..., int], matrix: Matrix, depth: int
    ) -> Iterator[Box]:
        for at in range(count(parent)):
            each = get(parent, at)
            kind = PDFIUM.FPDFPageObj_GetType(each)
            if kind == PDFIUM.FPDF_PAGEOBJ_PATH:
                clip = self._clip(each) if depth == 0 else None
                for box in self._path(each, product(self._matrix(each), matrix)):
                    yield common(box, clip) if clip else box
            elif kind == PDFIUM.FPDF_PAGEOBJ_IMAGE and depth == 0:
                self._has_picture = True
            elif kind == PDFIUM.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                within = product(self._matrix(each), matrix)
                yield from self._paths(each, PDFIUM.FPDFFormObj_CountObjects, PDFIUM.FPDFFormObj_GetObject, within, depth + 1)

    def _matrix(self, page_object: int) -> Matrix:
        matrix = PDFIUM.FS_MATRIX()
        if not PDFIUM.FPDFPageObj_GetMatrix(page_object, ctypes.byref(matrix)):
            return IDENTITY
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f

    def _path(self, path: int, matrix: Matrix) -> Iterator[Box]:
        """What of a path is straight and thin."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        PDFIUM.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
        yield from thin_parts(self._subpaths(path, matrix), is_stroked=bool(stroke.value), is_filled=bool(fill.value))

    def _subpaths(self, path: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
        points: list[tuple[float, float]] = []
        for at in range(PDFIUM.FPDFPath_CountSegments(path)):
            segment = PDFIUM.FPDFPath_GetPathSegment(path, at)
            point = moved(self._point(segment), matrix)
            if PDFIUM.FPDFPathSegment_GetType(segment) == PDFIUM.FPDF_SEGMENT_MOVETO and points:
                yield points
                points = []
            points.append(point)
            if PDFIUM.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _character(code: int) -> str:
    """The sign of a code; none for what is no sign."""
    return "" if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code < 32 else chr(code)
