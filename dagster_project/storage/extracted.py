"""The extracted records: a Parquet dataset a record type, cut into files by content hash.

A content's records stand in the file named after the first digit of its hash, in each dataset.
Adding a document rewrites its own files alone, so the cost follows the change, and several
processes can store at a time. The checksums of such a bucket of files are written last, in the form
of `sha256sum`: a bucket of which any file is not as they say was not stored, and its documents are
extracted again.

Buckets of former versions are named after two digits. They stay until something is stored in the
bucket that is to hold their contents: it takes their records over before they are removed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from dagster_project.extraction.records import DATASETS, DocumentRecord, arrow_schema
from dagster_project.storage.files import read_parquet, remove_partial_files, replace_parquet, replace_text, sha256_of

if TYPE_CHECKING:  # a look whether there is anything to do extracts nothing
    from dagster_project.extraction.extract import Extraction

_CHECKSUMS = "checksums"
_BUCKET = re.compile("[0-9a-f]{1,2}")
# Records of so many contents are made a table at a time: what they take as objects is bounded.
_CONTENTS_AT_A_TIME = 32
_SCHEMAS = {dataset: arrow_schema(record_type) for dataset, record_type in DATASETS.items()}


def bucket(content_sha256: str) -> str:
    """The name of the files that hold a content's records."""
    return content_sha256[:1]


def stored_documents(extracted: Path, columns: list[str]) -> list[dict[str, Any]]:
    """Some columns of the stored documents, one entry a content."""
    files = [_file(extracted, "documents", name) for name in _whole_buckets(extracted)]
    return [row for path in files for row in read_parquet(path, columns).to_pylist()]


def stored_versions(extracted: Path) -> dict[str, str]:
    """Content hash → version of the extractor that its stored records were made by."""
    rows = stored_documents(extracted, ["content_sha256", "extractor_version"])
    return {row["content_sha256"]: row["extractor_version"] for row in rows}


def discard_damaged(extracted: Path) -> list[str]:
    """Removes files that cannot be used, and what killed writers left; returns their names.

    To be called before records are added. Of a bucket that is not as it was stored, what can be
    read remains for the sake of documents that are under the raw folder no more; the others are
    stored anew, since `stored_versions` does not list them.
    """
    remove_partial_files(extracted / dataset for dataset in (*DATASETS, _CHECKSUMS))
    whole = set(_whole_buckets(extracted))
    names = _names(extracted)
    for name in names:
        former = _former_buckets(names, name)
        if former:
            # A writer was killed while it took their records over: before all of them were stored, or behind that.
            _remove_buckets(extracted, former if name in whole else [name])
    useless = [
        path
        for dataset, schema in _SCHEMAS.items()
        for path in (extracted / dataset).glob("*.parquet")
        if path.stem not in whole and not _is_usable(path, schema)
    ]
    for path in useless:
        path.unlink()
    return sorted(path.relative_to(extracted).as_posix() for path in useless)


def _is_usable(path: Path, schema: pa.Schema) -> bool:
    if not _BUCKET.fullmatch(path.stem):
        return False
    try:
        _in_schema(read_parquet(path), schema)
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return False
    return True


def _names(extracted: Path) -> list[str]:
    """The names of all buckets of which there is any file."""
    return sorted({path.stem for dataset in (*DATASETS, _CHECKSUMS) for path in (extracted / dataset).glob("*.*")})


def _former_buckets(names: Iterable[str], name: str) -> list[str]:
    """Those of some buckets that a former version put contents of this one into: their names begin with its name."""
    return [other for other in names if other != name and other.startswith(name) and _BUCKET.fullmatch(other)]


def _remove_buckets(extracted: Path, names: Iterable[str]) -> None:
    for name in names:
        _checksums_file(extracted, name).unlink(missing_ok=True)
        for dataset in DATASETS:
            _file(extracted, dataset, name).unlink(missing_ok=True)


