"""Pages with characters and drawn rules in, lines of text and grids out. Knows geometry and no words."""

from dagster_project.extraction.pages.assembly import blocks_of
from dagster_project.extraction.pages.shapes import Box, Glyph, Page, Rule

__all__ = ["Box", "Glyph", "Page", "Rule", "blocks_of"]
