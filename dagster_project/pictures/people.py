"""What of a page is a person's: names and numbers stand on a page as they do in its text, and no picture shows them."""

from collections import defaultdict
from collections.abc import Iterator

from dagster_project.extraction.places import Box
from dagster_project.extraction.privacy import heads_people, showable, without_people
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary


def boxes_of_people(document: SourceDocument, vocabulary: Vocabulary) -> dict[int, list[Box]]:
    """The boxes of all cells and printed lines of a document that tell of people, by the number of their page."""
    found: dict[int, list[Box]] = defaultdict(list)
    for block in document.blocks:
        places = _of_line(block, vocabulary) if isinstance(block, TextLine) else _of_grid(block, vocabulary)
        for page_no, box in places:
            found[page_no].append(box)
    return found


def _of_line(line: TextLine, vocabulary: Vocabulary) -> Iterator[tuple[int, Box]]:
    """All lines that a text is printed in, where any of it is a person's."""
    if line.printed and without_people(line.text, vocabulary) != line.text:
        for printed in line.printed:
            box = printed.box(printed.start, len(line.text))
            if box and printed.page_no is not None:
                yield printed.page_no, box


def _of_grid(grid: Grid, vocabulary: Vocabulary) -> Iterator[tuple[int, Box]]:
    columns_of_people: set[int] = set()
    for row in grid.rows:
        # A row with a figure in it is no header.
        if not any(sign.isdigit() for cell in row.cells for sign in cell):
            columns_of_people |= {at for at, cell in enumerate(row.cells) if heads_people(cell, vocabulary)}
        yield from _of_row(row, columns_of_people, vocabulary)


def _of_row(row: GridRow, columns_of_people: set[int], vocabulary: Vocabulary) -> Iterator[tuple[int, Box]]:
    for at, text in enumerate(row.cells):
        box = row.box(at)
        if not text or box is None or row.page_no is None:
            continue
        # Which tables are of amounts is not known here: a number in the form of a telephone's is taken for one.
        if showable(row.cells, at, vocabulary, is_of_people=at in columns_of_people) != text:
            yield row.page_no, box
