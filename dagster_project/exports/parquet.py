"""Tables as Parquet, typed as in the published file; the meaning of a column is in its metadata."""

from pathlib import Path
from typing import Any

from dagster_project.exports.catalogue import ExportedTable, exported_tables

_ROWS_OF_A_GROUP = 100_000


def export_parquet(connection: Any, folder: Path) -> list[ExportedTable]:
    """Writes a file a table. Returns the tables."""
    tables = exported_tables(connection)
    for table in tables:
        _write(connection, folder / f"{table.name}.parquet", table)
    return tables


def _write(connection: Any, path: Path, table: ExportedTable) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    reader = connection.execute(table.query).fetch_record_batch(_ROWS_OF_A_GROUP)
    fields = [
        field.with_nullable(not column.is_required).with_metadata({"description": column.meaning})
        for field, column in zip(reader.schema, table.columns, strict=True)
    ]
    schema = pa.schema(fields, {"description": table.meaning})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
