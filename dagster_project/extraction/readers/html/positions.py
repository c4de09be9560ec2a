"""Pages on which each piece of text has its place, as converters of PDF files write them, and what is drawn on them.

Pictures of lines are no rules.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from dagster_project.extraction.pages import Page
from dagster_project.extraction.pages.drawing import THICKEST_RULE, Matrix, Sign, box_of, moved, turns_of, upright_page
from dagster_project.extraction.places import Box, around
from dagster_project.extraction.readers.html.drawings import thin_shapes
from dagster_project.extraction.readers.html.pieces import Line, lines_of, within_their_room
from dagster_project.extraction.readers.html.place import Place, has_place, is_sheet, size_of
from dagster_project.extraction.readers.html.texts import is_block
from dagster_project.extraction.readers.html.tree import Element, is_picture

Drawn = TypeVar("Drawn")

_EDGES = ("left", "right", "top", "bottom")
# Of the signs of a page, the share that has places at least.
_SHARE_OF_PLACED = 0.8
# How wide and high a box is at least that is the frame of a page.
_LEAST_PAGE = 300.0
_NO_COLOUR = {"", "none", "transparent", "inherit", "initial", "unset"}
# Colours as programs name them.
_COLOUR = re.compile(
    r"#|(?:rgb|hsl)a?\(|(?:aqua|black|blue|brown|currentcolor|cyan|fuchsia|gold|green|lime|magenta|maroon|navy|olive|orange|pink"
    r"|purple|red|silver|teal|white|windowtext|yellow|(?:dark|dim|light|slate)*gr[ae]y)$"
)
_BLANKS_IN_COLOUR = re.compile(r"(?<=,)\s+")
_BORDER_STYLES = {"solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"}
_THICKNESSES = {"thin": 0.75, "medium": 2.25, "thick": 3.75}
_UPWARDS: Matrix = (1, 0, 0, -1, 0, 0)


@dataclass(slots=True)
class _Canvas:
    """An element that may be such a page."""

    element: Element
    n_signs: int = 0
    n_placed: int = 0
    # Elements whose own text has a place.
    with_places: list[int] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        return self.n_placed > 0 and self.n_placed >= _SHARE_OF_PLACED * self.n_signs


class PositionedPages:
    """The pages of this kind within a page of HTML."""

    def __init__(self, body: Element) -> None:
        self._canvases = [_Canvas(body)]
        self._survey(body, self._canvases[0], is_placed=False)
        pages = [canvas for canvas in self._canvases if canvas.is_page]
        self._pages = {id(canvas.element) for canvas in pages}
        self._drawn = {each for canvas in pages for each in canvas.with_places}

    def is_drawn(self, element: Element) -> bool:
        """Whether the text of an element itself, not of those in it, stands on such a page."""
        return id(element) in self._drawn

    def pages(self, element: Element, first_no: int) -> list[Page]:
        """What an element draws, as a page or several below one another; none where it is no such page."""
        return _Drawing(self, element).pages(first_no) if id(element) in self._pages else []

    def _survey(self, element: Element, canvas: _Canvas, *, is_placed: bool) -> None:
        if is_placed:
            canvas.with_places.append(id(element))
        for child in element.children:
            if isinstance(child, str):
                n_signs = len("".join(child.split()))
                canvas.n_signs += n_signs
                canvas.n_placed += n_signs if is_placed else 0
            elif is_sheet(child):
                self._canvases.append(_Canvas(child))
                self._survey(child, self._canvases[-1], is_placed=False)
            else:
                self._survey(child, canvas, is_placed=has_place(child) or (is_placed and not is_block(child)))


class _Drawing:
    """A page being drawn."""

    def __init__(self, pages: PositionedPages, element: Element) -> None:
        self._pages = pages
        self._element = element
        self._lines: list[Line] = []
        self._thin: list[Box] = []
        # All that has a size, by which a page is measured that has none of its own.
        self._boxes: list[Box] = []
        self._has_picture = False

    def pages(self, first_no: int) -> list[Page]:
        """What is drawn, as a page; as several where it has no size of its own, but frames of pages below one another."""
        place = Place(_UPWARDS, None, None).written(self._element)
        width, height = (place.length(self._element.style.get(name)) for name in ("width", "height"))
        shown = Box(0, -height, width, 0) if width and height else None
        place = place._replace(width=width, height=height, clip=shown)
        for child in self._element.elements:
            self._draw(child, place)
        signs = [sign for line in within_their_room(self._lines) for sign in line]
        frames = [shown] if shown else _frames(self._boxes) or [around(self._boxes or [Box(0, 0, 0, 0)])]
        signs_of, thin_of = _by_frame(signs, [sign.box for sign in signs], frames), _by_frame(self._thin, self._thin, frames)
        return [
            self._page(page_no, frame, signs_of[at], thin_of[at]) for at, (page_no, frame) in enumerate(enumerate(frames, first_no))
        ]

    def _page(self, page_no: int, frame: Box, signs: list[Sign], thin: list[Box]) -> Page:
        # What a page shows is decided by where a piece of text begins: how far it goes is not told.
        shown = around([frame, *(sign.box for sign in signs)])
        return upright_page(page_no, shown, signs, thin, turns_of(signs), has_picture=self._has_picture)

    def _draw(self, element: Element, outer: Place) -> None:
        if is_sheet(element):
            return
        place = outer.written(element)
        self._has_picture = self._has_picture or is_picture(element)
        if has_place(element):
            place = place.within(element)
            if place.width and place.height:
                self._boxes.append(box_of(moved(corner, place.matrix) for corner in ((0, 0), (place.width, place.height))))
            self._add_thin(_thin_edges(element, place), place)
            if self._pages.is_drawn(element):
                self._lines += (line for line in lines_of(element, place) if place.shows(line[0].box))
        if element.tag == "svg":
            if not has_place(element):
                width, height = (place.length(size_of(element, name)) for name in ("width", "height"))
                place = place._replace(width=width, height=height)
            self._add_thin(thin_shapes(element, place.matrix, place.width, place.height), place)
            return
        for child in element.elements:
            self._draw(child, place)

    def _add_thin(self, boxes: Iterable[Box], place: Place) -> None:
        self._thin += (box for box in boxes if place.shows(box))


def _frames(boxes: Iterable[Box]) -> list[Box]:
    """Boxes as large as pages, one below another, each with what is nearest to it."""
    frames: list[Box] = []
    for box in sorted(boxes, key=lambda box: -box.bottom):
        if min(box.width, box.height) >= _LEAST_PAGE and (not frames or box.bottom <= frames[-1].top):
            frames.append(box)
    return frames


def _by_frame(drawn: Sequence[Drawn], boxes: Sequence[Box], frames: Sequence[Box]) -> list[list[Drawn]]:
    """What is drawn, by the frames that are nearest to it; these go downwards."""
    found: list[list[Drawn]] = [[] for _ in frames]
    # Where one is nearer than the one above, from above to below.
    borders = [-(above.top + below.bottom) / 2 for above, below in pairwise(frames)]
    for each, box in zip(drawn, boxes, strict=True):
        found[bisect(borders, -box.middle[1])].append(each)
    return found


def _thin_edges(element: Element, place: Place) -> Iterator[Box]:
    """The borders of an element, and itself where it is thin and filled."""
    is_drawn = any(name.startswith(("border", "background")) for name in element.style)
    if not is_drawn or place.width is None or place.height is None:
        return
    thick = {side: _border(element, side, place) for side in _EDGES}
    is_whole = element.style.get("box-sizing") == "border-box"
    width = place.width if is_whole else place.width + thick["left"] + thick["right"]
    height = place.height if is_whole else place.height + thick["top"] + thick["bottom"]
    fields = {
        "top": (0.0, 0.0, width, thick["top"]),
        "bottom": (0.0, height - thick["bottom"], width, height),
        "left": (0.0, 0.0, thick["left"], height),
        "right": (width - thick["right"], 0.0, width, height),
    }
    shown = [field for side, field in fields.items() if thick[side]]
    if not shown and min(width, height) <= THICKEST_RULE and _is_filled(element):
        shown = [(0.0, 0.0, width, height)]
    for left, top, right, bottom in shown:
        yield box_of(moved(corner, place.matrix) for corner in ((left, top), (right, bottom)))


def _border(element: Element, side: str, place: Place) -> float:
    """How thick the border on a side is; 0 where there is none."""
    declared = element.style.get(f"border-{side}", element.style.get("border", ""))
    if not declared:
        return 0.0
    parts = _BLANKS_IN_COLOUR.sub(",", declared.lower()).split()
    lengths = {part: found for part in parts if (found := _THICKNESSES.get(part, place.length(part))) is not None}
    others = set(parts) - lengths.keys() - _BORDER_STYLES
    # A declaration with a word that means nothing holds for nothing.
    if len(others) == len(parts) or not set(parts) & _BORDER_STYLES or not all(map(_COLOUR.match, others)):
        return 0.0
    return next(iter(lengths.values()), _THICKNESSES["medium"])


def _is_filled(element: Element) -> bool:
    printed = element.style.get("background-color", element.style.get("background", "")).lower()
    return printed not in _NO_COLOUR and "url(" not in printed and "gradient(" not in printed
