"""The documents as received: which there are, and which are new, changed or gone."""

import dagster as dg

from dagster_project.defs.owners import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.defs.retrieval import retrieved_documents
from dagster_project.progress import progress
from dagster_project.storage.inventory import load_inventory, look, save_inventory


@dg.asset(
    deps=[retrieved_documents],
    group_name="documents",
    owners=OWNERS,
    kinds={"file"},
    # A look may fail while a network folder is away for a moment.
    retry_policy=dg.RetryPolicy(max_retries=2, delay=2),
)
def raw_documents(warehouse: Warehouse) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """The inventory of the raw folder (原始文件清单): every file with its content hash."""
    settings = warehouse.settings
    with progress.stage("documents"):
        inventory = look(settings.raw_folder, load_inventory(settings.layout.inventory), progress.step)
        save_inventory(settings.layout.inventory, inventory)
    present = [version for version in inventory if version.is_present]
    changes = {
        change: sum(v.change == change for v in inventory) for change in ("new", "changed", "unchanged", "removed", "unreadable")
    }
    return dg.MaterializeResult(metadata={"files": len(present), **changes})
