"""The published file appears whole or not at all, is put back where it was damaged, and can be taken back."""

import datetime
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.storage import files, publication
from dagster_project.storage.files import sha256_of
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import (
    NothingToRollBackTo,
    NotWhole,
    complete_candidate,
    current_file,
    is_whole,
    mend,
    publication_time,
    publish,
    published_files,
    roll_back,
    what_is_wrong,
    write_ahead_file,
)
from dagster_project.storage.state import PublishedState, Sources, save_state


@pytest.fixture
def layout(tmp_path: Path) -> WarehouseLayout:
    made = WarehouseLayout(tmp_path / "warehouse")
    made.build.mkdir(parents=True)
    return made


def at(minute: int) -> datetime.datetime:
    return datetime.datetime(2026, 1, 1, 0, minute, tzinfo=datetime.UTC)


def make_candidate(layout: WarehouseLayout, text: str) -> None:
    with duckdb.connect(str(layout.candidate)) as connection:
        connection.execute("create table said as select ? as text", [text])


def publish_text(layout: WarehouseLayout, text: str, minute: int) -> Path:
    make_candidate(layout, text)
    return publish(layout, at(minute))


def text_of(database: Path) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        ((text,),) = connection.execute("select text from said").fetchall()
    return str(text)


def kept_texts(layout: WarehouseLayout) -> list[str]:
    return [text_of(path) for path in published_files(layout)]


def garble(path: Path, content: bytes = b"garbage") -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_the_candidate_becomes_the_published_file(layout: WarehouseLayout) -> None:
    kept = publish_text(layout, "one", 1)
    assert text_of(layout.published) == text_of(kept) == "one"
    assert current_file(layout) == kept
    assert publication_time(kept) == at(1)
    assert not layout.candidate.exists()


