"""Where runs of the command line are recorded: in the Dagster instance of the warehouse, which `make dev` shows.

A record is never worth a refresh: where the instance cannot be opened, the run is kept in memory alone.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dagster as dg
from dagster._core.instance.ref import InstanceRef
from sqlalchemy import Engine, event

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

log = logging.getLogger(__name__)

_STARTED_BY = {"yusuan/started_by": "command line"}
# By the second Dagster's pages know that the run is one of this project's job.
RUN_TAGS = {**_STARTED_BY, ".dagster/repository": "__repository__@dagster_project.definitions"}
# The output of steps stays where the command puts it: on the terminal and in the log.
_OVERRIDES = {
    "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"},
}
_UNFINISHED = [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


@event.listens_for(Engine, "connect")
def _write_without_waiting(connection: Any, _: Any) -> None:
    """Lets the system write SQLite's files when it will: a run has more than a thousand events, each a commit."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")


@contextmanager
def recording_instance(layout: WarehouseLayout) -> Iterator[dg.DagsterInstance]:
    """The instance to run the job in. To be called by whoever holds the warehouse."""
    with _open(layout) as instance:
        yield instance


def _open(layout: WarehouseLayout) -> dg.DagsterInstance:
    try:
        layout.dagster_home.mkdir(parents=True, exist_ok=True)
        reference = InstanceRef.from_dir(str(layout.dagster_home), config_dir=str(PROJECT_ROOT), overrides=_OVERRIDES)
        instance = dg.DagsterInstance.from_ref(reference)
        _end_killed_runs(instance)
    except Exception:  # whatever is wrong with Dagster's files: they are not worth a refresh
        log.exception("the run is not recorded: Dagster's files under %s cannot be used", layout.dagster_home)
        return dg.DagsterInstance.ephemeral()
    return instance


def _end_killed_runs(instance: dg.DagsterInstance) -> None:
    """Runs of the command line that never ended were killed: the warehouse is held by this process now."""
    for run in instance.get_runs(filters=dg.RunsFilter(tags=_STARTED_BY, statuses=_UNFINISHED)):
        instance.report_run_failed(run, "The process of this run was killed.")
