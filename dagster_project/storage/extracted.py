"""The extracted records: a Parquet dataset a record type, cut into files by content hash.

A content's records stand in the file named after the first two digits of its hash, in each
dataset. Adding a document rewrites its own files alone, so the cost follows the change. The
`documents` file is written last: what it does not list was not stored, and is extracted again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import DATASETS, DocumentRecord, arrow_schema
from dagster_project.storage.files import read_parquet, replace_parquet

_WRITTEN_LAST = "documents"
_SCHEMAS = {dataset: arrow_schema(record_type) for dataset, record_type in DATASETS.items()}


def bucket(content_sha256: str) -> str:
    """The name of the files that hold a content's records."""
    return content_sha256[:2]


def stored_documents(extracted: Path, columns: list[str]) -> list[dict[str, Any]]:
    """Some columns of the stored documents, one entry a content."""
    files = sorted((extracted / _WRITTEN_LAST).glob("*.parquet"))
    return [row for path in files for row in read_parquet(path, columns).to_pylist()]


def stored_versions(extracted: Path) -> dict[str, str]:
    """Content hash → version of the extractor that its stored records were made by."""
    rows = stored_documents(extracted, ["content_sha256", "extractor_version"])
    return {row["content_sha256"]: row["extractor_version"] for row in rows}


def count_rows(extracted: Path, dataset: str) -> int:
    """How many records of a type are stored, of all contents."""
    return sum(pq.read_metadata(path).num_rows for path in (extracted / dataset).glob("*.parquet"))


@dataclass(frozen=True, slots=True)
class ExtractedTables:
    """The records of one content as Arrow tables, by dataset: cheap to hand from one process to another."""

    document: DocumentRecord
    tables: dict[str, pa.Table]


def as_tables(extraction: Extraction) -> ExtractedTables:
    """The records of an extraction as tables."""
    tables = {dataset: _table(getattr(extraction, dataset), _SCHEMAS[dataset]) for dataset in DATASETS}
    return ExtractedTables(extraction.documents[0], tables)


def store(extracted: Path, contents: Iterable[ExtractedTables]) -> Iterator[DocumentRecord]:
    """Stores contents, which come in the order of their hashes; yields each document once stored."""
    for name, group in groupby(contents, key=lambda content: bucket(content.document.content_sha256)):
        together = list(group)
        _store_bucket(extracted, name, together)
        for content in together:
            yield content.document


def _store_bucket(extracted: Path, name: str, contents: Sequence[ExtractedTables]) -> None:
    replaced = pa.array([content.document.content_sha256 for content in contents], pa.string())
    for dataset in sorted(DATASETS, key=lambda dataset: dataset == _WRITTEN_LAST):
        path = extracted / dataset / f"{name}.parquet"
        fresh = [content.tables[dataset] for content in contents]
        replace_parquet(path, pa.concat_tables([*_kept(path, _SCHEMAS[dataset], replaced), *fresh]))


def _table(records: Sequence[Any], schema: pa.Schema) -> pa.Table:
    """The records as a table, column by column: making a row a dictionary first costs ten times as much."""
    columns = [pa.array([getattr(record, field.name) for record in records], field.type) for field in schema]
    return pa.table(columns, schema=schema)


def _kept(path: Path, schema: pa.Schema, replaced: pa.Array) -> list[pa.Table]:
    """The stored rows of other contents, in today's schema: a column that is new is empty in them."""
    if not path.exists():
        return []
    stored = read_parquet(path)
    rows = stored.filter(pc.invert(pc.is_in(stored["content_sha256"], value_set=replaced)))
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return [pa.table(columns, schema=schema)]
