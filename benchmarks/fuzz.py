"""Damages made documents and the texts of raw/ in many ways and tells what is published of them that is not true.

    python -m benchmarks.fuzz [N]

N made documents (5,000 unless said otherwise) and N/3 copies of the texts share the kinds of damage among them; each
batch goes through extraction, models and gate. Prints a line a kind: documents, those refused whole, figures right,
rejected, read wrongly but marked, wrong without a mark, and added figures that nothing accounts for. `missing` are figures
that a damage took away, or that stand in a rejected text which the judge does not recognise.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.made.damage import DamagedDocument
from tests.made.fuzzing import Batch, Tally, documents, judge, sample_documents

_BATCH = 700
_COLUMNS = ("documents", "refused", "wrong identity", "right", "rejected", "missing", "marked")
_EXAMPLES = 40


def main() -> None:
    """Judges as many documents as the command line says."""
    n_documents = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    tallies: dict[str, Tally] = {}
    failed: list[str] = []
    n_judged = 0
    for found in _batches(n_documents):
        with tempfile.TemporaryDirectory() as folder:
            batch = judge(found, Path(folder))
        _merge(tallies, batch)
        failed += batch.failed_checks
        n_judged += len(found)
        print(f"{n_judged:>6} documents judged", file=sys.stderr, flush=True)
    _print(tallies, failed)


def _batches(n_documents: int) -> Iterator[list[tuple[str, DamagedDocument]]]:
    for first in range(0, n_documents, _BATCH):
        yield list(documents(range(first, min(first + _BATCH, n_documents))))
    n_copies = n_documents // 3
    for first in range(0, n_copies, _BATCH):
        yield list(sample_documents(range(first, min(first + _BATCH, n_copies))))


def _merge(tallies: dict[str, Tally], batch: Batch) -> None:
    for kind, tally in batch.tallies.items():
        known = tallies.setdefault(kind, Tally())
        known.counts += tally.counts
        known.wrong += tally.wrong
        known.unseen += tally.unseen


def _print(tallies: dict[str, Tally], failed: list[str]) -> None:
    print("\t".join(("kind", *_COLUMNS, "wrong", "unseen")))
    for kind, tally in sorted(tallies.items()):
        print("\t".join((kind, *(str(tally.counts[column]) for column in _COLUMNS), str(len(tally.wrong)), str(len(tally.unseen)))))
    total = Tally()
    for tally in tallies.values():
        total.counts += tally.counts
        total.wrong += tally.wrong
        total.unseen += tally.unseen
    print("\t".join(("all", *(str(total.counts[column]) for column in _COLUMNS), str(len(total.wrong)), str(len(total.unseen)))))
    print(f"{len(tallies)} kinds of damage; {len(failed)} checks of the gate failed")
    for line in [*failed, *(f"wrong: {name}: {wrong}" for name, wrong in total.wrong)][:_EXAMPLES]:
        print(line)
    for name, text in total.unseen[:_EXAMPLES]:
        print(f"unseen: {name}: {text}")


if __name__ == "__main__":
    main()
