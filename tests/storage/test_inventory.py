"""The inventory of the raw folder: identity is the content, whatever the name and the times."""

import datetime
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.storage.inventory import (
    FileVersion,
    RawFolderUnreadable,
    document_path,
    inputs_fingerprint,
    load_inventory,
    look,
    save_inventory,
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "deep" / "deeper" / "b.txt").write_text("b")
    return folder


def changes(inventory: list[FileVersion]) -> dict[str, str]:
    return {version.source_file: version.change for version in inventory if version.is_present}


def settle(inventory: list[FileVersion]) -> list[FileVersion]:
    """The inventory as if all files had been hashed long after they were written."""
    return [version.__class__(**{**as_dict(version), "hashed_at_ns": version.hashed_at_ns + 10**12}) for version in inventory]


def as_dict(version: FileVersion) -> dict[str, object]:
    return {name: getattr(version, name) for name in FileVersion.__dataclass_fields__}


def test_files_are_found_at_any_depth_and_named_from_the_raw_folder(raw: Path) -> None:
    assert changes(look(raw, [])) == {"a.txt": "new", "deep/deeper/b.txt": "new"}


def test_hidden_files_are_no_documents(raw: Path) -> None:
    (raw / ".DS_Store").write_text("x")
    (raw / "~$a.txt").write_text("x")
    (raw / ".git").mkdir()
    (raw / ".git" / "config").write_text("x")
    assert set(changes(look(raw, []))) == {"a.txt", "deep/deeper/b.txt"}


