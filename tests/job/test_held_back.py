"""A document that the gate fails for is held back: the others are published, and what was published of it stays.

No document makes the gate fail, as far as is known. So a suite is added that some documents do not hold; or a record of one
is made too large for the models, on disk, where the next refresh finds it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.files import sha256_of
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.foreign_keys import drop_foreign_keys
from tests.reports.html_tree import tree
from tests.small_disclosures import disclosure

pytestmark = pytest.mark.xdist_group("held_back")

FIRST, SECOND, OTHER = "青山县档案馆", "青山县图书馆", "青山县体育馆"

# Two of the figures that the documents print are not to be; and a suite that is about no document, if it is asked for.
GATE = """
import sys
from pathlib import Path
import expectations
from expectations.suite import TableSuite, no_rows
from dagster_project.commands.refresh import run_refresh
from dagster_project.settings import Settings

added = [TableSuite("coverage", "audit", "cells", (
    no_rows("No figure is 24.99 or 24.98", "select cell_id from {batch} where text in ('24.99', '24.98')"),
))]
if sys.argv[3] == "nobody's":
    added.append(TableSuite("coverage", "audit", "rules", (no_rows("There are no rules", "select rule_id from {batch}"),)))
stated = expectations.all_suites
expectations.all_suites = lambda: [*stated(), *added]
sys.exit(run_refresh(Settings(raw=Path(sys.argv[1]), warehouse=Path(sys.argv[2]))))
"""


_KEY_OF = "select document_key from marts.dim_document where source_file = '{name}'"


class Folder:
    """A raw folder and its warehouse, refreshed by a gate that fails for some figures."""

    def __init__(self, root: Path) -> None:
        self.raw, self.layout = root / "raw", WarehouseLayout(root / "warehouse")
        self.raw.mkdir()

    @classmethod
    def copy_of(cls, other: "Folder", root: Path) -> "Folder":
        """Another folder that holds what this one does now."""
        folder = cls(root)
        shutil.copytree(other.layout.root, folder.layout.root)
        shutil.copytree(other.raw, folder.raw, dirs_exist_ok=True)
        return folder

    def put(self, name: str, text: str) -> None:
        (self.raw / name).write_text(text, encoding="utf-8")

    def refresh(self, also: str = "") -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("YUSUAN_")}
        return subprocess.run(
            [sys.executable, "-c", GATE, self.raw, self.layout.root, also],
            env={**inherited, "COLUMNS": "300", "PYTHONUTF8": "1"},
            cwd=PROJECT_ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.layout.published), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def outcomes(self) -> dict[str, str]:
        return dict(self.ask("select source_file, outcome from audit.document_outcomes where outcome <> 'superseded'"))

    def running(self) -> dict[str, float]:
        """What each unit's income table says of item 2010301, in 万元."""
        return dict(
            self.ask(
                "select unit_name, cast(amount_yuan / 10000 as double) from marts.fct_income inner join marts.dim_unit using (unit_key) "
                "where subject_key like '%:2010301'"
            )
        )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, subprocess.CompletedProcess[str]]:
    """Two documents are published. To be copied."""
    folder = Folder(tmp_path_factory.mktemp("sound"))
    folder.put("first.txt", disclosure(FIRST))
    folder.put("second.txt", disclosure(SECOND))
    return folder, folder.refresh()


