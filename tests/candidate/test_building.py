"""Why the models cannot be built, as it is said to the operator."""

import duckdb
import pytest

from dagster_project.candidate.building import CandidateNotBuilt, refuse_too_little_memory


@pytest.fixture
def out_of_memory() -> duckdb.Error:
    """What DuckDB says where the memory does not suffice."""
    with duckdb.connect(config={"memory_limit": "2MB", "temp_directory": ""}) as connection, pytest.raises(duckdb.Error) as raised:
        connection.execute("create table numbers as select range as n, n::varchar as t from range(10_000_000)")
    return raised.value


def test_too_little_memory_is_said_as_such_with_what_to_do(out_of_memory: duckdb.Error) -> None:
    with pytest.raises(CandidateNotBuilt, match=r"with 4,000 MB of memory: set YUSUAN_MEMORY to more"):
        refuse_too_little_memory(out_of_memory, 4_000_000_000)


def test_another_failure_is_not_told_as_a_lack_of_memory() -> None:
    refuse_too_little_memory(duckdb.ConversionException("Conversion Error: Out of Range"), 4_000_000_000)
