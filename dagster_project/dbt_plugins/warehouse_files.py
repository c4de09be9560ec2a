"""Where dbt's connection finds the files of a warehouse folder: its layers, the candidate and the extracted records.

dbt parses a project anew where its profile or a variable that the project reads has changed. Here the paths are told to
the connection alone, so that what dbt parsed for one warehouse folder serves every other.
"""

import os
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from dagster_project.settings import Settings
from dagster_project.storage.layers import find_records
from dagster_project.storage.layout import PROJECT_ROOT
from dagster_project.storage.reading import attach

# The program sets both variables; the defaults serve whoever runs dbt by hand.
_BUILD, _EXTRACTED = "YUSUAN_BUILD", "YUSUAN_EXTRACTED"
# The oldest client that is to open the published file, and the smallest block: each column of each table takes one or more.
_CANDIDATE = "storage_version 'v1.2.0', block_size 16384"
# Texts that are longer than this on average are packed by zstd, which clients know from that version on.
_LONG_TEXT = 32


class Plugin(BasePlugin):
    """Opens the files of the warehouse folder that the environment names."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        super().update_connection_config(creds, config)
        creds.path = str(_folder(_BUILD, "build") / "layers.duckdb")

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        # What does not fit spills into `layers.duckdb.tmp`, beside the layers.
        conn.execute(f"set memory_limit = '{Settings().memory}B'")
        conn.execute(f"set zstd_min_string_length = {_LONG_TEXT}")
        attach(conn, "candidate", _folder(_BUILD, "build") / "candidate.duckdb", _CANDIDATE)
        find_records(conn, _folder(_EXTRACTED, "extracted"))


def _folder(variable: str, name: str) -> Path:
    return Path(os.environ.get(variable) or PROJECT_ROOT / "warehouse" / name).absolute()
