"""dbt's unit tests pass, all of them; every model and column says what it is; every rebuild makes the same.

The models are built once for all tests of this module, by dbt alone, from a copy of the extracted
records of the published warehouse, and their unit tests are run with it: dbt tests a model before it
builds it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from dagster_project.storage.differences import differences
from dagster_project.storage.layout import DBT_PROJECT, SEEDS, WarehouseLayout
from tests.made.judging import lend_what_is_parsed

pytestmark = pytest.mark.xdist_group("dbt")

DBT = Path(sys.executable).parent / "yusuan-dbt"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Built:
    """What dbt built from the extracted records, and the means to run it again on the same files."""

    layout: WarehouseLayout
    build_output: str

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs dbt as a user does, without any variable of the tester's own."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("YUSUAN_", "DBT_"))}
        return subprocess.run(
            [DBT, "--no-use-colors", "--log-level-file", "none", *arguments, "--profiles-dir", str(DBT_PROJECT)],
            cwd=DBT_PROJECT,
            env={
                **inherited,
                "YUSUAN_BUILD": str(self.layout.build),
                "YUSUAN_EXTRACTED": str(self.layout.extracted),
                "DBT_TARGET_PATH": str(self.layout.dbt_target),
                "DO_NOT_TRACK": "1",
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def artifact(self, name: str) -> Any:
        """One of the JSON files that dbt leaves behind."""
        return json.loads((self.layout.dbt_target / name).read_text())

    def relations(self) -> dict[tuple[str, str], list[str]]:
        """(schema, name) of each table and view built → its columns."""
        with duckdb.connect() as connection:
            connection.execute(f"attach '{self.layout.layers}' as layers (read_only)")
            connection.execute(f"attach '{self.layout.candidate}' as candidate (read_only)")
            rows = connection.execute(
                "select schema_name, table_name, list(column_name order by column_index) from duckdb_columns() "
                "where database_name in ('layers', 'candidate') and not internal group by all"
            ).fetchall()
        return {(schema, name): columns for schema, name, columns in rows}


@pytest.fixture(scope="module")
def built(published: WarehouseLayout, tmp_path_factory: pytest.TempPathFactory) -> Built:
    layout = WarehouseLayout(tmp_path_factory.mktemp("dbt"))
    shutil.copytree(published.extracted, layout.extracted)
    lend_what_is_parsed(layout.dbt_target)
    result = Built(layout, "").dbt("build")
    assert result.returncode == 0, result.stdout + result.stderr
    return Built(layout, result.stdout + result.stderr)


@pytest.fixture(scope="module")
def manifest(built: Built) -> Any:
    return built.artifact("manifest.json")


def test_every_unit_test_of_the_models_is_run_and_passes(built: Built) -> None:
    defined = [
        f"{unit_test['model']}.{unit_test['name']}"
        for path in (DBT_PROJECT / "models").rglob("*.yml")
        for unit_test in yaml.safe_load(path.read_text()).get("unit_tests", [])
    ]
    run = [
        entry["unique_id"].split(".", 2)[2] for entry in built.artifact("run_results.json")["results"] if entry["status"] == "pass"
    ]
    assert len(run) > 0, built.build_output
    assert sorted(run) == sorted(defined), built.build_output


def test_dbt_builds_without_a_warning(built: Built) -> None:
    assert "WARN=0 ERROR=0 SKIP=0" in built.build_output, built.build_output
    assert "[WARNING]" not in built.build_output, built.build_output


def test_every_model_says_in_english_and_chinese_what_one_of_its_rows_is(manifest: Any) -> None:
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    assert models
    assert [model["name"] for model in models if not model["description"].startswith("One row is ")] == []
    assert [model["name"] for model in models if not CHINESE.search(model["description"])] == []


def test_every_column_of_every_model_is_described_in_english_and_chinese(built: Built, manifest: Any) -> None:
    relations = built.relations()
    undescribed = [
        f"{model['name']}.{column}"
        for model in manifest["nodes"].values()
        if model["resource_type"] == "model"
        for column in relations[model["schema"], model["alias"]]
        if not _is_bilingual(model["columns"].get(column, {}).get("description", ""))
    ]
    assert undescribed == []


def test_no_column_is_described_that_a_model_does_not_have(built: Built, manifest: Any) -> None:
    relations = built.relations()
    described = {
        f"{model['name']}.{column}"
        for model in manifest["nodes"].values()
        if model["resource_type"] == "model"
        for column in set(model["columns"]) - set(relations[model["schema"], model["alias"]])
    }
    assert described == set()


def test_every_seed_is_described_in_english_and_chinese(manifest: Any) -> None:
    seeds = {node["name"]: node["description"] for node in manifest["nodes"].values() if node["resource_type"] == "seed"}
    # Of the words that documents are read by the models need one file; docs/vocabulary.md describes them all.
    assert set(seeds) == {path.stem for path in SEEDS.glob("*/*.csv") if path.parent.name != "vocabulary"} | {"document_words"}
    assert [name for name, description in seeds.items() if not _is_bilingual(description)] == []


def test_the_published_schemas_are_marts_audit_and_zh_and_nothing_else(published: WarehouseLayout) -> None:
    with duckdb.connect(str(published.published), read_only=True) as connection:
        held = connection.execute(
            "select schema_name from duckdb_tables() where not internal "
            "union select schema_name from duckdb_views() where not internal"
        ).fetchall()
        made = connection.execute(
            "select schema_name from duckdb_schemas() where not internal and database_name = current_database()"
        ).fetchall()
    assert {name for (name,) in held} == {"marts", "audit", "zh"}
    assert {name for (name,) in made} == {"marts", "audit", "zh"}


def test_every_table_and_column_of_the_published_marts_and_audit_has_a_comment(published: WarehouseLayout) -> None:
    with duckdb.connect(str(published.published), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name, comment from duckdb_tables() where schema_name in ('marts', 'audit') "
            "union all select schema_name || '.' || view_name, comment from duckdb_views() where schema_name in ('marts', 'audit')"
        ).fetchall()
        columns = connection.execute(
            "select schema_name || '.' || table_name || '.' || column_name, comment from duckdb_columns() "
            "where schema_name in ('marts', 'audit')"
        ).fetchall()
    assert tables
    assert columns
    assert [name for name, comment in tables + columns if not _is_bilingual(comment or "")] == []


def test_every_chinese_view_and_column_of_the_published_file_has_a_comment(published: WarehouseLayout) -> None:
    with duckdb.connect(str(published.published), read_only=True) as connection:
        views = connection.execute("select view_name, comment from duckdb_views() where schema_name = 'zh'").fetchall()
        columns = connection.execute(
            "select table_name || '.' || column_name, comment from duckdb_columns() where schema_name = 'zh'"
        ).fetchall()
    assert views
    assert columns
    assert [name for name, comment in views + columns if not _is_bilingual(comment or "")] == []


def test_a_second_independent_build_makes_the_same_of_the_same_documents(built: Built, published: WarehouseLayout) -> None:
    assert differences(published.published, built.layout.candidate, "1GB") == []


def _is_bilingual(description: str) -> bool:
    return bool(ENGLISH.search(description) and CHINESE.search(description))
