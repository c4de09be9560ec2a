"""Where an element of a page stands, and how what is in it is written, as its declarations tell."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from dagster_project.extraction.pages.drawing import IDENTITY, Matrix, box_of, common, moved, product
from dagster_project.extraction.places import Box
from dagster_project.extraction.readers.html.geometry import is_length, length, transformation
from dagster_project.extraction.readers.html.texts import keeps_breaks
from dagster_project.extraction.readers.html.tree import Element

Other = TypeVar("Other")

_PLACED = {"absolute", "fixed"}
_FROM_ABOVE = ("top", "bottom", "inset")
_USUAL_SIZE = 12.0
_USUAL_LEADING = 1.2
_SIDES = {"left": "0", "top": "0", "center": "50%", "right": "100%", "bottom": "100%"}
_WRITING = {"font-size", "line-height", "letter-spacing", "word-spacing", "text-align", "white-space"}


def has_place(element: Element) -> bool:
    """Whether an element says where it stands: how far from above is not told where it stands in the order of the text."""
    style = element.style
    return style.get("position") in _PLACED and any(is_length(style.get(name)) for name in _FROM_ABOVE)


def is_sheet(element: Element) -> bool:
    """Whether an element is what others have their places in, and has a size of its own."""
    sizes = (element.style.get(name, "") for name in ("width", "height"))
    return element.style.get("position") == "relative" and all(size and size != "auto" and "%" not in size for size in sizes)


def size_of(element: Element, name: str) -> str | None:
    """A size as declared, of a drawing as an attribute too."""
    return element.style.get(name, element.attributes.get(name) if element.tag == "svg" else None)


class Place(NamedTuple):
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

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box is seen there."""
        return self.clip is None or self.clip.holds(*box.middle)

    def length(self, printed: str | None, whole: float | None = None) -> float | None:
        """A length in points, where percentages are of a whole."""
        return length(printed, self.size, whole, self.variables) if printed else None

    @property
    def line_height(self) -> float:
        if self.leading.replace(".", "", 1).isdigit():
            return float(self.leading) * self.size
        return self.length(self.leading, self.size) or _USUAL_LEADING * self.size

    def written(self, element: Element) -> "Place":
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

    def within(self, element: Element) -> "Place":
        """The place of an element that has one in this: its corner, size and clip."""
        style = element.style
        width, height = self.length(size_of(element, "width"), self.width), self.length(size_of(element, "height"), self.height)
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


def _otherwise(found: float | None, other: Other) -> float | Other:
    return other if found is None else found
