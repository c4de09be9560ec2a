"""Where dbt's connection finds the files of a warehouse folder: its layers, the candidate and the extracted records.

dbt parses a project anew where its profile or a variable that the project reads has changed. Here the paths are told to
the connection alone, so that what dbt parsed for one warehouse folder serves every other.
"""

import os
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from dagster_project.storage.layers import find_records
from dagster_project.storage.layout import PROJECT_ROOT

# The program sets both variables; the defaults serve whoever runs dbt by hand.
_BUILD, _EXTRACTED = "YUSUAN_BUILD", "YUSUAN_EXTRACTED"
# The oldest client that is to open the published file.
_STORAGE_VERSION = "v1.2.0"


class Plugin(BasePlugin):
    """Opens the files of the warehouse folder that the environment names."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        super().update_connection_config(creds, config)
        creds.path = str(_folder(_BUILD, "build") / "layers.duckdb")

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        candidate = str(_folder(_BUILD, "build") / "candidate.duckdb").replace("'", "''")
        conn.execute(f"attach if not exists '{candidate}' as candidate (storage_version '{_STORAGE_VERSION}')")
        find_records(conn, _folder(_EXTRACTED, "extracted"))


def _folder(variable: str, name: str) -> Path:
    return Path(os.environ.get(variable) or PROJECT_ROOT / "warehouse" / name).absolute()
