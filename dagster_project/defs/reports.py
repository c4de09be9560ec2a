"""The pages for people, written after the publication: what is published stays so if they cannot be."""

from typing import TYPE_CHECKING

import dagster as dg

from dagster_project.defs.owners import OWNERS
from dagster_project.defs.publication import published_warehouse
from dagster_project.defs.resources import Warehouse
from dagster_project.outcome import PUBLISHED, load_outcome, outcome_of_this_run, save_outcome
from dagster_project.progress import progress
from dagster_project.storage.layout import WarehouseLayout

if TYPE_CHECKING:  # slow to import
    from dagster_project.reports.writing import Written


@dg.asset(deps=[published_warehouse], group_name="publication", owners=OWNERS, kinds={"html"})
def findings_report(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """The pages for people (核对结果与数据浏览), under `reports/`: the findings, the explorer, and the page that leads to both."""
    from dagster_project.reports.writing import not_written, write_reports

    layout = warehouse.settings.layout
    try:
        with progress.stage("reports"):
            written = write_reports(layout, warehouse.settings.raw_folder, progress.step)
    except Exception as error:  # whatever it is: the file is published, and is right without its pages
        context.log.exception("the pages of the findings could not be written")
        _tell(layout, message=not_written(error))
        return dg.MaterializeResult(metadata={"pages": 0, "error": str(error)})
    _tell(layout, written=written)
    return dg.MaterializeResult(
        metadata={
            "start_page": dg.MetadataValue.url(written.start.as_uri()),
            "findings": dg.MetadataValue.url(written.index.as_uri()),
            "pages": written.n_pages,
            "pages_removed": written.n_removed,
        }
    )


def _tell(layout: WarehouseLayout, message: str | None = None, written: "Written | None" = None) -> None:
    """Adds to the outcome of the run that published."""
    outcome = outcome_of_this_run() or load_outcome(layout)
    if outcome is None or outcome.result != PUBLISHED:
        return
    outcome.add_message(message)
    if written is not None:
        outcome.start_page, outcome.findings_report = str(written.start), str(written.index)
    save_outcome(layout, outcome)
