"""The dbt project, parsed anew when a model, a macro or a seed changed.

What dbt parsed is kept beside the project, where every warehouse folder finds it.
"""

import importlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dagster_project.dbt_resource import DbtProject, dbt_program
from dagster_project.parsed_project import PARSED_BESIDE_PROJECT, is_parsed, lend, parse_into
from dagster_project.settings import Settings
from dagster_project.storage.layout import DBT_PROJECT


def _prepared_project() -> DbtProject:
    settings = Settings()
    settings.export()
    target = settings.layout.dbt_target
    folder = _parsed_folder(target)
    lend(folder, target)
    return _project(folder)


def _project(target: Path) -> DbtProject:
    return DbtProject(project_dir=DBT_PROJECT, target_path=target, profiles_dir=DBT_PROJECT)


def _parsed_folder(target: Path) -> Path:
    """The folder with what dbt parsed: beside the project; where nothing can be written there, in the warehouse folder."""
    within = target / "parsed"
    parsed = next(filter(is_parsed, (PARSED_BESIDE_PROJECT, within)), None)
    if parsed:
        return parsed
    folder = PARSED_BESIDE_PROJECT if os.access(DBT_PROJECT, os.W_OK) else within
    with ThreadPoolExecutor(max_workers=1) as pool:
        parsing = pool.submit(parse_into, folder, _parse)
        # dbt parses in a process of its own: the time is used for the slowest import, needed soon.
        importlib.import_module("dagster_project.quality.validation")
        parsing.result()
    return folder


def _parse(target: Path) -> None:
    dbt_program(_project(target)).cli(["parse", "--quiet"], target_path=target).wait()


dbt_project = _prepared_project()
