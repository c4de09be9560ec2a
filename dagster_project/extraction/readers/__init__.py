"""One module a file type; each gives the same `SourceDocument`."""

from dagster_project.extraction.readers.choice import read_document
from dagster_project.extraction.source_document import (
    Grid,
    GridRow,
    NotReadableHere,
    SourceDocument,
    TextLine,
    UnreadableDocument,
)

__all__ = ["Grid", "GridRow", "NotReadableHere", "SourceDocument", "TextLine", "UnreadableDocument", "read_document"]
