"""Damaged and hostile files of all types: whether each has an outcome, what it takes, and what is left behind.

    python -m benchmarks.damaged_files [N]

N damaged files (500 unless said otherwise) and all hostile ones. Prints a line a type: how many were read,
how many refused, and the longest that one took; then the slowest, and each file that broke the program.
"""

import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from dagster_project.extraction.extract import extract
from dagster_project.extraction.readers import apart
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import SEEDS
from tests.made.files.damage import HOSTILE, damaged_file

FILES = 500
_SLOWEST = 5
_READ, _REFUSED, _BROKEN = "read", "refused", "BROKEN"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, and in how many seconds on the clock."""

    type_name: str
    kind: str
    became: str
    reason: str
    seconds: float


def main() -> None:
    """Prints what became of so many files."""
    n_files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        outcomes = list(_outcomes(n_files))
        # As at the end of the program: the process that read is ended.
        apart._end()
        left = [
            process for process in psutil.Process().children(recursive=True) if "resource_tracker" not in str(process.cmdline())
        ]
        print(f"left behind: {len(left)} processes, {len(list(Path(folder).iterdir()))} files")
    _print(outcomes)
    peaks = [resource.getrusage(of).ru_maxrss / 1024 for of in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    print(f"peak memory of the process that read {peaks[0]:,.0f} MiB, of the one that it read for {peaks[1]:,.0f} MiB")


def _outcomes(n_files: int) -> Iterator[Outcome]:
    vocabulary = Vocabulary.load(SEEDS)
    for number in range(n_files):
        file = damaged_file(number)
        yield _outcome(file.type_name, f"{file.kind} ({number})", file.content, vocabulary)
        if (number + 1) % 100 == 0:
            print(f"{number + 1:>6} damaged files read", file=sys.stderr, flush=True)
    for name, made in HOSTILE.items():
        type_name, _, kind = name.partition(": ")
        yield _outcome(f"hostile {type_name}", kind, made(), vocabulary)


def _outcome(type_name: str, kind: str, content: bytes, vocabulary: Vocabulary) -> Outcome:
    begun = time.perf_counter()
    try:
        document = extract(content, vocabulary, "damaged").documents[0]
    # Which error it is that nobody met: that is what is looked for.
    except Exception as error:
        return Outcome(type_name, kind, _BROKEN, repr(error), time.perf_counter() - begun)
    became = _READ if document.read_outcome == _READ else _REFUSED if document.reason else _BROKEN
    return Outcome(type_name, kind, became, document.reason or "", time.perf_counter() - begun)


def _print(outcomes: list[Outcome]) -> None:
    counts = Counter((each.type_name, each.became) for each in outcomes)
    print(f"{'type':24} {_READ:>8} {_REFUSED:>8} {_BROKEN:>8} {'slowest':>8}")
    for type_name in dict.fromkeys(each.type_name for each in outcomes):
        slowest = max(each.seconds for each in outcomes if each.type_name == type_name)
        numbers = " ".join(f"{counts[type_name, became]:>8,}" for became in (_READ, _REFUSED, _BROKEN))
        print(f"{type_name:24} {numbers} {slowest:>6.1f} s")
    for each in sorted(outcomes, key=lambda outcome: -outcome.seconds)[:_SLOWEST]:
        print(f"slow: {each.seconds:.1f} s: {each.type_name}, {each.kind}: {each.reason}")
    for each in outcomes:
        if each.became == _BROKEN:
            print(f"broken: {each.type_name}, {each.kind}: {each.reason}")


if __name__ == "__main__":
    main()
