"""How DuckDB goes about the models: no outer join has it compare every row of a table with every row of another."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout

# Joins by what is no equality: of a list of words, of kinds of documents or of terms of rules, each of which is short.
SHORT = ("concat(word, '%')", "concat(form, '%')", "document_kinds IS NULL", "key_by != 'fund_source'")


@pytest.fixture(scope="module")
def layers(published: WarehouseLayout) -> Iterator[duckdb.DuckDBPyConnection]:
    """What the models were built into, with what they read and call."""
    with duckdb.connect(str(published.build / "layers.duckdb"), read_only=True) as connection:
        connection.execute(f"attach '{published.published}' as candidate (read_only)")
        # The views name what is published as readers do.
        connection.execute("use candidate")
        connection.execute(f"set file_search_path = '{published.extracted}'")
        connection.create_function("name_similarity", lambda _one, _other: 0.0, ["varchar", "varchar"], "double")
        yield connection


def conditions_of_loops(plan: dict[str, Any]) -> Iterator[str]:
    """The conditions of the joins of a plan that compare all rows with all."""
    if plan["name"] == "BLOCKWISE_NL_JOIN":
        yield str(plan["extra_info"])
    for part in plan["children"]:
        yield from conditions_of_loops(part)


def loops_of(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    plans = json.loads(connection.execute(f"explain (format json) {sql}").fetchall()[0][1])
    return [condition for plan in plans for condition in conditions_of_loops(plan)]


def test_a_condition_beside_the_keys_of_an_outer_join_is_seen(layers: duckdb.DuckDBPyConnection) -> None:
    """As a part of a key, the same is no such loop."""
    join = "from layers.intermediate.int_cells as c left join layers.intermediate.int_figures as f on"
    assert loops_of(layers, f"{join} c.cell_id = f.cell_id and c.row_role = 'leaf'") != []
    assert loops_of(layers, f"{join} case when c.row_role = 'leaf' then c.cell_id end = f.cell_id") == []


def test_no_model_compares_all_rows_of_a_table_with_all_of_another(
    published: WarehouseLayout, layers: duckdb.DuckDBPyConnection
) -> None:
    compiled = sorted(published.build.glob("dbt/*/compiled/yusuan/models/**/*.sql"))
    assert len(compiled) > 100
    found = {path.stem: loops_of(layers, path.read_text(encoding="utf-8")) for path in compiled}
    assert {
        (name, condition)
        for name, conditions in found.items()
        for condition in conditions
        if not any(word in condition for word in SHORT)
    } == set()
