"""What is seen on a page: characters and straight rules, in points from the upper left corner."""

from dataclasses import dataclass
from typing import NamedTuple

from dagster_project.extraction.places import Box


class Glyph(NamedTuple):
    """A character: the box that it takes, the baseline that it stands on, and the size of its letters."""

    text: str
    box: Box
    baseline: float
    size: float


class Rule(NamedTuple):
    """A straight line: at `at` across its direction, from `start` to `end` along it."""

    is_horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is looked at, turned upright."""

    page_no: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    has_picture: bool = False
