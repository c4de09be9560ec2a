"""The published file: it appears whole or not at all, and the ones before are kept.

Every published file is kept in the history, named after the time of its publication and its hash:
each tells by itself whether it is whole. `budget.duckdb` is a copy of one of them, so that whoever
changes the one has not changed the other. It is written beside, opened there, and renamed:
readers keep the file that they opened, and are never waited for. None of these files is writable.
"""

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dagster_project.storage.files import copy_contents, remove_partial_files, sha256_of, sync, sync_folder, written_beside
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.reading import UnreadableDatabase, open_read_only
from dagster_project.storage.state import load_state

KEPT = 5
_STAMP = "%Y%m%dT%H%M%S.%fZ"
# Files of version 0.1 have no hash in their names.
_KEPT_NAME = re.compile(r"budget-(?P<stamp>\d{8}T\d{6}\.\d{6}Z)(-(?P<hash>[0-9a-f]{16}))?\.duckdb")
_HASH_DIGITS = 16
_READ_ONLY = 0o444
_MICROSECOND = datetime.timedelta(microseconds=1)


class NothingToRollBackTo(Exception):
    """No file was published before the present one, or none is kept that is whole."""


class NotWhole(Exception):
    """A file that is not to be published: a part of it is missing, or it cannot be opened."""


def complete_candidate(layout: WarehouseLayout) -> None:
    """Has DuckDB put all that was written to the candidate into the file itself, before the file is judged.

    Raises `NotWhole`.
    """
    import duckdb

    try:
        with duckdb.connect(str(layout.candidate)) as connection:
            connection.execute("force checkpoint")
    except duckdb.Error as error:
        raise NotWhole(f"{layout.candidate} could not be written whole ({error}): is the disk full?") from error


def publish(layout: WarehouseLayout, published_at: datetime.datetime) -> Path:
    """Makes the candidate the published file; returns its place in the history.

    Raises `NotWhole` or `OSError`: then the published file and the candidate are what they were.
    """
    if write_ahead_file(layout.candidate).exists():
        raise NotWhole(f"{write_ahead_file(layout.candidate)} holds a part of the candidate, which was not written whole")
    sync(layout.candidate)
    sha256 = sha256_of(layout.candidate)
    kept = layout.history / _kept_name(_after_the_last(layout, published_at), sha256)
    layout.history.mkdir(parents=True, exist_ok=True)
    try:
        with _taking_its_place(layout, layout.candidate, sha256):
            layout.candidate.chmod(_READ_ONLY)
            os.replace(layout.candidate, kept)
            sync_folder(layout.history)
    except BaseException:
        # Only what was published is history; the candidate can be published by another try.
        if kept.exists():
            os.replace(kept, layout.candidate)
        raise
    with suppress(OSError):  # it is published: what is too old now goes at the next time
        for old in published_files(layout)[:-KEPT]:
            old.unlink()
    return kept


def roll_back(layout: WarehouseLayout) -> Path:
    """Makes the file published before the present one the published file again; returns its place.

    Files that are damaged are passed over. Raises `NothingToRollBackTo`, `NotWhole` or `OSError`.
    """
    present = current_file(layout)
    earlier = [path for path in published_files(layout) if present is None or path.name < present.name]
    kept = next(filter(is_whole, reversed(earlier)), None)
    if kept is None:
        damaged = f": {len(earlier)} are, and damaged" if earlier else ""
        raise NothingToRollBackTo(f"no earlier published file is kept in the history folder{damaged}")
    _put_in_place(layout, kept)
    return kept


def mend(layout: WarehouseLayout) -> str | None:
    """Puts a published file that is damaged or missing back from the history.

    Returns in words what was wrong and what was done; None where nothing was wrong. Raises nothing
    where the file cannot be put back: the words say so.
    """
    remove_partial_files([layout.root])
    problem = what_is_wrong(layout)
    if problem is None:
        return None
    kept = _last_whole_file(layout)
    if kept is None:
        return f"{problem}; no whole copy of it is kept"
    try:
        _put_in_place(layout, kept)
    except (OSError, NotWhole) as error:
        return f"{problem}; it could not be put back from history/{kept.name} ({error})"
    return f"{problem}; it was put back from history/{kept.name}"


