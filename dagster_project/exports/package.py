"""Tables as a Frictionless data package: CSV with a schema of types, meanings and keys, and the roles of a Fiscal Data Package."""

import json
from pathlib import Path
from typing import Any

from dagster_project.exports.catalogue import ExportedColumn, ExportedTable, exported_tables, rows_of
from dagster_project.exports.delimited import write_csv

_DATA = "data"
# https://specs.frictionlessdata.io/table-schema/#types-and-formats
_TYPES = {
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
# In UTC, without a zone, which the specification wants unless another format is told.
_FORMATS = {"TIMESTAMP": "%Y-%m-%dT%H:%M:%S"}
# https://specs.frictionlessdata.io/fiscal-data-package/#columntypes
_ROLES = {
    "amount_yuan": "value",
    "fiscal_year": "date:fiscal-year",
    "phase": "phase:id",
    "side": "direction",
    "source_cell_id": "budget-line-id",
    "unit_key": "administrative-classification:generic:level1:code",
    "subject_key": "functional-classification:generic:level1:code",
    "economic_subject_key": "economic-classification:generic:level1:code",
    "fund_source_key": "fin-source:generic:level1:code",
    "project_key": "activity:generic:project:code",
}


def export_package(connection: Any, folder: Path) -> list[ExportedTable]:
    """Writes `datapackage.json` and a CSV file a table. Returns the tables."""
    tables = exported_tables(connection)
    (folder / _DATA).mkdir()
    for table in tables:
        write_csv(folder / _DATA / f"{table.name}.csv", table, rows_of(connection, table), encoding="utf-8")
    package = {
        "profile": "tabular-data-package",
        "name": "yusuan",
        "title": "Chinese government budget disclosures 中国政府预算公开",
        "currency": "CNY",
        "resources": [_resource(table) for table in tables],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return tables


def _resource(table: ExportedTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{_DATA}/{table.name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "description": table.meaning,
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column.name], "reference": {"resource": column.points_to[0], "fields": [column.points_to[1]]}}
                for column in table.columns
                if column.points_to
            ],
        },
    }


def _field(table: ExportedTable, column: ExportedColumn) -> dict[str, Any]:
    role = _ROLES.get(column.name) if table.name.startswith("fct_") else None
    return {
        "name": column.name,
        "type": _type(column.data_type),
        **({"format": _FORMATS[column.data_type]} if column.data_type in _FORMATS else {}),
        "description": column.meaning,
        **({"constraints": {"required": True}} if column.is_required else {}),
        **({"columnType": role} if role else {}),
    }


def _type(data_type: str) -> str:
    if data_type.endswith("[]"):
        return "array"
    return "number" if data_type.startswith(("DECIMAL", "DOUBLE")) else _TYPES.get(data_type, "string")
