"""What the pages of the findings cost, in processor seconds and memory, and how that grows with the documents.

Run with two numbers of documents, `python -m benchmarks.pages 200 1000`, or with two published files to write the pages
of. The documents are made, each with a planted fault: without findings there is little to write.
"""

import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path

from dagster_project.reports.writing import write_reports
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.worker import end_with_parent
from tests.made import FAULT_KINDS, plant
from tests.made.judging import build_models, extract_folder

DOCUMENTS = (200, 1000)


@dataclass(frozen=True, slots=True)
class PagesCost:
    """What it took to write all pages of a published file, in a process of its own."""

    pages: int
    processor_seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Growth:
    """The cost of few and of many pages; `ratio` is that of their processor seconds."""

    few: PagesCost
    many: PagesCost

    @property
    def ratio(self) -> float:
        return self.many.processor_seconds / self.few.processor_seconds


def main() -> None:
    """Prints what few and many pages cost, and the ratio."""
    given = sys.argv[1:] or [str(n) for n in DOCUMENTS]
    if all(each.isdecimal() for each in given):
        few, many = map(int, given)
        growth = measure(few, many)
    else:
        growth = Growth(*(cost_of(Path(each)) for each in given))
    for cost in (growth.few, growth.many):
        print(f"{cost.pages} pages: {cost.processor_seconds:.1f} processor seconds, peak memory {cost.peak_mib:.0f} MiB")
    print(f"ratio {growth.ratio:.1f} for {growth.many.pages / growth.few.pages:.1f} times the pages")


def measure(few: int = DOCUMENTS[0], many: int = DOCUMENTS[1]) -> Growth:
    """The cost of the pages of so many made documents; the few are among the many."""
    with tempfile.TemporaryDirectory() as folder:
        return Growth(*(cost_of(_published(Path(folder) / str(n), n)) for n in (few, many)))


def cost_of(published: Path) -> PagesCost:
    """The cost of all pages of a published file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent) as process,
    ):
        layout = WarehouseLayout(Path(folder))
        shutil.copyfile(published, layout.published)
        return process.submit(_write, layout).result()


def _write(layout: WarehouseLayout) -> PagesCost:
    begun = time.process_time()
    n_pages = write_reports(layout, layout.root / "raw", lambda: None).n_pages
    return PagesCost(n_pages, time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _published(folder: Path, n_documents: int) -> Path:
    raw, layout = folder / "raw", WarehouseLayout(folder / "warehouse")
    raw.mkdir(parents=True)
    for name, text in islice(_faulty_documents(), n_documents):
        (raw / name).write_text(text, encoding="utf-8")
    extract_folder(raw, layout)
    build_models(layout)
    return layout.candidate


def _faulty_documents() -> Iterator[tuple[str, str]]:
    """The names and texts of documents with a fault each, all kinds in turn; a fault that has no place in one is left out."""
    for seed, kind in zip(count(), cycle(FAULT_KINDS), strict=False):
        if (made := plant(seed, kind)) is not None:
            yield f"{kind}-{seed}.txt", made.text


if __name__ == "__main__":
    main()
