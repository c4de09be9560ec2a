"""Whether two published files hold the same: tables, columns and rows, in whatever order; and where they differ.

DuckDB compares them, set against set; of what differs no more than some examples are read. Nothing is known here of
what a row means, but by which columns it is told, and which columns tell of the run that made the file.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.storage.reading import open_read_only, open_together
from dagster_project.visible import clipped

TABLE_ONLY_IN_OLD, TABLE_ONLY_IN_NEW = "table only in old", "table only in new"
COLUMN_ONLY_IN_OLD, COLUMN_ONLY_IN_NEW = "column only in old", "column only in new"
ROWS_ONLY_IN_OLD, ROWS_ONLY_IN_NEW = "rows only in old", "rows only in new"
TYPE, ROW_COUNT, VALUES = "type", "row count", "other values"
# A column, as it were, of tables whose rows no key tells: how often a row is there.
COPIES = "copies of the row"

# When a file was seen first, and whether it was new at the last look: not what the documents say.
RUN_COLUMNS: dict[str, tuple[str, ...]] = {"audit.document_outcomes": ("first_seen_at", "outcome")}
# What tells a row of tables whose key is of several columns, or is declared nowhere, and of findings, which each run numbers anew.
_TOLD_BY: dict[str, tuple[str, ...]] = {
    "audit.coverage": ("document_key", "table_no", "section_no"),
    "audit.document_outcomes": ("source_file",),
    "audit.findings": ("document_key", "rule_id", "key"),
    "audit.ledger": ("document_key", "rule_id", "key"),
    "audit.passages": ("passage_id",),
    "audit.reconciliation": ("document_key", "rule_id", "key"),
    "audit.repairs": ("document_key", "table_no", "row_no"),
    "audit.proofs": ("document_key", "table_no", "question", "line_no"),
    "audit.sentences": ("document_key", "section_no", "sentence_no"),
    "audit.suspects": ("document_key", "rule_id", "key"),
}
# Facts and cells are told by where they are printed, of which no index is kept.
_PRINTED_AT = (("source_cell_id",), ("cell_id",), ("card_key",), ("performance_key",))
_NUMBER = re.compile(r"(DECIMAL\(.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE)$")
_EXAMPLES = 3
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Example:
    """A row by what tells it, and what the two files say where a value differs."""

    row: dict[str, str | None]
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of a table that differs; `n_rows` is how many rows do so, `old` and `new` what is said of all of it."""

    table: str
    what: str
    column: str | None = None
    n_rows: int | None = None
    old: str | None = None
    new: str | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class _Relation:
    """A table or view of a file: its columns with their types, its key, and the definition of a view."""

    name: str
    quoted: str
    columns: dict[str, str]
    key: tuple[str, ...] | None
    definition: str | None


def differences(old: Path, new: Path, memory_limit: str) -> list[Difference]:
    """What differs between two published files, table by table; empty where they hold the same.

    Raises `UnreadableDatabase`, or `duckdb.Error` where a table or view of a file cannot be read.
    """
    if old.samefile(new):  # DuckDB attaches no file twice
        open_read_only(old).close()
        return []
    with tempfile.TemporaryDirectory() as spill, open_together({"old": old, "new": new}, memory_limit, Path(spill)) as connection:
        before, after = _relations(connection, "old"), _relations(connection, "new")
        return [
            difference
            for name in sorted(before.keys() | after.keys())
            for difference in _of_relation(connection, before.get(name), after.get(name))
        ]


def _relations(connection: Any, side: str) -> dict[str, _Relation]:
    """The tables and views of a file by their names, without the columns that tell of the run."""
    relations = {}
    for schema, table, columns, types, key, definition in connection.execute(_RELATIONS, {"side": side}).fetchall():
        name = f"{schema}.{table}"
        compared = {
            column: data_type for column, data_type in zip(columns, types, strict=True) if column not in RUN_COLUMNS.get(name, ())
        }
        relations[name] = _Relation(name, f"{side}.{_quoted(schema)}.{_quoted(table)}", compared, key and tuple(key), definition)
    return relations


def _of_relation(connection: Any, old: _Relation | None, new: _Relation | None) -> Iterator[Difference]:
    if new is None or old is None:
        what, only = (TABLE_ONLY_IN_OLD, old) if old is not None else (TABLE_ONLY_IN_NEW, new)
        assert only is not None
        yield Difference(only.name, what, n_rows=_n_rows(connection, only))
        return
    yield from _of_columns(old, new)
    # A view holds nothing of its own: where both files define it alike, it differs as its tables do.
    if old.definition is None or old.definition != new.definition:
        yield from _of_rows(connection, old, new)


def _of_columns(old: _Relation, new: _Relation) -> Iterator[Difference]:
    for column in old.columns | new.columns:
        before, after = old.columns.get(column), new.columns.get(column)
        if before != after:
            what = COLUMN_ONLY_IN_OLD if after is None else COLUMN_ONLY_IN_NEW if before is None else TYPE
            yield Difference(old.name, what, column, old=before, new=after)


def _of_rows(connection: Any, old: _Relation, new: _Relation) -> Iterator[Difference]:
    """What differs of the rows, in the columns that both have."""
    n_old, n_new = _n_rows(connection, old), _n_rows(connection, new)
    if n_old != n_new:
        yield Difference(old.name, ROW_COUNT, old=str(n_old), new=str(n_new))
    types = _common_types(connection, old, new)
    if not types:
        return
    casts = ", ".join(f"cast({_quoted(column)} as {data_type}) as {_quoted(column)}" for column, data_type in types.items())
    sides = [f"select {casts} from {relation.quoted}" for relation in (old, new)]
    columns, key = list(types), _key(connection, old, new, sides)
    unequal = _unequal(connection, sides, columns)
    if key is None:
        unequal = [f"select *, count(*) as {_quoted(COPIES)} from ({rows}) group by all" for rows in unequal]
        columns, key = [*columns, COPIES], tuple(columns)
    for name, rows in zip(("unequal_old", "unequal_new"), unequal, strict=True):
        connection.execute(f"create or replace temp table {name} as select *, true as {_IS_THERE} from ({rows})")
    yield from _of_unequal(connection, old.name, columns, key)


