"""What a reader found in a document, as plain lines and cells to compare with."""

from dagster_project.extraction.readers import Grid, SourceDocument, TextLine


def lines(document: SourceDocument) -> list[str]:
    """The texts of the lines outside tables, in reading order."""
    return [block.text for block in document.blocks if isinstance(block, TextLine)]


def tables(document: SourceDocument) -> list[list[tuple[str, ...]]]:
    """The cells of each table, row by row, in reading order."""
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, Grid)]
