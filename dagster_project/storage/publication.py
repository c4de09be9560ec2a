"""The published file: it appears whole or not at all, and the ones before are kept.

Every published file lies in the history under the time of its publication; `budget.duckdb` is
another name (a hard link) of one of them. Publishing and rolling back move that name by a
rename: readers keep the file that they opened, and are never waited for.
"""

import datetime
import os
import shutil
from pathlib import Path

from dagster_project.storage.layout import WarehouseLayout

KEPT = 5
_PREFIX = "budget-"
_SUFFIX = ".duckdb"
_STAMP = "%Y%m%dT%H%M%S.%fZ"


class NothingToRollBackTo(Exception):
    """No file was published before the present one, or none is kept."""


def publish(layout: WarehouseLayout, published_at: datetime.datetime) -> Path:
    """Makes the candidate the published file; returns its place in the history."""
    layout.history.mkdir(parents=True, exist_ok=True)
    kept = layout.history / f"{_PREFIX}{published_at.astimezone(datetime.UTC).strftime(_STAMP)}{_SUFFIX}"
    _sync(layout.candidate)
    os.replace(layout.candidate, kept)
    try:
        _point_at(layout, kept)
    except OSError:
        # Only what was published is history; the candidate can be published by another try.
        os.replace(kept, layout.candidate)
        raise
    for old in published_files(layout)[:-KEPT]:
        old.unlink()
    return kept


def roll_back(layout: WarehouseLayout) -> Path:
    """Makes the file published before the present one the published file again; returns its place.

    Raises `NothingToRollBackTo`.
    """
    present = current_file(layout)
    earlier = [path for path in published_files(layout) if present is None or path.name < present.name]
    if not earlier:
        raise NothingToRollBackTo("no earlier published file is kept in the history folder")
    _point_at(layout, earlier[-1])
    return earlier[-1]


def published_files(layout: WarehouseLayout) -> list[Path]:
    """The files kept in the history, the oldest first."""
    return sorted(layout.history.glob(f"{_PREFIX}*{_SUFFIX}"))


def current_file(layout: WarehouseLayout) -> Path | None:
    """The place in the history of the published file; None where nothing is published or it is not kept."""
    if not layout.published.exists():
        return None
    return next((path for path in published_files(layout) if _is_same(path, layout.published)), None)


def publication_time(path: Path) -> datetime.datetime:
    """When a file of the history was published."""
    stamp = path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    return datetime.datetime.strptime(stamp, _STAMP).replace(tzinfo=datetime.UTC)


def _point_at(layout: WarehouseLayout, target: Path) -> None:
    beside = layout.published.with_name(f".{layout.published.name}.partial")
    beside.unlink(missing_ok=True)
    try:
        os.link(target, beside)
    except OSError:
        # A file system without hard links: the times are copied too, and tell which file it is.
        shutil.copy2(target, beside)
        _sync(beside)
    os.replace(beside, layout.published)
    _sync_folder(layout.root)


def _is_same(kept: Path, published: Path) -> bool:
    a, b = kept.stat(), published.stat()
    return os.path.samestat(a, b) or (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
