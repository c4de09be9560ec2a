"""`make benchmark`: what a refresh and its parts cost, as one table; half an hour.

With two numbers, of few and of many made documents, it is sooner done: `python -m benchmarks 200 1000`.
"""

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from benchmarks import commands, extraction, gate, pages, refresh

DOCUMENTS = (1000, 5000)


def main() -> None:
    """Prints each line when it is measured, and all of them as a table at the end."""
    few, many = map(int, sys.argv[1:]) if len(sys.argv) > 1 else DOCUMENTS
    table = Table("Work", "Measured")
    for work, measured in _measured(few, many):
        print(f"{work}: {measured}", file=sys.stderr, flush=True)
        table.add_row(work, measured)
    Console().print(table)


def _measured(few: int, many: int) -> Iterator[tuple[str, str]]:
    once = refresh.imports().processor_seconds
    yield "imports of Dagster, dbt and Great Expectations, once", _processor(once)
    from_nothing, one_changed = (cost.processor_seconds for cost in refresh.samples())
    yield "samples from nothing", f"{_processor(from_nothing)}, {from_nothing / once:.1f} × the imports"
    yield "one of the samples changed", f"{_processor(one_changed)}, {one_changed / once:.1f} × the imports"
    for command in commands.of_samples():
        yield f"{command.name}, median", f"{command.seconds:.2f} s, {_processor(command.processor_seconds)}"
    for jobs in (1, 2):
        throughput = extraction.stored(few, jobs)
        yield f"extraction of {few:,} made documents, stored, {jobs} at a time", f"{throughput:.1f} documents a second"
    for n_documents in (few, many):
        yield from _of_made(refresh.made(n_documents))
    yield f"gate against its own SQL, {few:,} documents", f"{gate.of_made(few).ratio:.2f} ×"
    growth = pages.measure(few, many)
    yield f"pages of {many:,} documents against {few:,}", f"{growth.ratio:.1f} ×, peak {growth.many.peak_mib:,.0f} MiB"


def _of_made(made: refresh.ManyDocuments) -> Iterator[tuple[str, str]]:
    work = f"{made.n_documents:,} made documents from nothing"
    yield work, f"{_processor(made.cost.processor_seconds)}, {made.cost.seconds:.0f} s"
    yield f"{work}: memory of all processes", f"{made.cost.peak_mib:,.0f} MiB at most"
    yield f"{work}: published file", f"{made.n_bytes / made.n_documents / 1000:.0f} kB a document"


def _processor(seconds: float) -> str:
    return f"{seconds:.1f} processor seconds" if seconds >= 10 else f"{seconds:.2f} processor seconds"


if __name__ == "__main__":
    main()
