"""What a refresh leaves behind when it is killed, when the disk is full, when the gate holds it back."""

import hashlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from dagster_project.storage.writer_lock import writer_lock
from tests.conftest import YUSUAN
from tests.small_disclosures import disclosure

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def warehouse(tmp_path: Path, published: WarehouseLayout) -> WarehouseLayout:
    """A warehouse in which raw/ is published, with one document more waiting in its own raw folder."""
    layout = WarehouseLayout(tmp_path / "warehouse")
    shutil.copytree(published.root, layout.root)
    shutil.copytree(PROJECT_ROOT / "raw", tmp_path / "raw")
    (tmp_path / "raw" / "one-more.txt").write_text(disclosure(), encoding="utf-8")
    return layout


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def n_units(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute("select count(distinct unit_key) from marts.fct_expenditure").fetchone()
    assert row is not None
    return int(row[0])


def kill_at(warehouse: WarehouseLayout, raw: Path, stage: str, seconds: float) -> None:
    """Starts a refresh and kills it, and nothing that it started, so long after a stage of it began."""
    log = warehouse.reports / "refresh.log"
    log.unlink(missing_ok=True)
    with subprocess.Popen(
        [YUSUAN, "refresh", "--raw", raw, "--warehouse", warehouse.root], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            if log.exists() and re.search(stage, log.read_text(encoding="utf-8", errors="replace")):
                break
            time.sleep(0.05)
        time.sleep(seconds)
        assert process.poll() is None, "the refresh ended before it could be killed"
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.xdist_group("kill")
def test_a_refresh_killed_at_any_stage_leaves_the_published_file_and_the_next_run_is_right(
    warehouse: WarehouseLayout, tmp_path: Path, yusuan: Run
) -> None:
    before = digest(warehouse.published)
    for stage, seconds in (("extracted_records - STEP_START", 0.0), (r"START sql table model", 0.3), ("gate - STEP_START", 1.0)):
        kill_at(warehouse, tmp_path / "raw", stage, seconds)
        assert digest(warehouse.published) == before
    result = yusuan("refresh", "--raw", tmp_path / "raw", "--warehouse", warehouse.root)
    assert result.returncode == 0, result.stdout + result.stderr
    assert n_units(warehouse.published) == 5


@pytest.mark.xdist_group("kill")
def test_a_disk_that_is_full_leaves_the_published_file_and_says_so(warehouse: WarehouseLayout, tmp_path: Path, yusuan: Run) -> None:
    before = digest(warehouse.published)

    def no_file_over_two_megabytes() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))

    result = subprocess.run(
        [YUSUAN, "refresh", "--raw", tmp_path / "raw", "--warehouse", warehouse.root],
        preexec_fn=no_file_over_two_megabytes,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "the published file was left as it was" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert digest(warehouse.published) == before


def test_where_no_document_can_be_read_nothing_is_published(tmp_path: Path, yusuan: Run) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("你好", encoding="utf-8")
    result = yusuan("refresh", "--raw", raw, "--warehouse", tmp_path / "warehouse")
    assert result.returncode == 1
    assert "no document could be read" in result.stdout
    assert "failed: a.txt: not a budget disclosure" in result.stdout
    assert not (tmp_path / "warehouse" / "budget.duckdb").exists()


def test_a_raw_folder_without_documents_is_told_of(tmp_path: Path, yusuan: Run) -> None:
    (tmp_path / "raw").mkdir()
    result = yusuan("refresh", "--raw", tmp_path / "raw", "--warehouse", tmp_path / "warehouse")
    assert result.returncode == 1
    assert "there is no document under" in result.stdout


GATE_THAT_FAILS = """
import sys
from pathlib import Path
import expectations
from expectations.suite import TableSuite, no_rows
from dagster_project.commands.refresh import run_refresh
from dagster_project.settings import Settings

in_tables = "select cell_id, text from {batch} where column_path is not null"
suite = TableSuite("coverage", "audit", "cells", (no_rows("No figure is printed in a budget table", in_tables),))
stated = expectations.all_suites
expectations.all_suites = lambda: [*stated(), suite]
sys.exit(run_refresh(Settings(raw=Path(sys.argv[1]), warehouse=Path(sys.argv[2]))))
"""


def test_a_gate_that_fails_leaves_the_published_file_as_it_was_and_says_why(warehouse: WarehouseLayout, tmp_path: Path) -> None:
    before = digest(warehouse.published)
    result = subprocess.run(
        [sys.executable, "-c", GATE_THAT_FAILS, tmp_path / "raw", warehouse.root],
        env={**os.environ, "COLUMNS": "250"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Held back: the published file was left as it was" in result.stdout
    assert "check failed: coverage.cells: No figure is printed in a budget table (1189 rows)" in result.stdout  # 1155 + 34
    assert digest(warehouse.published) == before
    assert n_units(warehouse.published) == 4


def test_a_second_writer_waits_as_long_as_it_is_told_to_and_is_turned_away_then(tmp_path: Path, yusuan: Run) -> None:
    (tmp_path / "raw").mkdir()
    with writer_lock(WarehouseLayout(tmp_path / "warehouse")):
        result = yusuan("refresh", "--raw", tmp_path / "raw", "--warehouse", tmp_path / "warehouse", "--wait", "1")
    assert result.returncode == 1
    assert "waiting for it to end, 1 seconds at most" in result.stderr
    assert result.stderr.count("another refresh is writing into") == 2, "once as it begins to wait, once as it gives up"
