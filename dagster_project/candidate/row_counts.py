"""How many rows the tables and views of a build have."""

from dagster_project.storage.layers import find_records
from dagster_project.storage.layout import WarehouseLayout

Relation = tuple[str, str]


def row_counts(layout: WarehouseLayout) -> dict[Relation, int]:
    """Schema and name → rows, of the candidate's relations and of the layers before it."""
    import duckdb

    counts: dict[Relation, int] = {}
    for database in (layout.layers, layout.candidate):
        with duckdb.connect(str(database), read_only=True) as connection:
            find_records(connection, layout.extracted)
            relations = connection.execute(
                "select table_schema, table_name from information_schema.tables where table_catalog = current_database()"
            ).fetchall()
            for schema, name in relations:
                ((counts[schema, name],),) = connection.execute(f'select count(*) from "{schema}"."{name}"').fetchall()
    return counts
