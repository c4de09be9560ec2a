"""Whatever is damaged under the warehouse folder is put back or made anew by a refresh, or named with what to do.

`tests/storage/` damages each kind of file in each way; here the program is run as a user runs it.
docs/operations.md lists what is damaged and what becomes of it.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.differences import differences
from dagster_project.storage.files import sha256_of
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from dagster_project.storage.publication import published_files
from tests.damaged_warehouse import garble, truncate

Run = Callable[..., subprocess.CompletedProcess[str]]
RAW = PROJECT_ROOT / "raw"


@pytest.fixture
def warehouse(tmp_path: Path, published: WarehouseLayout) -> WarehouseLayout:
    """A copy of the warehouse in which raw/ is published."""
    layout = WarehouseLayout(tmp_path / "warehouse")
    shutil.copytree(published.root, layout.root)
    return layout


def test_a_damaged_published_file_is_named_by_the_commands_and_put_back_by_a_refresh(
    warehouse: WarehouseLayout, published: WarehouseLayout, yusuan: Run
) -> None:
    truncate(warehouse.published)
    status = yusuan("status", "--warehouse", warehouse.root)
    assert status.returncode == 1
    assert "budget.duckdb was not as it was published: run `yusuan refresh`" in status.stderr
    query = yusuan("query", "select 1", "--warehouse", warehouse.root)
    assert query.returncode == 1
    assert "cannot be opened" in query.stderr
    assert "run `yusuan refresh`, which puts the published file back" in query.stderr
    refreshed = yusuan("refresh", "--raw", RAW, "--warehouse", warehouse.root)
    assert refreshed.returncode == 0, refreshed.stdout + refreshed.stderr
    assert "Put back: the published file was damaged" in refreshed.stdout
    assert "it was put back from history/budget-" in refreshed.stdout
    assert warehouse.published.read_bytes() == published.published.read_bytes()
    assert "Nothing to do" in yusuan("refresh", "--raw", RAW, "--warehouse", warehouse.root).stdout
    assert yusuan("status", "--warehouse", warehouse.root).returncode == 0


def test_a_damaged_file_of_the_history_is_named_and_a_rollback_passes_over_it(warehouse: WarehouseLayout, yusuan: Run) -> None:
    (kept,) = published_files(warehouse)
    another = warehouse.history / "another.duckdb"
    shutil.copyfile(kept, another)
    with duckdb.connect(str(another)) as connection:
        connection.execute("create table marts.of_before (a integer)")
    older = another.rename(warehouse.history / f"budget-20200101T000000.000000Z-{sha256_of(another)[:16]}.duckdb")
    damaged = warehouse.history / "budget-20210101T000000.000000Z-0123456789abcdef.duckdb"
    garble(damaged)
    assert published_files(warehouse) == [older, damaged, kept]
    status = yusuan("status", "--warehouse", warehouse.root)
    assert status.returncode == 1
    assert f"{damaged} is damaged, and `yusuan rollback` will pass over it: delete it" in status.stderr
    rolled = yusuan("rollback", "--warehouse", warehouse.root)
    assert rolled.returncode == 0, rolled.stderr
    assert "is again the file published at 2020-01-01" in rolled.stdout
    assert warehouse.published.read_bytes() == older.read_bytes()


def test_changed_pages_are_written_anew(warehouse: WarehouseLayout, published: WarehouseLayout, yusuan: Run) -> None:
    pages = sorted((warehouse.reports / "findings").rglob("*.html"))
    pages[0].unlink()
    truncate(pages[1])
    assert "Nothing to do" in yusuan("refresh", "--raw", RAW, "--warehouse", warehouse.root).stdout
    assert [page.read_bytes() for page in pages] == [
        (published.root / page.relative_to(warehouse.root)).read_bytes() for page in pages
    ]


@pytest.mark.xdist_group("kill")
def test_all_that_is_damaged_at_once_is_made_anew_by_one_refresh(
    warehouse: WarehouseLayout, published: WarehouseLayout, yusuan: Run
) -> None:
    truncate(warehouse.published)
    garble(published_files(warehouse)[0])
    garble(warehouse.state)
    garble(warehouse.inventory)
    garble(warehouse.run_outcome)
    garble(warehouse.lock)
    garble(warehouse.candidate)
    garble(warehouse.build / "candidate.duckdb.wal")
    garble(warehouse.layers)
    garble(warehouse.dbt_target / "partial_parse.msgpack")
    garble(warehouse.reports / "findings" / "made_from.txt")
    garble(warehouse.root / ".budget.duckdb.partial")
    names = sorted(path.name for path in (warehouse.extracted / "cells").iterdir())
    truncate(warehouse.extracted / "cells" / names[0])
    garble(warehouse.extracted / "documents" / names[1])
    (warehouse.extracted / "figures" / names[1]).unlink()
    garble(warehouse.extracted / "checksums" / names[2].replace(".parquet", ".sha256"))
    shutil.copy(published.extracted / "cells" / names[0], warehouse.extracted / "cells" / "copy.parquet")
    refreshed = yusuan("refresh", "--raw", RAW, "--warehouse", warehouse.root)
    assert refreshed.returncode == 0, refreshed.stdout + refreshed.stderr
    assert "no whole copy of it is kept" in refreshed.stdout
    assert differences(published.published, warehouse.published, "1GB") == []
    status = yusuan("status", "--warehouse", warehouse.root)
    assert "4 documents of 4 units" in status.stdout
    assert "Nothing to do" in yusuan("refresh", "--raw", RAW, "--warehouse", warehouse.root).stdout
