"""What is exported: the tables of the marts, with the types, meanings and keys of their columns, and their rows in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SCHEMA = "marts"
_ROWS_AT_A_TIME = 10_000
# What a table is keyed by, and sorted by, so that one state of the warehouse gives one file: a fact by its printed figure.
_KEY_OF_A_FACT = ("source_cell_id",)
_KEYS = {
    "bridge_project_performance": ("project_key", "performance_key"),
    "dim_code": ("code_key",),
    "dim_document": ("document_key",),
    "dim_document_part": ("part_key",),
    "dim_fund_source": ("fund_source_key",),
    "dim_measure": ("measure_code",),
    "dim_project": ("project_key",),
    "dim_region": ("region_code",),
    "dim_subject_code": ("subject_key",),
    "dim_unit": ("unit_key",),
    "fct_performance_budget": ("performance_key",),
    "fct_project_card": ("card_key",),
    "fct_statement": ("statement_key",),
}
# Where keys point to within the marts, from what the models say of themselves (dbt_project/macros/dictionary.sql).
_POINTING = """
    select table_name, column_name, references_table, references_column from audit.dictionary
    where schema_name = ? and references_schema = schema_name and references_table <> table_name
"""
_HAS_DICTIONARY = "select 1 from duckdb_tables() where schema_name = 'audit' and table_name = 'dictionary'"

# The table and the column that a column of a table points to.
_Targets = dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column: its type as DuckDB has it, what it means (English, then Chinese), and the table and column that it points to."""

    name: str
    data_type: str
    meaning: str
    is_required: bool
    points_to: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table with its columns in order, the columns that are its key, and how many rows it has."""

    name: str
    meaning: str
    columns: tuple[ExportedColumn, ...]
    key: tuple[str, ...]
    n_rows: int

    @property
    def query(self) -> str:
        """All rows in the order of the key."""
        columns = ", ".join(f'"{column.name}"' for column in self.columns)
        return f'select {columns} from {_SCHEMA}."{self.name}" order by {", ".join(self.key)}'


def exported_tables(connection: Any) -> list[ExportedTable]:
    """The tables of the marts of an open published file, by name."""
    described = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = ? order by table_name", [_SCHEMA]
    ).fetchall()
    targets = _targets(connection)
    return [_table(connection, name, meaning or "", targets) for name, meaning in described]


def rows_of(connection: Any, table: ExportedTable) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in order, some at a time in memory."""
    cursor = connection.execute(table.query)
    while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
        yield from rows


def _table(connection: Any, name: str, meaning: str, targets: _Targets) -> ExportedTable:
    columns = connection.execute(
        "select column_name, data_type, comment, not is_nullable from duckdb_columns() "
        "where schema_name = ? and table_name = ? order by column_index",
        [_SCHEMA, name],
    ).fetchall()
    (n_rows,) = connection.execute(f'select count(*) from {_SCHEMA}."{name}"').fetchone()
    return ExportedTable(
        name,
        meaning,
        tuple(
            ExportedColumn(column, data_type, comment or "", is_required, targets.get((name, column)))
            for column, data_type, comment, is_required in columns
        ),
        _KEYS.get(name, _KEY_OF_A_FACT),
        n_rows,
    )


def _targets(connection: Any) -> _Targets:
    """What the columns of the marts point to in other tables; nothing in a file of a version before the dictionary."""
    if not connection.execute(_HAS_DICTIONARY).fetchone():
        return {}
    rows = connection.execute(_POINTING, [_SCHEMA]).fetchall()
    return {(table, column): (to_table, to_column) for table, column, to_table, to_column in rows}
