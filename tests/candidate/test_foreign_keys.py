"""The foreign keys that the candidate declares."""

from pathlib import Path

import duckdb
import pytest

from dagster_project.candidate.foreign_keys import declare_foreign_keys
from dagster_project.storage.layout import WarehouseLayout

Rows = list[tuple[object, ...]]

# A fact of a project of a unit, whose parent is another unit, with what the dictionary says of them.
CANDIDATE = """
create schema marts; create schema audit;
create table marts.fct_money (project_key varchar, unit_key varchar not null, cell_id varchar, amount_yuan decimal(18, 2));
comment on table marts.fct_money is 'Money, each unit''s.';
comment on column marts.fct_money.amount_yuan is 'Amount; in yuan.';
create table marts.dim_project (project_key varchar primary key, unit_key varchar);
create table marts.dim_unit (unit_key varchar primary key, parent_unit_key varchar);
create table audit.cells (cell_id varchar primary key);
insert into marts.dim_unit values ('child', 'parent'), ('parent', null);
insert into marts.dim_project values ('p', 'child');
insert into marts.fct_money values ('p', 'child', 'c', 3), (null, 'parent', 'c', 1), ('p', 'child', 'c', 2);
create table audit.dictionary as
from (
    values
    ('marts', 'fct_money', false, 1, 'project_key', 'marts', 'dim_project', 'project_key'),
    ('marts', 'fct_money', false, 2, 'unit_key', 'marts', 'dim_unit', 'unit_key'),
    ('marts', 'fct_money', false, 3, 'cell_id', 'audit', 'cells', 'cell_id'),
    ('marts', 'fct_money', false, 4, 'amount_yuan', null, null, null),
    ('marts', 'dim_project', false, 1, 'project_key', null, null, null),
    ('marts', 'dim_project', false, 2, 'unit_key', 'marts', 'dim_unit', 'unit_key'),
    ('marts', 'dim_unit', false, 2, 'parent_unit_key', 'marts', 'dim_unit', 'unit_key')
) as described (
    schema_name, table_name, is_view, column_no, column_name, references_schema, references_table, references_column
);
"""


@pytest.fixture
def layout(tmp_path: Path) -> WarehouseLayout:
    layout = WarehouseLayout(tmp_path)
    layout.build.mkdir()
    run(layout, CANDIDATE)
    return layout


def run(layout: WarehouseLayout, statement: str) -> Rows:
    with duckdb.connect(str(layout.candidate)) as connection:
        return connection.execute(statement).fetchall()


def declared(layout: WarehouseLayout) -> Rows:
    return run(
        layout,
        "select table_name, constraint_column_names[1], referenced_table, referenced_column_names[1] from duckdb_constraints() "
        "where constraint_type = 'FOREIGN KEY' order by all",
    )


def test_what_points_to_the_key_of_another_table_of_the_marts_is_declared(layout: WarehouseLayout) -> None:
    declare_foreign_keys(layout)
    assert declared(layout) == [
        ("dim_project", "unit_key", "dim_unit", "unit_key"),
        ("fct_money", "project_key", "dim_project", "project_key"),
        ("fct_money", "unit_key", "dim_unit", "unit_key"),
    ]
    with pytest.raises(duckdb.ConstraintException, match="foreign key"):
        run(layout, "insert into marts.fct_money values ('p', 'unknown', 'c', 1)")


def test_rows_their_order_constraints_and_comments_stay(layout: WarehouseLayout) -> None:
    facts, comments = (
        "from marts.fct_money",
        "select column_name, is_nullable, comment from duckdb_columns() where table_name = 'fct_money'",
    )
    before = run(layout, facts), run(layout, comments)
    declare_foreign_keys(layout)
    assert (run(layout, facts), run(layout, comments)) == before
    assert run(layout, "select comment from duckdb_tables() where table_name = 'fct_money'") == [("Money, each unit's.",)]


def test_where_a_row_breaks_a_key_none_is_declared_and_every_row_stays(layout: WarehouseLayout) -> None:
    run(layout, "insert into marts.fct_money values ('unknown', 'child', 'c', 4)")
    declare_foreign_keys(layout)
    assert declared(layout) == []
    assert run(layout, "select amount_yuan from marts.fct_money") == [(3,), (1,), (2,), (4,)]
    assert run(layout, "select count(*) from duckdb_constraints() where constraint_type = 'PRIMARY KEY'") == [(3,)]
