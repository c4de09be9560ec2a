"""What Dagster loads: the graph from raw documents to publication, its checks, schedule and sensor."""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.small_disclosures import disclosure

# They hold the lock of the warehouse that all tests share: two workers at once would find it busy.
pytestmark = pytest.mark.xdist_group("definitions")

DESCRIBE = """
import json, subprocess, sys, time
from pathlib import Path
import dagster as dg
from dagster_project.definitions import defs
from dagster_project.defs.automation import daily_refresh, raw_documents_changed

loaded = defs()
graph = loaded.resolve_asset_graph()
nodes = [graph.get(key) for key in graph.get_all_asset_keys() if not graph.get(key).is_external]
checks = list(graph.asset_check_keys)
first = raw_documents_changed(dg.build_sensor_context())
Path(sys.argv[1]).write_text(sys.argv[2], encoding="utf-8")
with subprocess.Popen([sys.executable, "-c", sys.argv[3]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as another:
    assert another.stdout.readline() == "held\\n"
    while_busy = raw_documents_changed(dg.build_sensor_context())
    another.stdin.close()
second = raw_documents_changed(dg.build_sensor_context())
again = raw_documents_changed(dg.build_sensor_context(cursor=second.cursor))
an_hour_ago = json.dumps({**json.loads(second.cursor), "at": time.time() - 3600})
later = raw_documents_changed(dg.build_sensor_context(cursor=an_hour_ago))
print("DESCRIBED " + json.dumps({
    "assets": sorted("/".join(node.key.path) for node in nodes),
    "without_description": ["/".join(node.key.path) for node in nodes if not node.description],
    "without_owner": ["/".join(node.key.path) for node in nodes if not node.owners],
    "without_kind": ["/".join(node.key.path) for node in nodes if not node.kinds],
    "upstream_of_publication": sorted("/".join(key.path) for key in graph.get(dg.AssetKey("published_warehouse")).parent_keys),
    "upstream_of_cells": sorted("/".join(key.path) for key in graph.get(dg.AssetKey(["staging", "stg_cells"])).parent_keys),
    "checks": len(checks),
    "not_blocking": [str(key) for key in checks if not graph.get(key).blocking],
    "jobs": [job.name for job in loaded.resolve_all_job_defs() if not job.name.startswith("__")],
    "cron": daily_refresh.cron_schedule,
    "without_change": type(first).__name__,
    "asked_again_at_once": type(again).__name__,
    "asked_again_later": later.run_requests[0].run_key,
    "while_busy": while_busy.skip_message,
    "run_key": second.run_requests[0].run_key,
    "undescribed": [each.name for each in (daily_refresh, raw_documents_changed) if not each.description],
}))
"""

HOLDS_THE_WAREHOUSE = """
import sys
from dagster_project.settings import Settings
from dagster_project.storage.writer_lock import writer_lock
with writer_lock(Settings().layout):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def described(published: WarehouseLayout, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The definitions as loaded in a process of their own, beside a warehouse in which raw/ is published."""
    raw = tmp_path_factory.mktemp("definitions") / "raw"
    shutil.copytree(PROJECT_ROOT / "raw", raw)
    result = subprocess.run(
        [sys.executable, "-c", DESCRIBE, raw / "new.txt", disclosure(), HOLDS_THE_WAREHOUSE],
        env={**os.environ, "YUSUAN_WAREHOUSE": str(published.root), "YUSUAN_RAW": str(raw)},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    line = next((line for line in result.stdout.splitlines() if line.startswith("DESCRIBED ")), None)
    assert line is not None, result.stdout + result.stderr
    return dict(json.loads(line.removeprefix("DESCRIBED ")))


def test_the_graph_leads_from_the_raw_documents_to_the_published_file(described: dict[str, Any]) -> None:
    assert {
        "raw_documents",
        "extracted/cells",
        "staging/stg_cells",
        "marts/fct_income",
        "audit/cells",
        "published_warehouse",
    } <= set(described["assets"])
    assert described["upstream_of_cells"] == ["extracted/cells"]
    assert {"marts/dim_unit", "audit/findings", "zh/zh_income"} <= set(described["upstream_of_publication"])
    assert not any(key.startswith(("staging/", "intermediate/", "seeds/")) for key in described["upstream_of_publication"])


def test_every_asset_has_a_description_an_owner_and_a_kind(described: dict[str, Any]) -> None:
    assert described["without_description"] == []
    assert described["without_owner"] == []
    assert described["without_kind"] == []


def test_every_check_keeps_the_publication_back(described: dict[str, Any]) -> None:
    assert described["checks"] > 0
    assert described["not_blocking"] == []


def test_there_is_a_refresh_job_every_day_and_at_every_change_and_a_job_that_fetches(described: dict[str, Any]) -> None:
    assert described["jobs"] == ["refresh", "retrieval"]
    assert described["cron"] == "0 6 * * *"
    assert described["undescribed"] == []
    assert described["without_change"] == "SkipReason"
    assert described["run_key"].endswith("-1")


def test_a_busy_warehouse_uses_up_no_run_key_of_the_sensor(described: dict[str, Any]) -> None:
    assert "a refresh is writing into the warehouse" in described["while_busy"]
    assert described["run_key"].endswith("-1"), "the state was to be asked for the first time once the other had ended"


def test_a_state_that_is_still_unpublished_is_asked_for_again_later_by_another_run_key(described: dict[str, Any]) -> None:
    assert described["asked_again_at_once"] == "SkipReason"
    assert described["asked_again_later"] == described["run_key"].removesuffix("-1") + "-2"
