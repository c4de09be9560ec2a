"""The warehouse folder as a resource, held by one run at a time; dbt; and how runs are executed."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from pydantic import PrivateAttr

from dagster_project.dbt_resource import dbt_program
from dagster_project.defs.dbt_project import dbt_project
from dagster_project.settings import Settings
from dagster_project.storage.publication import mend
from dagster_project.storage.writer_lock import writer_lock


class Warehouse(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The settings of a run. While a run has it, no other run can write into the warehouse folder.

    A run that finds the folder busy waits, as long as the settings say.

    The lock lasts from the run's first asset to its last: runs are executed in one process, which
    initialises its resources once.
    """

    _settings: Settings = PrivateAttr()

    @property
    def settings(self) -> Settings:
        return self._settings

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Warehouse"]:
        self._settings = Settings()
        layout, wait = self._settings.layout, self._settings.wait
        with writer_lock(layout, wait, lambda: _tell_of_waiting(context, wait)):
            self._settings.export()
            if mended := mend(self._settings.layout):
                dg.get_dagster_logger().warning(mended)
            yield self


def _tell_of_waiting(context: dg.InitResourceContext, wait: float) -> None:
    if context.log:
        context.log.info(f"another refresh is writing into the warehouse: waiting for it to end, {wait:g} seconds at most")


@dg.definitions
def resources() -> dg.Definitions:
    """The resources of all assets."""
    return dg.Definitions(
        resources={"warehouse": Warehouse(), "dbt": dbt_program(dbt_project)},
        executor=dg.in_process_executor,
    )
