"""A document whose pages are cut."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from dagster_project.extraction.places import Box
from dagster_project.extraction.readers import SourceDocument, UnreadableDocument, read_document
from dagster_project.extraction.readers.apart import read_apart
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.pictures.drawing import Cut, DrawnPage, draw, draw_pages
from dagster_project.pictures.people import boxes_of_people

_PDF = "pdf"


class DocumentPictures:
    """Draws cuts of the pages of one document, as PNG images. What is a person's is covered."""

    def __init__(self, content: bytes, covered: dict[int, list[Box]]) -> None:
        self._content = content
        self._covered = covered

    @classmethod
    def of(cls, path: Path, content_sha256: str, vocabulary: Vocabulary) -> "DocumentPictures | None":
        """The pictures of a file; None where it is gone or another than was read, or has no pages that can be drawn."""
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != content_sha256:
            return None
        try:
            return cls.drawable(content, read_document(content), vocabulary)
        except UnreadableDocument:
            return None

    @classmethod
    def drawable(cls, content: bytes, document: SourceDocument, vocabulary: Vocabulary) -> "DocumentPictures | None":
        """The pictures of a content that was read; None where it has no pages that can be drawn."""
        return cls(content, boxes_of_people(document, vocabulary)) if document.reader == _PDF else None

    def pages(self, page_nos: Sequence[int]) -> list[DrawnPage]:
        """Whole pages, as images; none where drawing breaks."""
        covered = {page_no: self._covered.get(page_no, []) for page_no in page_nos}
        try:
            return read_apart(draw_pages, self._content, list(page_nos), covered)
        except UnreadableDocument:
            return []

    def cuts(self, wanted: Sequence[Cut]) -> list[bytes | None]:
        """An image for each cut; None for all of them where drawing breaks."""
        in_order = sorted(range(len(wanted)), key=lambda at: wanted[at].page_no)
        pages = {page_no: self._covered.get(page_no, []) for page_no in {cut.page_no for cut in wanted}}
        try:
            drawn = read_apart(draw, self._content, [wanted[at] for at in in_order], pages)
        except UnreadableDocument:
            return [None] * len(wanted)
        images: list[bytes | None] = [None] * len(wanted)
        for at, image in zip(in_order, drawn, strict=True):
            images[at] = image
        return images
