"""The published file with the clients of the project's own environment, and with those that `make clients` has set up.

What all are asked is in `probe.py`; that it finds what is wrong is tested with small files in which something is.
"""

import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.clients.environments import ENVIRONMENTS, Environment, answers
from tests.clients.openings import Duckdb
from tests.clients.probe import Answers, probe
from tests.published_figures import Query

# What a client has not by its design: pandas and polars are handed a connection, which is asked.
NOT_OFFERED = {
    "pandas": {"lists", "comments", "keys", "relates"},
    "pandas_sql": {"lists", "comments", "keys", "relates"},
    "polars": {"lists", "comments", "keys", "relates"},
    "ibis": {"comments", "keys", "relates"},
    "harlequin": {"comments", "keys", "relates"},
    # The types of relations with lists.
    "duckdb_engine": {"describes", "keys", "relates"},
    "superset": {"describes", "keys", "relates"},
}
PAGES = [PROJECT_ROOT / "docs" / name for name in ("connect.md", "connect.zh-CN.md")]


def assert_all_is_right(client: str, found: Answers) -> None:
    assert found.errors == []
    assert {question for question, outcome in found.outcomes.items() if outcome.not_offered} == NOT_OFFERED.get(client, set())
    assert all(outcome.of and outcome.right + outcome.not_offered == outcome.of for outcome in found.outcomes.values())


@pytest.mark.parametrize("client", ["duckdb", "sqlalchemy", "pandas"])
def test_a_client_of_the_projects_environment_reads_all_of_the_file(published: WarehouseLayout, client: str) -> None:
    assert_all_is_right(client, answers(Path(sys.executable), client, published.published))


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda environment: environment.name)
def test_a_client_in_its_own_environment_reads_all_of_the_file(published: WarehouseLayout, environment: Environment) -> None:
    if not environment.is_set_up:
        pytest.skip(f"{environment.name} is not set up: make clients does it")
    assert_all_is_right(environment.client, answers(environment.python, environment.client, published.published))


def test_the_pages_show_what_is_tried_and_of_how_many_tables_and_keys(query: Query) -> None:
    (of_all,) = query("select count(distinct (schema_name, table_name)) from audit.dictionary")
    (of_keys,) = query("select count(distinct (schema_name, table_name)) from audit.dictionary where key_role = 'primary'")
    (relating,) = query("select count(distinct table_name) from duckdb_constraints() where constraint_type = 'FOREIGN KEY'")
    for page in PAGES:
        rows = [
            line.strip("| ").split(" | ")
            for line in page.read_text(encoding="utf-8").splitlines()
            if line.endswith((" | Decimal |", " | float |"))
        ]
        shown = {clients: cells for clients, *cells in rows}
        tried = [", ".join(each.requirements).replace("[duckdb]", "").replace("==", " ") for each in ENVIRONMENTS]
        assert [clients for clients in tried if "requirements.lock" not in clients and clients not in shown] == []
        assert len(shown) == len(ENVIRONMENTS)
        figures = {(column, cell) for cells in shown.values() for column, cell in enumerate(cells[:-1]) if cell.isdecimal()}
        of_column = {3: of_keys, 4: relating}
        assert figures == {(column, str(of_column.get(column, of_all)[0])) for column in range(6)}


# That the probe finds what is wrong

