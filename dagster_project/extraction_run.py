"""Extracts all documents whose records are not stored yet, on several processes where that pays."""

import hashlib
import logging
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dagster_project.extraction.extract import Extraction, extract, failed_document
from dagster_project.extraction.records import DocumentRecord
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.garbage import look_seldom
from dagster_project.storage.extracted import bucket, store, stored_versions
from dagster_project.storage.inventory import FileVersion, document_path
from dagster_project.worker import end_with_parent

log = logging.getLogger(__name__)

# Starting processes costs about as much as this many documents.
_WORTH_SEVERAL_PROCESSES = 64


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    content_sha256: str
    is_stored: bool


def pending(inventory: list[FileVersion], extracted: Path, version: str, everything: bool = False) -> list[FileVersion]:
    """The contents that are present but not stored by this version of the extractor, each once, by hash."""
    stored = {} if everything else stored_versions(extracted)
    todo = {v.content_sha256: v for v in inventory if v.is_present and v.content_sha256 and stored.get(v.content_sha256) != version}
    return [todo[sha256] for sha256 in sorted(todo)]


def extract_pending(raw: Path, todo: list[FileVersion], extracted: Path, seeds: Path, jobs: int) -> Iterator[DocumentRecord]:
    """Extracts and stores documents; yields the record of each once it is stored.

    What was stored of a file by another version of the extractor stays where the file cannot be
    read now: nothing is yielded for it.
    """
    stored = stored_versions(extracted)
    tasks = [
        _Task(document_path(raw, version.source_file), version.content_sha256 or "", version.content_sha256 in stored)
        for version in todo
    ]
    extractor = _Extractor(Vocabulary.load(seeds), extractor_version(seeds), extracted)
    if jobs <= 1 or len(tasks) < _WORTH_SEVERAL_PROCESSES:
        yield from extractor.extract_and_store(tasks)
        return
    # What belongs into one file is one process's work: the records never leave it.
    buckets = [list(together) for _, together in groupby(tasks, key=lambda task: bucket(task.content_sha256))]
    with ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(extractor,)) as pool:
        for documents in pool.map(_extract_and_store, buckets):
            yield from documents


@dataclass(frozen=True, slots=True)
class _Extractor:
    """What is needed to make records of files and to store them."""

    vocabulary: Vocabulary
    version: str
    extracted: Path

    def extract_and_store(self, tasks: list[_Task]) -> Iterator[DocumentRecord]:
        """Stores the records of files, which come in the order of their hashes; yields each document once it is stored."""
        yield from store(self.extracted, filter(None, map(self._extraction, tasks)))

    def _extraction(self, task: _Task) -> Extraction | None:
        """The records of a file, or of why there are none; nothing where the file cannot be read and its records are stored."""
        try:
            content = task.path.read_bytes()
            if hashlib.sha256(content).hexdigest() == task.content_sha256:
                return extract(content, self.vocabulary, self.version)
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
        return Extraction([failed_document(task.content_sha256, "", reason)])


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
