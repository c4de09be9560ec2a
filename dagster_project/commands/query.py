"""`yusuan query`: one statement on the published file, which can do nothing but read it, within limits."""

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster_project.commands.display import Shown, err, show_pairs, show_some_rows
from dagster_project.commands.examples import FOLDER, example_names, examples, read_example
from dagster_project.commands.status import nothing_published
from dagster_project.settings import Settings, readable_size
from dagster_project.storage.reading import open_read_only

_READING = {"SELECT", "EXPLAIN"}


class _Refused(Exception):
    """What is asked is not run: why, and the exit status."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


def run_query(settings: Settings, sql: str, shown: Shown) -> int:
    """Runs one statement on the published file and shows its rows, as many as are allowed; returns the exit status.

    It is 1 where the statement failed, and where there are more rows than a query may give.
    """
    import duckdb

    if not settings.layout.published.exists():
        return nothing_published(settings.layout)
    try:
        with open_read_only(settings.layout.published, f"{settings.query_memory}B") as connection:
            columns, rows = _answer(connection, sql, settings)
    except _Refused as refused:
        err.print(str(refused))
        return refused.status
    except (duckdb.Error, MemoryError) as error:
        err.print(_problem(error, settings))
        return 1
    allowed, is_cut = rows[: settings.query_rows], len(rows) > settings.query_rows
    n_shown = show_some_rows(columns, allowed, shown)
    if n_shown < len(allowed):
        of = f"more than {len(allowed):,}" if is_cut else f"{len(allowed):,}"
        err.print(f"{n_shown:,} of {of} rows are shown: --rows 0 shows all, --format csv writes all.")
    if is_cut:
        err.print(f"There are more rows than these {settings.query_rows:,}: YUSUAN_QUERY_ROWS allows more.")
    return 1 if is_cut else 0


def run_example(settings: Settings, name: str, shown: Shown) -> int:
    """Runs a documented question, which is printed beside its answer; returns the exit status, 2 where there is none so named."""
    if name not in example_names():
        err.print(f"No documented question is named {name!r}: `yusuan query --example` lists them.")
        return 2
    path = FOLDER / f"{name}.sql"
    example = read_example(path)
    err.print(f"{example.english} {example.chinese}\n{_shown_path(path)}")
    return run_query(settings, example.sql, shown)


def list_examples() -> int:
    """Lists the documented questions, each in both languages; returns the exit status."""
    show_pairs([(example.name, f"{example.english}\n{example.chinese}") for example in examples()])
    err.print("`yusuan query --example NAME` runs one.")
    return 0


def _shown_path(path: Path) -> str:
    """A path as short as it can be typed here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _answer(connection: Any, sql: str, settings: Settings) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of a statement, one row more than is allowed where there are more."""
    *types_of_a_pivot, statement = _one_statement(connection.extract_statements(sql))
    if not _only_reads(statement):
        raise _Refused("A query only reads: SELECT, FROM, WITH, VALUES, DESCRIBE, SUMMARIZE, SHOW, PIVOT or EXPLAIN.", 1)
    with _at_most(settings.query_memory), _interrupted_after(settings.query_seconds, connection):
        for made in types_of_a_pivot:
            connection.execute(made)
        cursor = connection.execute(statement)
        return [column[0] for column in cursor.description or []], cursor.fetchmany(settings.query_rows + 1)


def _one_statement(statements: list[Any]) -> list[Any]:
    """The statements that DuckDB makes of one: of a PIVOT those that create its types, which have no text, and itself."""
    n_made = sum(statement.type.name == "CREATE" and not statement.query for statement in statements[:-1])
    n_written = len(statements) - n_made
    if n_written != 1:
        raise _Refused(f"One statement at a time: this holds {n_written}.", 2)
    return statements


def _only_reads(statement: Any) -> bool:
    try:
        return statement.type.name in _READING
    except ValueError:  # a kind of statement that DuckDB's own module has no name for
        return False


def _problem(error: Exception, settings: Settings) -> str:
    import duckdb

    if isinstance(error, duckdb.InterruptException):
        return f"The statement was stopped after {settings.query_seconds:g} seconds: YUSUAN_QUERY_SECONDS allows more."
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        allowed = readable_size(settings.query_memory)
        return f"The statement needs more memory than {allowed}: YUSUAN_QUERY_MEMORY allows more."
    return str(error)


@contextmanager
def _interrupted_after(seconds: float, connection: Any) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _at_most(memory: int) -> Iterator[None]:
    """Lets the process take up to twice so much memory more: what DuckDB may use, and rows, which are not in its count."""
    in_use = _memory_in_use()
    if in_use is None:
        yield
        return
    limit, hard_limit = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_lower(in_use + 2 * memory, hard_limit), hard_limit))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard_limit))


def _lower(limit: int, hard_limit: int) -> int:
    return limit if hard_limit == resource.RLIM_INFINITY else min(limit, hard_limit)


def _memory_in_use() -> int | None:
    """What the limit counts, in bytes; None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()
