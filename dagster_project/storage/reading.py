"""How a published file is opened by whoever only reads it."""

from pathlib import Path
from typing import Any

# With these a statement can reach the published file and nothing else.
_CLOSED: dict[str, str | int | float | list[str]] = {
    "enable_external_access": False,
    # Else DuckDB makes an exception for the folder that it would swap to.
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    # Else a name that is no table may be one of this program's variables.
    "python_enable_replacements": False,
    "lock_configuration": True,
}


class UnreadableDatabase(Exception):
    """The file is no database, or is damaged."""


def open_read_only(database: Path, memory_limit: str | None = None, spill: Path | None = None) -> Any:
    """A connection that can read the file and nothing else: no other file, no extension, no setting changed.

    `memory_limit` is what DuckDB may use, such as 2GB; by itself it takes most of the machine's memory. `spill` is a
    folder for what does not fit into it, which statements can reach then: not for statements that a user writes.

    Raises `UnreadableDatabase`.
    """
    import duckdb

    config = _CLOSED | ({"memory_limit": memory_limit} if memory_limit else {}) | ({"temp_directory": str(spill)} if spill else {})
    try:
        return duckdb.connect(str(database), read_only=True, config=config)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableDatabase(f"{database} cannot be opened ({reason})") from error
