"""`document.yml` in whole runs: what it fills is published, what contradicts or is broken is listed, a change is taken up."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout
from tests.reports.html_tree import tree
from tests.small_disclosures import disclosure

pytestmark = pytest.mark.xdist_group("stated_beside")

Run = Callable[..., subprocess.CompletedProcess[str]]
ADDRESS = "https://www.qingshan.gov.cn/art/2026/2/3/art_1_2.html?a=1&b=2"


def _nameless(unit: str) -> str:
    """The tables of a unit, without a title, a date or the name of the unit."""
    text = disclosure(unit=unit)
    return text[text.index("表 1") : text.rindex(unit)].replace(f"编制单位：{unit}\n", "")


@dataclass
class Runs:
    """What two refreshes printed, and what each published."""

    layout: WarehouseLayout
    results: list[subprocess.CompletedProcess[str]] = field(default_factory=list)
    documents: list[list[tuple[Any, ...]]] = field(default_factory=list)
    outcomes: list[dict[str, tuple[str, str | None]]] = field(default_factory=list)
    addresses: list[set[str]] = field(default_factory=list)
    times: list[dict[str, tuple[str | None, str]]] = field(default_factory=list)

    def refresh(self, yusuan: Run, raw: Path) -> None:
        self.results.append(yusuan("refresh", "--raw", raw, "--warehouse", self.layout.root))
        with duckdb.connect(str(self.layout.published), read_only=True) as connection:
            self.documents.append(
                connection.execute(
                    "select source_file, unit_name, fiscal_year, document_kind, published_on::varchar, official_address "
                    "from marts.dim_document join marts.dim_unit using (unit_key) order by all"
                ).fetchall()
            )
            times = connection.execute("select source_file, retrieved_at::varchar, typeof(retrieved_at) from marts.dim_document")
            self.times.append({file: (time, kind) for file, time, kind in times.fetchall()})
            outcomes = connection.execute("select source_file, outcome, reason from audit.document_outcomes").fetchall()
            self.outcomes.append({file: (outcome, reason) for file, outcome, reason in outcomes})
        pages = [tree(page.read_text(encoding="utf-8")) for page in (self.layout.reports / "findings").rglob("*-*.html")]
        self.addresses.append({link.attributes["href"] for page in pages for link in page.all("a", rel="noreferrer")})


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, yusuan: Run) -> Runs:
    folder = tmp_path_factory.mktemp("stated")
    raw = folder / "raw"
    (raw / "library").mkdir(parents=True)
    made = Runs(WarehouseLayout(folder / "warehouse"))

    (raw / "library" / "tables.txt").write_text(_nameless("青山县图书馆"), encoding="utf-8")
    (raw / "library" / "document.yml").write_text(
        f"unit: 青山县图书馆\nyear: 2026\nkind: 单位预算\nofficial_address: {ADDRESS}\npublished_on: 2026-02-03\n"
        "retrieved_at: 2026-02-04T05:30:00+08:00\n",
        encoding="utf-8",
    )
    (raw / "museum.txt").write_text(disclosure(unit="青山县博物馆"), encoding="utf-8")
    (raw / "museum.document.yml").write_text("year: 2025\n", encoding="utf-8")
    (raw / "archive.txt").write_text(disclosure(unit="青山县档案馆"), encoding="utf-8")
    (raw / "archive.document.yml").write_text("year: 2026\nunit: [青山县档案馆\n", encoding="utf-8")
    (raw / "station.txt").write_text(disclosure(unit="青山县广播站"), encoding="utf-8")
    (raw / "statoin.document.yml").write_text("year: 2026\n", encoding="utf-8")
    made.refresh(yusuan, raw)

    (raw / "library" / "document.yml").write_text("unit: 青山县少年宫\nyear: 2027\nkind: unit_budget\n", encoding="utf-8")
    (raw / "museum.document.yml").write_text("official_address: http://museum.qingshan.gov.cn/2026\n", encoding="utf-8")
    (raw / "archive.document.yml").unlink()
    (raw / "statoin.document.yml").unlink()
    made.refresh(yusuan, raw)
    return made


def test_what_the_text_does_not_tell_is_published_as_it_is_stated(runs: Runs) -> None:
    assert runs.results[0].returncode == 0, runs.results[0].stdout + runs.results[0].stderr
    assert runs.documents[0] == [
        ("library/tables.txt", "青山县图书馆", 2026, "unit_budget", "2026-02-03", ADDRESS),
        ("station.txt", "青山县广播站", 2026, "unit_budget", "2026-02-01", None),
    ]
    outcome, reason = runs.outcomes[0]["library/tables.txt"]
    assert outcome == "loaded"
    assert reason
    assert reason.startswith("unit as library/document.yml (line 1) says; year as library/document.yml (line 2) says; ")


def test_a_page_of_findings_leads_to_the_official_address(runs: Runs) -> None:
    assert runs.addresses == [{ADDRESS}, {"http://museum.qingshan.gov.cn/2026"}]


def test_the_time_at_which_a_document_was_fetched_is_published_in_utc(runs: Runs) -> None:
    assert runs.times[0] == {
        "library/tables.txt": ("2026-02-03 21:30:00", "TIMESTAMP"),
        "station.txt": (None, "TIMESTAMP"),
    }
    assert {time for time, _ in runs.times[1].values()} == {None}


def test_a_contradiction_and_a_broken_file_are_outcomes_of_the_documents_beside_them(runs: Runs) -> None:
    assert runs.outcomes[0]["museum.txt"] == (
        "failed",
        "its title says 2026, but museum.document.yml (line 1) says 2025: take that line out where the text is right",
    )
    outcome, reason = runs.outcomes[0]["archive.txt"]
    assert outcome == "failed"
    assert reason
    assert reason.startswith("archive.document.yml (line 2) is not written as is wanted")
    for file in ("museum.txt", "archive.txt", "statoin.document.yml"):
        assert f"failed: {file}: " in runs.results[0].stdout


def test_document_yml_is_no_document_and_one_beside_nothing_is_told_of(runs: Runs) -> None:
    assert set(runs.outcomes[0]) == {"library/tables.txt", "museum.txt", "archive.txt", "station.txt", "statoin.document.yml"}
    assert runs.outcomes[0]["statoin.document.yml"][0] == "failed"


def test_a_document_is_read_again_where_what_is_stated_beside_it_changed(runs: Runs) -> None:
    assert runs.results[1].returncode == 0, runs.results[1].stdout + runs.results[1].stderr
    assert runs.documents[1] == [
        ("archive.txt", "青山县档案馆", 2026, "unit_budget", "2026-02-01", None),
        ("library/tables.txt", "青山县少年宫", 2027, "unit_budget", None, None),
        ("museum.txt", "青山县博物馆", 2026, "unit_budget", "2026-02-01", "http://museum.qingshan.gov.cn/2026"),
        ("station.txt", "青山县广播站", 2026, "unit_budget", "2026-02-01", None),
    ]
    assert {file: outcome for file, (outcome, _) in runs.outcomes[1].items()} == {
        "archive.txt": "loaded",
        "library/tables.txt": "loaded",
        "museum.txt": "loaded",
        "station.txt": "unchanged",
    }
