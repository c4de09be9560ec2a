"""dbt as Dagster runs it: a program of its own, of which Dagster's process loads nothing."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.version import Version

__all__ = [
    "DagsterDbtTranslator",
    "DbtCliEventMessage",
    "DbtCliInvocation",
    "DbtCliResource",
    "DbtProject",
    "dbt_assets",
    "dbt_program",
]

# Without this module there is no dbt-core to Dagster.
_DBT_VERSION = "dbt.version"
# What dbt says, it says to Dagster: nobody reads its own log.
_WITHOUT_LOG_FILE = ["--log-level-file=none"]


@contextmanager
def _without_dbt() -> Iterator[None]:
    """Has dagster-dbt take its way for where dbt-core is not installed: it loads what is only of use for dbt in this process."""
    if _DBT_VERSION in sys.modules:
        yield
        return
    sys.modules[_DBT_VERSION] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[_DBT_VERSION]


with _without_dbt():
    from dagster_dbt import DagsterDbtTranslator, DbtCliEventMessage, DbtCliInvocation, DbtCliResource, DbtProject, dbt_assets


class _DbtProgram(DbtCliResource):
    """dbt as a program of its own."""

    @cached_property
    def _cli_version(self) -> Version:
        """Told by what is installed: the program would be started for it."""
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:  # noqa: ARG002 - the signature is Dagster's
        """Dagster would ask the database for row counts and columns, which nobody here does, with all of dbt in this process."""
        return None


def dbt_program(project: DbtProject) -> DbtCliResource:
    """dbt as it is run for a project: the one installed beside this interpreter, whatever PATH says."""
    return _DbtProgram(
        project_dir=str(project.project_dir),
        global_config_flags=_WITHOUT_LOG_FILE,
        profiles_dir=str(project.project_dir),
        dbt_executable=str(Path(sys.executable).parent / "yusuan-dbt"),
    )
