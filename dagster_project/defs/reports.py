"""The pages for people, written after the publication: what is published stays so if they cannot be."""

import dagster as dg

from dagster_project.defs.documents import OWNERS
from dagster_project.defs.publication import published_warehouse
from dagster_project.defs.resources import Warehouse
from dagster_project.outcome import PUBLISHED, load_outcome, outcome_of_this_run, save_outcome
from dagster_project.progress import progress
from dagster_project.storage.layout import WarehouseLayout


@dg.asset(deps=[published_warehouse], group_name="publication", owners=OWNERS, kinds={"html"})
def findings_report(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """The findings as pages (核对结果): one a unit and year, and an index, under `reports/findings/`."""
    from dagster_project.reports.writing import not_written, write_reports

    layout = warehouse.settings.layout
    try:
        with progress.stage("reports"):
            written = write_reports(layout, warehouse.settings.raw_folder, progress.step)
    except Exception as error:  # whatever it is: the file is published, and is right without its pages
        context.log.exception("the pages of the findings could not be written")
        _tell(layout, message=not_written(error))
        return dg.MaterializeResult(metadata={"pages": 0, "error": str(error)})
    _tell(layout, findings_report=str(written.index))
    return dg.MaterializeResult(
        metadata={"index": str(written.index), "pages": written.n_pages, "pages_removed": written.n_removed}
    )


def _tell(layout: WarehouseLayout, message: str | None = None, findings_report: str | None = None) -> None:
    """Adds to the outcome of the run that published."""
    outcome = outcome_of_this_run() or load_outcome(layout)
    if outcome is None or outcome.result != PUBLISHED:
        return
    outcome.add_message(message)
    outcome.findings_report = findings_report or outcome.findings_report
    save_outcome(layout, outcome)
