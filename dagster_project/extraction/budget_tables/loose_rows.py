"""Rows of a table whose cells nothing keeps apart: lines of text under a row that end with figures.

Converting a page may turn the tabs of a row into spaces, commas or tags. Which of its figures stands in which column is
then unknown. Such a line becomes a row of the grid that it stands in, so that its figures are refused with their table
rather than lost.
"""

import re
from dataclasses import replace

from dagster_project.extraction.budget_tables.recognition import is_furniture_line
from dagster_project.extraction.readers import Grid, GridRow, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import fold, key

_LONGEST_ROW = 400
_SENTENCE = re.compile("[。；;！!？?，]")
_CELL_TAG = re.compile(r"</?t[dhr]\b[^>]*>", re.IGNORECASE)
# A comma parts cells where it groups no digits.
_SEPARATORS = re.compile(r"[\s|│｜]+|,(?!\d{3}(?!\d))|(?<!\d),")
_NUMBER = re.compile(r"[-(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?%?", re.ASCII)
_DECIMALS = re.compile(r"-?[\d,]+(?:\.(\d*))?", re.ASCII)
_REST = re.compile(r"[.,]?\d{1,6}", re.ASCII)
_DECIMAL = re.compile(r"\d\.\d|\d,\d{3}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}")


def with_loose_rows(document: SourceDocument, vocabulary: Vocabulary) -> SourceDocument:
    """The document with each line that is a row without cells taken into the grid above it."""
    blocks: list[TextLine | Grid] = []
    for block in document.blocks:
        above = blocks[-1] if blocks else None
        if isinstance(above, Grid) and (
            isinstance(block, Grid) or is_loose_row(block.text, vocabulary) or _ends_figure(above, block)
        ):
            rows = block.rows if isinstance(block, Grid) else (_row(block),)
            blocks[-1] = Grid(above.rows + rows)
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def is_loose_row(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a row: no sentence and no furniture, with a figure at its end or in the tags of cells."""
    if len(text) > _LONGEST_ROW or not any(map(str.isdigit, text)) or _SENTENCE.search(text):
        return False
    if is_furniture_line(text, vocabulary):
        return False
    cells = cells_in(text)
    if not cells or not _NUMBER.fullmatch(cells[-1]):
        return len(cells) > 1 and bool(_CELL_TAG.search(text)) and any(map(_NUMBER.fullmatch, cells))
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    is_figure = bool(_DECIMAL.search(cells[-1]) or _LONG_NUMBER.search(cells[-1]))
    return is_figure or len(numbers) > 1 or key(cells[0]) in vocabulary.total_rows


def _ends_figure(above: Grid, line: TextLine) -> bool:
    """Whether a line is the rest of a figure that was cut: digits right under a row whose last figure has too few decimals."""
    row = above.rows[-1]
    last = _DECIMALS.fullmatch(row.cells[-1])
    if line.line_no != row.line_no + 1 or not last or not _REST.fullmatch(line.text):
        return False
    if not line.text.isdigit():
        return True
    others = (_DECIMALS.fullmatch(cell) for other in above.rows for cell in other.cells)
    return len(last[1] or "") < max(len(each[1] or "") for each in others if each)


def cells_in(text: str) -> list[str]:
    """What stands between the blanks, pipes, commas and tags of a line."""
    return [cell for cell in _SEPARATORS.split(_CELL_TAG.sub(" ", fold(text))) if cell]


def _row(line: TextLine) -> GridRow:
    return GridRow((line.text,), line.line_no, line.page_no, is_loose=True)
