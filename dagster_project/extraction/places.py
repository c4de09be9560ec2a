"""Where on a page something stands."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle, in points from the upper left corner of the page as it is read; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The least rectangle around some, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class PrintedLine(NamedTuple):
    """A line as printed, of a text that may go over several: it begins at a sign of the text, counted from 0.

    `edges` has the left and the right edge of each of its signs, one after the other.
    """

    start: int
    line_no: int
    page_no: int | None
    top: float
    bottom: float
    edges: "array[float]"

    def box(self, start: int, end: int) -> Box | None:
        """The box of a span of the text, as far as it stands on this line; None where none of it does."""
        first, last = max(start - self.start, 0), min(end - self.start, len(self.edges) // 2)
        if first >= last:
            return None
        edges = self.edges[2 * first : 2 * last]
        return Box(min(edges), self.top, max(edges), self.bottom)


class Spot(NamedTuple):
    """Where a figure is printed; `page_no` and `box` are None where pages are unknown."""

    line_no: int
    page_no: int | None
    box: Box | None
