"""Delimited files (CSV): cells parted by commas or semicolons, quoted where they hold such a sign.

They are told by their content: neighbouring lines have as many cells. A text with tabs is not one of them; the reader of texts
reads it.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice, pairwise

from dagster_project.extraction.readers.rows import RowCollector
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

_SEPARATORS = (",", ";")
_FEWEST_RECORDS = 3
# Records by which a file is told.
_LOOKED_AT = 5_000
# Prose has a comma here and there: lines of two cells are a table only where nearly all lines are.
_FEWEST_CELLS = 3
_LEAST_SHARE_OF_ROWS = 0.9
_LEAST_SHARE_OF_LINES = 0.5
_PIPED = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
# A comma in a figure: it parts thousands, not cells.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

# The line that a record begins on, from 1, the one it ends on, and its cells.
Record = tuple[int, int, list[str]]


def read(text: str) -> SourceDocument | None:
    """The blocks of a delimited file, of its characters with line feeds; None where a text is none.

    Raises `UnreadableDocument` where a quotation mark is never closed.
    """
    separator = _separator(text)
    if separator is None:
        return None
    collector = RowCollector()
    try:
        for first, last, cells in _records(text, separator):
            if cells:
                collector.add(first, dict(enumerate(cells)))
            for line_no in range(first + 1, last + 1):
                # No blank line, though no row begins there.
                collector.add(line_no, {})
    except csv.Error as error:
        raise UnreadableDocument("a delimited file with a quotation mark that is never closed: mend it, or save it anew") from error
    return SourceDocument("delimited", tuple(collector.take_blocks()), text.rstrip("\n").count("\n") + 1)


def _separator(text: str) -> str | None:
    """The sign that parts the cells; None where the text is no delimited file."""
    if "\t" in text or _PIPED.search(text):
        return None
    return next((sign for sign in _SEPARATORS if sign in text and _parts_cells(text, sign)), None)


def _parts_cells(text: str, separator: str) -> bool:
    try:
        records = [cells for _, _, cells in islice(_records(text, separator), _LOOKED_AT) if any(map(str.strip, cells))]
    # A cell of more than 131,072 signs: a quotation mark that is never closed.
    except csv.Error:
        return False
    rows = [len(cells) for cells in records if len(cells) > 1]
    n_alike = sum(_like_a_neighbour(rows))
    if n_alike < max(_FEWEST_RECORDS, _LEAST_SHARE_OF_ROWS * len(rows), _LEAST_SHARE_OF_LINES * len(records)):
        return False
    if max(rows) < _FEWEST_CELLS and len(rows) < _LEAST_SHARE_OF_ROWS * len(records):
        return False
    return separator != "," or not _are_thousands(text)


def _like_a_neighbour(rows: list[int]) -> Iterator[bool]:
    """Of each row, whether the one before or behind it has as many cells."""
    same = [one == other for one, other in pairwise(rows)]
    return (before or behind for before, behind in zip([False, *same], [*same, False], strict=True)) if rows else iter(())


def _are_thousands(text: str) -> bool:
    """Whether the commas of most lines stand within figures alone."""
    lines = [line for line in text.split("\n") if "," in line]
    return sum("," not in _THOUSANDS.sub("", line) for line in lines) * 2 >= len(lines)


def _records(text: str, separator: str) -> Iterator[Record]:
    """The records of a text. One may go over several lines, within quotation marks."""
    reader = csv.reader(StringIO(text), delimiter=separator)
    line_no = 1
    for cells in reader:
        yield line_no, reader.line_num, cells
        line_no = reader.line_num + 1
