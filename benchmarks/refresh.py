"""What a refresh costs: of the samples, of one that changed, and of many made documents, from nothing to the pages.

Run with a number of documents, `python -m benchmarks.refresh 1000`; without one, the samples are refreshed.
"""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.processes import Cost, cost_of
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.made import write_disclosures

SAMPLES = PROJECT_ROOT / "raw"
YUSUAN = Path(sys.executable).parent / "yusuan"
_IMPORTS = "import dagster, dbt.cli.main, dbt.adapters.duckdb, great_expectations"
_TIMES_IMPORTED = 3


@dataclass(frozen=True, slots=True)
class ManyDocuments:
    """What made documents cost from nothing, and the bytes of the published file."""

    n_documents: int
    cost: Cost
    n_bytes: int


def imports() -> Cost:
    """What it costs to import the three libraries once, the least of several: less can no refresh cost that needs them."""
    return min((cost_of([sys.executable, "-c", _IMPORTS]) for _ in range(_TIMES_IMPORTED)), key=lambda cost: cost.processor_seconds)


def samples() -> tuple[Cost, Cost]:
    """The samples from nothing, where dbt has parsed the project before; and one of them changed."""
    _have_project_parsed()
    with tempfile.TemporaryDirectory() as folder:
        raw, warehouse = Path(folder) / "raw", Path(folder) / "warehouse"
        shutil.copytree(SAMPLES, raw)
        from_nothing = cost_of(refresh(raw, warehouse))
        with next(iter(sorted(raw.rglob("*.txt")))).open("ab") as document:
            document.write(b"\n")
        return from_nothing, cost_of(refresh(raw, warehouse))


def made(n_documents: int) -> ManyDocuments:
    """So many made documents from nothing, where dbt has parsed the project before."""
    _have_project_parsed()
    with tempfile.TemporaryDirectory() as folder:
        raw, layout = Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse")
        write_disclosures(raw, range(n_documents))
        cost = cost_of(refresh(raw, layout.root))
        return ManyDocuments(n_documents, cost, layout.published.stat().st_size)


def refresh(raw: Path, warehouse: Path) -> list[str]:
    """The command that refreshes a warehouse."""
    return [str(YUSUAN), "refresh", "--raw", str(raw), "--warehouse", str(warehouse)]


@cache
def _have_project_parsed() -> None:
    """Refreshes once: what dbt parses of the project is kept."""
    with tempfile.TemporaryDirectory() as folder:
        cost_of(refresh(SAMPLES, Path(folder)))


def main() -> None:
    """Prints processor seconds, peak memory of all processes, and bytes a document."""
    if len(sys.argv) > 1:
        many = made(int(sys.argv[1]))
        print(f"{many.n_documents} documents: {_told(many.cost)}, {many.n_bytes / many.n_documents / 1000:.0f} kB published each")
        return
    once = imports().processor_seconds
    for name, cost in zip(("from nothing", "one changed"), samples(), strict=True):
        print(f"samples, {name}: {_told(cost)}, {cost.processor_seconds / once:.1f} times the imports")


def _told(cost: Cost) -> str:
    return f"{cost.processor_seconds:.1f} processor seconds, {cost.seconds:.1f} s, peak memory {cost.peak_mib:.0f} MiB"


if __name__ == "__main__":
    main()
