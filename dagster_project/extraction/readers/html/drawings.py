"""Straight lines of drawings within a page (SVG). A bow is taken for its two ends; text in a drawing is none of its lines."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dagster_project.extraction.pages.drawing import IDENTITY, Matrix, Point, moved, product, thin_parts
from dagster_project.extraction.places import Box
from dagster_project.extraction.readers.html.geometry import transformation
from dagster_project.extraction.readers.html.tree import Element

_UNIT = 0.75
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_OF_PATH = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
# How many numbers a letter of a path takes; the last two are the point that it leads to.
_NUMBERS_BEHIND = {"M": 2, "L": 2, "T": 2, "Q": 4, "S": 4, "C": 6, "A": 7, "H": 1, "V": 1}
_SIZES_OF_VIEW = 4
_FARTHEST = 1e6


class _Ink(NamedTuple):
    """How shapes are drawn, where they do not say so themselves."""

    stroke: str = "none"
    fill: str = "black"

    def of(self, element: Element) -> "_Ink":
        return _Ink(_declared(element, "stroke", self.stroke), _declared(element, "fill", self.fill))


def thin_shapes(drawing: Element, matrix: Matrix, width: float | None, height: float | None) -> Iterator[Box]:
    """What of a drawing is straight and thin; `matrix` brings points from its corner to the page."""
    view = [_number(number) for number in _NUMBER.findall(drawing.attributes.get("viewBox", ""))]
    inner: Matrix = (_UNIT, 0, 0, _UNIT, 0, 0)
    if len(view) == _SIZES_OF_VIEW and view[2] > 0 and view[3] > 0:
        across = width / view[2] if width else _UNIT
        down = height / view[3] if height else across
        inner = (across, 0, 0, down, -view[0] * across, -view[1] * down)
    yield from _within(drawing, product(inner, matrix), _Ink().of(drawing))


def _within(element: Element, matrix: Matrix, ink: _Ink) -> Iterator[Box]:
    for child in element.elements:
        inner = product(_transformation(child), matrix)
        own = ink.of(child)
        subpaths = ([moved(point, inner) for point in points] for points in _points(child))
        yield from thin_parts(subpaths, is_stroked=own.stroke != "none", is_filled=own.fill != "none")
        yield from _within(child, inner, own)


def _declared(element: Element, name: str, otherwise: str) -> str:
    return element.style.get(name, element.attributes.get(name, otherwise)).strip().lower()


def _transformation(element: Element) -> Matrix:
    printed = element.attributes.get("transform")
    if not printed:
        return IDENTITY
    # Numbers there are parted by blanks too, and have no unit: that of the drawing.
    a, b, c, d, e, f = transformation(re.sub(r"(?<=\d)[\s,]+(?=[-+.\d])", ",", printed), 0, 0, 0, {})
    return a, b, c, d, e / _UNIT, f / _UNIT


def _points(element: Element) -> Iterator[list[Point]]:
    """The points of the pieces of a shape."""
    at = {name: _number(element.attributes.get(name, "")) for name in ("x", "y", "x1", "y1", "x2", "y2", "width", "height")}
    if element.tag == "line":
        yield [(at["x1"], at["y1"]), (at["x2"], at["y2"])]
    elif element.tag == "rect":
        left, top, right, bottom = at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]
        yield [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    elif element.tag in {"polyline", "polygon"}:
        numbers = [_number(each) for each in _NUMBER.findall(element.attributes.get("points", ""))]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if points:
            yield points + points[:1] if element.tag == "polygon" else points
    elif element.tag == "path":
        yield from _pieces(element.attributes.get("d", ""))


def _pieces(printed: str) -> Iterator[list[Point]]:
    points: list[Point] = []
    x = y = 0.0
    for letter, numbers in _commands(printed):
        name = letter.upper()
        if name == "Z":
            if points:
                x, y = points[0]
                points.append(points[0])
            continue
        if name == "M":
            if points:
                yield points
            points = []
        from_x, from_y = (x, y) if letter.islower() else (0.0, 0.0)
        if name != "V":
            x = from_x + (numbers[0] if name == "H" else numbers[-2])
        if name != "H":
            y = from_y + numbers[-1]
        points.append((x, y))
    if points:
        yield points


def _commands(printed: str) -> Iterator[tuple[str, list[float]]]:
    """Each letter with its numbers; a letter that stands for several is given again."""
    letter = ""
    numbers: list[float] = []
    for part in _OF_PATH.findall(printed):
        if part.isalpha():
            letter, numbers = part, []
            if part in "Zz":
                yield part, []
            continue
        numbers.append(_number(part))
        if len(numbers) == _NUMBERS_BEHIND.get(letter.upper(), 0):
            yield letter, numbers
            numbers = []
            # Behind the point that a piece begins with, further ones are led to by lines.
            letter = {"M": "L", "m": "l"}.get(letter, letter)


def _number(printed: str) -> float:
    matched = _NUMBER.match(printed.strip())
    number = float(matched[0]) if matched else 0.0
    return number if abs(number) < _FARTHEST else 0.0
