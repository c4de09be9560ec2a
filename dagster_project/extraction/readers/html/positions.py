"""Pages on which each piece of text has its place, as converters of PDF files write them, and what is drawn on them.

How wide letters are is not told: they are taken to be as wide as Chinese fonts have them, and no wider than there is room for.
Pictures of lines are no rules.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise, zip_longest
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from dagster_project.extraction.pages import Page
from dagster_project.extraction.pages.drawing import (
    IDENTITY,
    THICKEST_RULE,
    Matrix,
    Sign,
    box_of,
    common,
    moved,
    product,
    sign_at,
    turns_of,
    upright_page,
    usual_width,
)
from dagster_project.extraction.places import Box, around
from dagster_project.extraction.readers.html.drawings import thin_shapes
from dagster_project.extraction.readers.html.geometry import is_length, length, transformation
from dagster_project.extraction.readers.html.texts import is_block, keeps_breaks
from dagster_project.extraction.readers.html.tree import Element, is_picture

Drawn = TypeVar("Drawn")

_PLACED = {"absolute", "fixed"}
_EDGES = ("left", "right", "top", "bottom")
_FROM_ABOVE = ("top", "bottom", "inset")
# Of the signs of a page, the share that has places at least.
_SHARE_OF_PLACED = 0.8
# How wide and high a box is at least that is the frame of a page.
_LEAST_PAGE = 300.0
_USUAL_SIZE = 12.0
_USUAL_LEADING = 1.2
# Of the height of letters, how far their baseline is from above.
_ASCENT = 0.88
# By how much letters may be drawn together or apart to fill the width that is given for them.
_NARROWED, _WIDENED = 0.7, 1.4
# The same before another piece: where there is less room, one stands upon the other.
_LEAST_ROOM = 0.4
_SAME_BASELINE = 0.35
_NO_COLOUR = {"", "none", "transparent", "inherit", "initial", "unset"}
# Colours as programs name them.
_COLOUR = re.compile(
    r"#|(?:rgb|hsl)a?\(|(?:aqua|black|blue|brown|currentcolor|cyan|fuchsia|gold|green|lime|magenta|maroon|navy|olive|orange|pink"
    r"|purple|red|silver|teal|white|windowtext|yellow|(?:dark|dim|light|slate)*gr[ae]y)$"
)
_BLANKS_IN_COLOUR = re.compile(r"(?<=,)\s+")
_BORDER_STYLES = {"solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"}
_THICKNESSES = {"thin": 0.75, "medium": 2.25, "thick": 3.75}
_SIDES = {"left": "0", "top": "0", "center": "50%", "right": "100%", "bottom": "100%"}
_WRITING = {"font-size", "line-height", "letter-spacing", "word-spacing", "text-align", "white-space"}
_BLANKS = " \t\r\n\f"
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
            elif _is_sheet(child):
                self._canvases.append(_Canvas(child))
                self._survey(child, self._canvases[-1], is_placed=False)
            else:
                self._survey(child, canvas, is_placed=_has_place(child) or (is_placed and not is_block(child)))


def _has_place(element: Element) -> bool:
    """Whether an element says where it stands: how far from above is not told where it stands in the order of the text."""
    style = element.style
    return style.get("position") in _PLACED and any(is_length(style.get(name)) for name in _FROM_ABOVE)


def _is_sheet(element: Element) -> bool:
    """Whether an element is what others have their places in, and has a size of its own."""
    sizes = (element.style.get(name, "") for name in ("width", "height"))
    return element.style.get("position") == "relative" and all(size and size != "auto" and "%" not in size for size in sizes)


class _Place(NamedTuple):
    """Where an element stands, and how what is in it is written: `matrix` brings its coordinates to the page.

    On the page `y` grows upwards.
    """

    matrix: Matrix
    width: float | None
    height: float | None
    clip: Box | None = None
    size: float = _USUAL_SIZE
    leading: str = ""
    letters: float = 0.0
    words: float = 0.0
    align: str = ""
    wraps: bool = True
    keeps: bool = False
    variables: Mapping[str, str] = {}

    def length(self, printed: str | None, whole: float | None = None) -> float | None:
        """A length in points, where percentages are of a whole."""
        return length(printed, self.size, whole, self.variables) if printed else None

    @property
    def line_height(self) -> float:
        if self.leading.replace(".", "", 1).isdigit():
            return float(self.leading) * self.size
        return self.length(self.leading, self.size) or _USUAL_LEADING * self.size

    def written(self, element: Element) -> "_Place":
        """The same place, where an element is written in its own way."""
        style = element.style
        if style.keys().isdisjoint(_WRITING) and not any(name.startswith("--") for name in style):
            return self
        own = {name: value for name, value in style.items() if name.startswith("--")}
        place = self._replace(variables={**self.variables, **own}) if own else self
        size = place.length(style.get("font-size"), place.size)
        place = place._replace(size=place.size if size is None else size)
        return place._replace(
            leading=style.get("line-height", place.leading),
            letters=_otherwise(place.length(style.get("letter-spacing")), place.letters),
            words=_otherwise(place.length(style.get("word-spacing")), place.words),
            align=style.get("text-align", place.align),
            wraps=style.get("white-space", "" if place.wraps else "nowrap") not in {"nowrap", "pre"},
            keeps=keeps_breaks(element, otherwise=place.keeps),
        )

    def within(self, element: Element) -> "_Place":
        """The place of an element that has one in this: its corner, size and clip."""
        style = element.style
        width, height = self.length(_size(element, "width"), self.width), self.length(_size(element, "height"), self.height)
        inset = self.length(style.get("inset"), self.width)
        left, right = (_otherwise(self.length(style.get(name), self.width), inset) for name in ("left", "right"))
        top, bottom = (_otherwise(self.length(style.get(name), self.height), inset) for name in ("top", "bottom"))
        x, width = _begins(left, right, width, self.width, 0.0)
        y, height = _begins(top, bottom, height, self.height, self.line_height)
        x += self.length(style.get("margin-left"), self.width) or 0.0
        y += self.length(style.get("margin-top"), self.width) or 0.0
        matrix = product(product(self._transformation(element, width or 0.0, height or 0.0), (1, 0, 0, 1, x, y)), self.matrix)
        clip = self.clip
        if style.get("overflow") in {"hidden", "clip"} and width and height:
            own = box_of(moved(corner, matrix) for corner in ((0, 0), (width, height)))
            clip = own if clip is None else common(clip, own)
        return self._replace(matrix=matrix, width=width, height=height, clip=clip)

    def _transformation(self, element: Element, width: float, height: float) -> Matrix:
        printed = element.style.get("transform")
        if not printed or printed == "none":
            return IDENTITY
        origin = [_SIDES.get(each, each) for each in element.style.get("transform-origin", "").split()]
        x = _otherwise(self.length(origin[0], width) if origin else None, width / 2)
        y = _otherwise(self.length(origin[1], height) if len(origin) > 1 else None, height / 2)
        matrix = transformation(printed, self.size, width, height, self.variables)
        return product(product((1, 0, 0, 1, -x, -y), matrix), (1, 0, 0, 1, x, y))


def _begins(
    start: float | None, end: float | None, extent: float | None, whole: float | None, usual: float
) -> tuple[float, float | None]:
    """Where an element begins along one direction, and its extent, by its distances from both ends of a whole."""
    if start is None and end is not None and whole is not None:
        return whole - end - (usual if extent is None else extent), extent
    if extent is None and start is not None and end is not None and whole is not None:
        extent = whole - start - end
    return start or 0.0, extent


def _otherwise(found: float | None, other: Any) -> Any:
    return other if found is None else found


class _Letter(NamedTuple):
    """A character of a piece of text: the line of the piece that it is in, where it begins there, its width and size."""

    text: str
    line: int
    x: float
    width: float
    size: float


class _Pen:
    """Writes a piece of text, letter by letter."""

    def __init__(self) -> None:
        self.letters: list[_Letter] = []
        self.x = 0.0
        self._line = 0
        self._is_behind_blank = True

    def begin_line(self) -> None:
        self.x = 0.0
        self._line += 1
        self._is_behind_blank = True

    def write(self, text: str, place: _Place) -> None:
        for sign in text:
            if sign == "\n" and place.keeps:
                self.begin_line()
                continue
            is_blank = sign in _BLANKS
            if is_blank and self._is_behind_blank and place.wraps:
                continue
            self._is_behind_blank = is_blank
            width = usual_width(sign) * place.size + place.letters + (place.words if sign.isspace() else 0.0)
            if not sign.isspace():
                self.letters.append(_Letter(sign, self._line, self.x, max(width, 0.0), place.size))
            self.x += width


class _Drawing:
    """A page being drawn."""

    def __init__(self, pages: PositionedPages, element: Element) -> None:
        self._pages = pages
        self._element = element
        self._runs: list[list[Sign]] = []
        self._thin: list[Box] = []
        # All that has a size, by which a page is measured that has none of its own.
        self._boxes: list[Box] = []
        self._has_picture = False

    def pages(self, first_no: int) -> list[Page]:
        """What is drawn, as a page; as several where it has no size of its own, but frames of pages below one another."""
        place = _Place(_UPWARDS, None, None).written(self._element)
        width, height = (place.length(self._element.style.get(name)) for name in ("width", "height"))
        shown = Box(0, -height, width, 0) if width and height else None
        place = place._replace(width=width, height=height, clip=shown)
        for child in self._element.elements:
            self._draw(child, place)
        signs = [sign for run in _within_their_room(self._runs) for sign in run]
        frames = [shown] if shown else _frames(self._boxes) or [around(self._boxes or [Box(0, 0, 0, 0)])]
        signs_of, thin_of = _by_frame(signs, [sign.box for sign in signs], frames), _by_frame(self._thin, self._thin, frames)
        return [
            self._page(page_no, frame, signs_of[at], thin_of[at]) for at, (page_no, frame) in enumerate(enumerate(frames, first_no))
        ]

    def _page(self, page_no: int, frame: Box, signs: list[Sign], thin: list[Box]) -> Page:
        # What a page shows is decided by where a piece of text begins: how far it goes is not told.
        shown = around([frame, *(sign.box for sign in signs)])
        return upright_page(page_no, shown, signs, thin, turns_of(signs), has_picture=self._has_picture)

    def _draw(self, element: Element, outer: _Place) -> None:
        if _is_sheet(element):
            return
        place = outer.written(element)
        self._has_picture = self._has_picture or is_picture(element)
        if _has_place(element):
            place = place.within(element)
            if place.width and place.height:
                self._boxes.append(box_of(moved(corner, place.matrix) for corner in ((0, 0), (place.width, place.height))))
            self._add_thin(_thin_edges(element, place), place)
            if self._pages.is_drawn(element):
                self._write(element, place)
        if element.tag == "svg":
            if not _has_place(element):
                width, height = (place.length(_size(element, name)) for name in ("width", "height"))
                place = place._replace(width=width, height=height)
            self._add_thin(thin_shapes(element, place.matrix, place.width, place.height), place)
            return
        for child in element.elements:
            self._draw(child, place)

    def _add_thin(self, boxes: Iterable[Box], place: _Place) -> None:
        self._thin += (box for box in boxes if place.clip is None or place.clip.holds(*box.middle))

    def _write(self, element: Element, place: _Place) -> None:
        """Writes the text of an element line by line."""
        pen = _Pen()
        _write(element, place, pen)
        letters = _fitted(pen.letters, place)
        for _, line in groupby(letters, key=attrgetter("line")):
            run = [_sign(letter, place) for letter in line]
            if place.clip is None or place.clip.holds(*run[0].box.middle):
                self._runs.append(run)


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


def _size(element: Element, name: str) -> str | None:
    """A size as declared, of a drawing as an attribute too."""
    return element.style.get(name, element.attributes.get(name) if element.tag == "svg" else None)


def _write(element: Element, place: _Place, pen: _Pen) -> None:
    for child in element.children:
        if isinstance(child, str):
            pen.write(child, place)
        elif child.tag == "br":
            pen.begin_line()
        elif not _has_place(child) and not _is_sheet(child):
            inner = place.written(child)
            pen.x += inner.length(child.style.get("margin-left"), place.width) or 0.0
            start = pen.x
            _write(child, inner, pen)
            width = inner.length(child.style.get("width"), place.width)
            if width is not None and child.style.get("display") == "inline-block":
                pen.x = start + width
            pen.x += inner.length(child.style.get("margin-right"), place.width) or 0.0


def _fitted(letters: list[_Letter], place: _Place) -> list[_Letter]:
    """The letters of a piece as they fill the width that is given for it: drawn together or apart, broken over lines, set in."""
    right = max((letter.x + letter.width for letter in letters), default=0.0)
    if not place.width or right <= 0:
        return letters
    ratio = place.width / right
    if place.align in {"right", "center", "end"} and ratio > 1:
        return list(_aligned(letters, place))
    if ratio < _NARROWED and place.wraps:
        return list(_wrapped(letters, place.width))
    scale = ratio if _NARROWED <= ratio <= _WIDENED and letters[-1].line == 0 else 1.0
    return [letter._replace(x=letter.x * scale, width=letter.width * scale) for letter in letters]


def _aligned(letters: list[_Letter], place: _Place) -> Iterator[_Letter]:
    for _, line in groupby(letters, key=attrgetter("line")):
        together = list(line)
        left = (place.width or 0.0) - together[-1].x - together[-1].width
        yield from (letter._replace(x=letter.x + (left / 2 if place.align == "center" else left)) for letter in together)


def _wrapped(letters: list[_Letter], width: float) -> Iterator[_Letter]:
    n_broken, start, line = 0, 0.0, 0
    for letter in letters:
        if letter.line != line:
            line, start = letter.line, 0.0
        elif letter.x + letter.width - start > width and letter.x > start:
            n_broken, start = n_broken + 1, letter.x
        yield letter._replace(line=letter.line + n_broken, x=letter.x - start)


def _sign(letter: _Letter, place: _Place) -> Sign:
    height = place.line_height
    baseline = letter.line * height + (height - place.size) / 2 + _ASCENT * place.size
    return sign_at(letter.text, (letter.x, baseline), letter.width, letter.size, place.matrix)


def _within_their_room(runs: list[list[Sign]]) -> Iterator[list[Sign]]:
    """The pieces of text, none wider than up to where the next one on its line begins."""
    for together in _by_line(runs):
        beside = sorted(together, key=lambda run: run[0].box.left)
        for run, following in zip_longest(beside, beside[1:]):
            yield run if following is None else _narrowed(run, following[0].box.left)


def _by_line(runs: list[list[Sign]]) -> Iterator[list[list[Sign]]]:
    together: list[list[Sign]] = []
    for run in sorted(runs, key=lambda run: -run[0].origin[1]):
        if together and together[-1][0].origin[1] - run[0].origin[1] > _SAME_BASELINE * run[0].size:
            yield together
            together = []
        together.append(run)
    if together:
        yield together


def _narrowed(run: list[Sign], end: float) -> list[Sign]:
    left, right = run[0].box.left, run[-1].box.right
    scale = (end - left) / (right - left) if right > left else 1.0
    if run[0].turns or not _LEAST_ROOM <= scale < 1:
        return run
    return [_drawn_together(sign, left, scale) for sign in run]


def _drawn_together(sign: Sign, left: float, scale: float) -> Sign:
    box = sign.box._replace(left=left + (sign.box.left - left) * scale, right=left + (sign.box.right - left) * scale)
    return sign._replace(box=box, origin=(box.left, sign.origin[1]))


def _thin_edges(element: Element, place: _Place) -> Iterator[Box]:
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


def _border(element: Element, side: str, place: _Place) -> float:
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
