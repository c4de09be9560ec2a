"""What of a page is a person's: names and numbers stand on a page as they do in its text, and no picture shows them."""

from collections import defaultdict
from collections.abc import Iterator

from dagster_project.extraction.places import Box
from dagster_project.extraction.privacy import columns_of_people, showable_cells, without_people
from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
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
    of_people: set[int] = set()
    for row in grid.rows:
        of_people |= columns_of_people(row.cells, vocabulary)
        if row.page_no is None:
            continue
        # Which tables are of amounts is not known here: a number in the form of a telephone's is taken for one.
        shown = showable_cells(row.cells, vocabulary, of_people)
        boxes = (row.box(at) for at, (text, less) in enumerate(zip(row.cells, shown, strict=True)) if text != less)
        yield from ((row.page_no, box) for box in boxes if box)