def test_a_file_with_the_size_and_times_of_the_last_look_is_not_read_again(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = settle(look(raw, []))

    def must_not_be_called(path: Path) -> str:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr("dagster_project.storage.inventory.sha256_of", must_not_be_called)
    assert set(changes(look(raw, first)).values()) == {"unchanged"}


def test_a_touched_file_with_the_same_content_is_unchanged(raw: Path) -> None:
    first = settle(look(raw, []))
    os.utime(raw / "a.txt", ns=(1, 1))
    assert changes(look(raw, first))["a.txt"] == "unchanged"


def test_a_change_that_keeps_size_and_modification_time_is_seen(raw: Path) -> None:
    first = look(raw, [])
    times = (raw / "a.txt").stat()
    (raw / "a.txt").write_text("z")
    os.utime(raw / "a.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert changes(look(raw, first))["a.txt"] == "changed"


def test_a_revised_file_leaves_its_former_content_behind_as_removed_then_gone(raw: Path) -> None:
    first = look(raw, [])
    (raw / "a.txt").write_text("second")
    second = look(raw, first)
    former = [version for version in second if not version.is_present]
    assert [(v.source_file, v.change, v.content_sha256) for v in former] == [("a.txt", "removed", first[0].content_sha256)]
    third = look(raw, second)
    assert [v.change for v in third if not v.is_present] == ["gone"]


def test_a_removed_file_is_removed(raw: Path) -> None:
    first = look(raw, [])
    (raw / "a.txt").unlink()
    second = look(raw, first)
    assert changes(second) == {"deep/deeper/b.txt": "unchanged"}
    assert [(v.source_file, v.change) for v in second if not v.is_present] == [("a.txt", "removed")]


def test_a_content_that_comes_back_keeps_the_time_when_it_was_first_seen(raw: Path) -> None:
    first = look(raw, [])
    (raw / "a.txt").unlink()
    second = look(raw, first)
    (raw / "a.txt").write_text("a")
    third = look(raw, second)
    assert changes(third)["a.txt"] == "new"
    assert next(v for v in third if v.source_file == "a.txt").first_seen_at == first[0].first_seen_at
    assert len(third) == 2


def test_a_dangling_link_is_a_file_that_cannot_be_read(raw: Path) -> None:
    (raw / "gone.txt").symlink_to(raw / "nowhere.txt")
    found = {version.source_file: version for version in look(raw, [])}
    assert found["gone.txt"].change == "unreadable"
    assert "cannot be read" in (found["gone.txt"].problem or "")


def test_a_link_out_of_the_raw_folder_is_not_followed_and_says_so(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (raw / "link.txt").symlink_to(tmp_path / "secret.txt")
    found = {version.source_file: version for version in look(raw, [])}
    assert found["link.txt"].content_sha256 is None
    assert "leads out" in (found["link.txt"].problem or "")


NAMES = [
    b"\xff.txt",
    b"a\xff\\b.txt",
    rb"\udcff.txt",
    rb"\\udcff.txt",
    rb"a\b.txt",
    "预算 '\"\n.txt".encode(),
    "\u202e.txt".encode(),
]


def test_every_file_has_a_name_of_its_own_that_leads_back_to_it(raw: Path) -> None:
    for name in NAMES:
        (raw / "deep" / os.fsdecode(name)).write_text("x")
    found = [version.source_file for version in look(raw, [])]
    assert len(set(found)) == len(NAMES) + 2
    for name in found:
        name.encode("utf-8")
        assert document_path(raw, name).is_file()
    assert {os.fsencode(document_path(raw, name).name) for name in found} == {*NAMES, b"a.txt", b"b.txt"}


def test_ordinary_names_are_as_they_are(raw: Path) -> None:
    (raw / "预算 '\"\\公开.txt").write_text("x")
    assert "预算 '\"\\公开.txt" in changes(look(raw, []))


class Unlistable:
    """Stands for `os.walk` where some folders cannot be listed, whoever asks: root may list any folder."""

    def __init__(self, *folders: Path) -> None:
        self._walk = os.walk
        self._folders = {str(folder) for folder in folders}

    def __call__(self, top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        if str(top) in self._folders:
            onerror(PermissionError(errno.EACCES, "Permission denied", str(top)))
            return
        for folder, folders, names in self._walk(top, onerror=onerror):
            for name in [name for name in folders if str(Path(folder) / name) in self._folders]:
                folders.remove(name)
                onerror(PermissionError(errno.EACCES, "Permission denied", str(Path(folder) / name)))
            yield folder, folders, names


def test_the_documents_of_a_folder_that_cannot_be_listed_stay_and_it_is_told(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(raw, [])
    monkeypatch.setattr(os, "walk", Unlistable(raw / "deep"))
    second = look(raw, first)
    assert changes(second) == {"a.txt": "unchanged", "deep/": "unreadable", "deep/deeper/b.txt": "unchanged"}
    assert all(version.is_present for version in second)
    assert "cannot be listed (Permission denied)" in next(v.problem or "" for v in second if v.source_file == "deep/")
    third = look(raw, second)
    assert changes(third) == changes(second)
    assert inputs_fingerprint(third) == inputs_fingerprint(second)
    monkeypatch.undo()
    assert changes(look(raw, third)) == {"a.txt": "unchanged", "deep/deeper/b.txt": "unchanged"}
    assert inputs_fingerprint(look(raw, third)) == inputs_fingerprint(first)


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever may do all things may list any folder")
def test_a_folder_without_rights_is_one_that_cannot_be_listed(raw: Path) -> None:
    first = look(raw, [])
    (raw / "deep").chmod(0)
    try:
        assert changes(look(raw, first))["deep/deeper/b.txt"] == "unchanged"
    finally:
        (raw / "deep").chmod(0o755)


def test_where_the_raw_folder_itself_cannot_be_listed_nothing_is_known(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "walk", Unlistable(raw))
    with pytest.raises(RawFolderUnreadable, match="nothing was changed"):
        look(raw, [])
    monkeypatch.undo()
    with pytest.raises(RawFolderUnreadable, match="No such file"):
        look(raw / "nowhere", [])


def test_a_link_to_a_folder_is_not_followed_and_says_so(raw: Path, tmp_path: Path) -> None:
    first = look(raw, [])
    (raw / "deep").rename(tmp_path / "elsewhere")
    (raw / "deep").symlink_to(tmp_path / "elsewhere")
    second = look(raw, first)
    assert changes(second) == {"a.txt": "unchanged", "deep/": "unreadable", "deep/deeper/b.txt": "unchanged"}
    assert "a link to a folder is not followed" in next(v.problem or "" for v in second if v.source_file == "deep/")


def test_a_loop_of_links_ends(raw: Path) -> None:
    (raw / "deep" / "again").symlink_to(raw)
    assert set(changes(look(raw, []))) == {"a.txt", "deep/again/", "deep/deeper/b.txt"}


def test_what_was_read_of_a_file_stays_where_it_cannot_be_read_now(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(raw, [])

    def fail(path: Path) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("dagster_project.storage.inventory.sha256_of", fail)
    second = look(raw, first)
    about = [(v.change, v.is_present, v.content_sha256, v.problem) for v in second if v.source_file == "a.txt"]
    problem = "the file cannot be read: Input/output error; what was read of it before stays"
    assert about == [("unreadable", True, None, problem), ("unchanged", True, first[0].content_sha256, None)]
    assert look(raw, second) == second
    monkeypatch.undo()
    assert [(v.source_file, v.change) for v in look(raw, second)] == [("a.txt", "unchanged"), ("deep/deeper/b.txt", "unchanged")]


def test_with_the_clock_set_back_what_comes_later_is_seen_later(raw: Path) -> None:
    first = look(raw, [])
    ahead = [replace(version, first_seen_at=version.first_seen_at + datetime.timedelta(days=400)) for version in first]
    (raw / "a.txt").write_text("second")
    found = {version.content_sha256: version.first_seen_at for version in look(raw, ahead) if version.source_file == "a.txt"}
    assert len(found) == 2
    assert found[ahead[0].content_sha256] == ahead[0].first_seen_at
    assert max(found.values()) > ahead[0].first_seen_at


def test_the_inventory_comes_back_as_it_was_saved(raw: Path, tmp_path: Path) -> None:
    inventory = look(raw, [])
    save_inventory(tmp_path / "files.parquet", inventory)
    assert load_inventory(tmp_path / "files.parquet") == inventory


@pytest.mark.parametrize("content", [b"", b"garbage", b"PAR1" + b"\xff" * 100 + b"PAR1"])
def test_a_damaged_inventory_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "files.parquet").write_bytes(content)
    assert load_inventory(tmp_path / "files.parquet") == []


def test_an_inventory_with_an_altered_byte_counts_as_none(raw: Path, tmp_path: Path) -> None:
    path = tmp_path / "files.parquet"
    save_inventory(path, look(raw, []))
    content = path.read_bytes()
    at = content.index(b"a.txt")
    path.write_bytes(content[:at] + b"z" + content[at + 1 :])
    assert load_inventory(path) == []


def test_there_is_no_inventory_before_the_first_look(tmp_path: Path) -> None:
    assert load_inventory(tmp_path / "files.parquet") == []


def test_the_fingerprint_tells_contents_and_names_and_nothing_else(raw: Path) -> None:
    first = look(raw, [])
    assert inputs_fingerprint(look(raw, first)) == inputs_fingerprint(first)
    (raw / "a.txt").rename(raw / "c.txt")
    renamed = look(raw, first)
    assert inputs_fingerprint(renamed) != inputs_fingerprint(first)
    (raw / "c.txt").rename(raw / "a.txt")
    assert inputs_fingerprint(look(raw, renamed)) == inputs_fingerprint(first)
