"""`yusuan refresh`: the main job, run in this process, with its progress and its summary."""

import contextlib
import traceback
import warnings
from pathlib import Path
from typing import Any

from dagster_project.commands.display import ProgressDisplay, err, out, show_pairs
from dagster_project.garbage import look_seldom
from dagster_project.outcome import (
    FAILED,
    HELD_BACK,
    NOTHING_TO_DO,
    PUBLISHED,
    RESTORED,
    RunOutcome,
    begin_run,
    describe_documents,
    now,
    outcome_of_this_run,
    save_outcome,
)
from dagster_project.planning import make_plan
from dagster_project.progress import progress
from dagster_project.reports.folder import pages_are_current
from dagster_project.settings import Settings
from dagster_project.storage.inventory import RawFolderUnreadable, load_inventory
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import mend
from dagster_project.storage.writer_lock import WarehouseBusy, writer_lock
from dagster_project.visible import visible

_TITLES = {
    PUBLISHED: "Published",
    RESTORED: "Put back: the published file was damaged, and is again what would be published",
    NOTHING_TO_DO: "Nothing to do: what is published is what would be published",
    HELD_BACK: "Held back",
    FAILED: "Failed",
}
_ROWS_SHOWN = 5


def run_refresh(settings: Settings) -> int:
    """Refreshes the warehouse and shows what came of it; returns the exit status: 0, 1 or 3."""
    settings.export()
    try:
        with writer_lock(settings.layout, settings.wait, lambda: _tell_of_waiting(settings)):
            outcome = _refresh(settings)
    except (WarehouseBusy, RawFolderUnreadable) as error:
        err.print(f"{error}.")
        return 1
    _show(outcome, settings)
    return outcome.exit_status


def _tell_of_waiting(settings: Settings) -> None:
    err.print(f"another refresh is writing into {settings.layout.root}: waiting for it to end, {settings.wait:g} seconds at most")


def _refresh(settings: Settings) -> RunOutcome:
    progress.watcher = display = ProgressDisplay(err)
    with display:
        with progress.stage("looking for changes"):
            mended = mend(settings.layout)
            plan = make_plan(settings)
        if not plan.is_up_to_date or settings.full:
            outcome = _run_job(settings)
            outcome.add_message(mended)
            return outcome
    described = describe_documents(plan.inventory, settings.layout, plan.target.code)
    result = RESTORED if mended else NOTHING_TO_DO
    outcome = RunOutcome(result, now(), **described, message=mended or "", published_file=str(settings.layout.published))
    if not pages_are_current(settings.layout):
        _write_pages(settings, outcome)
    return outcome


def _write_pages(settings: Settings, outcome: RunOutcome) -> None:
    """Writes the pages of the published file where they are of another: after a rollback, or a run that broke off."""
    from dagster_project.reports.writing import not_written, write_reports

    try:
        with progress.stage("reports"):
            written = write_reports(settings.layout, settings.raw_folder, progress.step)
        outcome.start_page, outcome.findings_report = str(written.start), str(written.index)
    except Exception as error:  # whatever it is: what is published is right without its pages
        outcome.add_message(not_written(error))
    outcome.seconds = dict(progress.seconds)


def _run_job(settings: Settings) -> RunOutcome:
    """Runs Dagster's job `refresh` in this process; what the libraries print goes to a log file."""
    begin_run()
    look_seldom()
    try:
        result = _execute(settings)
        error = "" if result.success else _step_errors(result)
    except Exception as raised:  # whatever it is, it is told of in one line; the trace is in the log
        cause = _cause(raised)
        error = f"{type(cause).__name__}: {cause}"
    outcome = outcome_of_this_run()
    if outcome is None:
        return _failed_outcome(settings, error or "the run ended without a result")
    if outcome.result == PUBLISHED and error:
        outcome.add_message(f"after the publication the run failed: {error}")
    outcome.seconds = dict(progress.seconds)
    return outcome


def _cause(raised: BaseException) -> BaseException:
    """What an exception was raised for in the end: Dagster raises one of its own for whatever goes wrong in a definition."""
    while raised.__cause__ is not None:
        raised = raised.__cause__
    return raised