@pytest.fixture(scope="module")
def held(
    sound: tuple[Folder, subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Folder, list[subprocess.CompletedProcess[str]]]:
    """Two documents are published; then one is revised, one is new, and the gate fails for both; and nothing changes."""
    published, result = sound
    folder, results = Folder.copy_of(published, tmp_path_factory.mktemp("held_back")), [result]
    folder.put("first.txt", disclosure(FIRST, running="24.99"))
    folder.put("new.txt", disclosure("青山县博物馆", running="24.98"))
    folder.put("other.txt", disclosure(OTHER))
    results += [folder.refresh(), folder.refresh()]
    return folder, results


def test_the_others_are_published_and_the_status_and_the_summary_say_so(
    held: tuple[Folder, list[subprocess.CompletedProcess[str]]],
) -> None:
    folder, (sound, result, _) = held
    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert result.returncode == 3, result.stdout + result.stderr
    assert "Published; 2 documents are held back" in result.stdout
    line = 1 + next(n for n, text in enumerate(disclosure(running="24.98").splitlines()) if "24.98" in text)
    assert f"held back: new.txt: “No figure is 24.99 or 24.98” does not hold for line {line} “24.98” in “行政运行”" in result.stdout
    report = json.loads(folder.layout.run_outcome.read_text(encoding="utf-8"))
    assert [each["source_file"] for each in report["held_back_documents"]] == ["first.txt", "new.txt"]
    assert folder.outcomes() == {"first.txt": "held_back", "new.txt": "held_back", "second.txt": "unchanged", "other.txt": "loaded"}


def test_what_was_published_of_a_document_that_is_held_back_stays(
    held: tuple[Folder, list[subprocess.CompletedProcess[str]]],
) -> None:
    folder, _ = held
    assert folder.running() == {FIRST: 25.0, SECOND: 25.0, OTHER: 25.0}
    ((current, reason),) = folder.ask(
        "select is_current, outcomes.reason from audit.document_outcomes as outcomes "
        "inner join marts.dim_document using (document_key) where outcome = 'held_back'"
    )
    assert current
    assert "24.99" in reason
    assert "what was published of it before stays (first.txt)" in reason


def test_an_unchanged_folder_is_not_built_again_and_still_says_what_is_held_back(
    held: tuple[Folder, list[subprocess.CompletedProcess[str]]],
) -> None:
    _, (*_, again) = held
    assert again.returncode == 3
    assert "Nothing to do" in again.stdout
    assert "held back: new.txt" in again.stdout


def test_the_page_of_the_gate_names_the_documents_and_needs_no_network(
    held: tuple[Folder, list[subprocess.CompletedProcess[str]]],
) -> None:
    folder, _ = held
    page = (folder.layout.reports / "gate" / "index.html").read_text(encoding="utf-8")
    assert {"first.txt", "new.txt"} <= {word for word in ("first.txt", "new.txt", "second.txt") if word in page}
    assert "No figure is 24.99 or 24.98" in page
    assert "暂缓" in tree(page).one("dl").text
    assert "src=" not in page
    assert "<link" not in page
    assert "@import" not in page


def test_runs_of_the_command_line_are_in_the_dagster_instance_of_the_warehouse(
    held: tuple[Folder, list[subprocess.CompletedProcess[str]]],
) -> None:
    import dagster as dg
    from dagster._core.instance.ref import InstanceRef

    folder, _ = held
    with dg.DagsterInstance.from_ref(
        InstanceRef.from_dir(str(folder.layout.dagster_home), config_dir=str(PROJECT_ROOT))
    ) as instance:
        runs = instance.get_runs()
    assert [(run.job_name, run.status, run.tags["yusuan/started_by"]) for run in runs] == [
        ("refresh", dg.DagsterRunStatus.SUCCESS, "command line")
    ] * 2, "two runs published; the third had nothing to do"


def test_a_failure_that_belongs_to_no_document_holds_everything_back(
    held: tuple[Folder, list[subprocess.CompletedProcess[str]]], tmp_path: Path
) -> None:
    folder = Folder.copy_of(held[0], tmp_path)
    before = folder.layout.published.read_bytes()
    folder.put("last.txt", disclosure("青山县美术馆"))
    result = folder.refresh("nobody's")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Held back: the published file was left as it was" in result.stdout
    assert "check failed: coverage.rules: There are no rules" in result.stdout
    assert folder.layout.published.read_bytes() == before


def test_a_document_that_a_model_cannot_be_built_with_is_held_back_with_its_line(
    tmp_path: Path, published: WarehouseLayout, yusuan: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """A stored record lost its label, which the published table of figures demands; the documents beside it are sound."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = Folder(tmp_path)
    shutil.copytree(published.root, folder.layout.root)
    shutil.copytree(PROJECT_ROOT / "raw", folder.raw, dirs_exist_ok=True)
    folder.put("one-more.txt", disclosure(FIRST))
    before = folder.ask("select * from marts.fct_income order by all")
    stored = next(path for path in sorted((folder.layout.extracted / "cells").glob("*.parquet")) if pq.read_metadata(path).num_rows)
    table = pq.read_table(stored)
    first, *others = table.to_pylist()
    checksum = sha256_of(stored)
    pq.write_table(pa.Table.from_pylist([{**first, "row_label": None}, *others], schema=table.schema), stored)
    # The record was stored so: what is altered on disk afterwards is noticed, and read again.
    (stated,) = folder.layout.extracted.rglob(f"{stored.stem}.sha256")
    stated.write_text(stated.read_text(encoding="utf-8").replace(checksum, sha256_of(stored)), encoding="utf-8")
    result = yusuan("refresh", "--raw", folder.raw, "--warehouse", folder.layout.root)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "Published; 1 document is held back" in result.stdout
    assert f"a figure lacks something that it cannot do without, or stands there twice: line {first['line_no']}:" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
    assert folder.running()[FIRST] == 25.0
    after = folder.ask(
        f"select * from marts.fct_income where document_key not in ({_KEY_OF.format(name='one-more.txt')}) order by all"
    )
    assert after == before


def as_published_by_an_earlier_version(layout: WarehouseLayout) -> None:
    """Takes from the published file what versions did not tell that knew no disclosures in parts and no last year's columns."""
    with duckdb.connect(str(layout.published)) as connection:
        drop_foreign_keys(connection)
        connection.execute("drop table marts.dim_document_part; drop table marts.fct_procurement")
        for schema, table, columns in connection.execute(
            "select schema_name, table_name, list(column_name) from duckdb_columns() inner join duckdb_tables() "
            "using (database_name, schema_name, table_name) "
            "where column_name in ('part_key', 'is_prior_year', 'document_part', 'n_files') group by all"
        ).fetchall():
            rows = f"select * exclude ({', '.join(columns)}) from {schema}.{table}"
            connection.execute(f"create or replace table {schema}.{table} as {rows}")
    (kept,) = layout.history.glob("*.duckdb")
    stamp = kept.stem.rpartition("-")[0]
    kept.unlink()
    shutil.copy(
        layout.published, kept.with_name(f"{stamp}-{sha256_of(layout.published)[: len(kept.stem) - len(stamp) - 1]}.duckdb")
    )


def test_what_an_earlier_version_of_the_program_published_stays(
    sound: tuple[Folder, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder = Folder.copy_of(sound[0], tmp_path)
    as_published_by_an_earlier_version(folder.layout)
    folder.put("first.txt", disclosure(FIRST, running="24.99"))
    folder.put("other.txt", disclosure(OTHER))
    result = folder.refresh()
    assert result.returncode == 3, result.stdout + result.stderr
    assert folder.running() == {FIRST: 25.0, SECOND: 25.0, OTHER: 25.0}
    assert folder.ask(
        "select source_file, document_part, part_no from marts.dim_document_part where is_current order by source_file"
    ) == [("first.txt", "whole", 1), ("other.txt", "tables", 1), ("second.txt", "tables", 1)]
    assert folder.ask("select distinct is_prior_year from marts.fct_income") == [(False,)]
