"""The extracted records: a Parquet dataset a record type, cut into files by content hash.

A content's records stand in the file named after the first two digits of its hash, in each
dataset. Adding a document rewrites its own files alone, so the cost follows the change. The
`documents` file is written last: what it does not list was not stored, and is extracted again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import DATASETS, DocumentRecord, arrow_schema
from dagster_project.storage.files import read_parquet, replace_parquet

_WRITTEN_LAST = "documents"


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


def store(extracted: Path, extractions: Iterable[Extraction]) -> Iterator[DocumentRecord]:
    """Stores extractions, which come in the order of their content hashes; yields each document once stored."""
    for name, group in groupby(extractions, key=lambda extraction: bucket(extraction.documents[0].content_sha256)):
        together = list(group)
        _store_bucket(extracted, name, together)
        for extraction in together:
            yield from extraction.documents


def _store_bucket(extracted: Path, name: str, extractions: Sequence[Extraction]) -> None:
    replaced = pa.array([extraction.documents[0].content_sha256 for extraction in extractions], pa.string())
    for dataset in sorted(DATASETS, key=lambda dataset: dataset == _WRITTEN_LAST):
        schema = arrow_schema(DATASETS[dataset])
        records = [record for extraction in extractions for record in getattr(extraction, dataset)]
        fresh = pa.Table.from_pylist([asdict(record) for record in records], schema=schema)
        path = extracted / dataset / f"{name}.parquet"
        replace_parquet(path, pa.concat_tables([*_kept(path, schema, replaced), fresh]))


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
