"""Whether two published files hold the same: tables, columns and rows, in whatever order; and where they differ.

Rows are compared by DuckDB, set against set; no more than some examples of what differs are read. Nothing is known
here of what a row means, but which columns tell of a run and which rows are numbered by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.storage.reading import open_read_only, open_together
from dagster_project.visible import clipped

ONLY_IN_OLD = "table only in old"
ONLY_IN_NEW = "table only in new"
COLUMN_ONLY_IN_OLD = "column only in old"
COLUMN_ONLY_IN_NEW = "column only in new"
TYPE = "type"
ROW_COUNT = "row count"
ROWS_ONLY_IN_OLD = "rows only in old"
ROWS_ONLY_IN_NEW = "rows only in new"
VALUES = "values"

# What tells of the run and not of the documents: when a file was first seen, and whether it was new at the last look.
RUN_COLUMNS: dict[str, tuple[str, ...]] = {"audit.document_outcomes": ("first_seen_at", "outcome")}
# The ledger has no key of one column, and findings are numbered anew by each run: a row is told by what it is about.
_TOLD_BY = dict.fromkeys(("audit.reconciliation", "audit.findings"), ("document_key", "rule_id", "key"))
_EXAMPLES = 3
_LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Example:
    """A row by its key, or else all of it; and what the two files say where a value differs."""

    row: dict[str, str]
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
    """A table or view of a file: its columns with their types, its key, and its columns that are left out."""

    name: str
    quoted: str
    columns: dict[str, str]
    key: tuple[str, ...]


def differences(old: Path, new: Path, with_run: bool = False, memory_limit: str = "2GB") -> list[Difference]:
    """What differs between two published files, table by table; empty where they hold the same.

    Columns that tell of a run are compared only `with_run`. Raises `UnreadableDatabase`, or `duckdb.Error` where a
    table or view of a file cannot be read.
    """
    if old.samefile(new):
        open_read_only(old).close()
        return []
    with open_together({"old": old, "new": new}, memory_limit) as connection:
        left_out = {} if with_run else RUN_COLUMNS
        before, after = (_relations(connection, side, left_out) for side in ("old", "new"))
        return [
            difference
            for name in sorted(before.keys() | after.keys())
            for difference in _of_relation(connection, before.get(name), after.get(name))
        ]


def _relations(connection: Any, side: str, left_out: dict[str, tuple[str, ...]]) -> dict[str, _Relation]:
    """The tables and views of a file by their names, less the columns that are left out."""
    columns: dict[tuple[str, str], dict[str, str]] = {}
    for schema, table, column, data_type in connection.execute(_COLUMNS, [side]).fetchall():
        if column not in left_out.get(f"{schema}.{table}", ()):
            columns.setdefault((schema, table), {})[column] = data_type
    keys = {(schema, table): tuple(key) for schema, table, key in connection.execute(_KEYS, [side]).fetchall()}
    relations = [
        _Relation(f"{schema}.{table}", f"{side}.{_quoted(schema)}.{_quoted(table)}", own, keys.get((schema, table), ()))
        for (schema, table), own in columns.items()
    ]
    return {relation.name: relation for relation in relations}


def _of_relation(connection: Any, old: _Relation | None, new: _Relation | None) -> Iterator[Difference]:
    if old is None or new is None:
        only = old or new
        assert only is not None
        (n_rows,) = connection.execute(f"select count(*) from {only.quoted}").fetchone()
        yield Difference(only.name, ONLY_IN_OLD if new is None else ONLY_IN_NEW, n_rows=n_rows)
        return
    yield from _of_columns(old, new)
    shared = [column for column in old.columns if column in new.columns]
    if shared:
        yield from _Rows(connection, old, new, _common_types(connection, old, new, shared)).differences()


def _of_columns(old: _Relation, new: _Relation) -> Iterator[Difference]:
    for column, data_type in old.columns.items():
        if column not in new.columns:
            yield Difference(old.name, COLUMN_ONLY_IN_OLD, column, old=data_type)
        elif new.columns[column] != data_type:
            yield Difference(old.name, TYPE, column, old=data_type, new=new.columns[column])
    for column, data_type in new.columns.items():
        if column not in old.columns:
            yield Difference(new.name, COLUMN_ONLY_IN_NEW, column, new=data_type)


def _common_types(connection: Any, old: _Relation, new: _Relation, columns: list[str]) -> dict[str, str]:
    """The type that a column is compared in: its own, or one that both of its types fit into, or else text."""
    import duckdb

    types = {}
    for column in columns:
        types[column] = old.columns[column]
        if old.columns[column] != new.columns[column]:
            name = _quoted(column)
            both = f"describe select {name} from {old.quoted} union all select {name} from {new.quoted}"
            try:
                types[column] = connection.execute(both).fetchone()[1]
            except duckdb.BinderException:
                types[column] = "VARCHAR"
    return types


class _Rows:
    """The rows of a table that is in both files, in the columns that both have."""

    def __init__(self, connection: Any, old: _Relation, new: _Relation, types: dict[str, str]) -> None:
        self._connection = connection
        self._name = old.name
        self._columns = list(types)
        casts = ", ".join(f"cast({_quoted(column)} as {data_type}) as {_quoted(column)}" for column, data_type in types.items())
        self._old = f"(select {casts} from {old.quoted})"
        self._new = f"(select {casts} from {new.quoted})"
        self._keys = [key for key in (_TOLD_BY.get(old.name), old.key if old.key == new.key else None) if key]

    def differences(self) -> Iterator[Difference]:
        n_old, n_new, only_in_old, only_in_new = self._row(_COUNTED.format(**self._sides(self._columns)))
        if n_old != n_new:
            yield Difference(self._name, ROW_COUNT, old=str(n_old), new=str(n_new))
        if not only_in_old and not only_in_new:
            return
        key = next((key for key in self._keys if self._tells_rows(key)), None)
        if key is None:
            yield from self._without_key(only_in_old, only_in_new)
        else:
            yield from self._by_key(key)

    def _tells_rows(self, key: tuple[str, ...]) -> bool:
        """Whether no two rows of a file have the same key."""
        if not set(key) <= set(self._columns):
            return False
        row = f"({', '.join(map(_quoted, key))})"
        is_unique = f"select count(*) = count(distinct {row}) from"
        query = f"{is_unique} {self._old} union all {is_unique} {self._new}"
        return all(answer for (answer,) in self._connection.execute(query).fetchall())

    def _by_key(self, key: tuple[str, ...]) -> Iterator[Difference]:
        """Rows whose key is in one file only; and, of the others, the columns whose values differ."""
        using = " and ".join(f"o.{_quoted(column)} is not distinct from n.{_quoted(column)}" for column in key)
        for what, this, other in ((ROWS_ONLY_IN_OLD, self._old, self._new), (ROWS_ONLY_IN_NEW, self._new, self._old)):
            alone = f"from {this} as o anti join {other} as n on {using}"
            (n_rows,) = self._row(f"select count(*) {alone}")
            if n_rows:
                yield Difference(self._name, what, n_rows=n_rows, examples=self._examples(alone, key))
        matched = f"from {self._old} as o inner join {self._new} as n on {using}"
        for column, n_rows in self._differing_columns(matched, key):
            rows = f"{matched} where {_differs(column)}"
            examples = self._examples(rows, key, f"o.{_quoted(column)}", f"n.{_quoted(column)}")
            yield Difference(self._name, VALUES, column, n_rows, examples=examples)

    def _differing_columns(self, matched: str, key: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """The columns that are no key and differ in some matched rows, with the number of those."""
        columns = [column for column in self._columns if column not in key]
        if columns:
            counts = self._row(f"select {', '.join(f'count(*) filter (where {_differs(column)})' for column in columns)} {matched}")
            yield from ((column, n_rows) for column, n_rows in zip(columns, counts, strict=True) if n_rows)

    def _without_key(self, only_in_old: int, only_in_new: int) -> Iterator[Difference]:
        """Rows that have no equal in the other file, and the columns that have other values, however rows belong together."""
        uneven = _UNEVEN.format(**self._sides(self._columns))
        for what, n_rows, this, more in (
            (ROWS_ONLY_IN_OLD, only_in_old, self._old, "n_old > n_new"),
            (ROWS_ONLY_IN_NEW, only_in_new, self._new, "n_new > n_old"),
        ):
            if n_rows:
                rows = f"from {this} as o where {_row_hash(self._columns)} in (select row_hash from ({uneven}) where {more})"
                yield Difference(self._name, what, n_rows=n_rows, examples=self._examples(rows, tuple(self._columns)))
        for column in self._columns:
            _, _, old, new = self._row(_COUNTED.format(**self._sides([column])))
            if old or new:
                yield Difference(self._name, VALUES, column, max(old, new))

    def _examples(self, rows: str, told_by: tuple[str, ...], *values: str) -> tuple[Example, ...]:
        """The first few of some rows, each by some of its columns, and the values in question."""
        expressions = (*(f"o.{_quoted(column)}" for column in told_by), *values)
        texts = ", ".join(f"cast({expression} as varchar)" for expression in expressions)
        found = self._connection.execute(f"select {texts} {rows} order by all limit {_EXAMPLES}").fetchall()
        return tuple(
            Example(
                {column: clipped(text, _LONGEST_TEXT) for column, text in zip(told_by, row, strict=False) if text is not None},
                *(text if text is None else clipped(text, _LONGEST_TEXT) for text in row[len(told_by) :]),
            )
            for row in found
        )

    def _sides(self, columns: list[str]) -> dict[str, str]:
        return {"old": self._old, "new": self._new, "row_hash": _row_hash(columns)}

    def _row(self, query: str) -> tuple[int, ...]:
        return tuple(self._connection.execute(query).fetchone())


def _differs(column: str) -> str:
    return f"o.{_quoted(column)} is distinct from n.{_quoted(column)}"


def _row_hash(columns: list[str]) -> str:
    """128 bits that tell a row: of its values as one text, in which DuckDB puts in quotes what would be mistaken."""
    return f"md5_number([{', '.join(f'cast({_quoted(column)} as varchar)' for column in columns)}]::varchar)"


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


_COLUMNS = """
select schema_name, table_name, column_name, data_type
from duckdb_columns()
where database_name = ? and not internal
order by schema_name, table_name, column_index
"""
_KEYS = """
select schema_name, table_name, constraint_column_names
from duckdb_constraints()
where database_name = ? and constraint_type = 'PRIMARY KEY'
"""
# How often each row is in either file, where it is not as often in the one as in the other. Of a row no more than its
# hash is kept, so that memory does not follow the length of texts.
_UNEVEN = """
select row_hash, count(*) filter (is_old) as n_old, count(*) filter (not is_old) as n_new
from (select true as is_old, {row_hash} as row_hash from {old} union all select false, {row_hash} from {new})
group by row_hash
having n_old <> n_new
"""
_COUNTED = f"""
select
    (select count(*) from {{old}}), (select count(*) from {{new}}),
    coalesce(sum(greatest(n_old - n_new, 0)), 0)::bigint, coalesce(sum(greatest(n_new - n_old, 0)), 0)::bigint
from ({_UNEVEN})
"""
