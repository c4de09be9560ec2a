"""The pages of a whole run: written after the publication, of what is published, and never in its way."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.reports.html_tree import tree

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def warehouse(published: WarehouseLayout, tmp_path: Path) -> WarehouseLayout:
    """A copy of the warehouse in which raw/ is published, with its pages."""
    layout = WarehouseLayout(tmp_path / "warehouse")
    shutil.copytree(published.root, layout.root)
    return layout


def refresh(yusuan: Run, layout: WarehouseLayout, *options: str) -> subprocess.CompletedProcess[str]:
    return yusuan("refresh", "--raw", PROJECT_ROOT / "raw", "--warehouse", layout.root, *options)


def test_a_refresh_leaves_a_page_for_each_unit_and_names_the_index(published: WarehouseLayout) -> None:
    folder = published.reports / "findings"
    with duckdb.connect(str(published.published), read_only=True) as connection:
        rows = connection.execute("select unit_key, fiscal_year from marts.dim_document where is_current").fetchall()
        findings = dict(connection.execute("select document_key, count(*) from audit.findings group by all").fetchall())
    assert {path.name for path in folder.rglob("*-*.html")} == {f"{unit_key}-{year}.html" for unit_key, year in rows}
    assert len(rows) == 4
    outcome = json.loads(published.run_outcome.read_text(encoding="utf-8"))
    assert outcome["findings_report"] == str(folder / "index.html")
    told = {}
    for path in folder.rglob("*-*.html"):
        for article in tree(path.read_text(encoding="utf-8")).all("article"):
            told[article.attributes["id"].removeprefix("document-")] = sum(
                element.attributes.get("id", "").startswith("finding-") for element in article.all()
            )
    assert {document: n for document, n in told.items() if n} == findings
    assert sum(findings.values()) > 0


def test_pages_that_are_of_another_file_are_written_by_the_next_refresh(warehouse: WarehouseLayout, yusuan: Run) -> None:
    index = warehouse.reports / "findings" / "index.html"
    index.unlink()
    (warehouse.reports / "findings" / "made_from.txt").write_text("another file", encoding="utf-8")
    result = refresh(yusuan, warehouse)
    assert result.returncode == 0
    assert "Nothing to do" in result.stdout
    assert str(index) in result.stdout
    assert len(tree(index.read_text(encoding="utf-8")).one("table", class_="units").rows()) == 1 + 4
    assert "Findings report" not in refresh(yusuan, warehouse).stdout


WRITE_PAGES_ALONE = """
import dagster as dg
from dagster_project.defs.reports import findings_report
from dagster_project.defs.resources import Warehouse

result = dg.materialize([findings_report], resources={"warehouse": Warehouse()}, raise_on_error=False)
print("SUCCESS", result.success)
"""


def test_pages_that_cannot_be_written_do_not_make_the_run_fail_and_are_told_of(warehouse: WarehouseLayout) -> None:
    folder = warehouse.reports / "findings"
    shutil.rmtree(folder)
    folder.write_text("no folder", encoding="utf-8")
    before = json.loads(warehouse.run_outcome.read_text(encoding="utf-8"))
    assert (before["result"], before["message"]) == ("published", "")
    result = subprocess.run(
        [sys.executable, "-c", WRITE_PAGES_ALONE],
        env={**os.environ, "YUSUAN_WAREHOUSE": str(warehouse.root)},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "SUCCESS True" in result.stdout, result.stderr
    after = json.loads(warehouse.run_outcome.read_text(encoding="utf-8"))
    assert after["message"].startswith("the pages of the findings could not be written (NotADirectoryError")
    assert {**after, "message": ""} == before
