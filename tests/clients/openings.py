"""How each client opens the published file and asks of it, as its users do.

It runs in the client's own environment too: it imports the standard library, and a client where that is opened. What a client
does not offer is left to `Client`, which says so.
"""

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

CLOSED = {"enable_external_access": False, "lock_configuration": True}
# A relation is its schema and its name; a row, the values of its columns.
Relation = tuple[str, str]
Row = tuple[Any, ...]


class NotOffered(Exception):
    """The client has no such thing, by its design."""


class Client(ABC):
    """A client that has opened the file. `packages` are those whose versions say what was tried."""

    packages: tuple[str, ...] = ()

    @abstractmethod
    def __init__(self, file: Path) -> None:
        """Opens a file read-only, with its doors closed."""

    @abstractmethod
    def query(self, sql: str) -> list[Row]:
        """The rows of a statement."""

    def relations(self) -> Iterable[Relation]:
        """The tables and views that it lists."""
        raise NotOffered

    def columns(self, relation: Relation) -> Mapping[str, str]:
        """The columns of a relation with their types; an empty one is not known."""
        raise NotOffered

    def comments(self, relation: Relation) -> Mapping[str, str | None]:
        """What it tells of a relation, under an empty name, and of its columns."""
        raise NotOffered

    def primary_key(self, relation: Relation) -> Iterable[str]:
        """The columns of the primary key of a table; none of a relation without one."""
        raise NotOffered

    def foreign_keys(self, relation: Relation) -> Mapping[str, str]:
        """The columns of a table that point to another, with schema, table and column that each points to."""
        raise NotOffered

    def first_rows(self, relation: Relation, n: int) -> list[Row]:
        """The first rows of a relation."""
        return self.query(f"select * from {quoted(relation)} limit {n}")

    def count(self, relation: Relation) -> int:
        """How many rows a relation has."""
        return int(self.query(f"select count(*) from {quoted(relation)}")[0][0])

    def versions(self) -> str:
        """The packages that are there, with their versions."""
        return ", ".join(f"{package} {found}" for package in self.packages if (found := _version(package)))


class Duckdb(Client):
    """DuckDB's own client for Python."""

    packages = ("duckdb",)

    def __init__(self, file: Path) -> None:
        import duckdb

        self.connection = duckdb.connect(str(file), read_only=True, config=CLOSED)

    def query(self, sql: str) -> list[Row]:
        return self.connection.execute(sql).fetchall()

    def relations(self) -> Iterable[Relation]:
        return self.query("select table_schema, table_name from information_schema.tables")

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return {name: kind for name, kind, *_ in self.query(f"describe {quoted(relation)}")}

    def comments(self, relation: Relation) -> Mapping[str, str | None]:
        return {column: comment for *of, column, comment in self._comments if tuple(of) == relation}

    def primary_key(self, relation: Relation) -> Iterable[str]:
        schema, name = relation
        asked = f"""
            select unnest(constraint_column_names) from duckdb_constraints()
            where constraint_type = 'PRIMARY KEY' and schema_name = '{schema}' and table_name = '{name}'
        """
        return [column for (column,) in self.query(asked)]

    def foreign_keys(self, relation: Relation) -> Mapping[str, str]:
        schema, name = relation
        asked = f"""
            select constraint_column_names[1], concat_ws('.', schema_name, referenced_table, referenced_column_names[1])
            from duckdb_constraints()
            where constraint_type = 'FOREIGN KEY' and schema_name = '{schema}' and table_name = '{name}'
        """
        return {str(column): str(target) for column, target in self.query(asked)}

    @cached_property
    def _comments(self) -> list[Row]:
        return self.query("""
            select schema_name, table_name, '', comment from duckdb_tables()
            union all select schema_name, view_name, '', comment from duckdb_views()
            union all select schema_name, table_name, column_name, comment from duckdb_columns()
        """)


class Pandas(Client):
    """pandas, handed the answers of DuckDB's client."""

    packages = ("pandas", "duckdb")

    def __init__(self, file: Path) -> None:
        self.connection = Duckdb(file).connection

    def query(self, sql: str) -> list[Row]:
        return _rows(self.connection.sql(sql).df())

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return _types(self.connection.sql(f"select * from {quoted(relation)} limit 0").df())


