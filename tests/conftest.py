"""What all tests share: the vocabulary, small documents, and a warehouse made once from raw/."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from dagster_project.extraction.extract import Extraction, extract
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS, WarehouseLayout
from tests.other_tables import PROCUREMENT_BY_SUBJECT, TABLES, disclosure_with
from tests.refreshing import can_fork, run_refresh

# Groups of tests that run whole refreshes: begun first, so that no worker is left alone with one at the end.
LONG_GROUPS = ("kill", "refresh_cycle", "full_texts", "made", "corrections", "expectations", "dbt")

# Of a parameter's bytes.
LONGEST_NAME = 32

YUSUAN = Path(sys.executable).parent / "yusuan"
FULL_TEXTS = PROJECT_ROOT.parent / "shared" / "documents"


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: one waits for the processes of a refresh, or for the disk, while others run."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A whole file goes by the parameter's name: it may hold the time, and all workers must give a test the same name."""
    return argname if isinstance(val, bytes) and len(val) > LONGEST_NAME else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def rank(item: pytest.Item) -> int:
        group = item.get_closest_marker("xdist_group")
        name = group.args[0] if group else ""
        return LONG_GROUPS.index(name) if name in LONG_GROUPS else len(LONG_GROUPS)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The project's own vocabulary."""
    return Vocabulary.load(SEEDS)


@pytest.fixture(scope="session")
def read(vocabulary: Vocabulary) -> Callable[[str | bytes], Extraction]:
    """Extracts a document that is written out in the test."""

    def read_document(content: str | bytes) -> Extraction:
        return extract(content.encode() if isinstance(content, str) else content, vocabulary, "test")

    return read_document


@pytest.fixture(scope="session")
def yusuan() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the program as a user does, in a process of its own; gives what it printed and its status."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        # Wide enough that no line that a test looks for is wrapped; no variable of the tester's own.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("YUSUAN_")}
        given = {**inherited, "COLUMNS": "250", "PYTHONUTF8": "1", **environment}
        if arguments[0] == "refresh" and can_fork():
            return run_refresh([*map(str, arguments)], given)
        return subprocess.run(
            [YUSUAN, *map(str, arguments)],
            env=given,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


def _warehouse_shared_by_workers(
    tmp_path_factory: pytest.TempPathFactory,
    yusuan: Callable[..., subprocess.CompletedProcess[str]],
    name: str,
    raw: Path,
) -> WarehouseLayout:
    """The warehouse that `yusuan refresh` makes from a folder, made by the first worker that asks for it."""
    shared = tmp_path_factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else tmp_path_factory.getbasetemp()
    layout = WarehouseLayout(shared / name)
    with FileLock(shared / f"{name}.lock"):
        if not layout.published.exists():
            shutil.rmtree(layout.root, ignore_errors=True)
            result = yusuan("refresh", "--raw", raw, "--warehouse", layout.root)
            assert result.returncode == 0, result.stdout + result.stderr
            (shared / f"{name}.txt").write_text(result.stderr + result.stdout, encoding="utf-8")
    return layout


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, yusuan: Callable[..., subprocess.CompletedProcess[str]]) -> WarehouseLayout:
    """A warehouse made from raw/ by `yusuan refresh`, once for all workers. To be read only: copy it to change it."""
    return _warehouse_shared_by_workers(tmp_path_factory, yusuan, "published_warehouse", PROJECT_ROOT / "raw")


@pytest.fixture(scope="session")
def published_with_other_tables(
    tmp_path_factory: pytest.TempPathFactory, yusuan: Callable[..., subprocess.CompletedProcess[str]]
) -> WarehouseLayout:
    """A warehouse made from raw/ and a budget with the tables that other places print besides. To be read only."""
    raw = tmp_path_factory.mktemp("other_tables")
    shutil.copytree(PROJECT_ROOT / "raw", raw, dirs_exist_ok=True)
    (raw / "other_tables.txt").write_text(disclosure_with(*TABLES), encoding="utf-8")
    (raw / "by_subject.txt").write_text(disclosure_with(PROCUREMENT_BY_SUBJECT, unit="青山县财政局"), encoding="utf-8")
    return _warehouse_shared_by_workers(tmp_path_factory, yusuan, "other_tables_warehouse", raw)


@pytest.fixture(scope="session")
def printed_by_refresh(published: WarehouseLayout) -> str:
    """What the `yusuan refresh` printed that made the published file."""
    return published.root.with_suffix(".txt").read_text(encoding="utf-8").replace(str(published.root), "…/warehouse")


@pytest.fixture(scope="session")
def published_full_texts(
    tmp_path_factory: pytest.TempPathFactory, yusuan: Callable[..., subprocess.CompletedProcess[str]]
) -> WarehouseLayout:
    """A warehouse made from the whole texts, of which raw/ holds the facts and figures. To be read only."""
    if not FULL_TEXTS.is_dir():
        pytest.skip(f"the whole documents are not in {FULL_TEXTS}")
    raw = tmp_path_factory.mktemp("full_texts")
    for text in FULL_TEXTS.glob("*.txt"):
        shutil.copy(text, raw)
    return _warehouse_shared_by_workers(tmp_path_factory, yusuan, "full_texts_warehouse", raw)


@pytest.fixture
def query(published: WarehouseLayout) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """Asks the file that is made from raw/."""
    with duckdb.connect(str(published.published), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()
