"""What is drawn on a page, as its file has it: signs and paths in, a page turned upright out.

Places are in points, and `y` grows upwards; the `top` of a box is its lower edge then. Nothing here knows a kind of file.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from dagster_project.extraction.pages.shapes import Glyph, Page, Rule
from dagster_project.extraction.places import Box

# A filled rectangle, or a line that slants, is a rule where it is no thicker.
THICKEST_RULE = 3.0
_QUARTERS = 4
# Of the size of a character: how far it reaches above its baseline and below, and how wide Latin ones are.
_ABOVE, _BELOW, _HALF = 0.88, 0.12, 0.5
# Those that are wide among Chinese ones, such as quotation marks, are so here.
_WIDE = {"W", "F", "A"}
_WITHOUT_WIDTH = {"Cf", "Cc"}

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Sign(NamedTuple):
    """A character: its box, where it begins on its baseline, its size, and the quarters clockwise that make it upright."""

    text: str
    box: Box
    origin: Point
    size: float
    turns: int


def turns_of(signs: Sequence[Sign], otherwise: int = 0) -> int:
    """The quarters, clockwise, that make most of the signs of a page upright; `otherwise` where it has none."""
    return Counter(sign.turns for sign in signs).most_common(1)[0][0] if signs else otherwise


def upright_page(page_no: int, shown: Box, signs: Sequence[Sign], thin: Iterable[Box], turns: int, *, has_picture: bool) -> Page:
    """A page of what is drawn within `shown`, turned clockwise by so many quarters.

    `thin` are the boxes of all that is drawn straight and thin.
    """
    place = partial(_upright, shown=shown, turns=turns)
    glyphs = tuple(
        Glyph(text, _upright(box, shown, turns), _baseline(origin, shown, turns), size) for text, box, origin, size, _ in signs
    )
    within = (box for box in (common(box, shown) for box in thin) if box.width >= 0 and box.height >= 0)
    width, height = (shown.height, shown.width) if turns % 2 else (shown.width, shown.height)
    return Page(page_no, width, height, glyphs, tuple(_rules_of(map(place, within))), has_picture)


def thin_parts(subpaths: Iterable[Sequence[Point]], *, is_stroked: bool, is_filled: bool) -> Iterator[Box]:
    """The straight lines of a path that is stroked; of one that is filled alone, its box where it is thin."""
    for points in subpaths:
        if is_stroked:
            yield from (box_of(pair) for pair in pairwise(points))
        elif is_filled:
            box = box_of(points)
            if min(box.width, box.height) <= THICKEST_RULE:
                yield box


def _rules_of(boxes: Iterable[Box]) -> Iterator[Rule]:
    """Thin boxes as rules; what is neither straight nor thin is none."""
    for box in boxes:
        if box.height <= THICKEST_RULE and box.width > box.height:
            yield Rule(True, (box.top + box.bottom) / 2, box.left, box.right)
        elif box.width <= THICKEST_RULE and box.height > box.width:
            yield Rule(False, (box.left + box.right) / 2, box.top, box.bottom)


def _upright(box: Box, shown: Box, turns: int) -> Box:
    """A box of the file's coordinates, whose y grows upwards, on the page turned clockwise by so many quarters."""
    left, low, right, high = box
    quarters = turns % _QUARTERS
    if quarters == 0:
        return Box(left - shown.left, shown.bottom - high, right - shown.left, shown.bottom - low)
    if quarters == 1:
        return Box(low - shown.top, left - shown.left, high - shown.top, right - shown.left)
    if quarters == _QUARTERS // 2:
        return Box(shown.right - right, low - shown.top, shown.right - left, high - shown.top)
    return Box(shown.bottom - high, shown.right - right, shown.bottom - low, shown.right - left)


def _baseline(origin: Point, shown: Box, turns: int) -> float:
    """How far below the upper edge of the page, turned clockwise by so many quarters, a sign stands that begins at a place."""
    x, y = origin
    quarters = turns % _QUARTERS
    if quarters % 2:
        return x - shown.left if quarters == 1 else shown.right - x
    return y - shown.top if quarters else shown.bottom - y


def common(one: Box, other: Box) -> Box:
    """What two boxes share; its width or height is negative where they share nothing."""
    return Box(max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom))


def box_of(points: Iterable[Point]) -> Box:
    """The least box around some points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """The transformation by `inner` and then by `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(point: Point, matrix: Matrix) -> Point:
    """Where a transformation brings a point."""
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def sign_at(text: str, origin: Point, width: float, size: float, matrix: Matrix) -> Sign:
    """A character that begins at a place of coordinates whose `y` grows downwards, which `matrix` brings to the page."""
    x, y = origin
    box = box_of(moved(corner, matrix) for corner in ((x, y - _ABOVE * size), (x + width, y + _BELOW * size)))
    turns = round(math.atan2(matrix[1], matrix[0]) / (math.pi / 2)) % _QUARTERS
    return Sign(text, box, moved(origin, matrix), box.width if turns % 2 else box.height, turns)


def usual_width(text: str) -> float:
    """The width of a character as Chinese fonts have it, of its size."""
    if text.isascii():
        return _HALF
    if unicodedata.combining(text) or unicodedata.category(text) in _WITHOUT_WIDTH:
        return 0.0
    return 1.0 if unicodedata.east_asian_width(text) in _WIDE else _HALF
