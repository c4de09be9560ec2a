"""Published files without their foreign keys, in which rows can be put that break one."""

import re
from graphlib import TopologicalSorter

import duckdb

from dagster_project.candidate.foreign_keys import make_anew, set_aside

_CLAUSE = re.compile(r", FOREIGN KEY \(\w+\) REFERENCES marts\.\w+\(\w+\)")


def drop_foreign_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables of a file anew that point to others, without the keys that they declare and without comments."""
    pointing = dict(
        connection.execute(
            "select table_name, list(distinct referenced_table) from duckdb_constraints() "
            "where constraint_type = 'FOREIGN KEY' and schema_name = 'marts' group by all"
        ).fetchall()
    )
    definitions = dict(connection.execute("select table_name, sql from duckdb_tables() where schema_name = 'marts'").fetchall())
    tables = {f"marts.{table}": _CLAUSE.sub("", definitions[table]) for table in TopologicalSorter(pointing).static_order()}
    set_aside(connection, list(tables))
    make_anew(connection, tables, ())
