"""Pages with characters and drawn rules in, lines of text and grids out. Knows geometry and no words."""

from dagster_project.extraction.pages.assembly import blocks_of
from dagster_project.extraction.pages.shapes import Glyph, Page, Rule
from dagster_project.extraction.places import Box

__all__ = ["Box", "Glyph", "Page", "Rule", "blocks_of"]
