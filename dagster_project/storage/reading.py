"""How a published file is opened by whoever only reads it; and two of them together."""

from collections.abc import Mapping
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
}
# No file can be opened any more, and nothing of all this be changed: a log to a file, that the settings above do not refuse
# but let fail, would end the process.
_NO_FILES = "set disabled_filesystems = 'LocalFileSystem'"
_LOCKED = "set lock_configuration = true"


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
        connection = duckdb.connect(str(database), read_only=True, config=config)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableDatabase(f"{database} cannot be opened ({reason})") from error
    if spill is None:
        connection.execute(_NO_FILES)
    connection.execute(_LOCKED)
    return connection


def open_together(files: Mapping[str, Path], memory_limit: str, spill: Path) -> Any:
    """A connection that can read some files, each under a name of its own, and nothing else but the folder `spill`.

    Raises `UnreadableDatabase`.
    """
    import duckdb

    # Closed as soon as the files are attached.
    config = _CLOSED | {"enable_external_access": True, "memory_limit": memory_limit, "temp_directory": str(spill)}
    connection = duckdb.connect(config=config)
    try:
        for name, file in files.items():
            _attach_or_tell(connection, name, file)
        connection.execute("set enable_external_access = false")
        connection.execute(_LOCKED)
    except BaseException:
        connection.close()
        raise
    return connection


def attach(connection: Any, name: str, file: Path, how: str = "type duckdb, read_only") -> None:
    """Makes a database file known to a connection under a name, with options of DuckDB's; nothing where the name is taken.

    The path is no parameter of the statement, since DuckDB takes those from 2.0 on only. Raises `duckdb.Error`.
    """
    literal = str(file.resolve()).replace("'", "''")
    connection.execute(f"attach if not exists '{literal}' as {name} ({how})")


def _attach_or_tell(connection: Any, name: str, file: Path) -> None:
    import duckdb

    try:
        attach(connection, name, file)
    except (duckdb.Error, UnicodeEncodeError) as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableDatabase(f"{file} cannot be opened ({reason})") from error
