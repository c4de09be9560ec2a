"""What becomes of a warehouse whose files are damaged, one kind of file and of damage at a time.

    python -m benchmarks.corruptions

A warehouse of three made documents is copied, damaged, and refreshed. Recovered is what leaves the same facts published,
nothing damaged, and nothing to do; named is what the refresh or `status` tells of.
"""

import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.crashes import Warehouse
from benchmarks.refresh import YUSUAN
from dagster_project.storage.differences import differences
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import published_files
from tests.damaged_warehouse import alter_a_byte, empty, garble, make_a_folder, remove, truncate

_DOCUMENTS = 3
_TOLD = 160

# Damages a file or folder in place.
Damage = Callable[[Path], None]


def corruptions(layout: WarehouseLayout) -> Iterator[tuple[Damage, Path]]:
    """Each damage that is tried, with what it is done to."""
    for damage in (remove, empty, truncate, garble, alter_a_byte, make_a_folder):
        yield damage, layout.published
    yield garble, published_files(layout)[-1]
    yield remove, layout.history
    yield remove, layout.state
    yield garble, layout.state
    cells = next((layout.extracted / "cells").iterdir())
    for damage in (remove, empty, truncate, garble, alter_a_byte):
        yield damage, cells
    yield remove, layout.extracted / "checksums"
    yield garble, next((layout.extracted / "checksums").iterdir())
    yield remove, layout.inventory
    yield garble, layout.inventory
    yield garble, layout.held_back
    yield remove, layout.build
    yield garble, layout.dbt_target / "partial_parse.msgpack"
    yield garble, layout.reports / "findings" / "made_from.txt"
    yield garble, layout.run_outcome
    yield remove, layout.reports
    for database in sorted(layout.dagster_home.rglob("*.db")):
        yield garble, database
    yield remove, layout.dagster_home


def main() -> None:
    """Prints what becomes of each damage, and the tally."""
    with tempfile.TemporaryDirectory() as folder:
        base = Warehouse(Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse"))
        base.raw.mkdir()
        for _ in range(_DOCUMENTS):
            base.add_document()
        status, output = base.refresh()
        assert status == 0, output
        found = [(damage, path.relative_to(base.layout.root)) for damage, path in corruptions(base.layout)]
        tally = Counter(_outcome(base, damage, path) for damage, path in found)
        print(f"{len(found)} corruptions: {dict(tally)}")


def _outcome(base: Warehouse, damage: Damage, path: Path) -> str:
    """What a refresh makes of a damage: `recovered`, `named` where something tells of it, or `neither`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "warehouse"
        shutil.copytree(base.layout.root, root)
        damaged = Warehouse(base.raw, WarehouseLayout(root), base.n_documents)
        damage(root / path)
        status, output = damaged.refresh()
        problem = output if status else _problem(damaged)
        is_as_before = not status and _is_same(damaged, base) and "Nothing to do" in damaged.refresh()[1]
        outcome = "named" if problem else "recovered" if is_as_before else "neither"
        print(f"{damage.__name__:14} {path}: {outcome} {' '.join(problem.split())[-_TOLD:]}", flush=True)
        return outcome


def _is_same(damaged: Warehouse, base: Warehouse) -> bool:
    return not differences(base.layout.published, damaged.layout.published, "1GB")


def _problem(warehouse: Warehouse) -> str:
    """What `status` names of the published file and of the history; empty where all is whole."""
    command: list[str | Path] = [YUSUAN, "status", "--warehouse", warehouse.layout.root]
    status = subprocess.run(command, check=False, capture_output=True, text=True)
    return status.stderr if status.returncode else ""


if __name__ == "__main__":
    main()
