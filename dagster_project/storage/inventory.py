"""The files seen under the raw folder: which are new, changed, unchanged or gone since the last look.

Identity is the content hash. A file whose size and times are those of the last look is not read
again; one that was touched is hashed, and is unchanged if its hash is.
"""

import datetime
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pyarrow as pa

from dagster_project.storage.files import read_parquet, replace_parquet

_SCHEMA = pa.schema(
    [
        ("source_file", pa.string()),
        ("content_sha256", pa.string()),
        ("change", pa.string()),
        ("is_present", pa.bool_()),
        ("problem", pa.string()),
        ("first_seen_at", pa.timestamp("us", tz="UTC")),
        ("size_bytes", pa.int64()),
        ("modified_ns", pa.int64()),
        ("metadata_changed_ns", pa.int64()),
        ("hashed_at_ns", pa.int64()),
    ]
)
# A file changed within this time after it was hashed may carry the same times: it is hashed again.
_CLOCK_GRAIN_NS = 2_000_000_000
_CHUNK = 1 << 20
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A path with a content; `source_file` is relative to the raw folder.

    `change` tells what the last look found: `new`, `changed`, `unchanged`, `unreadable`
    (`problem` says why), `removed` (noticed then) or `gone` (noticed before).
    """

    source_file: str
    content_sha256: str | None
    change: str
    is_present: bool
    problem: str | None
    first_seen_at: datetime.datetime
    size_bytes: int
    modified_ns: int
    metadata_changed_ns: int
    hashed_at_ns: int


def load_inventory(path: Path) -> list[FileVersion]:
    """The inventory as written by the last look; empty where there was none."""
    if not path.exists():
        return []
    table = read_parquet(path)
    # As numbers: Arrow would import pandas, which takes a second, to make times of them.
    at = table.column_names.index("first_seen_at")
    rows = table.set_column(at, "first_seen_at", table["first_seen_at"].cast(pa.int64())).to_pylist()
    return [FileVersion(**{**row, "first_seen_at": _EPOCH + row["first_seen_at"] * _MICROSECOND}) for row in rows]


def save_inventory(path: Path, inventory: list[FileVersion]) -> None:
    """Writes the inventory for the next look, and for dbt."""
    columns = {field.name: [getattr(version, field.name) for version in inventory] for field in fields(FileVersion)}
    replace_parquet(path, pa.table(columns, schema=_SCHEMA))


def look(raw: Path, previous: list[FileVersion], on_file: Callable[[], None] = lambda: None) -> list[FileVersion]:
    """The inventory of a raw folder now, given that of the last look.

    `on_file` is called once a file. A file that cannot be read is an entry with a problem;
    nothing is raised for it. Hidden files are no documents.
    """
    present = {version.source_file: version for version in previous if version.is_present}
    first_seen = {(v.source_file, v.content_sha256): v.first_seen_at for v in previous}
    now = datetime.datetime.now(datetime.UTC)
    found: list[FileVersion] = []
    for path in _documents(raw):
        version = _look_at(raw, path, present.get(_name(raw, path)), now)
        seen = first_seen.get((version.source_file, version.content_sha256), version.first_seen_at)
        found.append(replace(version, first_seen_at=seen))
        on_file()
    current = {(version.source_file, version.content_sha256) for version in found}
    left_behind = [
        replace(v, change="removed" if v.is_present else "gone", is_present=False)
        for v in previous
        if (v.source_file, v.content_sha256) not in current and v.content_sha256 is not None
    ]
    return sorted(found + left_behind, key=lambda v: (v.source_file, not v.is_present, v.content_sha256 or ""))


def inputs_fingerprint(inventory: list[FileVersion]) -> str:
    """A hash of which contents are present under which names, and which files cannot be read."""
    digest = hashlib.sha256()
    for version in inventory:
        if version.is_present:
            digest.update(f"{version.source_file}\0{version.content_sha256}\0{version.problem}\n".encode())
    return digest.hexdigest()


def _look_at(raw: Path, path: Path, before: FileVersion | None, now: datetime.datetime) -> FileVersion:
    name = _name(raw, path)
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            return _unreadable(name, "not a file that can be read: neither a document nor a folder", now)
        if not path.resolve().is_relative_to(raw.resolve()):
            return _unreadable(name, "a link that leads out of the raw folder is not followed: copy the file itself", now)
        if before and _is_same_file(before, info):
            return replace(before, change="unchanged")
        hashed_at = time.time_ns()
        sha256 = _sha256(path)
    except OSError as error:
        return _unreadable(name, f"the file cannot be read: {error.strerror or error}", now)
    change = "new" if before is None else "unchanged" if before.content_sha256 == sha256 else "changed"
    return FileVersion(name, sha256, change, True, None, now, info.st_size, info.st_mtime_ns, info.st_ctime_ns, hashed_at)


def _unreadable(name: str, problem: str, now: datetime.datetime) -> FileVersion:
    return FileVersion(name, None, "unreadable", True, problem, now, 0, 0, 0, 0)


def _is_same_file(before: FileVersion, info: os.stat_result) -> bool:
    same = (before.size_bytes, before.modified_ns, before.metadata_changed_ns) == (
        info.st_size,
        info.st_mtime_ns,
        info.st_ctime_ns,
    )
    settled = before.hashed_at_ns - info.st_ctime_ns > _CLOCK_GRAIN_NS
    return before.content_sha256 is not None and same and settled


def _documents(raw: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(raw):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith((".", "~$")))


def _name(raw: Path, path: Path) -> str:
    return path.relative_to(raw).as_posix().encode("utf-8", "backslashreplace").decode()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