def _whole_buckets(extracted: Path) -> list[str]:
    """The buckets whose files are all as they were stored."""
    names = sorted(path.stem for path in (extracted / _CHECKSUMS).glob("*.sha256"))
    return [name for name in names if _stated_checksums(extracted, name) == _checksums(extracted, name)]


def _file(extracted: Path, dataset: str, name: str) -> Path:
    return extracted / dataset / f"{name}.parquet"


def _checksums_file(extracted: Path, name: str) -> Path:
    return extracted / _CHECKSUMS / f"{name}.sha256"


def _stated_checksums(extracted: Path, name: str) -> str:
    return _checksums_file(extracted, name).read_text(encoding="utf-8", errors="replace")


def _checksums(extracted: Path, name: str) -> str:
    """The lines that `sha256sum` would print for the files of a bucket; nothing where one cannot be read."""
    files = [f"{dataset}/{name}.parquet" for dataset in DATASETS]
    try:
        return "".join(f"{sha256_of(extracted / file)}  {file}\n" for file in files)
    except OSError:
        return ""


def count_rows(extracted: Path, dataset: str) -> int:
    """How many records of a type are stored, of all contents."""
    return sum(pq.read_metadata(path).num_rows for path in (extracted / dataset).glob("*.parquet"))


def store(extracted: Path, extractions: Iterable["Extraction"]) -> Iterator[DocumentRecord]:
    """Stores contents, which come in the order of their hashes; yields each document once stored."""
    for name, group in groupby(extractions, key=lambda extraction: bucket(extraction.documents[0].content_sha256)):
        yield from _store_bucket(extracted, name, group)


def _store_bucket(extracted: Path, name: str, extractions: Iterator["Extraction"]) -> list[DocumentRecord]:
    """Stores contents of one bucket, beside those that are stored in it; gives their documents."""
    documents: list[DocumentRecord] = []
    fresh: dict[str, list[pa.Table]] = {dataset: [] for dataset in DATASETS}
    while together := list(islice(extractions, _CONTENTS_AT_A_TIME)):
        documents += [extraction.documents[0] for extraction in together]
        for dataset, schema in _SCHEMAS.items():
            fresh[dataset].append(_table([record for each in together for record in getattr(each, dataset)], schema))
    former = _former_buckets(_names(extracted), name)
    replaced = pa.array([document.content_sha256 for document in documents], pa.string())
    for dataset, tables in fresh.items():
        kept = [rows for stored in (name, *former) for rows in _kept(extracted, dataset, stored, replaced)]
        replace_parquet(_file(extracted, dataset, name), pa.concat_tables([*kept, *tables]))
    replace_text(_checksums_file(extracted, name), _checksums(extracted, name))
    _remove_buckets(extracted, former)
    return documents


def _table(records: Sequence[Any], schema: pa.Schema) -> pa.Table:
    """The records as a table, column by column: making a row a dictionary first costs ten times as much."""
    if not records:
        return schema.empty_table()
    values = zip(*map(attrgetter(*schema.names), records), strict=True)
    return pa.table([pa.array(column, field.type) for column, field in zip(values, schema, strict=True)], schema=schema)


def _kept(extracted: Path, dataset: str, name: str, replaced: pa.Array) -> list[pa.Table]:
    """The stored rows of a bucket, without those of contents that are replaced."""
    import pyarrow.compute as pc

    path = _file(extracted, dataset, name)
    if not path.exists():
        return []
    stored = _in_schema(read_parquet(path), _SCHEMAS[dataset])
    return [stored.filter(pc.invert(pc.is_in(stored["content_sha256"], value_set=replaced)))]


def _in_schema(stored: pa.Table, schema: pa.Schema) -> pa.Table:
    """Stored rows in today's schema: a column that is new is empty in them. Raises where they are of no such dataset."""
    if stored.schema.field("content_sha256").type != schema.field("content_sha256").type:
        raise ValueError("the column content_sha256 holds no text")
    columns = [
        stored[field.name].cast(field.type) if field.name in stored.column_names else pa.nulls(len(stored), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
