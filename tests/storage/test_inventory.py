"""The inventory of the raw folder: identity is the content, whatever the name and the times."""

import os
from pathlib import Path

import pytest

from dagster_project.storage.inventory import FileVersion, inputs_fingerprint, load_inventory, look, save_inventory


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

    monkeypatch.setattr("dagster_project.storage.inventory._sha256", must_not_be_called)
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


def test_a_name_that_is_no_text_is_listed_all_the_same(raw: Path) -> None:
    (raw / os.fsdecode(b"\xff.txt")).write_text("x")
    assert len(look(raw, [])) == 3


def test_the_inventory_comes_back_as_it_was_saved(raw: Path, tmp_path: Path) -> None:
    inventory = look(raw, [])
    save_inventory(tmp_path / "files.parquet", inventory)
    assert load_inventory(tmp_path / "files.parquet") == inventory


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
