"""How a published file is opened by whoever only reads it."""

from pathlib import Path
from typing import Any


def open_read_only(database: Path) -> Any:
    """A connection that can read the file and nothing else: no other file, no setting changed."""
    import duckdb

    connection = duckdb.connect(str(database), read_only=True)
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return connection
