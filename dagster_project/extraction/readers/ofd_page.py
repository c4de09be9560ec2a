"""What a page of an OFD file draws: its layers, objects within them, their places.

Places are in millimetres; an object has coordinates of its own, which its CTM and the corner of its boundary (边界) bring to
those of what it stands in.
"""

import math
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice, repeat
from xml.etree.ElementTree import Element

from dagster_project.extraction.pages import Page
from dagster_project.extraction.pages.drawing import (
    IDENTITY,
    Matrix,
    Point,
    Sign,
    box_of,
    common,
    moved,
    product,
    sign_at,
    thin_parts,
    turns_of,
    upright_page,
    usual_width,
)
from dagster_project.extraction.places import Box

_POINTS_OF_A_MILLIMETRE = 72 / 25.4
# What lies further away, in millimetres, lies on no page.
_FARTHEST = 1e5
_DEEPEST = 8
# What turns the axes of a text that runs otherwise than from left to right.
_DIRECTIONS: dict[str, Matrix] = {"90": (0, 1, -1, 0, 0, 0), "180": (-1, 0, 0, -1, 0, 0), "270": (0, -1, 1, 0, 0, 0)}
# How many numbers stand behind each letter of a path; the last two are the point that it leads to.
_NUMBERS_BEHIND = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_OF_PATH = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_REPEATED = "g"
_FALSE = {"false", "0"}


class Drawing:
    """The signs and lines of a page, as objects are added to it in the order in which they are drawn.

    `unit` finds a group of objects by its name. It `is_full` where more than `most` objects were drawn.
    """

    def __init__(self, area: Box, unit: Callable[[str], Element | None], most: int) -> None:
        self._unit = unit
        self._most = most
        scale = _POINTS_OF_A_MILLIMETRE
        # From here on `y` grows upwards.
        self._to_page: Matrix = (scale, 0, 0, -scale, 0, 0)
        self._shown = _box_moved(area, self._to_page)
        self._signs: list[Sign] = []
        self._thin: list[Box] = []
        self._has_picture = False
        self.n_objects = 0

    @property
    def is_full(self) -> bool:
        return self.n_objects > self._most

    def page(self, page_no: int) -> Page:
        """All of it as a page."""
        return upright_page(page_no, self._shown, self._signs, self._thin, turns_of(self._signs), has_picture=self._has_picture)

    def add(self, page: Element | None) -> None:
        """Draws a page, or one that it shows too."""
        for layer in page.iterfind("Content/Layer") if page is not None else ():
            self._add_block(layer, self._to_page, self._shown, 0)

    def _add_block(self, block: Element, outer: Matrix, clip: Box, depth: int) -> None:
        for each in block:
            self.n_objects += 1
            if self.is_full or depth > _DEEPEST:
                return
            if not _is_visible(each):
                continue
            if each.tag == "PageBlock":
                self._add_block(each, outer, clip, depth + 1)
                continue
            matrix = product(_matrix_in(each.get("CTM")), _placed(each, outer))
            within = _clip(each, matrix, outer, clip)
            if each.tag == "TextObject":
                self._add_text(each, matrix, within)
            elif each.tag == "PathObject":
                self._add_path(each, matrix, within)
            elif each.tag == "CompositeObject":
                self._add_unit(each, matrix, within, depth)
            elif each.tag == "ImageObject":
                self._has_picture = True

    def _add_unit(self, each: Element, matrix: Matrix, clip: Box, depth: int) -> None:
        unit = self._unit(each.get("ResourceID", ""))
        for content in unit.iterfind("Content") if unit is not None else ():
            self._add_block(content, matrix, clip, depth + 1)

    def _add_path(self, each: Element, matrix: Matrix, clip: Box) -> None:
        is_stroked, is_filled = _is_true(each, "Stroke", otherwise=True), _is_true(each, "Fill", otherwise=False)
        for data in each.iterfind("AbbreviatedData"):
            subpaths = ([moved(point, matrix) for point in points] for points in _subpaths(data.text or ""))
            thin = (common(box, clip) for box in thin_parts(subpaths, is_stroked=is_stroked, is_filled=is_filled))
            self._thin += (box for box in thin if box.width >= 0 and box.height >= 0)

    def _add_text(self, each: Element, matrix: Matrix, clip: Box) -> None:
        if not _is_true(each, "Fill", otherwise=True) and not _is_true(each, "Stroke", otherwise=False):
            return
        matrix = product(_DIRECTIONS.get(each.get("ReadDirection", ""), IDENTITY), matrix)
        size, stretch = _number(each.get("Size", "")), _number(each.get("HScale", "1"))
        origin = (0.0, 0.0)
        for code in each.iterfind("TextCode"):
            # A place that is not given is that of the text before.
            origin = (_number(code.get("X", str(origin[0]))), _number(code.get("Y", str(origin[1]))))
            for text, at, width in _signs_of(code, origin, size * stretch):
                sign = sign_at(text, at, width, size, matrix)
                if clip.holds(*sign.box.middle):
                    self._signs.append(sign)