def _execute(settings: Settings) -> Any:
    with _log_file(settings).open("w", encoding="utf-8") as log, contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
        try:
            with progress.stage("starting"):
                job = _load_job()
                from dagster_project.run_record import RUN_TAGS, recording_instance
            with recording_instance(settings.layout) as instance:
                return job.execute_in_process(instance=instance, raise_on_error=False, tags=RUN_TAGS)
        except Exception:
            traceback.print_exc(file=log)
            raise


def _load_job() -> Any:
    warnings.simplefilter("ignore")
    from dagster_project.definitions import defs

    return defs().resolve_job_def("refresh")


def _step_errors(result: Any) -> str:
    errors = []
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            while error is not None and error.cause is not None:
                error = error.cause
            errors.append(f"{event.step_key}: {error.message.strip() if error else 'failed'}")
    return "; ".join(errors) or "the run failed"


def _failed_outcome(settings: Settings, message: str) -> RunOutcome:
    described = describe_documents(load_inventory(settings.layout.inventory), settings.layout)
    outcome = RunOutcome(FAILED, now(), **described, message=message, seconds=dict(progress.seconds))
    save_outcome(settings.layout, outcome)
    return outcome


def _log_file(settings: Settings) -> Path:
    settings.layout.reports.mkdir(parents=True, exist_ok=True)
    return settings.layout.reports / "refresh.log"


def _title(outcome: RunOutcome, layout: WarehouseLayout) -> str:
    title = _TITLES[outcome.result]
    if outcome.result in (HELD_BACK, FAILED):
        left = "the published file was left as it was" if layout.published.exists() else "nothing is published"
        return f"{title}: {left}"
    n_held_back = len(outcome.held_back_documents)
    if not n_held_back:
        return title
    return f"{title}; {n_held_back} {'document is' if n_held_back == 1 else 'documents are'} held back"


def _show(outcome: RunOutcome, settings: Settings) -> None:
    pairs = [("Result", _title(outcome, settings.layout))]
    if outcome.message:
        pairs.append(("", outcome.message))
    pairs.append(("Documents", " · ".join(f"{n} {change}" for change, n in outcome.documents.items())))
    if outcome.figures_loaded is not None:
        pairs.append(("Figures loaded", f"{outcome.figures_loaded:,}"))
    if outcome.coverage_pct is not None:
        pairs.append(("Coverage", f"{outcome.coverage_pct:.2f} % of cells and stated figures, {outcome.cells_rejected} rejected"))
    if outcome.verdicts:
        pairs.append(
            ("Verdicts", " · ".join(f"{n} {verdict.replace('_', ' ')}" for verdict, n in sorted(outcome.verdicts.items())))
        )
        findings = " · ".join(f"{outcome.findings.get(severity, 0)} {severity}" for severity in ("error", "warning", "note"))
        pairs.append(("Findings", findings))
    if outcome.published_file:
        pairs.append(("Published file", outcome.published_file))
    if outcome.findings_report:
        pairs.append(("Findings report", outcome.findings_report))
    if outcome.gate_report:
        pairs.append(("Gate report", outcome.gate_report))
    pairs.append(("Seconds", " · ".join(f"{stage} {seconds:.1f}" for stage, seconds in outcome.seconds.items()) or "0"))
    show_pairs(pairs)
    for document in outcome.failed_documents:
        out.print(visible(f"failed: {document['source_file']}: {document['reason']}"))
    for document in outcome.held_back_documents:
        out.print(visible(f"held back: {document['source_file']}: {document['reason']}"))
    _show_gate_failures(outcome)
    if outcome.result in (HELD_BACK, FAILED):
        err.print(f"The whole log is in {_log_file(settings)}; mend the cause and run `yusuan refresh` again.")


def _show_gate_failures(outcome: RunOutcome) -> None:
    for failure in outcome.gate_failures:
        for expectation in failure["failed"]:
            out.print(f"check failed: {failure['suite']}: {expectation['expected']} ({expectation['n_rows']} rows)")
            for row in expectation["rows"][:_ROWS_SHOWN]:
                out.print(visible(f"    {row['in_words']}"))
