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
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from sqlalchemy import Connection, Engine, create_engine, event

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

log = logging.getLogger(__name__)

_STARTED_BY = {"yusuan/started_by": "command line"}
# By the second Dagster's pages know that the run is one of this project's job.
RUN_TAGS = {**_STARTED_BY, ".dagster/repository": "__repository__@dagster_project.definitions"}
_UNFINISHED = [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]


class EventLog(SqliteEventLogStorage):
    """Dagster's event log in SQLite, whose connections stay open.

    Dagster's own makes an engine and a connection for each event, and a run has hundreds; that takes longer than the
    event.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._engines: dict[str, Engine] = {}
        self._tables: set[str] = set()
        super().__init__(*args, **kwargs)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Any) -> "EventLog":
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if shard not in self._engines:
            # Dagster's own connection makes what the file has to hold.
            with super()._connect(shard):
                pass
            waiting = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
            self._engines[shard] = create_engine(self.conn_string_for_shard(shard), connect_args=waiting)
        with self._db_lock, self._engines[shard].begin() as connection:
            yield connection

    def has_table(self, table_name: str) -> bool:
        # Asked while the lock of `_connect` is held: Dagster's own looks over a connection of its own. A table stays.
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def dispose(self) -> None:
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()


@event.listens_for(Engine, "connect")
def _write_without_waiting(connection: Any, _: Any) -> None:
    """Lets the system write SQLite's files when it will: a run has hundreds of events, each a commit."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")


@contextmanager
def recording_instance(layout: WarehouseLayout) -> Iterator[dg.DagsterInstance]:
    """The instance to run the job in. To be called by whoever holds the warehouse."""
    with _open(layout) as instance:
        yield instance


def _overrides(layout: WarehouseLayout) -> dict[str, Any]:
    """What this instance has otherwise than Dagster's default, each at the place where Dagster's pages look for it."""
    return {
        "event_log_storage": {
            "module": __name__,
            "class": EventLog.__name__,
            "config": {"base_dir": str(layout.dagster_home / "history" / "runs")},
        },
        # The output of steps stays where the command puts it: on the terminal and in the log.
        "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"},
    }


def _open(layout: WarehouseLayout) -> dg.DagsterInstance:
    try:
        layout.dagster_home.mkdir(parents=True, exist_ok=True)
        reference = InstanceRef.from_dir(str(layout.dagster_home), config_dir=str(PROJECT_ROOT), overrides=_overrides(layout))
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
