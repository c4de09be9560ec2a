"""The record types, which are the schema of the Parquet datasets under `extracted/`.

One dataclass is one dataset, one instance one row. Arrow types are stated beside each field, so
that the layer can be read by any engine. Money is DECIMAL, in yuan.
"""

import datetime
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Annotated, Any, get_args, get_type_hints

import pyarrow as pa

Text = Annotated[str, pa.string()]
OptionalText = Annotated[str | None, pa.string()]
Count = Annotated[int, pa.int32()]
OptionalCount = Annotated[int | None, pa.int32()]
Yuan = Annotated[Decimal, pa.decimal128(18, 2)]
HalfWidth = Annotated[Decimal, pa.decimal128(18, 4)]
OptionalDate = Annotated[datetime.date | None, pa.date32()]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A content that was read, or was found to be unreadable (`read_outcome`, `reason`)."""

    content_sha256: Text
    extractor_version: Text
    reader: OptionalText
    read_outcome: Text
    reason: OptionalText
    title: OptionalText
    unit_name: OptionalText
    fiscal_year: OptionalCount
    document_kind: OptionalText
    published_on: OptionalDate
    printed_unit: OptionalText
    n_lines: Count
    n_pages: OptionalCount


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table of a document, all its pages together, with the count of its non-empty cells."""

    content_sha256: Text
    table_no: Count
    table_code: OptionalText
    title: OptionalText
    recognised_by: Text
    printed_unit: OptionalText
    page_no: OptionalCount
    first_line_no: Count
    last_line_no: Count
    n_parts: Count
    cells_seen: Count
    cells_loaded: Count
    cells_structural: Count
    cells_rejected: Count
    cells_out_of_scope: Count


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A printed figure of a recognised table, with where it stands and what it means."""

    content_sha256: Text
    table_no: Count
    table_code: Text
    row_no: Count
    column_no: Count
    column_code: Text
    column_path: Text
    side: OptionalText
    row_label: Text
    subject_code: OptionalText
    subject_name: OptionalText
    item_code: OptionalText
    project_name: OptionalText
    project_name_key: OptionalText
    page_no: OptionalCount
    line_no: Count
    text: Text
    amount_yuan: Yuan
    half_width_yuan: HalfWidth
    yuan_per_unit: Annotated[int, pa.int64()]
    row_role: Text


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """A cell that was not understood: where it stands, its text, and why."""

    content_sha256: Text
    table_no: Count
    table_code: OptionalText
    row_no: OptionalCount
    column_no: Count
    page_no: OptionalCount
    line_no: Count
    text: Text
    reason_code: Text
    reason: Text


Record = DocumentRecord | TableRecord | CellRecord | RejectedRecord

DATASETS: dict[str, type[Record]] = {
    "documents": DocumentRecord,
    "tables": TableRecord,
    "cells": CellRecord,
    "rejected": RejectedRecord,
}


def arrow_schema(record_type: type[Any]) -> pa.Schema:
    """The Arrow schema of a record type, its fields in the order in which they are declared."""
    hints = get_type_hints(record_type, include_extras=True)
    return pa.schema([pa.field(field.name, get_args(hints[field.name])[1]) for field in fields(record_type)])
