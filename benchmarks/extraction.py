"""How many documents a second one core extracts, and how much memory that takes.

Run by `make benchmark`. The documents are those under raw/, each read as often as fills the time.
"""

import resource
import time

from dagster_project.extraction.extract import extract
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS

SECONDS = 5.0


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
