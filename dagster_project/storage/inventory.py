"""The files seen under the raw folder: which are new, changed, unchanged or gone since the last look.

Identity is the content hash. A file whose size and times are those of the last look is not read
again; one that was touched is hashed, and is unchanged if its hash is.

What cannot be looked at is not gone: a file that cannot be read, and the files of a folder that
cannot be listed, stay as they were at the last look, and the problem is told.

`document.yml` is no document: it stands beside documents and says what their texts do not. That of a name
(`budget.pdf.document.yml`, `budget.document.yml`) is of that document, any other of all documents of its folder that have
none of their own. A document is changed where such a file is.
"""

import datetime
import errno
import hashlib
import os
import re
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.storage.files import read_parquet, replace_parquet, sha256_of

if TYPE_CHECKING:  # slow to import, and not needed by whoever only asks where a document lies
    import pyarrow as pa

# A file changed within this time after it was hashed may carry the same times: it is hashed again.
_CLOCK_GRAIN_NS = 2_000_000_000
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_BESIDE = "document.yml"
# More than such a file may have: what is behind it changes nothing.
_BYTES_BESIDE = 20_000
_BESIDE_NOTHING = (
    "no document stands beside it that it could be of: it says what the documents of its folder do not, "
    "or the one whose name stands before .document.yml"
)
_ESCAPED = re.compile(r"\\\\|\\udc([89a-f][0-9a-f])")


class RawFolderUnreadable(Exception):
    """The raw folder itself cannot be listed: nothing is known of any document."""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A path with a content; `source_file` is relative to the raw folder (see `document_path`).

    `change` tells what the last look found: `new`, `changed`, `unchanged`, `unreadable`
    (`problem` says why; what was read of it before, if anything, is an entry of its own that
    stays), `removed` (noticed then) or `gone` (noticed before). A folder that could not be listed is
    an unreadable entry whose name ends in a slash. `beside_file` is the name of the file that says what the
    document does not, if one stands beside it, with the hash of what of it is read.
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
    beside_file: str | None = None
    beside_sha256: str | None = None


def _schema() -> "pa.Schema":
    import pyarrow as pa

    return pa.schema(
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
            ("beside_file", pa.string()),
            ("beside_sha256", pa.string()),
        ]
    )


def load_inventory(path: Path) -> list[FileVersion]:
    """The inventory as written by the last look; empty where there was none, or it is damaged."""
    import pyarrow as pa

    try:
        table = read_parquet(path)
        # As numbers: Arrow would import pandas, which takes a second, to make times of them. A cast would import much too.
        at = table.column_names.index("first_seen_at")
        first_seen_at = table["first_seen_at"].combine_chunks().view(pa.int64())
        rows = table.set_column(at, "first_seen_at", first_seen_at).to_pylist()
        return [FileVersion(**{**row, "first_seen_at": _EPOCH + row["first_seen_at"] * _MICROSECOND}) for row in rows]
    except (OSError, ValueError, TypeError, pa.ArrowException):
        return []


def save_inventory(path: Path, inventory: list[FileVersion]) -> None:
    """Writes the inventory for the next look, and for dbt."""
    import pyarrow as pa

    columns = {field.name: [getattr(version, field.name) for version in inventory] for field in fields(FileVersion)}
    replace_parquet(path, pa.table(columns, schema=_schema()))


def look(raw: Path, previous: list[FileVersion], on_file: Callable[[], None] = lambda: None) -> list[FileVersion]:
    """The inventory of a raw folder now, given that of the last look.

    `on_file` is called once a file. A file that cannot be read, and a folder that cannot be
    listed, is an entry with a problem; nothing is raised for it. Hidden files are no documents.

    Raises `RawFolderUnreadable`.
    """
    present = {version.source_file: version for version in previous if version.is_present}
    first_seen = {(v.source_file, v.content_sha256): v.first_seen_at for v in previous}
    now = _time_after(previous)
    listing = _list(raw)
    found = [_unreadable(folder, problem, now) for folder, problem in listing.unseen_folders.items()]
    found += [replace(version, change="unchanged") for version in present.values() if listing.hides(version)]
    found += [_unreadable(document_name(raw, path), _BESIDE_NOTHING, now) for path in listing.beside_nothing]
    for path in listing.documents:
        found += _look_at(raw, path, listing.beside.get(path), present.get(document_name(raw, path)), now)
        on_file()
    found = [replace(v, first_seen_at=first_seen.get((v.source_file, v.content_sha256), v.first_seen_at)) for v in found]
    current = {(version.source_file, version.content_sha256) for version in found}
    left_behind = [
        replace(v, change="removed" if v.is_present else "gone", is_present=False)
        for v in previous
        if (v.source_file, v.content_sha256) not in current and v.content_sha256 is not None
    ]
    return sorted(found + left_behind, key=lambda v: (v.source_file, not v.is_present, v.content_sha256 or ""))


def document_name(raw: Path, path: Path) -> str:
    """How a file is called: its path from the raw folder, with slashes.

    Bytes that are no UTF-8 are spelled `\\udcXX`, which is how Python names them; in such a name,
    and in one that spells one already, a backslash is doubled. No two files have one name.
    """
    name = path.relative_to(raw).as_posix()
    spelled = name.encode("utf-8", "backslashreplace").decode()
    if r"\udc" not in spelled:
        return name
    return name.replace("\\", r"\\").encode("utf-8", "backslashreplace").decode()


def document_path(raw: Path, source_file: str) -> Path:
    """Where the file of that name lies: the inverse of `document_name`."""
    if "\\udc" not in source_file:
        return raw / source_file
    return raw / _ESCAPED.sub(lambda found: chr(int(f"dc{found[1]}", 16)) if found[1] else "\\", source_file)