def _signs_of(code: Element, origin: Point, size: float) -> Iterator[tuple[str, Point, float]]:
    """The signs of a text, where each begins, and its width."""
    text = (code.text or "").strip("\r\n")
    right, down = (list(islice(_distances(code.get(name, ""), len(text)), len(text))) for name in ("DeltaX", "DeltaY"))
    x, y = origin
    for at, sign in enumerate(text):
        usual = usual_width(sign) * size
        to_next = _distance(right, at) if right else 0.0 if down else usual
        yield sign, (x, y), to_next if 0 < to_next <= size else usual
        x, y = x + to_next, y + _distance(down, at)


def _distance(distances: list[float], at: int) -> float:
    """From a sign to the next one; where there are fewer distances than signs, the last one goes on."""
    return distances[min(at, len(distances) - 1)] if distances else 0.0


def _distances(printed: str, most: int) -> Iterator[float]:
    """Distances, up to so many; `g 3 5` is three times 5."""
    tokens = iter(printed.split())
    for token in tokens:
        if token == _REPEATED:
            count, value = next(tokens, ""), next(tokens, "")
            yield from repeat(_number(value), min(int(count), most))
        else:
            yield _number(token)


def _subpaths(printed: str) -> Iterator[list[Point]]:
    """The points of the pieces of a path; a bow is taken for its two ends."""
    points: list[Point] = []
    tokens = iter(_OF_PATH.findall(printed))
    for letter in tokens:
        numbers = [_number(next(tokens, "")) for _ in range(_NUMBERS_BEHIND.get(letter, 0))]
        if letter in {"S", "M"}:
            if points:
                yield points
            points = []
        if numbers:
            points.append((numbers[-2], numbers[-1]))
        elif letter == "C" and points:
            points.append(points[0])
    if points:
        yield points


def _clip(each: Element, matrix: Matrix, outer: Matrix, clip: Box) -> Box:
    """Where an object is seen, as a box: of what `clip` shows, what its own clips leave."""
    for clips in each.iterfind("Clips"):
        is_moved = _is_true(clips, "TransFlag", otherwise=True)
        space = matrix if is_moved else _placed(each, outer)
        for own in clips.iterfind("Clip"):
            boxes = [box for area in own.iterfind("Area") for box in _areas(area, space)]
            if boxes:
                clip = common(clip, box_of(chain.from_iterable(((box.left, box.top), (box.right, box.bottom)) for box in boxes)))
    return clip


def _areas(area: Element, space: Matrix) -> Iterator[Box]:
    space = product(_matrix_in(area.get("CTM")), space)
    for path in area.iterfind("Path"):
        matrix = product(_matrix_in(path.get("CTM")), _placed(path, space))
        for data in path.iterfind("AbbreviatedData"):
            points = [moved(point, matrix) for points in _subpaths(data.text or "") for point in points]
            if points:
                box = box_of(points)
                yield Box(box.left - 1, box.top - 1, box.right + 1, box.bottom + 1)


def _placed(each: Element, outer: Matrix) -> Matrix:
    """What brings coordinates from the corner of an object's boundary to the page."""
    boundary = each.get("Boundary")
    if not boundary:
        return outer
    box = box_in(boundary)
    return product((1, 0, 0, 1, box.left, box.top), outer)


def box_in(printed: str) -> Box:
    """A box as the file has it: its corner, width and height."""
    left, top, width, height = map(_number, printed.split())
    return Box(left, top, left + width, top + height)


def _matrix_in(printed: str | None) -> Matrix:
    if not printed:
        return IDENTITY
    a, b, c, d, e, f = map(_number, printed.split())
    return a, b, c, d, e, f


def _box_moved(box: Box, matrix: Matrix) -> Box:
    return box_of(moved(corner, matrix) for corner in ((box.left, box.top), (box.right, box.bottom)))


def _is_visible(each: Element) -> bool:
    return _is_true(each, "Visible", otherwise=True) and each.get("Alpha", "").strip() != "0"


def _is_true(each: Element, name: str, *, otherwise: bool) -> bool:
    printed = each.get(name)
    return otherwise if printed is None else printed.strip().lower() not in _FALSE


def _number(printed: str) -> float:
    number = float(printed)
    if not math.isfinite(number) or abs(number) > _FARTHEST:
        raise ValueError(printed)
    return number
