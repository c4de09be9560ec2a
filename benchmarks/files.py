"""Whether made disclosures give the same records as every type of file that they are written as.

    python -m benchmarks.files [N]

The disclosures of N seeds (200 unless said otherwise). Prints a line a type: how many are identical to the text, and the
first differences of those that are not. Of PDF files without rules that go down: how many cells are read, rightly and wrongly.
"""

import multiprocessing
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from dagster_project.extraction.extract import extract
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import SEEDS
from dagster_project.worker import end_with_parent
from tests.made import print_on_pages
from tests.made.as_read import meaning_of_cell
from tests.made.files import TYPES, UNRULED
from tests.made.files.parts import parts_of
from tests.made.files.sameness import differences

DOCUMENTS = 200
_FROM = "text"
_EXAMPLES = 3
_LONGEST = 240


def main() -> None:
    """Prints how many documents are the same in each type."""
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    same: Counter[str] = Counter()
    unruled: Counter[str] = Counter()
    told: dict[str, list[str]] = {name: [] for name in TYPES}
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"), initializer=end_with_parent) as processes:
        for n_done, (seed, found, cells) in enumerate(processes.map(_compared, range(n_documents)), start=1):
            unruled += cells
            for name, lines in found.items():
                same[name] += not lines
                told[name] += [f"{seed}: {line[:_LONGEST]}" for line in lines[:_EXAMPLES]]
            if n_done % 20 == 0:
                print(f"{n_done:>6} documents compared", file=sys.stderr, flush=True)
    for name in TYPES:
        if name != _FROM:
            print(f"{name:24} {same[name]:>6,} of {n_documents:,} identical")
            print("".join(f"    {line}\n" for line in told[name][:_EXAMPLES]), end="")
    print(f"pdf, rules across alone: of {unruled['printed']:,} cells {unruled['right']:,} read, {unruled['wrong']:,} wrongly")


def _compared(seed: int) -> tuple[int, dict[str, list[str]], Counter[str]]:
    """The differences of the disclosure of a seed in each type from the same as text; its cells where nothing is ruled down."""
    vocabulary = _vocabulary()
    parts = parts_of(print_on_pages(seed))
    expected = extract(TYPES[_FROM](parts), vocabulary, "compared")
    found = {
        name: differences(expected, extract(write(parts), vocabulary, "compared")) for name, write in TYPES.items() if name != _FROM
    }
    unruled = extract(UNRULED(parts), vocabulary, "compared")
    printed, read = (Counter(map(meaning_of_cell, each.cells)) for each in (expected, unruled))
    return seed, found, Counter(printed=printed.total(), right=(printed & read).total(), wrong=(read - printed).total())


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.load(SEEDS)


if __name__ == "__main__":
    main()
