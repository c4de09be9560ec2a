"""How many documents a second are extracted, and how much memory that takes.

Part of `make benchmark`, with made documents that are stored. Alone, `python -m benchmarks.extraction`, it reads the
documents under raw/ as often as fills the time, and stores nothing.
"""

import resource
import tempfile
import time
from pathlib import Path

from dagster_project.extraction.extract import extract
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.storage.inventory import look
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS
from tests.made import write_disclosures

SECONDS = 5.0


def stored(n_documents: int, jobs: int) -> float:
    """Made documents a second on the clock, extracted and stored by so many processes."""
    with tempfile.TemporaryDirectory() as folder:
        raw, extracted = Path(folder) / "raw", Path(folder) / "extracted"
        write_disclosures(raw, range(n_documents))
        version = extractor_version(SEEDS)
        begun = time.perf_counter()
        todo = pending(look(raw, []), extracted, version)
        n_stored = sum(1 for _ in extract_pending(raw, todo, extracted, SEEDS, jobs))
        return n_stored / (time.perf_counter() - begun)


def main() -> None:
    """Prints throughput and peak memory."""
    vocabulary = Vocabulary.load(SEEDS)
    version = extractor_version(SEEDS)
    contents = [path.read_bytes() for path in sorted((PROJECT_ROOT / "raw").rglob("*.txt"))]
    n_documents = n_bytes = n_cells = 0
    begun = time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        for content in contents:
            n_cells += len(extract(content, vocabulary, version).cells)
            n_documents += 1
            n_bytes += len(content)
    seconds = time.perf_counter() - begun
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_documents / seconds:.1f} documents/s, {n_bytes / seconds / 1e6:.2f} MB/s, {n_cells / seconds:.0f} figures/s")
    print(f"one core, {n_documents} documents in {seconds:.1f} s, peak memory {peak_mib:.0f} MiB")


if __name__ == "__main__":
    main()
