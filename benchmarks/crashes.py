"""What a killed refresh and a full disk leave behind: whether the published file is whole, and the next run right.

Run by `make crashes`, or with the number of kills and of disks: `python -m benchmarks.crashes 50 10`.
The documents are made. Disks are file systems in memory, which takes the rights of root.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.refresh import refresh
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import is_whole, published_files, what_is_wrong
from tests.made import make_disclosure

KILLS = 50
DISKS = 10
_MIB = 1 << 20


@dataclass
class Warehouse:
    """A warehouse with its raw folder; a document is added for each fault, so that there is always something to publish."""

    raw: Path
    layout: WarehouseLayout
    n_documents: int = 0

    def add_document(self) -> None:
        self.n_documents += 1
        (self.raw / f"{self.n_documents}.txt").write_text(make_disclosure(self.n_documents).text, encoding="utf-8")

    def start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(refresh(self.raw, self.layout.root), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def refresh(self) -> tuple[int, str]:
        """Exit status and output of a refresh that runs to its end."""
        with self.start() as process:
            output, _ = process.communicate()
        return process.returncode, output

    def n_published(self) -> int:
        """Documents in the published file; every table of it is read."""
        with duckdb.connect(str(self.layout.published), read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            for schema, table in tables:
                connection.execute(f'select bit_xor(hash(rows)) from "{schema}"."{table}" as rows').fetchall()
            row = connection.execute("select count(*) from marts.dim_document").fetchone()
        assert row is not None
        return int(row[0])

    def is_whole(self, *n_documents: int) -> bool:
        """Whether the published file is as it was published, can be read, and holds one of these numbers of documents."""
        problem = what_is_wrong(self.layout)
        if problem is None and all(map(is_whole, published_files(self.layout))) and self.n_published() in n_documents:
            return True
        print(f"  NOT WHOLE: {problem or 'the history, or the number of documents'}")
        return False


def main() -> None:
    """Prints what came of each fault, and the tally."""
    n_kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    n_disks = int(sys.argv[2]) if len(sys.argv) > 2 else DISKS
    with tempfile.TemporaryDirectory() as folder:
        base = Warehouse(Path(folder) / "raw", WarehouseLayout(Path(folder) / "warehouse"))
        base.raw.mkdir()
        base.add_document()
        begun = time.monotonic()
        status, output = base.refresh()
        assert status == 0, output
        kill_at_random_moments(base, n_kills, time.monotonic() - begun)
        fill_disks(base, n_disks)


def kill_at_random_moments(warehouse: Warehouse, n_kills: int, seconds: float) -> None:
    """Kills refreshes; `seconds` is how long one takes."""
    moments = random.Random(n_kills)
    tally: Counter[str] = Counter()
    before = warehouse.n_documents
    while tally["killed"] < n_kills:
        warehouse.add_document()
        moment = moments.uniform(0, seconds)
        with warehouse.start() as process:
            time.sleep(moment)
            process.send_signal(signal.SIGKILL)
        tally["file whole"] += warehouse.is_whole(*range(before, warehouse.n_documents + 1))
        if process.returncode != -signal.SIGKILL:
            tally["ended before its moment"] += 1
            seconds = moment
            continue
        tally["killed"] += 1
        print(f"kill {tally['killed']}: after {moment:.1f} of {seconds:.1f} s, at {_stage(warehouse)}", flush=True)
        begun = time.monotonic()
        status, output = warehouse.refresh()
        seconds = time.monotonic() - begun
        is_right = status == 0 and warehouse.is_whole(warehouse.n_documents)
        tally["next run right"] += is_right
        before = warehouse.n_documents
        print(f"  the next run: {seconds:.0f} s, {'right' if is_right else output}", flush=True)
    print(f"kills: {dict(tally)}", flush=True)


def _stage(warehouse: Warehouse) -> str:
    """What the log of the run tells that it did last."""
    log = warehouse.layout.reports / "refresh.log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    begun = [line for line in lines if "STEP_START" in line or "START sql" in line or "Started execution" in line]
    return begun[-1].split(" - ")[-1][:60] if begun else "the start"


def fill_disks(warehouse: Warehouse, n_disks: int) -> None:
    """Refreshes on disks with more and more room, from none to as much as a run needs; then once more with room enough."""
    tally: Counter[str] = Counter()
    before = warehouse.n_documents
    used = sum(path.stat().st_size for path in warehouse.layout.root.rglob("*") if path.is_file())
    needed = 5 * warehouse.layout.published.stat().st_size
    warehouse.add_document()
    for number in range(n_disks):
        room = needed * number // max(n_disks - 1, 1)
        with _disk(warehouse, used + _MIB) as on_disk:
            _resize(on_disk.layout.root, _used(on_disk.layout.root) + room)
            status, output = on_disk.refresh()
            is_published = status == 0
            tally["published" if is_published else "refused"] += 1
            tally["file whole, and as told"] += on_disk.is_whole(on_disk.n_documents if is_published else before)
            told = "published" if is_published else " ".join(output.split("Documents")[0].split())[-200:]
            print(f"disk {number + 1}: {room / _MIB:.0f} MiB free: {told}", flush=True)
            _resize(on_disk.layout.root, 3 * (used + needed))
            status, output = on_disk.refresh()
            is_right = status == 0 and on_disk.is_whole(on_disk.n_documents)
            tally["next run right"] += is_right
            print(f"  the next run: {'right' if is_right else output}", flush=True)
    print(f"disks: {dict(tally)}", flush=True)


@contextmanager
def _disk(warehouse: Warehouse, size: int) -> Iterator[Warehouse]:
    """A copy of a warehouse on a file system of its own."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={2 * size}", "tmpfs", folder], check=True)
        try:
            shutil.copytree(warehouse.layout.root, folder, dirs_exist_ok=True)
            yield Warehouse(warehouse.raw, WarehouseLayout(Path(folder)), warehouse.n_documents)
        finally:
            subprocess.run(["umount", folder], check=True)


def _used(folder: Path) -> int:
    return shutil.disk_usage(folder).used


def _resize(folder: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)


if __name__ == "__main__":
    main()
