"""HTML pages, as saved from a browser or fetched: what a browser shows, without its programs.

- `tree.py`: the elements that are shown, with what is declared of each; `styles.py`: what the style sheets of a page declare
- `tables.py`: which tables are grids, and their cells
- `positions.py`: pages on which each piece of text has its place, as PDF converters write them; `pieces.py`: the signs of these
  pieces; `drawings.py`: lines in SVG; `place.py`: where an element stands; `geometry.py`: lengths and transformations of CSS
- `texts.py`: lines of text; `reader.py`: all of it in reading order

Nothing that a page refers to is opened: of style sheets, those within it are known.
"""

from dagster_project.extraction.readers.html.reader import is_html, read

__all__ = ["is_html", "read"]
