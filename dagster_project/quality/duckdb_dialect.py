"""SQLAlchemy's DuckDB dialect, made fit for Great Expectations.

Great Expectations reads a result after its connection was given back, and DuckDB's result is
gone by then. Here the rows are fetched when the statement has run. It also keeps engines of its
own that nobody can dispose of: here no connection outlives its use, so that the file can be
opened by others, and renamed, when the checks are done.
"""

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.url import URL
from sqlalchemy.pool import NullPool, Pool

SCHEME = "duckdb"


class _BufferedResults(DefaultExecutionContext):
    def post_exec(self) -> None:
        if self.cursor is not None and self.cursor.description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor, initial_buffer=list(self.cursor.fetchall()))


class BufferedDuckDBDialect(Dialect):
    """DuckDB's dialect, whose results outlive their connection."""

    execution_ctx_cls = _BufferedResults  # type: ignore[assignment]
    supports_statement_cache = False

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:  # noqa: ARG003 - the signature is SQLAlchemy's
        return NullPool


def register() -> None:
    """Makes `duckdb:///…` mean this dialect, for the whole process."""
    registry.register(SCHEME, __name__, BufferedDuckDBDialect.__name__)
