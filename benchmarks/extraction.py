"""How many documents a second are extracted, and how much memory that takes.

Part of `make benchmark`, with made documents that are stored. Alone, `python -m benchmarks.extraction`, it reads the
documents under raw/ as often as fills the time, and stores nothing.
"""

import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.extraction.extract import extract
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.storage.inventory import look
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS
from tests.made import write_disclosures

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Throughput:
    """What is extracted in a second on the clock: documents, their bytes, their figures."""

    documents: float
    n_bytes: float
    figures: float


def stored(n_documents: int, jobs: int) -> float:
    """Made documents a second on the clock, extracted and stored by so many processes."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        write_disclosures(raw, range(n_documents))
        return n_documents / seconds_to_store(raw, jobs)


def seconds_to_store(raw: Path, jobs: int) -> float:
    """The time on the clock in which the documents of a folder are extracted and stored by so many processes."""
    with tempfile.TemporaryDirectory() as extracted:
        begun = time.perf_counter()
        todo = pending(look(raw, []), Path(extracted), extractor_version(SEEDS))
        for _ in extract_pending(raw, todo, Path(extracted), SEEDS, jobs):
            pass
        return time.perf_counter() - begun


def throughput(contents: Sequence[bytes], seconds: float = SECONDS) -> Throughput:
    """The documents extracted again and again for so long, on one core, nothing stored."""
    vocabulary = Vocabulary.load(SEEDS)
    version = extractor_version(SEEDS)
    n_documents = n_bytes = n_cells = 0
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        for content in contents:
            n_cells += len(extract(content, vocabulary, version).cells)
            n_documents += 1
            n_bytes += len(content)
    taken = time.perf_counter() - begun
    return Throughput(n_documents / taken, n_bytes / taken, n_cells / taken)


def texts() -> list[bytes]:
    """The texts under raw/."""
    return [path.read_bytes() for path in sorted((PROJECT_ROOT / "raw").rglob("*.txt"))]


def main() -> None:
    """Prints throughput and peak memory."""
    found = throughput(texts())
    print(f"{found.documents:.1f} documents/s, {found.n_bytes / 1e6:.2f} MB/s, {found.figures:.0f} figures/s")
    print(f"one core, {SECONDS:.0f} s, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
