"""Cuts of the pages that figures in question are printed on, for documents whose pages can be drawn, as the pages hold them.

They are drawn from the raw files: of one that is gone, or was replaced since it was read, there are none.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.pictures import Cut, DocumentPictures
from dagster_project.reports.embedding import image_address
from dagster_project.storage.inventory import document_path
from dagster_project.storage.layout import SEEDS


class CutOfDocument(NamedTuple):
    """A cut, and the document whose page it is of."""

    document_key: str
    cut: Cut


class File(NamedTuple):
    """Where a document was read, and the hash of what was read."""

    source_file: str
    content_sha256: str


class Cuts:
    """Draws cuts of documents; `files` are those whose pages can be drawn, by the keys of the documents."""

    def __init__(self, raw: Path, files: dict[str, File]) -> None:
        self._raw = raw
        self._files = files
        self._vocabulary: Vocabulary | None = None

    def drawn(self, wanted: Iterable[CutOfDocument]) -> dict[CutOfDocument, str]:
        """The images of some cuts, as addresses that hold them; those that cannot be drawn are left out."""
        of_document: dict[str, list[Cut]] = defaultdict(list)
        for document_key, cut in dict.fromkeys(wanted):
            of_document[document_key].append(cut)
        found: dict[CutOfDocument, str] = {}
        for document_key, cuts in of_document.items():
            pictures = self._pictures(document_key)
            for cut, image in zip(cuts, pictures.cuts(cuts) if pictures else (), strict=False):
                if image:
                    found[CutOfDocument(document_key, cut)] = image_address(image)
        return found

    def _pictures(self, document_key: str) -> DocumentPictures | None:
        file = self._files.get(document_key)
        if file is None:
            return None
        self._vocabulary = self._vocabulary or Vocabulary.load(SEEDS)
        return DocumentPictures.of(document_path(self._raw, file.source_file), file.content_sha256, self._vocabulary)
