"""How fast PDF files are read: processor seconds a page, beside pdfplumber, and by two processes beside one.

    python -m benchmarks.reading [FOLDER]

The PDF files of a folder; without one, made disclosures. pdfplumber is no part of the project's environment: where it is
not installed, the comparison is left out, and it is told how to install it.
"""

import importlib.util
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from statistics import median

from benchmarks import extraction
from dagster_project.extraction.readers import UnreadableDocument, pdf
from dagster_project.worker import end_with_parent
from tests.made import print_on_pages
from tests.made.files import TYPES
from tests.made.files.parts import parts_of

RUNS = 5
_MADE = 8
_RUNS_OF_WORKERS = 3
# So many that both processes are busy to the end.
_FILES_FOR_WORKERS = 96
_INSTALL = "VIRTUAL_ENV=.venv .venv/bin/uv pip install pdfplumber"


def main() -> None:
    """Prints what each measure finds."""
    contents = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.pdf"))] if len(sys.argv) > 1 else _made()
    n_pages = sum(map(_n_pages, contents))
    print(f"{len(contents)} PDF files of {n_pages:,} pages")
    seconds, peak = _apart(_read_often, contents)
    ours = seconds / n_pages
    print(f"reading: {1000 * ours:.1f} processor ms a page, the median of {RUNS} runs; peak memory {peak:,.0f} MiB")
    if importlib.util.find_spec("pdfplumber"):
        theirs = _apart(_read_with_pdfplumber, contents)[0] / n_pages
        print(f"pdfplumber's text and tables: {1000 * theirs:.1f} processor ms a page; reading is {ours / theirs:.2f} × that")
    else:
        print(f"pdfplumber is not installed, nothing to compare with: {_INSTALL}")
    one, two = _workers(contents)
    print(f"two workers: {one / two:.2f} × as fast as one ({one:.1f} s, {two:.1f} s), the median of {_RUNS_OF_WORKERS} runs")
    print(f"texts of raw/: {extraction.throughput(extraction.texts()).documents:.1f} documents a second")


def _made() -> list[bytes]:
    """Made disclosures, each as a PDF file of every kind."""
    kinds = [name for name in TYPES if name.startswith("pdf")]
    return [TYPES[name](parts_of(print_on_pages(seed))) for seed in range(_MADE) for name in kinds]


def _n_pages(content: bytes) -> int:
    import pypdfium2

    with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(content) as document:
        return len(document)
    return 0


def _apart(read: Callable[[Sequence[bytes]], float], contents: Sequence[bytes]) -> tuple[float, float]:
    """What a function gives in a process of its own, and the most memory that it had, in MiB."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent) as process:
        return process.submit(read, contents).result(), process.submit(_peak).result()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _read_often(contents: Sequence[bytes]) -> float:
    """The median of the processor seconds in which all are read."""
    _read(contents[:1])
    return median(_read(contents) for _ in range(RUNS))


def _read(contents: Sequence[bytes]) -> float:
    begun = time.process_time()
    for content in contents:
        with suppress(UnreadableDocument):
            pdf.read(content)
    return time.process_time() - begun


def _read_with_pdfplumber(contents: Sequence[bytes]) -> float:
    import pdfplumber

    begun = time.process_time()
    for content in contents:
        # It is not asked to read what is damaged or locked.
        with suppress(Exception), pdfplumber.open(BytesIO(content)) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()
                page.close()
    return time.process_time() - begun


def _workers(contents: Sequence[bytes]) -> tuple[float, float]:
    """The medians of the seconds on the clock that one and two processes take to extract and store all, several times."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(max(_FILES_FOR_WORKERS, len(contents))):
            # A remark behind the end makes a copy another content.
            (Path(folder) / f"{number}.pdf").write_bytes(contents[number % len(contents)] + b"\n%%%d\n" % number)
        taken = [tuple(extraction.seconds_to_store(Path(folder), jobs) for jobs in (1, 2)) for _ in range(_RUNS_OF_WORKERS)]
    one, two = (median(times) for times in zip(*taken, strict=True))
    return one, two


if __name__ == "__main__":
    main()
