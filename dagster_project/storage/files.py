"""Files written whole or not at all, through to the disk, and how it is told that one is still as it was written."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import, and not needed by whoever only reads what is published
    import pyarrow as pa

_PARTIAL = ".partial"


def replace_text(path: Path, text: str, is_lasting: bool = True) -> None:
    """Writes a text file beside its target and renames it; through to the disk, unless it need not outlast a power cut."""
    with written_beside(path, is_lasting) as beside:
        beside.write_text(text, encoding="utf-8")


def replace_parquet(path: Path, table: "pa.Table") -> None:
    """Writes a Parquet file beside its target and renames it; its pages carry checksums."""
    import pyarrow.parquet as pq

    with written_beside(path) as beside:
        pq.write_table(table, beside, compression="zstd", write_page_checksum=True)


def read_parquet(path: Path, columns: list[str] | None = None) -> "pa.Table":
    """A Parquet file as a table. Read by itself: Arrow's datasets would import pandas, which takes a second.

    Raises `OSError` or `pyarrow.ArrowException` where the file is damaged.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        return file.read(columns=columns)


@contextmanager
def written_beside(path: Path, is_lasting: bool = True) -> Iterator[Path]:
    """A name beside a file to write to; it takes the file's place at the end, or is removed where anything failed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}{_PARTIAL}")
    beside.unlink(missing_ok=True)
    try:
        yield beside
        if is_lasting:
            sync(beside)
        os.replace(beside, path)
        if is_lasting:
            sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def copy_contents(source: Path, target: Path) -> None:
    """Copies what a file holds; blocks are shared where the file system can do so."""
    with source.open("rb") as read, target.open("wb") as written:
        try:
            while os.copy_file_range(read.fileno(), written.fileno(), 1 << 30):
                pass
        except (AttributeError, OSError):  # not on this system, or not between these two file systems
            read.seek(0)
            written.seek(0)
            written.truncate()
            shutil.copyfileobj(read, written)


def sync(path: Path) -> None:
    """Has the system write a file through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Has the system write the names in a folder through to the disk, where the file system can do so."""
    with suppress(OSError):
        sync(folder)


def sha256_of(path: Path) -> str:
    """The hash of what a file holds."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_partial_files(folders: Iterable[Path]) -> None:
    """Removes what writers that were killed left beside their targets."""
    for folder in folders:
        for path in folder.glob(f".*{_PARTIAL}"):
            path.unlink()


def tree_fingerprint(roots: Iterable[Path], suffixes: tuple[str, ...]) -> str:
    """A hash of the names and contents of all files under some folders that end in one of the suffixes."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(path for path in root.rglob("*") if path.suffix in suffixes and path.is_file()):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
