"""`yusuan diff`: what it shows for people and for programs, what it ends with, and that no value acts where it is shown."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.layout import WarehouseLayout

Run = Callable[..., subprocess.CompletedProcess[str]]

UNITS = """
create schema marts;
create table marts.units (unit_key varchar primary key, unit_name varchar, amount_yuan decimal(18, 2));
insert into marts.units values ('a', '青山县图书馆', 10.50), ('b', '青山县档案馆', null);
create table marts.only_before as select 1 as n;
"""
CHANGES = """
update marts.units set amount_yuan = 0 where unit_key = 'b';
insert into marts.units values ('c', '=1+1', 1234.00);
alter table marts.units add column region varchar;
drop table marts.only_before;
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return made(tmp_path / "old.duckdb", UNITS)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return made(tmp_path / "new.duckdb", UNITS + CHANGES)


def made(path: Path, statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(statements)
    return path


def test_differences_are_told_table_by_table_with_examples(old: Path, new: Path, yusuan: Run) -> None:
    result = yusuan("diff", old, new)
    assert (result.returncode, result.stderr) == (1, "2 tables differ.\n")
    assert [line.rstrip() for line in result.stdout.splitlines()] == [
        "marts.only_before",
        "    table only in old: 1 row",
        "",
        "marts.units",
        "    region: column only in new: – → VARCHAR",
        "    row count: 2 → 3",
        "    rows only in new: 1 row",
        "        unit_key = c",
        "    amount_yuan: other values: 1 row",
        "        unit_key = b: – → 0.00",
        "",
    ]


def test_files_that_hold_the_same_end_with_0(old: Path, tmp_path: Path, yusuan: Run) -> None:
    result = yusuan("diff", old, made(tmp_path / "again.duckdb", UNITS))
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "Both files hold the same.\n")


def test_a_program_is_given_every_difference_as_a_row(old: Path, new: Path, yusuan: Run) -> None:
    result = yusuan("diff", old, new, "--format", "json")
    assert result.returncode == 1
    entries = json.loads(result.stdout)
    assert [(entry["table_name"], entry["difference"], entry["column_name"], entry["n_rows"]) for entry in entries] == [
        ("marts.only_before", "table only in old", None, 1),
        ("marts.units", "column only in new", "region", None),
        ("marts.units", "row count", None, None),
        ("marts.units", "rows only in new", None, 1),
        ("marts.units", "other values", "amount_yuan", 1),
    ]
    assert (entries[2]["old"], entries[2]["new"]) == ("2", "3")
    assert entries[4]["examples"] == [{"row": {"unit_key": "b"}, "old": None, "new": "0.00"}]
    rows = list(csv.DictReader(io.StringIO(yusuan("diff", old, new, "--format", "csv").stdout.removeprefix("\ufeff"))))
    assert [row["difference"] for row in rows] == [entry["difference"] for entry in entries]
    assert json.loads(rows[4]["examples"]) == entries[4]["examples"]


def test_nothing_is_a_program_s_empty_list(old: Path, yusuan: Run) -> None:
    result = yusuan("diff", old, old, "--format", "json")
    assert (result.returncode, json.loads(result.stdout)) == (0, [])


@pytest.mark.parametrize("row_format", ["table", "csv", "json"])
def test_no_value_or_name_acts_on_a_terminal(tmp_path: Path, yusuan: Run, row_format: str) -> None:
    escape, override = "\x1b[2J", "\u202e"
    statements = f"""
    create table "t{escape}" (k varchar primary key, "c{escape}" varchar);
    insert into "t{escape}" values ('k{escape}[bold]', 'a{override}\r\n=1');
    """
    old = made(tmp_path / "old.duckdb", statements)
    new = made(tmp_path / "new.duckdb", statements + f"""update "t{escape}" set "c{escape}" = 'b{escape}'""")
    result = yusuan("diff", old, new, "--format", row_format)
    assert result.returncode == 1
    assert not {"\x1b", "\r", override} & set(result.stdout + result.stderr)
    assert "[bold]" in result.stdout
    if row_format == "json":
        (entry,) = json.loads(result.stdout)
        assert entry["table_name"] == f"main.t{escape}"
        assert entry["examples"][0]["old"] == f"a{override}\r\n=1"


def test_what_cannot_be_compared_ends_with_2_and_says_why(old: Path, tmp_path: Path, yusuan: Run) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("no database\n" * 1000, encoding="utf-8")
    for arguments, reason in (
        ((old, tmp_path / "missing.duckdb"), "missing.duckdb' does not exist"),
        ((old, tmp_path), "is a directory"),
        ((old, text), "text.duckdb cannot be opened"),
        ((text, old), "text.duckdb cannot be opened"),
        ((old,), "Missing argument 'NEW'"),
        ((old, old, "--format", "xml"), "'xml' is not one of"),
    ):
        result = yusuan("diff", *arguments)
        assert (result.returncode, result.stdout) == (2, ""), arguments
        assert reason in result.stderr.replace("\n", " "), result.stderr
        assert "Traceback" not in result.stderr


def test_a_view_that_cannot_be_read_ends_with_2(old: Path, tmp_path: Path, yusuan: Run) -> None:
    statements = "create table t (n integer); create view v as select n from t; drop table t;"
    result = yusuan("diff", old, made(tmp_path / "broken.duckdb", statements))
    assert result.returncode == 2
    assert "cannot be compared" in result.stderr


def test_the_published_file_is_as_one_of_the_history(published: WarehouseLayout, tmp_path: Path, yusuan: Run) -> None:
    changed = tmp_path / "changed.duckdb"
    changed.write_bytes(published.published.read_bytes())
    assert yusuan("diff", published.published, changed).returncode == 0
    with duckdb.connect(str(changed)) as connection:
        connection.execute("update audit.ledger set verdict = 'exact' where verdict = 'rounding'")
    result = yusuan("diff", published.published, changed)
    # 145 are as near as rounding allows: see the summary of the refresh in the README.
    assert (result.returncode, result.stderr) == (1, "1 table differs.\n")
    assert "    verdict: other values: 145 rows" in result.stdout
    assert ": rounding → exact" in result.stdout
