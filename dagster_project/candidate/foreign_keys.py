"""The foreign keys of the candidate, for clients that read from a file how its tables are related.

DuckDB takes the foreign keys of a table only as it makes the table, for tables of one schema, and refuses rows that
break them. So they are declared once all models are built, in `marts`, where `audit.dictionary` says that a column
points to the key of another table: such tables are made anew. Where a row breaks one, none is declared: the gate,
which judges all keys, says what is wrong. A table that points to itself cannot be filled in one statement, and does
not declare that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from graphlib import TopologicalSorter
from typing import Any

from dagster_project.settings import Settings
from dagster_project.storage.layout import WarehouseLayout

# The column that points, the table that it points to, and the column there.
ForeignKey = tuple[str, str, str]

_FOREIGN_KEYS = """
    select
        concat('marts.', dictionary.table_name),
        list((column_name, concat('marts.', references_table), references_column) order by column_no)
    from audit.dictionary as dictionary
    inner join duckdb_constraints() as keys
        on keys.constraint_type = 'PRIMARY KEY'
        and (keys.database_name, keys.schema_name, keys.table_name, keys.constraint_column_names)
            = (current_database(), references_schema, references_table, [references_column])
    where dictionary.schema_name = 'marts' and references_schema = 'marts' and not is_view
        and dictionary.table_name <> references_table
    group by dictionary.table_name
"""
_DEFINITIONS = """
    select concat('marts.', table_name), sql from duckdb_tables()
    where database_name = current_database() and schema_name = 'marts'
"""
# What is commented on, and the comment.
_COMMENTS = """
    select concat('table marts.', table_name), comment from duckdb_tables()
    where database_name = current_database() and concat(schema_name, '.', table_name) in $tables and comment is not null
    union all
    select concat('column marts.', table_name, '.', column_name), comment from duckdb_columns()
    where database_name = current_database() and concat(schema_name, '.', table_name) in $tables and comment is not null
"""


def declare_foreign_keys(layout: WarehouseLayout) -> None:
    """Declares in the candidate what the keys of its facts and dimensions point to.

    Raises `duckdb.Error` where the candidate cannot be written.
    """
    import duckdb

    with duckdb.connect(str(layout.candidate), config={"memory_limit": f"{Settings().memory}B"}) as connection:
        keys = dict(connection.execute(_FOREIGN_KEYS).fetchall())
        definitions = dict(connection.execute(_DEFINITIONS).fetchall())
        tables = [table for table in _pointed_to_first(keys) if table in keys]
        comments = connection.execute(_COMMENTS, {"tables": tables}).fetchall()
        set_aside(connection, tables)
        try:
            make_anew(connection, {table: _with_foreign_keys(definitions[table], keys[table]) for table in tables}, comments)
        except duckdb.ConstraintException:
            make_anew(connection, {table: definitions[table] for table in tables}, comments)


def set_aside(connection: Any, tables: Sequence[str]) -> None:
    """Keeps the rows of tables, of which none points to a later one, out of the file; their room in it becomes free."""
    with _transaction(connection):
        for table in tables:
            connection.execute(f"create temp table {_aside(table)} as from {table}")
        for table in reversed(tables):
            connection.execute(f"drop table {table}")
    connection.execute("checkpoint")


def make_anew(connection: Any, definitions: Mapping[str, str], comments: Iterable[tuple[str, str]]) -> None:
    """Makes tables that were set aside by these definitions, with their rows, and comments: on what, and its text.

    Raises `duckdb.ConstraintException` where a row breaks a key; then none of them is made.
    """
    with _transaction(connection):
        for table, definition in definitions.items():
            connection.execute(definition)
            connection.execute(f"insert into {table} from {_aside(table)}")
        connection.execute("".join(_comment(commented, text) for commented, text in comments))


def _pointed_to_first(keys: Mapping[str, Sequence[ForeignKey]]) -> Iterable[str]:
    return TopologicalSorter({table: {target for _, target, _ in pointing} for table, pointing in keys.items()}).static_order()


def _with_foreign_keys(definition: str, keys: Sequence[ForeignKey]) -> str:
    clauses = [f"foreign key ({column}) references {target} ({key})" for column, target, key in keys]
    return f"{definition.removesuffix(');')}, {', '.join(clauses)})"


def _comment(commented: str, text: str) -> str:
    literal = text.replace("'", "''")
    return f"comment on {commented} is '{literal}';"


def _aside(table: str) -> str:
    return f"temp.{table.replace('.', '_')}"


@contextmanager
def _transaction(connection: Any) -> Iterator[None]:
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