class PandasSql(Client):
    """pandas, asking a connection of SQLAlchemy."""

    packages = ("pandas", "sqlalchemy", "duckdb-sqlalchemy", "duckdb")

    def __init__(self, file: Path) -> None:
        self.engine = Sqlalchemy(file).engine

    def query(self, sql: str) -> list[Row]:
        return _rows(self._frame(sql))

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return _types(self._frame(f"select * from {quoted(relation)} limit 0"))

    def _frame(self, sql: str) -> Any:
        import pandas
        import sqlalchemy

        with self.engine.connect() as connection:
            # Else pandas makes binary fractions of amounts.
            return pandas.read_sql_query(sqlalchemy.text(sql), connection, coerce_float=False)


class Polars(Client):
    """polars, asking a connection of DuckDB's client."""

    packages = ("polars", "pyarrow", "duckdb")

    def __init__(self, file: Path) -> None:
        self.connection = Duckdb(file).connection

    def query(self, sql: str) -> list[Row]:
        return self._frame(sql).rows()

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return {name: str(kind) for name, kind in self._frame(f"select * from {quoted(relation)} limit 0").schema.items()}

    def _frame(self, sql: str) -> Any:
        import polars

        return polars.read_database(sql, self.connection)


class Ibis(Client):
    """ibis, with its backend for DuckDB."""

    packages = ("ibis-framework", "duckdb")

    def __init__(self, file: Path) -> None:
        import ibis

        self.connection = ibis.duckdb.connect(file, read_only=True, enable_external_access=False)
        # ibis sets the time zone once it is connected: a configuration that was locked before would not let it.
        self.connection.raw_sql("set lock_configuration = true")

    def query(self, sql: str) -> list[Row]:
        return self.connection.raw_sql(sql).fetchall()

    def relations(self) -> Iterable[Relation]:
        schemas = self.connection.list_databases()
        return [(schema, name) for schema in schemas for name in self.connection.list_tables(database=schema)]

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return {name: str(kind) for name, kind in self._table(relation).schema().items()}

    def first_rows(self, relation: Relation, n: int) -> list[Row]:
        return _rows(self._table(relation).limit(n).execute())

    def count(self, relation: Relation) -> int:
        return int(self._table(relation).count().execute())

    def _table(self, relation: Relation) -> Any:
        schema, name = relation
        return self.connection.table(name, database=schema)


class Sqlalchemy(Client):
    """SQLAlchemy 2: what its inspector lists, and tables and views as it reflects them."""

    packages = ("sqlalchemy", "duckdb-sqlalchemy", "duckdb")

    def __init__(self, file: Path) -> None:
        import sqlalchemy

        self.engine = sqlalchemy.create_engine(f"duckdb:///{file}", connect_args={"read_only": True, "config": CLOSED})
        self.inspector = sqlalchemy.inspect(self.engine)
        self.metadata = sqlalchemy.MetaData()

    def query(self, sql: str) -> list[Row]:
        import sqlalchemy

        return self._rows(sqlalchemy.text(sql))

    def relations(self) -> Iterable[Relation]:
        # The drivers name the file before the schema: budget.marts.
        for schema in self.inspector.get_schema_names():
            for name in (*self.inspector.get_table_names(schema), *self.inspector.get_view_names(schema)):
                yield schema.rpartition(".")[2], name

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return {column.name: _told(column.type) for column in self._table(relation).columns}

    def comments(self, relation: Relation) -> Mapping[str, str | None]:
        table = self._table(relation)
        return {"": table.comment, **{column.name: column.comment for column in table.columns}}

    def primary_key(self, relation: Relation) -> Iterable[str]:
        return [column.name for column in self._table(relation).primary_key.columns]

    def foreign_keys(self, relation: Relation) -> Mapping[str, str]:
        return {key.parent.name: key.target_fullname for key in self._table(relation).foreign_keys}

    def first_rows(self, relation: Relation, n: int) -> list[Row]:
        return self._rows(self._table(relation).select().limit(n))

    def count(self, relation: Relation) -> int:
        import sqlalchemy

        return int(self._rows(sqlalchemy.select(sqlalchemy.func.count()).select_from(self._table(relation)))[0][0])

    def _table(self, relation: Relation) -> Any:
        schema, name = relation
        if not any(table.schema == schema for table in self.metadata.tables.values()):
            self.metadata.reflect(self.engine, schema=schema, views=True)
        return self.metadata.tables[f"{schema}.{name}"]

    def _rows(self, asked: Any) -> list[Row]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(asked)]


