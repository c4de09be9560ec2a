"""Files written whole or not at all."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


def replace_text(path: Path, text: str) -> None:
    """Writes a text file beside its target and renames it."""
    with _written_beside(path) as beside, beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace_parquet(path: Path, table: pa.Table) -> None:
    """Writes a Parquet file beside its target and renames it."""
    with _written_beside(path) as beside:
        pq.write_table(table, beside, compression="zstd")


def read_parquet(path: Path, columns: list[str] | None = None) -> pa.Table:
    """A Parquet file as a table. Read by itself: Arrow's datasets would import pandas, which takes a second."""
    with pq.ParquetFile(path) as file:
        return file.read(columns=columns)


@contextmanager
def _written_beside(path: Path) -> Iterator[Path]:
    """A name beside the target to write to; renamed to it at the end, removed where the writing failed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.partial")
    try:
        yield beside
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def tree_fingerprint(roots: Iterable[Path], suffixes: tuple[str, ...]) -> str:
    """A hash of the names and contents of all files under some folders that end in one of the suffixes."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(path for path in root.rglob("*") if path.suffix in suffixes and path.is_file()):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
