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


class CutOfFile(NamedTuple):
    """A cut, and the file whose page it is of, by its key."""

    part_key: str
    cut: Cut


class File(NamedTuple):
    """Where a file was read, and the hash of what was read."""

    source_file: str
    content_sha256: str


class Cuts:
    """Draws cuts of files; `files` are those whose pages can be drawn, by their keys."""

    def __init__(self, raw: Path, files: dict[str, File]) -> None:
        self._raw = raw
        self._files = files
        self._vocabulary: Vocabulary | None = None

    def drawn(self, wanted: Iterable[CutOfFile]) -> dict[CutOfFile, str]:
        """The images of some cuts, as addresses that hold them; those that cannot be drawn are left out."""
        of_file: dict[str, list[Cut]] = defaultdict(list)
        for part_key, cut in dict.fromkeys(wanted):
            of_file[part_key].append(cut)
        found: dict[CutOfFile, str] = {}
        for part_key, cuts in of_file.items():
            pictures = self._pictures(part_key)
            for cut, image in zip(cuts, pictures.cuts(cuts) if pictures else (), strict=False):
                if image:
                    found[CutOfFile(part_key, cut)] = image_address(image)
        return found

    def _pictures(self, part_key: str) -> DocumentPictures | None:
        file = self._files.get(part_key)
        if file is None:
            return None
        self._vocabulary = self._vocabulary or Vocabulary.load(SEEDS)
        return DocumentPictures.of(document_path(self._raw, file.source_file), file.content_sha256, self._vocabulary)