def _n_rows(connection: Any, relation: _Relation) -> int:
    return int(connection.execute(f"select count(*) from {relation.quoted}").fetchone()[0])


def _common_types(connection: Any, old: _Relation, new: _Relation) -> dict[str, str]:
    """The types that the common columns are compared in: of two kinds of numbers one that holds both, else text."""
    expressions = []
    for column in (column for column in old.columns if column in new.columns):
        types = old.columns[column], new.columns[column]
        is_united = types[0] == types[1] or all(map(_NUMBER.match, types))
        expressions.append(_quoted(column) if is_united else f"cast({_quoted(column)} as varchar) as {_quoted(column)}")
    if not expressions:
        return {}
    selected = ", ".join(expressions)
    united = connection.execute(f"describe select {selected} from {old.quoted} union all select {selected} from {new.quoted}")
    return {column: data_type for column, data_type, *_ in united.fetchall()}


def _key(connection: Any, old: _Relation, new: _Relation, sides: Sequence[str]) -> tuple[str, ...] | None:
    """The columns that tell the rows of both files, if there are any."""
    for key in (_TOLD_BY.get(old.name), old.key, *_PRINTED_AT):
        if key and set(key) <= old.columns.keys() & new.columns.keys():
            is_unique = f"select count(*) = count(distinct ({', '.join(map(_quoted, key))}))"
            query = " union all ".join(f"{is_unique} from ({side})" for side in sides)
            if all(answer for (answer,) in connection.execute(query).fetchall()):
                return key
    return None


def _unequal(connection: Any, sides: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Queries for the rows of either file that the other has not, or not as often.

    Rows are set against each other by hashes, so that memory follows what differs. As texts: hashes of lists are
    alike where lists are null, empty, or hold a null.
    """
    row_hash = f"hash({', '.join(f'cast({_quoted(column)} as varchar)' for column in columns)})"
    old, new = (
        f"select {row_hash} as row_hash, {copy} as more_in_old from ({side})" for side, copy in zip(sides, (1, -1), strict=True)
    )
    connection.execute(
        "create or replace temp table unequal_hashes as "
        f"select row_hash from ({old} union all {new}) group by row_hash having sum(more_in_old) <> 0"
    )
    return [f"select * from ({side}) where {row_hash} in (select row_hash from unequal_hashes)" for side in sides]


def _of_unequal(connection: Any, table: str, columns: Sequence[str], key: Sequence[str]) -> Iterator[Difference]:
    """Rows whose key is in one file only; and, of the others, the columns whose values differ."""
    same_key = " and ".join(f"o.{_quoted(column)} is not distinct from n.{_quoted(column)}" for column in key)
    joined = f"from unequal_old as o full join unequal_new as n on {same_key}"
    conditions: dict[tuple[str, str | None], str] = {
        (ROWS_ONLY_IN_OLD, None): f"n.{_IS_THERE} is null",
        (ROWS_ONLY_IN_NEW, None): f"o.{_IS_THERE} is null",
    }
    for column in columns:
        if column not in key:
            differs = f"o.{_quoted(column)} is distinct from n.{_quoted(column)}"
            conditions[VALUES, column] = f"o.{_IS_THERE} and n.{_IS_THERE} and {differs}"
    counted = ", ".join(f"count(*) filter (where {condition})" for condition in conditions.values())
    counts = connection.execute(f"select {counted} {joined}").fetchone()
    for ((what, of_column), condition), n_rows in zip(conditions.items(), counts, strict=True):
        if n_rows:
            examples = _examples(connection, f"{joined} where {condition}", key, of_column)
            yield Difference(table, what, of_column, n_rows, examples=examples)


def _examples(connection: Any, rows: str, key: Sequence[str], column: str | None) -> tuple[Example, ...]:
    """The first few of some rows, each by its key, and the values in question."""
    told_by = [f"coalesce(o.{_quoted(each)}, n.{_quoted(each)})" for each in key]
    values = [f"o.{_quoted(column)}", f"n.{_quoted(column)}"] if column is not None else []
    texts = ", ".join(f"cast({expression} as varchar)" for expression in (*told_by, *values))
    found = connection.execute(f"select {texts} {rows} order by all limit {_EXAMPLES}").fetchall()
    shown = [[text if text is None else clipped(text, _LONGEST_TEXT) for text in row] for row in found]
    return tuple(Example(dict(zip(key, row, strict=False)), *row[len(key) :]) for row in shown)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


_IS_THERE = _quoted("row is there")
_RELATIONS = """
select
    schema_name, table_name,
    list(column_name order by column_index), list(data_type order by column_index),
    any_value(keys.constraint_column_names), any_value(views.sql)
from duckdb_columns() as columns
left join (
    select schema_name, table_name, constraint_column_names
    from duckdb_constraints()
    where database_name = $side and constraint_type = 'PRIMARY KEY'
) as keys using (schema_name, table_name)
left join (
    select schema_name, view_name as table_name, sql from duckdb_views() where database_name = $side
) as views using (schema_name, table_name)
where columns.database_name = $side and not columns.internal
group by all
"""
