"""SQLAlchemy's DuckDB dialect for a connection that is open already, which Great Expectations reads through.

Who opened the connection closes it, and decides on its transactions: SQLAlchemy would begin and roll
back one for each statement. So Great Expectations sees what the caller sees, keeps no file open, and
can read a result after it gave the connection back.
"""

from typing import Any

from duckdb_sqlalchemy import ConnectionWrapper, Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.pool import StaticPool

URL = "duckdb+open://"


class _LentConnection(ConnectionWrapper):
    """A connection that SQLAlchemy may use, and not close: it does when it throws its engine away, at some time."""

    def close(self) -> None:
        """Nothing: who opened it closes it."""


class OpenConnectionDialect(Dialect):
    """DuckDB's dialect on a connection whose transactions are not its own."""

    driver = "open"
    supports_statement_cache = False

    def do_begin(self, connection: Any) -> None:
        """Nothing: a statement is in the transaction of whoever opened the connection."""

    def do_rollback(self, connection: Any) -> None:
        """Nothing, as there was no beginning."""

    def do_commit(self, connection: Any) -> None:
        """Nothing, as there was no beginning."""


def engine_options(connection: Any) -> dict[str, Any]:
    """What SQLAlchemy's engine for `URL` needs besides it to speak over a connection of DuckDB's, and no other."""
    return {"poolclass": StaticPool, "creator": lambda: _LentConnection(connection)}


registry.register("duckdb.open", __name__, OpenConnectionDialect.__name__)
