"""How long the commands take that people wait for: a query, and a refresh that finds nothing to do.

Run with a warehouse folder, `python -m benchmarks.commands warehouse raw`; without one the documents of raw/ are
published first. Beside them: how long Python with DuckDB alone takes for the query.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.processes import cost_of
from benchmarks.refresh import SAMPLES, YUSUAN, refresh
from dagster_project.storage.layout import WarehouseLayout

RUNS = 9
_DUCKDB_ALONE = "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).execute('select 1').fetchall())"


@dataclass(frozen=True, slots=True)
class CommandCost:
    """The medians of some runs of a command, each in a process of its own: on the clock, and of the processor."""

    name: str
    seconds: float
    processor_seconds: float


def main() -> None:
    """Prints the medians."""
    costs = (
        measure(WarehouseLayout(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()) if len(sys.argv) > 2 else of_samples()
    )
    for cost in costs:
        print(f"{cost.name:30} {cost.seconds:.2f} s, {cost.processor_seconds:.2f} processor seconds")


def of_samples() -> list[CommandCost]:
    """The medians of the commands for the documents of raw/."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(WarehouseLayout(Path(folder) / "warehouse"), SAMPLES)


def measure(layout: WarehouseLayout, raw: Path) -> list[CommandCost]:
    """The medians of the commands; what is new in the raw folder is published first."""
    cost_of(refresh(raw, layout.root))
    return [
        _median("duckdb alone", [sys.executable, "-c", _DUCKDB_ALONE, str(layout.published)]),
        _median("query", [str(YUSUAN), "query", "select 1", "--warehouse", str(layout.root)]),
        _median("refresh with nothing to do", refresh(raw, layout.root)),
    ]


def _median(name: str, command: list[str]) -> CommandCost:
    costs = [cost_of(command) for _ in range(RUNS)]
    return CommandCost(name, median(cost.seconds for cost in costs), median(cost.processor_seconds for cost in costs))


if __name__ == "__main__":
    main()