def read_beside(path: Path) -> bytes:
    """What of a file beside documents is looked at: its beginning, one byte more than it may have at least."""
    with path.open("rb") as file:
        return file.read(_BYTES_BESIDE)


def inputs_fingerprint(inventory: list[FileVersion]) -> str:
    """A hash of which contents are present under which names, what stands beside them, and which files cannot be read."""
    digest = hashlib.sha256()
    for version in inventory:
        if version.is_present:
            digest.update(f"{version.source_file}\0{version.content_sha256}\0{version.problem}\0".encode())
            digest.update(f"{version.beside_file}\0{version.beside_sha256}\n".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Listing:
    """The files under the raw folder, and the folders that were not looked into, by name, with the reason."""

    documents: list[Path]
    unseen_folders: dict[str, str]
    # Document → the file that says what it does not.
    beside: dict[Path, Path]
    beside_nothing: list[Path]

    def hides(self, version: FileVersion) -> bool:
        """Whether the file lies in a folder that was not looked into."""
        return version.content_sha256 is not None and version.source_file.startswith(tuple(self.unseen_folders))


def _list(raw: Path) -> _Listing:
    listing = _Listing([], {}, {}, [])

    def not_listed(error: OSError) -> None:
        reason = error.strerror or str(error)
        if Path(error.filename) == raw:
            raise RawFolderUnreadable(f"{raw} cannot be listed ({reason}): nothing was read and nothing was changed") from error
        problem = f"the folder cannot be listed ({reason}): its documents stay as they were at the last look"
        listing.unseen_folders[f"{document_name(raw, Path(error.filename))}/"] = problem

    for folder, folders, names in os.walk(raw, onerror=not_listed):
        for name in [name for name in folders if (Path(folder) / name).is_symlink() and not name.startswith(".")]:
            problem = "a link to a folder is not followed: put the folder itself there; its documents stay as at the last look"
            listing.unseen_folders[f"{document_name(raw, Path(folder) / name)}/"] = problem
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        _sort(listing, Path(folder), sorted(name for name in names if not name.startswith((".", "~$"))))
    return listing


def _sort(listing: _Listing, folder: Path, names: list[str]) -> None:
    """Tells the documents of a folder from the files beside them."""
    beside = {name for name in names if name == _BESIDE or name.endswith(f".{_BESIDE}")}
    for document in (folder / name for name in names if name not in beside):
        listing.documents.append(document)
        own = (f"{document.name}.{_BESIDE}", f"{document.stem}.{_BESIDE}", _BESIDE)
        if name := next((name for name in own if name in beside), None):
            listing.beside[document] = folder / name
    used = set(listing.beside.values())
    listing.beside_nothing.extend(path for name in sorted(beside) if (path := folder / name) not in used)


def _look_at(raw: Path, path: Path, beside: Path | None, before: FileVersion | None, now: datetime.datetime) -> list[FileVersion]:
    """What a file is now; with what it was before where it, or what stands beside it, is there and cannot be read."""
    name = document_name(raw, path)
    try:
        version = _version_of(raw, path, before, now)
    except FileNotFoundError:
        return [_unreadable(name, "the file cannot be read: it is not there, or a link to nothing", now)]
    except OSError as error:
        return _kept(name, f"the file cannot be read: {error.strerror or error}", before, now)
    if beside is None or version.problem:
        return [_with_beside(version, before, None, None)]
    try:
        return [_with_beside(version, before, document_name(raw, beside), _sha256_of_beside(raw, beside))]
    except OSError as error:
        return _kept(name, f"{document_name(raw, beside)} beside it cannot be read: {error.strerror or error}", before, now)


def _kept(name: str, problem: str, before: FileVersion | None, now: datetime.datetime) -> list[FileVersion]:
    kept = [replace(before, change="unchanged")] if before and before.content_sha256 else []
    return [_unreadable(name, f"{problem}{'; what was read of it before stays' if kept else ''}", now), *kept]


def _with_beside(version: FileVersion, before: FileVersion | None, name: str | None, sha256: str | None) -> FileVersion:
    is_other = before is not None and (before.beside_file, before.beside_sha256) != (name, sha256)
    change = "changed" if version.change == "unchanged" and is_other else version.change
    return replace(version, change=change, beside_file=name, beside_sha256=sha256)


def _sha256_of_beside(raw: Path, path: Path) -> str:
    if not stat.S_ISREG(path.stat().st_mode) or not path.resolve().is_relative_to(raw.resolve()):
        raise OSError(errno.EINVAL, "it is no file of the raw folder")
    return hashlib.sha256(read_beside(path)).hexdigest()


def _version_of(raw: Path, path: Path, before: FileVersion | None, now: datetime.datetime) -> FileVersion:
    name = document_name(raw, path)
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        return _unreadable(name, "not a file that can be read: neither a document nor a folder", now)
    if not path.resolve().is_relative_to(raw.resolve()):
        return _unreadable(name, "a link that leads out of the raw folder is not followed: copy the file itself", now)
    if before and _is_same_file(before, info):
        return replace(before, change="unchanged")
    hashed_at = time.time_ns()
    sha256 = sha256_of(path)
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


def _time_after(previous: list[FileVersion]) -> datetime.datetime:
    """The time, but later than any file was first seen: the clock may have been set back, and order must not change."""
    now = datetime.datetime.now(datetime.UTC)
    return max([now, *(version.first_seen_at + _MICROSECOND for version in previous)])