def test_a_reader_keeps_the_file_that_it_opened(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    with duckdb.connect(str(layout.published), read_only=True) as reader:
        publish_text(layout, "two", 2)
        assert reader.execute("select text from said").fetchall() == [("one",)]
    assert text_of(layout.published) == "two"


def test_published_and_kept_files_are_two_and_neither_may_be_written(layout: WarehouseLayout) -> None:
    kept = publish_text(layout, "one", 1)
    assert not kept.samefile(layout.published)
    for path in (kept, layout.published):
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do all things may write to files that are not writable")
def test_a_client_that_would_write_to_the_published_file_is_refused(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    with pytest.raises(duckdb.IOException, match="denied"):
        duckdb.connect(str(layout.published))


WRITER_THAT_BREAKS_OFF = """
import os, sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("create table said as select 'all of it' as text")
os._exit(1)
"""


def test_what_is_in_a_write_ahead_file_is_put_into_the_candidate_before_it_is_judged(layout: WarehouseLayout) -> None:
    subprocess.run([sys.executable, "-c", WRITER_THAT_BREAKS_OFF, layout.candidate], check=False)
    assert write_ahead_file(layout.candidate).exists()
    complete_candidate(layout)
    assert not write_ahead_file(layout.candidate).exists()
    publish(layout, at(1))
    assert text_of(layout.published) == "all of it"


def test_a_candidate_that_cannot_be_completed_is_told_of(layout: WarehouseLayout) -> None:
    layout.candidate.write_bytes(b"half a file")
    with pytest.raises(NotWhole, match="could not be written whole"):
        complete_candidate(layout)


def test_a_candidate_with_a_write_ahead_file_is_not_published(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    make_candidate(layout, "two")
    write_ahead_file(layout.candidate).write_bytes(b"the last rows")
    with pytest.raises(NotWhole, match=r"candidate\.duckdb\.wal holds a part"):
        publish(layout, at(2))
    assert text_of(layout.published) == "one"
    assert kept_texts(layout) == ["one"]


def test_a_candidate_that_cannot_be_opened_is_not_published(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    layout.candidate.write_bytes(b"no database")
    with pytest.raises(NotWhole, match="cannot be opened"):
        publish(layout, at(2))
    assert text_of(layout.published) == "one"
    assert kept_texts(layout) == ["one"]
    assert layout.candidate.exists()


def test_the_last_five_files_are_kept(layout: WarehouseLayout) -> None:
    for minute in range(7):
        publish_text(layout, str(minute), minute)
    assert kept_texts(layout) == ["2", "3", "4", "5", "6"]


def test_a_file_of_another_name_in_the_history_is_left_alone(layout: WarehouseLayout) -> None:
    layout.history.mkdir()
    own = layout.history / "budget-for-the-auditor.duckdb"
    own.write_text("mine")
    for minute in range(7):
        publish_text(layout, str(minute), minute)
    assert own.read_text() == "mine"
    assert len(published_files(layout)) == 5


def test_rolling_back_goes_one_file_further_back_each_time(layout: WarehouseLayout) -> None:
    for minute, text in enumerate(["one", "two", "three"]):
        publish_text(layout, text, minute)
    roll_back(layout)
    assert text_of(layout.published) == "two"
    roll_back(layout)
    assert text_of(layout.published) == "one"
    with pytest.raises(NothingToRollBackTo):
        roll_back(layout)
    assert text_of(layout.published) == "one"
    assert kept_texts(layout) == ["one", "two", "three"]


def test_rolling_back_passes_over_a_file_that_is_damaged(layout: WarehouseLayout) -> None:
    for minute, text in enumerate(["one", "two", "three"]):
        publish_text(layout, text, minute)
    garble(published_files(layout)[1])
    roll_back(layout)
    assert text_of(layout.published) == "one"


def test_where_every_earlier_file_is_damaged_there_is_nothing_to_roll_back_to(layout: WarehouseLayout) -> None:
    for minute, text in enumerate(["one", "two"]):
        publish_text(layout, text, minute)
    garble(published_files(layout)[0])
    with pytest.raises(NothingToRollBackTo, match="1 are, and damaged"):
        roll_back(layout)
    assert text_of(layout.published) == "two"


def test_nothing_was_published_so_there_is_nothing_to_roll_back_to(layout: WarehouseLayout) -> None:
    with pytest.raises(NothingToRollBackTo):
        roll_back(layout)


def test_a_publication_after_a_rollback_is_the_newest(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    publish_text(layout, "two", 2)
    roll_back(layout)
    publish_text(layout, "three", 3)
    roll_back(layout)
    assert text_of(layout.published) == "two"


def test_a_clock_set_back_changes_no_order_and_loses_no_file(layout: WarehouseLayout) -> None:
    for minute, text in ((50, "one"), (40, "two"), (30, "three")):
        publish_text(layout, text, minute)
    assert kept_texts(layout) == ["one", "two", "three"]
    assert text_of(layout.published) == "three"
    roll_back(layout)
    assert text_of(layout.published) == "two"
    for minute in range(4):
        publish_text(layout, str(minute), minute)
    assert kept_texts(layout) == ["three", "0", "1", "2", "3"]


def test_a_file_that_was_kept_by_version_0_1_can_be_gone_back_to(layout: WarehouseLayout) -> None:
    kept = publish_text(layout, "one", 1)
    older = kept.with_name("budget-20260101T000100.000000Z.duckdb")
    kept.rename(older)
    assert current_file(layout) == older
    publish_text(layout, "two", 2)
    assert roll_back(layout) == older
    assert publication_time(older) == at(1)
    assert text_of(layout.published) == "one"


FAILING_STEPS: dict[str, tuple[object, str]] = {
    "the copy": (publication, "copy_contents"),
    "the hash": (publication, "sha256_of"),
    "the opening": (publication, "open_read_only"),
    "the move into the history": (publication.os, "replace"),
    "writing through to the disk": (files, "sync"),
}


@pytest.mark.parametrize("step", FAILING_STEPS)
def test_a_failure_while_publishing_leaves_the_published_file_and_the_candidate(
    layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publish_text(layout, "one", 1)
    make_candidate(layout, "two")

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(*FAILING_STEPS[step], fail)
    with pytest.raises(OSError, match="No space"):
        publish(layout, at(2))
    monkeypatch.undo()
    assert text_of(layout.published) == "one"
    assert kept_texts(layout) == ["one"]
    assert text_of(layout.candidate) == "two"
    assert {path.name for path in layout.root.iterdir()} == {"budget.duckdb", "history", "build"}
    publish(layout, at(3))
    assert text_of(layout.published) == "two"


def test_a_failure_of_the_last_rename_leaves_the_published_file_and_the_candidate(
    layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_text(layout, "one", 1)
    make_candidate(layout, "two")
    replace = os.replace

    def fail_at_the_published_file(source: Path, target: Path) -> None:
        if target == layout.published:
            raise OSError("Operation not permitted")
        replace(source, target)

    monkeypatch.setattr(publication.os, "replace", fail_at_the_published_file)
    with pytest.raises(OSError, match="not permitted"):
        publish(layout, at(2))
    monkeypatch.undo()
    assert text_of(layout.published) == "one"
    assert kept_texts(layout) == ["one"]
    assert text_of(layout.candidate) == "two"


def test_a_file_too_old_to_keep_that_cannot_be_removed_does_not_undo_the_publication(
    layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minute in range(5):
        publish_text(layout, str(minute), minute)
    make_candidate(layout, "new")
    unlink = Path.unlink

    def fail_in_the_history(path: Path, missing_ok: bool = False) -> None:
        if path.parent == layout.history:
            raise OSError("Operation not permitted")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", fail_in_the_history)
    publish(layout, at(6))
    monkeypatch.undo()
    assert text_of(layout.published) == "new"
    assert kept_texts(layout) == ["0", "1", "2", "3", "4", "new"]


def exit_status_killed_before_call(number: int, work: Callable[[], object]) -> int:
    """Does work in a process of its own that kills itself before its call so and so to the file system; how that ended."""
    child = os.fork()
    if child == 0:
        calls = iter(range(number))
        for name in ("open", "replace", "unlink", "chmod", "fsync", "copy_file_range", "mkdir"):
            setattr(os, name, counted(getattr(os, name), calls))
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def counted(call: Callable[..., object], calls: Iterator[int]) -> Callable[..., object]:
    def counting(*arguments: object, **named: object) -> object:
        if next(calls, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **named)

    return counting


def test_killed_before_any_step_of_it_a_publication_leaves_a_file_that_is_whole_and_can_be_done_again(
    layout: WarehouseLayout,
) -> None:
    publish_text(layout, "one", 1)
    make_candidate(layout, "two")
    before = layout.root.with_name("before")
    shutil.copytree(layout.root, before)
    n_steps = 0
    while (status := exit_status_killed_before_call(n_steps, lambda: publish(layout, at(2)))) == -signal.SIGKILL:
        assert text_of(layout.published) in ("one", "two")
        assert what_is_wrong(layout) is None
        assert all(map(is_whole, published_files(layout)))
        mend(layout)
        layout.candidate.unlink(missing_ok=True)
        publish_text(layout, "three", 3)
        assert text_of(layout.published) == "three"
        assert {path.name for path in layout.root.iterdir()} == {"budget.duckdb", "history", "build"}
        shutil.rmtree(layout.root)
        shutil.copytree(before, layout.root)
        n_steps += 1
    assert status == 0
    assert text_of(layout.published) == "two"
    assert n_steps > 8


DAMAGES: dict[str, Callable[[Path], object]] = {
    "removed": lambda published: published.unlink(),
    "emptied": lambda published: garble(published, b""),
    "truncated": lambda published: garble(published, published.read_bytes()[:5000]),
    "garbled": lambda published: garble(published, b"\xff" * published.stat().st_size),
    "one byte altered": lambda published: garble(published, published.read_bytes()[:-1] + b"\x01"),
    "written to by a client": lambda published: write_ahead_file(published).write_bytes(b"rows of a client"),
}


@pytest.mark.parametrize("is_noted", [True, False])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_published_file_is_noticed_and_put_back_from_its_own_copy(
    layout: WarehouseLayout, damage: str, is_noted: bool
) -> None:
    publish_text(layout, "one", 1)
    kept = publish_text(layout, "two", 2)
    if is_noted:
        note(layout, kept)
    times = layout.published.stat()
    DAMAGES[damage](layout.published)
    if layout.published.exists():  # an alteration that keeps the times is noticed too
        os.utime(layout.published, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert what_is_wrong(layout) is not None
    assert kept.name in (mend(layout) or "")
    assert text_of(layout.published) == "two"
    assert what_is_wrong(layout) is None
    assert mend(layout) is None


def note(layout: WarehouseLayout, kept: Path) -> None:
    save_state(layout.state, PublishedState(Sources("inputs", "code"), sha256_of(kept)))


def test_after_a_rollback_the_file_rolled_back_to_is_put_back(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    publish_text(layout, "two", 2)
    note(layout, roll_back(layout))
    garble(layout.published)
    mend(layout)
    assert text_of(layout.published) == "one"


def test_where_its_own_copy_is_damaged_too_the_last_file_that_is_whole_is_put_back(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    kept = publish_text(layout, "two", 2)
    note(layout, kept)
    garble(kept)
    garble(layout.published)
    assert "it was put back from" in (mend(layout) or "")
    assert text_of(layout.published) == "one"


def test_where_no_copy_is_whole_it_says_so_and_leaves_the_rest(layout: WarehouseLayout) -> None:
    kept = publish_text(layout, "one", 1)
    garble(kept)
    garble(layout.published)
    assert "no whole copy of it is kept" in (mend(layout) or "")
    assert layout.published.read_bytes() == b"garbage"


def test_a_file_that_cannot_be_put_back_is_told_of(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    layout.published.unlink()
    layout.published.mkdir()
    assert "it could not be put back from history/budget-" in (mend(layout) or "")


def test_a_published_file_of_which_nothing_is_known_is_not_called_damaged(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    shutil.rmtree(layout.history)
    assert what_is_wrong(layout) is None
    assert mend(layout) is None


def test_without_sharing_of_blocks_the_copy_is_the_same(layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_supported(*_: object) -> int:
        raise OSError("Operation not supported")

    monkeypatch.setattr(files.os, "copy_file_range", not_supported)
    kept = publish_text(layout, "one", 1)
    assert layout.published.read_bytes() == kept.read_bytes()


class Disk:
    """A file system of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.layout = WarehouseLayout(folder / "warehouse")
        self._folder = folder
        self.layout.build.mkdir(parents=True)

    def leave_free(self, n_bytes: int) -> None:
        size = shutil.disk_usage(self._folder).used + n_bytes
        subprocess.run(["mount", "-o", f"remount,size={size}", self._folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", folder], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("mounting a small file system takes the rights of root")
    yield Disk(folder)
    subprocess.run(["umount", folder], check=True)


def test_on_a_disk_without_room_for_the_copy_the_published_file_and_the_candidate_stay(disk: Disk) -> None:
    layout = disk.layout
    publish_text(layout, "one", 1)
    make_candidate(layout, "two")
    disk.leave_free(100_000)
    with pytest.raises(OSError, match="No space left"):
        publish(layout, at(2))
    assert text_of(layout.published) == "one"
    assert kept_texts(layout) == ["one"]
    assert text_of(layout.candidate) == "two"
    disk.leave_free(10_000_000)
    publish(layout, at(3))
    assert text_of(layout.published) == "two"


def test_a_candidate_that_a_full_disk_left_in_its_write_ahead_file_is_not_published_until_it_is_whole(disk: Disk) -> None:
    layout = disk.layout
    publish_text(layout, "one", 1)
    disk.leave_free(100_000)
    make_candidate(layout, "two")  # DuckDB tells nobody
    assert write_ahead_file(layout.candidate).exists()
    with pytest.raises(NotWhole, match="is the disk full"):
        complete_candidate(layout)
    with pytest.raises(NotWhole, match="holds a part"):
        publish(layout, at(2))
    assert text_of(layout.published) == "one"
    disk.leave_free(10_000_000)
    complete_candidate(layout)
    publish(layout, at(3))
    assert text_of(layout.published) == "two"
