"""dbt's models, each an asset: staging, intermediate, and the marts, audit and zh schemas of the candidate."""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg

from dagster_project.candidate.building import CandidateNotBuilt, ModelFailure, build_candidate, refuse_too_little_memory
from dagster_project.candidate.row_counts import row_counts
from dagster_project.dbt_resource import DagsterDbtTranslator, DbtCliEventMessage, DbtCliInvocation, DbtCliResource, dbt_assets
from dagster_project.defs.dbt_project import dbt_project
from dagster_project.defs.owners import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.outcome import FAILED, RunOutcome, describe_documents, now, save_outcome
from dagster_project.planning import present_code, target_sources
from dagster_project.progress import progress
from dagster_project.quality.imports import gate_imported_meanwhile
from dagster_project.settings import Settings
from dagster_project.storage.held_back import HeldBack, save_held_back
from dagster_project.storage.inventory import load_inventory
from dagster_project.storage.layout import WarehouseLayout

PUBLISHED_SCHEMAS = ("marts", "audit", "zh")
# Unit tests are about the models' code, not about the documents: `make test` runs them. Nothing is there before that dbt
# would have to know of.
_BUILD = ("build", "--no-write-json", "--no-populate-cache", "--exclude-resource-type", "unit_test")
_NOT_BUILT = {"error", "fail"}


class _Translator(DagsterDbtTranslator):
    """Keys of two parts, schema and table, as an analyst would write them."""

    def get_asset_spec(self, manifest: Any, unique_id: str, project: Any) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        properties = manifest["nodes"].get(unique_id)
        if properties is None:
            return spec
        schema, alias = properties["schema"], properties["alias"]
        # Dagster's keys are of ASCII: a Chinese view goes by the name of its model.
        table = alias if alias.isascii() else properties["name"]
        return spec.replace_attributes(key=dg.AssetKey([schema, table]), group_name=schema, owners=OWNERS)


@dg.definitions
def held_back() -> dg.Definitions:
    """What the gate writes and the models read: no step of the graph makes it, since the graph has no circles."""
    spec = dg.AssetSpec(
        ["extracted", "held_back"],
        description="A document that the gate holds back, with the reason (暂缓发布的文件).",
        group_name="extraction",
        owners=OWNERS,
        kinds={"parquet"},
    )
    return dg.Definitions(assets=[spec])


@dbt_assets(manifest=dbt_project.manifest_path, project=dbt_project, dagster_dbt_translator=_Translator())
def dbt_models(context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse) -> Iterator[Any]:
    """Builds the candidate file from the extracted records, always from nothing."""
    layout = warehouse.settings.layout
    if context.is_subset:
        yield from _build_selection(context, dbt, layout)
        return
    _clear(layout)
    if warehouse.settings.full:
        save_held_back(layout.held_back, ())
    events: list[Any] = []
    with progress.stage("models", len(context.selected_asset_keys)):
        _build(layout, dbt, events, context)
        counts = row_counts(layout)
    for event in events:
        yield _counted(event, counts)


def build_again(dbt: DbtCliResource, layout: WarehouseLayout, held_back: Iterable[HeldBack]) -> list[dg.AssetMaterialization]:
    """Builds the candidate anew without some more documents, in a step of other assets; gives what was made."""
    _build(layout, dbt, [], None, held_back)
    counts = row_counts(layout)
    return [
        dg.AssetMaterialization([node["schema"], node["alias"]], metadata={"dagster/row_count": counts[relation]})
        for node in _nodes().values()
        if (relation := (node["schema"], node["alias"])) in counts and node["alias"].isascii()
    ]


def _build_selection(context: dg.AssetExecutionContext, dbt: DbtCliResource, layout: WarehouseLayout) -> Iterator[Any]:
    if not layout.candidate.exists():
        raise dg.Failure("the last candidate was published and there is none to build into: run the job `refresh`")
    with progress.stage("models", len(context.selected_asset_keys)):
        yield from dbt.cli(_BUILD, context=context).stream()


def _build(
    layout: WarehouseLayout,
    dbt: DbtCliResource,
    events: list[Any],
    context: dg.AssetExecutionContext | None,
    held_back: Iterable[HeldBack] = (),
) -> None:
    """Builds the candidate; `events` are those of the build that succeeded."""

    def build_models() -> Sequence[ModelFailure]:
        invocation = dbt.cli(_BUILD, context=context, raise_on_error=False, target_path=_target(layout, context))
        with gate_imported_meanwhile():
            events[:], failures = _follow(invocation)
        if error := invocation.get_error():
            refuse_too_little_memory(error, Settings().memory)
            return failures or [ModelFailure("dbt", Path())]
        return []

    try:
        build_candidate(layout, present_code(), build_models, held_back)
    except CandidateNotBuilt as error:
        inventory = load_inventory(layout.inventory)
        outcome = RunOutcome(
            FAILED,
            now(),
            **describe_documents(inventory, layout),
            message=str(error),
            target=target_sources(inventory).key,
            seconds=dict(progress.seconds),
        )
        save_outcome(layout, outcome)
        raise dg.Failure(str(error), allow_retries=False) from error


def _target(layout: WarehouseLayout, context: dg.AssetExecutionContext | None) -> Path | None:
    """Where dbt works: Dagster names a folder for a step's assets."""
    return None if context else layout.dbt_target / "dbt_models-again"


def _follow(invocation: DbtCliInvocation) -> tuple[list[Any], list[ModelFailure]]:
    """Waits until dbt has done; gives Dagster's events where they are wanted, and the models that could not be built."""
    events: list[Any] = []
    failures: list[ModelFailure] = []
    for event in invocation.stream_raw_events():
        if not event.is_result_event:
            continue
        progress.step()
        if event.raw_event["data"]["status"] in _NOT_BUILT:
            failures.append(_failure(invocation, event.raw_event["data"]["node_info"]["unique_id"]))
        if invocation.context:
            events.extend(_dagster_events(invocation, event))
    return events, failures


def _dagster_events(invocation: DbtCliInvocation, event: DbtCliEventMessage) -> Iterator[Any]:
    return event.to_default_asset_events(invocation.manifest, invocation.dagster_dbt_translator, invocation.context)


def _failure(invocation: DbtCliInvocation, unique_id: str) -> ModelFailure:
    model = unique_id.rsplit(".", maxsplit=1)[-1]
    return ModelFailure(model, next((invocation.target_path / "run").rglob(f"{model}.sql"), Path()))


def _counted(event: Any, counts: dict[tuple[str, str], int]) -> Any:
    """An event of dbt with the rows of the table or view that it is about."""
    if not isinstance(event, dg.Output):
        return event
    properties = _nodes()[str(event.metadata["unique_id"].value)]
    n_rows = counts.get((properties["schema"], properties["alias"]))
    return event if n_rows is None else event.with_metadata({**event.metadata, "dagster/row_count": n_rows})


@cache
def _nodes() -> dict[str, Any]:
    return dict(json.loads(dbt_project.manifest_path.read_text(encoding="utf-8"))["nodes"])


def _clear(layout: WarehouseLayout) -> None:
    """Removes dbt's working folders of the run before."""
    for path in layout.dbt_target.glob("dbt_models-*"):
        shutil.rmtree(path, ignore_errors=True)
