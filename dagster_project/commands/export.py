"""`yusuan export`: the marts as Parquet, CSV, a workbook or a data package, for those who do not use DuckDB."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dagster_project.commands.display import err, out
from dagster_project.commands.status import nothing_published
from dagster_project.exports.catalogue import ExportedTable
from dagster_project.exports.folder import FolderInUse, written_whole
from dagster_project.settings import Settings
from dagster_project.storage.reading import open_read_only


def run_export(settings: Settings, folder: Path, as_format: str) -> int:
    """Writes the marts of the published file into a folder, whole or not at all; returns the exit status.

    It is 1 where nothing is published or the format cannot hold a table, and 2 where the folder holds something else.
    """
    from dagster_project.exports.workbook import TooManyRows

    if not settings.layout.published.exists():
        return nothing_published(settings.layout)
    try:
        with open_read_only(settings.layout.published, f"{settings.query_memory}B") as connection, written_whole(folder) as beside:
            tables = _exporter(as_format)(connection, beside)
    except FolderInUse as in_use:
        err.print(str(in_use))
        return 2
    except TooManyRows as too_many:
        err.print(str(too_many))
        return 1
    n_rows = sum(table.n_rows for table in tables)
    out.print(f"{len(tables)} tables with {n_rows:,} rows are in {folder.absolute()}.")
    return 0


def _exporter(as_format: str) -> Callable[[Any, Path], list[ExportedTable]]:
    # Each imports what it writes with: pyarrow for Parquet alone.
    from dagster_project.exports.delimited import export_csv
    from dagster_project.exports.package import export_package
    from dagster_project.exports.parquet import export_parquet
    from dagster_project.exports.workbook import export_xlsx

    return {"csv": export_csv, "datapackage": export_package, "parquet": export_parquet, "xlsx": export_xlsx}[as_format]
