"""Extracts all documents whose records are not stored yet, on several processes where that pays."""

import hashlib
import logging
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dagster_project.extraction.extract import Extraction, extract, failed_document
from dagster_project.extraction.records import DocumentRecord
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.extracted import ExtractedTables, as_tables, store, stored_versions
from dagster_project.storage.inventory import FileVersion, document_path

log = logging.getLogger(__name__)

# Starting processes and loading the vocabulary in each costs about as much as this many documents.
_WORTH_SEVERAL_PROCESSES = 64


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    content_sha256: str
    is_stored: bool


_worker_vocabulary: Vocabulary | None = None
_worker_version = ""


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
    yield from store(extracted, filter(None, _extractions(tasks, seeds, jobs)))


def _extractions(tasks: list[_Task], seeds: Path, jobs: int) -> Iterator[ExtractedTables | None]:
    if jobs <= 1 or len(tasks) < _WORTH_SEVERAL_PROCESSES:
        _prepare_worker(seeds)
        yield from map(_extract_file, tasks)
        return
    with ProcessPoolExecutor(jobs, initializer=_prepare_worker, initargs=(seeds,)) as pool:
        yield from pool.map(_extract_file, tasks, chunksize=16)


def _prepare_worker(seeds: Path) -> None:
    global _worker_vocabulary, _worker_version
    _worker_vocabulary = Vocabulary.load(seeds)
    _worker_version = extractor_version(seeds)


def _extract_file(task: _Task) -> ExtractedTables | None:
    extraction = _extraction(task)
    return as_tables(extraction) if extraction else None


def _extraction(task: _Task) -> Extraction | None:
    """The records of a file, or of why there are none; nothing where the file cannot be read and its records are stored."""
    assert _worker_vocabulary is not None
    try:
        content = task.path.read_bytes()
        if hashlib.sha256(content).hexdigest() == task.content_sha256:
            return extract(content, _worker_vocabulary, _worker_version)
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
