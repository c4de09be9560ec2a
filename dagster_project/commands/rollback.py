"""`yusuan rollback`: the file published before becomes the published file again."""

from dataclasses import replace

from dagster_project.commands.display import err, out
from dagster_project.settings import Settings
from dagster_project.storage.files import sha256_of
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import NothingToRollBackTo, NotWhole, mend, publication_time, roll_back
from dagster_project.storage.state import load_state, save_state
from dagster_project.storage.writer_lock import WarehouseBusy, writer_lock


def run_rollback(settings: Settings) -> int:
    """Goes back to the file published before the present one; returns the exit status."""
    layout = settings.layout
    try:
        with writer_lock(layout):
            # The step back is from what was published, also where that is damaged now.
            mend(layout)
            kept = roll_back(layout)
            problems = [_note_state(layout), _write_reports(settings)]
    except (NothingToRollBackTo, NotWhole, WarehouseBusy) as error:
        err.print(f"{error}.")
        return 1
    out.print(f"{layout.published} is again the file published at {publication_time(kept).isoformat(timespec='seconds')}.")
    for problem in filter(None, problems):
        err.print(f"{problem}.")
    out.print("A refresh with nothing new leaves it so; `yusuan refresh --full` publishes anew.")
    return 0


def _note_state(layout: WarehouseLayout) -> str:
    """Notes which file is published now, so that a refresh with nothing new leaves it so; what is wrong where it cannot."""
    state = load_state(layout.state)
    try:
        if state is not None:
            save_state(layout.state, replace(state, sha256=sha256_of(layout.published)))
    except OSError as error:
        return f"{layout.state.name} could not be written ({error.strerror or error}): the next refresh will publish anew"
    return ""


def _write_reports(settings: Settings) -> str:
    """Makes the pages of the findings tell of the file that is published now; what is wrong where they cannot be written."""
    from dagster_project.reports.writing import not_written, write_reports

    try:
        write_reports(settings.layout, settings.raw_folder, lambda: None)
    except Exception as error:  # the rollback stands without its pages
        return not_written(error)
    return ""
