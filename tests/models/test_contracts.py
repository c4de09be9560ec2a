"""That each model gives the columns and types that its contract promises: a build does not ask, and would cast in silence."""

from pathlib import Path
from typing import Any

import pytest

from dagster_project.storage.layout import WarehouseLayout


@pytest.mark.parametrize("schema", ["marts", "audit"])
def test_every_model_gives_the_columns_and_types_of_its_contract(published: WarehouseLayout, built: Any, schema: str) -> None:
    # A model whose table's name is taken elsewhere has the schema before it.
    given = {
        path.stem.removeprefix(f"{schema}_"): _columns_of(built, path.read_text("utf-8")) for path in _statements(published, schema)
    }
    promised = {table: _columns_of(built, f"from candidate.{schema}.{table}") for table in _tables(built, schema)}

    assert promised
    assert given == promised


def test_a_column_of_another_type_is_seen(built: Any) -> None:
    wide = _columns_of(built, "select * replace (amount_yuan::decimal(38, 6) as amount_yuan) from candidate.marts.fct_income")

    assert wide != _columns_of(built, "from candidate.marts.fct_income")


def _statements(layout: WarehouseLayout, schema: str) -> list[Path]:
    return list(layout.dbt_target.glob(f"dbt_models-*/compiled/*/models/{schema}/*.sql"))


def _tables(connection: Any, schema: str) -> list[str]:
    named = "select distinct table_name from duckdb_columns() where database_name = 'candidate' and schema_name = ?"
    return [name for (name,) in connection.execute(named, [schema]).fetchall()]


def _columns_of(connection: Any, statements: str) -> dict[str, str]:
    return {column[0]: column[1] for column in connection.execute(f"describe ({statements})").fetchall()}
