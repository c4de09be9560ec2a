"""A published file opened to be read: nothing else can be reached through the connection."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.storage.reading import open_read_only

variable_of_the_program = [1]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "budget.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table units as select 1 as n")
    (tmp_path / "secret.csv").write_text("n\n42\n", encoding="utf-8")
    return path


@pytest.fixture
def connection(database: Path) -> Iterator[Any]:
    with open_read_only(database) as opened:
        yield opened


def test_the_file_itself_can_be_read(connection: Any) -> None:
    assert connection.execute("from units").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "from read_csv('{folder}/secret.csv')",
        "from read_text('{folder}/secret.csv')",
        "from read_blob('/etc/passwd')",
        "from '{folder}/secret.csv'",
        "from glob('{folder}/*')",
        "from sniff_csv('{folder}/secret.csv')",
        "select getenv('HOME')",
        "from variable_of_the_program",
        "insert into units values (2)",
        "create table others (n int)",
        "create secret stolen (type s3)",
        "copy units from '{folder}/secret.csv'",
        "copy units to '{folder}/stolen.csv'",
        "copy units to '{folder}/budget.duckdb.tmp/stolen.csv'",
        "copy units to '{folder}/budget.duckdb.tmp'",
        "explain analyze copy units to '{folder}/stolen.csv'",
        "export database '{folder}/stolen'",
        "import database '{folder}/stolen'",
        "attach '{folder}/other.duckdb'",
        "attach '{folder}/budget.duckdb.tmp/other.duckdb'",
        "attach ':memory:' as other",
        "install httpfs",
        "load httpfs",
        "load '{folder}/secret.csv'",
        "set enable_external_access = true",
        "set temp_directory = '{folder}'",
        "set memory_limit = '1TB'",
        "set lock_configuration = false",
        "reset memory_limit",
        "pragma enable_profiling = 'json'",
        "pragma profile_output = '{folder}/stolen.json'",
        "call enable_logging(storage = 'file', storage_config = {{'path': '{folder}/stolen'}})",
        "set file_search_path = '{folder}'",
    ],
)
def test_nothing_else_can_be_read_or_written_or_set(connection: Any, tmp_path: Path, statement: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path)).fetchall()
    assert sorted(tmp_path.rglob("*")) == before


def test_what_does_not_fit_into_memory_is_written_nowhere(database: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    with open_read_only(database, "50MB") as connection, pytest.raises(duckdb.OutOfMemoryException):
        connection.execute("select n from range(10000000) as numbers (n) order by hash(n)").fetchall()
    assert sorted(tmp_path.rglob("*")) == before


def test_what_does_not_fit_into_memory_is_written_to_the_folder_for_it_and_removed(database: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    with open_read_only(database, "50MB", tmp_path / "scratch") as connection:
        numbers = connection.execute("select n from range(10000000) as numbers (n) order by hash(n)")
        assert numbers.fetchone() is not None
        assert list((tmp_path / "scratch").iterdir()) != []
        numbers.close()
    assert sorted(tmp_path.rglob("*")) == before
