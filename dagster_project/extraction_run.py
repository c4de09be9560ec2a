"""Extracts all documents whose records are not stored yet, on several processes where that pays."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dagster_project.extraction.extract import Extraction, extract, failed_document
from dagster_project.extraction.records import DocumentRecord
from dagster_project.extraction.stated import BesideFile
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.garbage import look_seldom
from dagster_project.storage.extracted import bucket, store, stored_versions
from dagster_project.storage.inventory import FileVersion, document_path, read_beside
from dagster_project.worker import end_with_parent

log = logging.getLogger(__name__)

# Starting processes costs about as much as reading so many texts, or so many bytes of files of any type.
_WORTH_SEVERAL_PROCESSES = 64
_BYTES_WORTH_SEVERAL_PROCESSES = 2_500_000


@dataclass(frozen=True, slots=True)
class Content:
    """A content that is present, under one name or several, and the files beside any of them, by name with their hashes.

    What is stated beside one copy of a content is stated of the content: its records are made once.
    """

    content_sha256: str
    source_file: str
    beside: tuple[tuple[str, str], ...]

    def version(self, extractor: str) -> str:
        """What its records depend on besides its bytes: the version of the extractor, and what stands beside it."""
        return f"{extractor}+{hashlib.sha256(repr(self.beside).encode()).hexdigest()[:16]}" if self.beside else extractor


@dataclass(frozen=True, slots=True)
class _Task:
    content: Content
    path: Path
    is_stored: bool


def pending(inventory: list[FileVersion], extracted: Path, version: str, everything: bool = False) -> list[Content]:
    """The contents that are present but not stored by this version of the extractor, each once, by hash."""
    stored = {} if everything else stored_versions(extracted)
    return [each for each in _contents(inventory) if stored.get(each.content_sha256) != each.version(version)]


def _contents(inventory: list[FileVersion]) -> Iterator[Content]:
    """The contents that are present, by hash."""
    copies: dict[str, list[FileVersion]] = {}
    for version in inventory:
        if version.is_present and version.content_sha256:
            copies.setdefault(version.content_sha256, []).append(version)
    for sha256, versions in sorted(copies.items()):
        beside = {(v.beside_file, v.beside_sha256) for v in versions if v.beside_file and v.beside_sha256}
        yield Content(sha256, versions[-1].source_file, tuple(sorted(beside)))


def extract_pending(raw: Path, todo: list[Content], extracted: Path, seeds: Path, jobs: int) -> Iterator[DocumentRecord]:
    """Extracts and stores documents; yields the record of each once it is stored.

    What was stored of a file by another version of the extractor stays where the file cannot be
    read now: nothing is yielded for it.
    """
    stored = stored_versions(extracted)
    tasks = [_Task(content, document_path(raw, content.source_file), content.content_sha256 in stored) for content in todo]
    extractor = _Extractor(Vocabulary.load(seeds), extractor_version(seeds), raw, extracted)
    if jobs <= 1 or not _are_worth_several_processes(tasks):
        yield from extractor.extract_and_store(tasks)
        return
    # What belongs into one file is one process's work: the records never leave it.
    buckets = [list(together) for _, together in groupby(tasks, key=lambda task: bucket(task.content.content_sha256))]
    with ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(extractor,)) as pool:
        for documents in pool.map(_extract_and_store, buckets):
            yield from documents


def _are_worth_several_processes(tasks: Sequence[_Task]) -> bool:
    if len(tasks) >= _WORTH_SEVERAL_PROCESSES:
        return True
    return len(tasks) > 1 and sum(map(_size, tasks)) >= _BYTES_WORTH_SEVERAL_PROCESSES


def _size(task: _Task) -> int:
    """The bytes of a file; none where it cannot be looked at."""
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class _Extractor:
    """What is needed to make records of files and to store them."""

    vocabulary: Vocabulary
    version: str
    raw: Path
    extracted: Path

    def extract_and_store(self, tasks: list[_Task]) -> Iterator[DocumentRecord]:
        """Stores the records of files, which come in the order of their hashes; yields each document once it is stored."""
        yield from store(self.extracted, filter(None, map(self._extraction, tasks)))

    def _extraction(self, task: _Task) -> Extraction | None:
        """The records of a file, or of why there are none; nothing where the file cannot be read and its records are stored."""
        try:
            content, beside = task.path.read_bytes(), list(self._beside(task.content))
            hashes = [task.content.content_sha256, *(sha256 for _, sha256 in task.content.beside)]
            if [hashlib.sha256(each).hexdigest() for each in (content, *(file.content for file in beside))] == hashes:
                return extract(content, self.vocabulary, task.content.version(self.version), beside)
            reason = "the file changed while it was being read: run again"
        except OSError as error:
            log.warning("%s cannot be read: %s", task.path, error)
            if task.is_stored:
                return None
            reason = f"the file cannot be read: {error.strerror or error}"
        except Exception as error:  # a defect of ours in one document must not stop the others
            log.exception("extraction of %s failed", task.path)
            reason = f"a defect in the extraction ({type(error).__name__}: {error}): please report it with the document"
        # Stored under no version, so that the next run tries again.
        return Extraction([failed_document(task.content.content_sha256, "", reason)])

    def _beside(self, content: Content) -> Iterator[BesideFile]:
        for name, _ in content.beside:
            yield BesideFile(name, read_beside(document_path(self.raw, name)))


_worker_extractor: _Extractor | None = None


def _begin_worker(extractor: _Extractor) -> None:
    """Prepares a process of its own. It ends with the run: else it would go on storing where the next run stores."""
    global _worker_extractor
    _worker_extractor = extractor
    end_with_parent()
    look_seldom()


def _extract_and_store(tasks: list[_Task]) -> list[DocumentRecord]:
    assert _worker_extractor is not None
    return list(_worker_extractor.extract_and_store(tasks))