# What the published file is, in small: tables and a view with comments, and what they are to be held against.
SMALL = """
create schema marts; create schema zh; create schema audit;
create table marts.dim_unit (unit_key varchar primary key);
insert into marts.dim_unit values ('u');
comment on table marts.dim_unit is 'One row is a unit. 每行为一个单位。';
comment on column marts.dim_unit.unit_key is 'Key of the unit. 单位键。';
create table marts.fct_expenditure (
    fact_key varchar primary key, unit_key varchar references marts.dim_unit (unit_key), amount_yuan decimal(18, 2)
);
insert into marts.fct_expenditure values ('a', 'u', 10000), ('b', 'u', 20000);
comment on column marts.fct_expenditure.unit_key is 'Unit. 单位。';
comment on table marts.fct_expenditure is 'One row is a fact. 每行为一个事实。';
comment on column marts.fct_expenditure.fact_key is 'Key. 键。';
comment on column marts.fct_expenditure.amount_yuan is 'Amount. 金额。';
create view zh.支出 as select amount_yuan as "金额（元）" from marts.fct_expenditure;
comment on view zh.支出 is 'Expenditure. 支出。';
comment on column zh.支出."金额（元）" is 'Amount. 金额。';
create table audit.notes (note varchar);
insert into audit.notes values ('a');
comment on table audit.notes is 'One row is a note. 每行为一条备注。';
comment on column audit.notes.note is 'Note. 备注。';
create table audit.dictionary as
from (
    values
    ('marts', 'dim_unit', false, 'One row is a unit.', '每行为一个单位。', 1, 'unit_key', 'Key of the unit.', '单位键。', 'primary', null),
    ('marts', 'fct_expenditure', false, 'One row is a fact.', '每行为一个事实。', 1, 'fact_key', 'Key.', '键。', 'primary', null),
    ('marts', 'fct_expenditure', false, 'One row is a fact.', '每行为一个事实。', 2, 'unit_key', 'Unit.', '单位。', 'foreign', 'dim_unit'),
    ('marts', 'fct_expenditure', false, 'One row is a fact.', '每行为一个事实。', 3, 'amount_yuan', 'Amount.', '金额。', null, null),
    ('zh', '支出', true, 'Expenditure.', '支出。', 1, '金额（元）', 'Amount.', '金额。', null, null),
    ('audit', 'notes', false, 'One row is a note.', '每行为一条备注。', 1, 'note', 'Note.', '备注。', null, null)
) as described (
    schema_name, table_name, is_view, table_description_en, table_description_zh, column_no, column_name, description_en,
    description_zh, key_role, references_table
);
alter table audit.dictionary add column references_schema varchar;
alter table audit.dictionary add column references_column varchar;
update audit.dictionary set references_schema = 'marts', references_column = 'unit_key' where references_table = 'dim_unit';
"""


class OpenDoors(Duckdb):
    """DuckDB's client as one opens a file without a thought."""

    def __init__(self, file: Path) -> None:
        self.connection = duckdb.connect(str(file))


def asked(file: Path, *statements: str, client: type[Duckdb] = Duckdb) -> Answers:
    """What the probe tells of a small file that some statements have changed."""
    with duckdb.connect(str(file)) as connection:
        for statement in (SMALL, *statements):
            connection.execute(statement)
    opened = client(file)
    try:
        return probe(opened)
    finally:
        opened.connection.close()


def test_a_file_in_which_all_is_right_has_no_error(tmp_path: Path) -> None:
    found = asked(tmp_path / "small.duckdb")
    assert found.errors == []
    assert found.money == "Decimal"
    assert {question: str(outcome) for question, outcome in found.outcomes.items()} == {
        "lists": "4", "describes": "4", "comments": "4", "keys": "2", "relates": "1", "queries": "4",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ("drop table audit.notes", {"lists", "describes", "comments", "queries"}),
        ('comment on column zh.支出."金额（元）" is null', {"comments"}),
        ("comment on table audit.notes is 'One row is another. 每行为另一条。'", {"comments"}),
        ("alter table audit.notes add column written_on date", {"describes", "comments", "queries"}),
        ("create or replace table marts.fct_expenditure as from marts.fct_expenditure", {"comments", "keys", "relates"}),
        ('create or replace view zh.支出 as select error(note) as "金额（元）" from audit.notes', {"comments", "queries"}),
    ],
)
def test_what_is_wrong_in_a_file_is_told(tmp_path: Path, wrong: str, errors: set[str]) -> None:
    assert {error.split()[0] for error in asked(tmp_path / "small.duckdb", wrong).errors} == errors


def test_doors_that_are_open_are_told(tmp_path: Path) -> None:
    errors = asked(tmp_path / "small.duckdb", client=OpenDoors).errors
    assert [error.partition(":")[0] for error in errors] == [
        "select * from read_text('/etc/passwd')",
        "set enable_external_access = true",
        "create table marts.written (written integer)",
    ]