def what_is_wrong(layout: WarehouseLayout) -> str | None:
    """What is wrong with the published file, in words; None where it is as published, or nothing is known of it."""
    known = {*map(_hash_of, published_files(layout)), *_stated_hash(layout)}
    if not known:
        return None
    if not layout.published.exists():
        return f"{layout.published.name} was missing"
    if write_ahead_file(layout.published).exists():
        return f"a client had written to {layout.published.name}: {write_ahead_file(layout.published).name} lay beside it"
    sha256 = published_sha256(layout)
    if sha256 is None or sha256[:_HASH_DIGITS] not in known:
        return f"{layout.published.name} was not as it was published"
    return None


def published_sha256(layout: WarehouseLayout) -> str | None:
    """The hash of the published file; None where there is none, it cannot be read, or it was written to."""
    if write_ahead_file(layout.published).exists():
        return None
    try:
        return sha256_of(layout.published)
    except OSError:
        return None


def published_files(layout: WarehouseLayout) -> list[Path]:
    """The files kept in the history, the oldest first."""
    return sorted(path for path in layout.history.glob("budget-*.duckdb") if _KEPT_NAME.fullmatch(path.name) and path.is_file())


def current_file(layout: WarehouseLayout) -> Path | None:
    """The place in the history of the published file; None where nothing is published or it is not kept."""
    sha256 = published_sha256(layout)
    same = (path for path in published_files(layout) if sha256 and _hash_of(path) == sha256[:_HASH_DIGITS])
    return next(same, None)


def is_whole(kept: Path) -> bool:
    """Whether a file of the history is what was published then."""
    try:
        return not write_ahead_file(kept).exists() and sha256_of(kept).startswith(_hash_of(kept))
    except OSError:
        return False


def publication_time(path: Path) -> datetime.datetime:
    """When a file of the history was published."""
    name = _KEPT_NAME.fullmatch(path.name)
    assert name is not None, path
    return datetime.datetime.strptime(name["stamp"], _STAMP).replace(tzinfo=datetime.UTC)


def write_ahead_file(database: Path) -> Path:
    """Where DuckDB keeps what was written to a database and is not in its file yet."""
    return database.with_name(f"{database.name}.wal")


@contextmanager
def _taking_its_place(layout: WarehouseLayout, source: Path, sha256: str) -> Iterator[None]:
    """A copy of a file stands beside the published one, whole and read; it takes its place when all within is done."""
    with written_beside(layout.published) as beside:
        copy_contents(source, beside)
        beside.chmod(_READ_ONLY)
        if sha256_of(beside) != sha256:
            raise NotWhole(f"the copy of {source.name} that was to be published is not what was copied")
        try:
            open_read_only(beside).close()
        except UnreadableDatabase as error:
            raise NotWhole(f"{source.name} was not published: {error}") from error
        yield
        # What a client wrote to the file of before would be taken for a part of this one.
        write_ahead_file(layout.published).unlink(missing_ok=True)


def _put_in_place(layout: WarehouseLayout, kept: Path) -> None:
    with _taking_its_place(layout, kept, sha256_of(kept)):
        pass


def _last_whole_file(layout: WarehouseLayout) -> Path | None:
    """The kept copy of what was published last; else the last file that is whole."""
    files = sorted(published_files(layout), key=lambda path: (_hash_of(path) in _stated_hash(layout), path.name))
    return next(filter(is_whole, reversed(files)), None)


def _stated_hash(layout: WarehouseLayout) -> list[str]:
    """The beginning of the hash that was noted at the last publication or rollback, if it was."""
    state = load_state(layout.state)
    return [state.sha256[:_HASH_DIGITS]] if state else []


def _kept_name(published_at: datetime.datetime, sha256: str) -> str:
    return f"budget-{published_at.astimezone(datetime.UTC).strftime(_STAMP)}-{sha256[:_HASH_DIGITS]}.duckdb"


def _after_the_last(layout: WarehouseLayout, published_at: datetime.datetime) -> datetime.datetime:
    """The time, but later than that of any kept file: the clock may have been set back, and order must not change."""
    return max([published_at, *(publication_time(path) + _MICROSECOND for path in published_files(layout)[-1:])])


def _hash_of(kept: Path) -> str:
    """The beginning of the hash of what was published as this file."""
    name = _KEPT_NAME.fullmatch(kept.name)
    assert name is not None, kept
    return name["hash"] or sha256_of(kept)[:_HASH_DIGITS]