class DuckdbEngine(Sqlalchemy):
    """SQLAlchemy with the driver that takes 1.4: it gives no keys, and does not know the types of lists."""

    packages = ("sqlalchemy", "duckdb-engine", "duckdb")

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return _all_known(super().columns(relation))

    def primary_key(self, relation: Relation) -> Iterable[str]:
        raise NotOffered

    def foreign_keys(self, relation: Relation) -> Mapping[str, str]:
        raise NotOffered


class Superset(Client):
    """Superset without its server: a database as its users connect one, and what is shown of it where datasets are made."""

    packages = ("apache-superset", "sqlalchemy", "duckdb-engine", "duckdb")

    def __init__(self, file: Path) -> None:
        # Its own state; nothing of it is asked for.
        self._home = tempfile.TemporaryDirectory()
        os.environ["YUSUAN_SUPERSET_HOME"] = self._home.name
        os.environ["SUPERSET_CONFIG_PATH"] = str(Path.cwd() / "bi" / "superset" / "superset_config.py")
        from superset.app import create_app

        create_app().app_context().push()
        from superset.models.core import Database

        options = "access_mode=read_only&enable_external_access=false&lock_configuration=true"
        self.database = Database(database_name="budget", sqlalchemy_uri=f"duckdb:///{file}?{options}")

    def query(self, sql: str) -> list[Row]:
        return _rows(self.database.get_df(sql))

    def relations(self) -> Iterable[Relation]:
        for schema in self.database.get_all_schema_names():
            tables = self.database.get_all_table_names_in_schema(catalog=None, schema=schema)
            views = self.database.get_all_view_names_in_schema(catalog=None, schema=schema)
            yield from ((schema.rpartition(".")[2], name) for name, *_ in (*tables, *views))

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return _all_known({column["column_name"]: _told(column["type"]) for column in self._columns(relation)})

    def comments(self, relation: Relation) -> Mapping[str, str | None]:
        columns = {column["column_name"]: column["comment"] for column in self._columns(relation)}
        return {"": self.database.get_table_comment(self._table(relation)), **columns}

    def _columns(self, relation: Relation) -> Any:
        return self.database.get_columns(self._table(relation))

    def _table(self, relation: Relation) -> Any:
        from superset.sql.parse import Table

        schema, name = relation
        return Table(name, schema)


class Harlequin(Client):
    """harlequin without its terminal: the adapter by which it connects, lists in its catalogue and asks."""

    packages = ("harlequin", "duckdb")

    def __init__(self, file: Path) -> None:
        from harlequin_duckdb import DuckDbAdapter

        # What `harlequin --read-only --init-path` takes.
        self.connection = DuckDbAdapter((str(file),), read_only=True, init_path=Path(__file__).parent / "closed.sql").connect()

    def query(self, sql: str) -> list[Row]:
        cursor = self.connection.execute(sql)
        return [tuple(row.values()) for row in cursor.fetchall().to_pylist()]

    def relations(self) -> Iterable[Relation]:
        return self._catalogue()

    def columns(self, relation: Relation) -> Mapping[str, str]:
        return {column.label: column.type_label.replace("?", "") for column in self._catalogue()[relation].fetch_children()}

    def _catalogue(self) -> dict[Relation, Any]:
        return {
            (schema.label, relation.label): relation
            for file in self.connection.get_catalog().items
            for schema in file.fetch_children()
            for relation in schema.fetch_children()
        }


# By the name that `probe` is asked for.
CLIENTS: dict[str, type[Client]] = {
    "duckdb": Duckdb,
    "pandas": Pandas,
    "pandas_sql": PandasSql,
    "polars": Polars,
    "ibis": Ibis,
    "sqlalchemy": Sqlalchemy,
    "duckdb_engine": DuckdbEngine,
    "superset": Superset,
    "harlequin": Harlequin,
}


def quoted(relation: Relation) -> str:
    """A relation as it is written in a statement."""
    return ".".join(f'"{part}"' for part in relation)


def _rows(frame: Any) -> list[Row]:
    return list(frame.itertuples(index=False, name=None))


def _types(frame: Any) -> dict[str, str]:
    return dict(zip(frame.columns, map(str, frame.dtypes), strict=True))


def _all_known(types: Mapping[str, str]) -> Mapping[str, str]:
    """The types of a relation; of one with a list, whose type its client does not know, none are offered."""
    if not all(types.values()):
        raise NotOffered
    return types


def _told(kind: Any) -> str:
    """A type of SQLAlchemy; empty where it did not recognise it."""
    return "" if type(kind).__name__.endswith("NullType") else str(kind)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
