"""The published file: the candidate, once it passed the gate."""

import datetime
from pathlib import Path

import dagster as dg

from dagster_project.defs.owners import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.defs.warehouse import PUBLISHED_SCHEMAS, dbt_models
from dagster_project.outcome import PUBLISHED, RunOutcome, describe_documents, measure, now, save_outcome
from dagster_project.planning import target_sources
from dagster_project.progress import progress
from dagster_project.reports.folder import gate_page
from dagster_project.storage.files import sha256_of
from dagster_project.storage.inventory import FileVersion, load_inventory
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import publish
from dagster_project.storage.state import PublishedState, save_state

# Budgets are disclosed in spring and final accounts in autumn: without a publication for longer, something is wrong.
_FRESH = dg.FreshnessPolicy.time_window(fail_window=datetime.timedelta(days=400), warn_window=datetime.timedelta(days=220))


@dg.asset(
    freshness_policy=_FRESH,
    deps=[key for key in dbt_models.keys if key.path[0] in PUBLISHED_SCHEMAS],
    group_name="publication",
    owners=OWNERS,
    kinds={"duckdb"},
    # A rename may meet a full disk or a folder that is away; the candidate stays where it is.
    retry_policy=dg.RetryPolicy(max_retries=2, delay=2),
)
def published_warehouse(warehouse: Warehouse) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """`budget.duckdb` (发布的数据仓库): the candidate takes its place whole; the former files are kept."""
    layout = warehouse.settings.layout
    inventory = load_inventory(layout.inventory)
    with progress.stage("publication"):
        figures = measure(layout.candidate)
        kept = publish(layout, datetime.datetime.now(datetime.UTC))
        problem = _note_state(layout, kept, inventory)
    outcome = RunOutcome(
        PUBLISHED,
        now(),
        **describe_documents(inventory, layout),
        target=target_sources(inventory).key,
        published_file=str(layout.published),
        gate_report=str(gate_page(layout)),
        seconds=dict(progress.seconds),
        **figures,
    )
    outcome.add_message(problem)
    save_outcome(layout, outcome)
    return dg.MaterializeResult(
        metadata={"file": str(layout.published), "kept_as": kept.name, "figures": outcome.figures_loaded or 0}
    )


def _note_state(layout: WarehouseLayout, kept: Path, inventory: list[FileVersion]) -> str | None:
    """Notes what was published; says why where that cannot be done, since what is published stays published."""
    try:
        save_state(layout.state, PublishedState(target_sources(inventory), sha256_of(kept)))
    except OSError as error:
        return f"{layout.state.name} could not be written ({error.strerror or error}): the next refresh publishes anew"
    return None
