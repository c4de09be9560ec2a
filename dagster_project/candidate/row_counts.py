"""How many rows the tables of a build have; those of a view would have to be made anew to be counted."""

from dagster_project.storage.layout import WarehouseLayout

Relation = tuple[str, str]


def row_counts(layout: WarehouseLayout) -> dict[Relation, int]:
    """Schema and name → rows, of the candidate's tables and of the layers before it."""
    import duckdb

    counts: dict[Relation, int] = {}
    for database in (layout.layers, layout.candidate):
        with duckdb.connect(str(database), read_only=True) as connection:
            relations = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            for schema, name in relations:
                ((counts[schema, name],),) = connection.execute(f'select count(*) from "{schema}"."{name}"').fetchall()
    return counts
