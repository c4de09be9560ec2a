"""The dbt project, with its manifest made anew when a model, a macro or a seed changed."""

import importlib
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from dagster_dbt import DbtCliResource, DbtProject

from dagster_project.settings import Settings
from dagster_project.storage.files import replace_text, sha256_of, tree_fingerprint
from dagster_project.storage.layout import DBT_PROJECT, SEEDS


class DbtProgram(DbtCliResource):
    """dbt as a program of its own.

    Dagster's resource also loads dbt into this process, to ask the database for row counts and
    columns, which nobody here does; that costs five seconds of every run.
    """

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return None


def _prepared_project() -> DbtProject:
    settings = Settings()
    settings.export()
    target = settings.layout.dbt_target
    target.mkdir(parents=True, exist_ok=True)
    project = DbtProject(project_dir=DBT_PROJECT, target_path=target, profiles_dir=DBT_PROJECT)
    parsed = target / "parsed.sha256"
    if not parsed.exists() or parsed.read_bytes() != _parsed_from(project).encode():
        with ThreadPoolExecutor(max_workers=1) as pool:
            parsing = pool.submit(_parse, project)
            # dbt parses in a process of its own: the time is used for the slowest import, needed soon.
            importlib.import_module("expectations")
            parsing.result()
        replace_text(parsed, _parsed_from(project))
    return project


def _parsed_from(project: DbtProject) -> str:
    """The hash of what dbt parses, and that of the manifest that it made, which may have been damaged since."""
    manifest = sha256_of(project.manifest_path) if project.manifest_path.exists() else ""
    return f"{tree_fingerprint([DBT_PROJECT, SEEDS], ('.sql', '.yml', '.csv'))} {manifest}"


def dbt_program(project: DbtProject) -> DbtProgram:
    """dbt as it is run for a project: the one installed beside this interpreter, whatever PATH says."""
    return DbtProgram(
        project_dir=str(project.project_dir),
        profiles_dir=str(project.project_dir),
        dbt_executable=str(Path(sys.executable).parent / "yusuan-dbt"),
    )


def _parse(project: DbtProject) -> None:
    dbt_program(project).cli(["parse", "--quiet"], target_path=project.project_dir / project.target_path).wait()


dbt_project = _prepared_project()
