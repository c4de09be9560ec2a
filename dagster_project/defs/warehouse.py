"""dbt's models, each an asset: staging, intermediate, and the marts, audit and zh schemas of the candidate."""

import shutil
from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from dagster_project.defs.dbt_project import dbt_project
from dagster_project.defs.documents import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.progress import progress
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import complete_candidate

PUBLISHED_SCHEMAS = ("marts", "audit", "zh")


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


def _clear(layout: WarehouseLayout) -> None:
    """Removes the scratch files of the run before, and dbt's working folders."""
    for path in layout.build.glob("*.duckdb*"):
        path.unlink()
    for path in layout.dbt_target.glob("dbt_models-*"):
        shutil.rmtree(path, ignore_errors=True)


@dbt_assets(manifest=dbt_project.manifest_path, project=dbt_project, dagster_dbt_translator=_Translator())
def dbt_models(context: dg.AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse) -> Iterator[Any]:
    """Builds the candidate file from the extracted records, always from nothing."""
    layout = warehouse.settings.layout
    if not context.is_subset:
        _clear(layout)
    elif not layout.candidate.exists():
        raise dg.Failure("the last candidate was published and there is none to build into: run the job `refresh`")
    with progress.stage("models", len(context.selected_asset_keys)):
        # Unit tests are about the models' code, not about the documents: `make test` runs them.
        for event in dbt.cli(["build", "--exclude-resource-type", "unit_test"], context=context).stream():
            progress.step()
            yield event
    complete_candidate(layout)
