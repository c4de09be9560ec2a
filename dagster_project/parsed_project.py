"""What dbt parsed of its project, kept in a folder for every run that finds the project as it was."""

import os
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from dagster_project.storage.files import replace_text, sha256_of, tree_fingerprint
from dagster_project.storage.layout import DBT_PROJECT, SEEDS

MANIFEST = "manifest.json"
PARSED = "partial_parse.msgpack"
PARSED_BESIDE_PROJECT = DBT_PROJECT / "target" / "parsed"
# Beside what dbt parsed: what it was parsed from, and the hashes of what was made of it.
_PARSED_FROM = "parsed_from.txt"


def is_parsed(folder: Path) -> bool:
    """Whether a folder holds what dbt makes of the present project, undamaged."""
    try:
        return (folder / _PARSED_FROM).read_text(encoding="utf-8") == _parsed_from(folder)
    except (OSError, ValueError):
        return False


def parse_into(folder: Path, parse: Callable[[Path], None]) -> None:
    """Has dbt parse into a folder of its own, and puts what it made into `folder`; others may do the same meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as made_in:
        parse(Path(made_in))
        (folder / _PARSED_FROM).unlink(missing_ok=True)
        for name in (MANIFEST, PARSED):
            os.replace(Path(made_in) / name, folder / name)
    replace_text(folder / _PARSED_FROM, _parsed_from(folder))


def lend(folder: Path, target: Path) -> None:
    """Puts what dbt parsed where dbt works: it begins with what it finds there, and looks itself whether that is of today."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / PARSED, target / PARSED)


def _parsed_from(folder: Path) -> str:
    """What dbt parses, by whom, and what it made of it, as hashes and versions."""
    read = tree_fingerprint([DBT_PROJECT / "models", DBT_PROJECT / "macros", SEEDS], (".sql", ".yml", ".csv"))
    configured = [sha256_of(DBT_PROJECT / name) for name in ("dbt_project.yml", "profiles.yml")]
    versions = [f"{name} {version(name)}" for name in ("dbt-core", "dbt-duckdb", "dagster-dbt")]
    made = [f"{name} {sha256_of(folder / name)}" for name in (MANIFEST, PARSED)]
    return "\n".join([read, *configured, *versions, *made])
