"""Two published files held against each other: what is told of their tables, columns and rows."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage.differences import COPIES, Difference, Example, differences
from dagster_project.storage.reading import UnreadableDatabase

MEMORY = "500MB"
UNITS = """
create schema marts;
create table marts.units (unit_key varchar primary key, unit_name varchar, amount_yuan decimal(18, 2), cells varchar[]);
insert into marts.units values ('a', '青山县图书馆', 10.50, ['1', '2']), ('b', '青山县档案馆', null, null), ('c', '', 0, []);
"""
VISITS = "create table visits (place varchar, n integer); insert into visits values ('east', 1), ('east', 1), (null, null);"

Compare = Callable[..., list[Difference]]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """What differs between a file that some statements make and one that some more change."""

    def between(statements: str, changes: str, memory_limit: str = MEMORY) -> list[Difference]:
        old, new = made(tmp_path / "old.duckdb", statements), made(tmp_path / "new.duckdb", f"{statements};{changes}")
        return differences(old, new, memory_limit)

    return between


def made(path: Path, statements: str) -> Path:
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(statements)
    return path


def test_files_of_the_same_content_do_not_differ(compare: Compare) -> None:
    assert compare(UNITS + VISITS, "") == []


def test_a_file_does_not_differ_from_itself(tmp_path: Path) -> None:
    file = made(tmp_path / "one.duckdb", UNITS)
    assert differences(file, file, MEMORY) == []


def test_the_order_of_rows_and_columns_does_not_matter(compare: Compare) -> None:
    changes = """
    create table again as select n, place from visits order by n;
    drop table visits;
    alter table again rename to visits;
    """
    assert compare(VISITS, changes) == []


def test_a_table_that_is_in_one_file_is_told_with_its_rows(compare: Compare) -> None:
    changes = "drop table visits; create table more (n integer); create view one as select 1 as n;"
    assert compare(VISITS, changes) == [
        Difference("main.more", "table only in new", n_rows=0),
        Difference("main.one", "table only in new", n_rows=1),
        Difference("main.visits", "table only in old", n_rows=3),
    ]


def test_a_changed_value_is_told_by_its_column_with_the_row_and_both_values(compare: Compare) -> None:
    assert compare(UNITS, "update marts.units set amount_yuan = 10.51 where unit_key = 'a'") == [
        Difference("marts.units", "other values", "amount_yuan", 1, examples=(Example({"unit_key": "a"}, "10.50", "10.51"),))
    ]


@pytest.mark.parametrize(
    ("column", "key", "value", "old", "new"),
    [
        ("unit_name", "c", "null", "", None),
        ("unit_name", "a", "'青山县图书馆 '", "青山县图书馆", "青山县图书馆 "),
        ("amount_yuan", "b", "0", None, "0.00"),
        ("amount_yuan", "c", "null", "0.00", None),
        ("cells", "b", "[]", None, "[]"),
        ("cells", "c", "null", "[]", None),
        ("cells", "c", "[null]", "[]", "[NULL]"),
        ("cells", "a", "['2', '1']", "[1, 2]", "[2, 1]"),
        ("cells", "a", "['1, 2']", "[1, 2]", "['1, 2']"),
    ],
)
def test_nothing_empty_or_null_or_in_parts_is_mistaken_for_another(
    compare: Compare, column: str, key: str, value: str, old: str | None, new: str | None
) -> None:
    assert compare(UNITS, f"update marts.units set {column} = {value} where unit_key = '{key}'") == [
        Difference("marts.units", "other values", column, 1, examples=(Example({"unit_key": key}, old, new),))
    ]


def test_rows_of_one_file_are_counted_and_named_by_their_key(compare: Compare) -> None:
    changes = """
    delete from marts.units where unit_key <> 'b';
    insert into marts.units values ('d', 'new', 1, null);
    """
    assert compare(UNITS, changes) == [
        Difference("marts.units", "row count", old="3", new="2"),
        Difference("marts.units", "rows only in old", n_rows=2, examples=(Example({"unit_key": "a"}), Example({"unit_key": "c"}))),
        Difference("marts.units", "rows only in new", n_rows=1, examples=(Example({"unit_key": "d"}),)),
    ]


def test_of_many_rows_three_are_shown(compare: Compare) -> None:
    (_, rows) = compare("create table t (n integer primary key)", "insert into t from range(100, 1100)")
    assert (rows.n_rows, [example.row for example in rows.examples]) == (1000, [{"n": "100"}, {"n": "1000"}, {"n": "1001"}])


def test_rows_that_no_key_tells_are_told_by_all_of_their_values(compare: Compare) -> None:
    assert compare(VISITS, "update visits set n = 2 where place is null") == [
        Difference("main.visits", "rows only in old", n_rows=1, examples=(Example({"place": None, "n": None}),)),
        Difference("main.visits", "rows only in new", n_rows=1, examples=(Example({"place": None, "n": "2"}),)),
    ]


def test_a_row_that_is_there_more_often_is_told(compare: Compare) -> None:
    assert compare(VISITS, "insert into visits values ('east', 1)") == [
        Difference("main.visits", "row count", old="3", new="4"),
        Difference("main.visits", "other values", COPIES, 1, examples=(Example({"place": "east", "n": "1"}, "2", "3"),)),
    ]


def test_columns_of_one_file_and_other_types_are_told_and_all_other_values_compared(compare: Compare) -> None:
    changes = """
    alter table marts.units drop column cells;
    alter table marts.units add column region varchar;
    alter table marts.units alter column amount_yuan type decimal(20, 6);
    update marts.units set amount_yuan = 0.000001 where unit_key = 'c';
    """
    assert compare(UNITS, changes) == [
        Difference("marts.units", "type", "amount_yuan", old="DECIMAL(18,2)", new="DECIMAL(20,6)"),
        Difference("marts.units", "column only in old", "cells", old="VARCHAR[]"),
        Difference("marts.units", "column only in new", "region", new="VARCHAR"),
        Difference("marts.units", "other values", "amount_yuan", 1, examples=(Example({"unit_key": "c"}, "0.000000", "0.000001"),)),
    ]


def test_types_that_nothing_unites_are_compared_as_texts(compare: Compare) -> None:
    changes = "drop table t; create table t (k integer primary key, v date); insert into t values (1, '2026-01-02')"
    (kind, value) = compare("create table t (k integer primary key, v integer[]); insert into t values (1, [2026])", changes)
    assert (kind.what, kind.old, kind.new) == ("type", "INTEGER[]", "DATE")
    assert value.examples == (Example({"k": "1"}, "[2026]", "2026-01-02"),)


def test_tables_that_share_no_column_differ_in_their_columns(compare: Compare) -> None:
    changes = "drop table t; create table t (b integer)"
    assert [difference.what for difference in compare("create table t (a integer)", changes)] == [
        "column only in old",
        "column only in new",
    ]


def test_findings_that_are_numbered_anew_are_the_same_findings(compare: Compare) -> None:
    findings = """
    create schema audit;
    create table audit.findings (finding_no integer primary key, document_key varchar, rule_id varchar, key varchar);
    insert into audit.findings values (1, 'd', 'sum', 'x'), (2, 'd', 'sum', 'y');
    """
    changes = "delete from audit.findings where finding_no = 1; update audit.findings set finding_no = 1;"
    count, gone, numbered = compare(findings, changes)
    assert (count.old, count.new) == ("2", "1")
    assert gone.examples == (Example({"document_key": "d", "rule_id": "sum", "key": "x"}),)
    assert (numbered.column, numbered.examples[0].row["key"]) == ("finding_no", "y")


def test_a_key_that_does_not_tell_rows_is_not_trusted(compare: Compare) -> None:
    ledger = """
    create schema audit;
    create table audit.reconciliation (document_key varchar, rule_id varchar, key varchar, verdict varchar);
    insert into audit.reconciliation values ('d', 'sum', 'x', 'exact'), ('d', 'sum', 'x', 'broken');
    """
    assert compare(ledger, "") == []
    gone = Example({"document_key": "d", "rule_id": "sum", "key": "x", "verdict": "broken"})
    assert compare(ledger, "delete from audit.reconciliation where verdict = 'broken'") == [
        Difference("audit.reconciliation", "row count", old="2", new="1"),
        Difference("audit.reconciliation", "rows only in old", n_rows=1, examples=(gone,)),
    ]


def test_what_tells_of_the_run_is_not_compared(compare: Compare) -> None:
    outcomes = """
    create schema audit;
    create table audit.document_outcomes (source_file varchar, outcome varchar, first_seen_at timestamp, reason varchar);
    insert into audit.document_outcomes values ('a.txt', 'new', '2026-01-01', null);
    """
    changes = "update audit.document_outcomes set outcome = 'unchanged', first_seen_at = '2026-02-02'"
    assert compare(outcomes, changes) == []


def test_views_that_are_defined_alike_differ_as_their_tables_do(compare: Compare) -> None:
    views = "create view east as select * from visits where place = 'east'; create view every as select * from visits;"
    changes = "update visits set n = 3; create or replace view every as select place, n from visits;"
    assert {difference.table for difference in compare(VISITS + views, changes)} == {"main.visits", "main.every"}


def test_names_that_mean_something_in_sql_are_names(compare: Compare) -> None:
    table = 'create schema "a.b"; create table "a.b"."t""; drop" ("select" integer primary key, "x"" y" varchar);'
    rows = 'insert into "a.b"."t""; drop" values (1, \'{}\');'
    (value,) = compare(table + rows.format("one"), 'update "a.b"."t""; drop" set "x"" y" = \'two\'')
    assert (value.table, value.column, value.examples) == ('a.b.t"; drop', 'x" y', (Example({"select": "1"}, "one", "two"),))


def test_long_texts_are_shown_shortened(compare: Compare) -> None:
    table = "create table t (k integer primary key, v varchar); insert into t values (1, repeat('长', 10000));"
    (value,) = compare(table, "update t set v = v || '!'")
    assert [len(text or "") for text in (value.examples[0].old, value.examples[0].new)] == [500, 500]


def test_more_than_memory_holds_is_compared_all_the_same(compare: Compare) -> None:
    table = "create table t as select i as k, repeat(md5(i::varchar), 20) as v from range(200000) as r (i);"
    count, gone = compare(table, "delete from t where k = 100000", "100MB")
    assert (count.old, count.new) == ("200000", "199999")
    assert (gone.n_rows, gone.examples[0].row["k"]) == (1, "100000")


def test_a_file_that_is_no_database_cannot_be_compared(tmp_path: Path) -> None:
    database, text = made(tmp_path / "it's one.duckdb", UNITS), tmp_path / "text.duckdb"
    text.write_text("no database", encoding="utf-8")
    for old, new in ((database, text), (text, database), (text, text)):
        with pytest.raises(UnreadableDatabase, match=r"text\.duckdb"):
            differences(old, new, MEMORY)


def test_nothing_is_written_beside_the_files(compare: Compare, tmp_path: Path) -> None:
    compare(UNITS, "delete from marts.units")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.duckdb", "old.duckdb"]
