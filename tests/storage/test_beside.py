"""`document.yml` beside documents: which document it is of, and what its changes make of the document."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.extraction_run import extract_pending, pending
from dagster_project.storage.held_back import HeldBack, load_held_back, release, save_held_back
from dagster_project.storage.inventory import FileVersion, inputs_fingerprint, load_inventory, look, save_inventory
from dagster_project.storage.layout import SEEDS
from tests.small_disclosures import disclosure


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "below").mkdir(parents=True)
    for name in ("a.txt", "b.tar.gz", "README", "below/c.txt"):
        (folder / name).write_text(name)
    return folder


def beside(inventory: list[FileVersion]) -> dict[str, str | None]:
    return {version.source_file: version.beside_file for version in inventory if version.is_present and not version.problem}


def changes(inventory: list[FileVersion]) -> dict[str, str]:
    return {version.source_file: version.change for version in inventory if version.is_present}


def test_it_is_of_all_documents_of_its_folder_and_of_none_below(raw: Path) -> None:
    (raw / "document.yml").write_text("year: 2026")
    assert beside(look(raw, [])) == {
        "a.txt": "document.yml",
        "b.tar.gz": "document.yml",
        "README": "document.yml",
        "below/c.txt": None,
    }


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("a.txt.document.yml", "a.txt"),
        ("a.document.yml", "a.txt"),
        ("b.tar.document.yml", "b.tar.gz"),
        ("README.document.yml", "README"),
    ],
)
def test_a_document_has_that_of_its_own_name_rather_than_that_of_its_folder(raw: Path, name: str, document: str) -> None:
    (raw / "document.yml").write_text("year: 2026")
    (raw / name).write_text("year: 2025")
    assert beside(look(raw, []))[document] == name
    assert list(beside(look(raw, [])).values()).count("document.yml") == 2


def test_of_two_of_its_name_a_document_has_that_of_the_whole_name(raw: Path) -> None:
    for name in ("a.txt.document.yml", "a.document.yml", "a.pdf"):
        (raw / name).write_text("year: 2025")
    assert {name: of for name, of in beside(look(raw, [])).items() if of} == {
        "a.txt": "a.txt.document.yml",
        "a.pdf": "a.document.yml",
    }


def test_one_that_no_document_stands_beside_is_told_of(raw: Path) -> None:
    for name in ("a.text.document.yml", "lonely/document.yml", "a.document.yml.txt"):
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text("year: 2026")
    problems = {version.source_file: version.problem for version in look(raw, []) if version.problem}
    assert set(problems) == {"a.text.document.yml", "lonely/document.yml"}
    assert all(problem and problem.startswith("no document stands beside it") for problem in problems.values())


def test_a_document_is_changed_where_what_stands_beside_it_is(raw: Path, tmp_path: Path) -> None:
    first = look(raw, [])
    (raw / "document.yml").write_text("year: 2026")
    second = look(raw, first)
    assert changes(second) == {"a.txt": "changed", "b.tar.gz": "changed", "README": "changed", "below/c.txt": "unchanged"}
    assert {version.first_seen_at for version in second} == {version.first_seen_at for version in first}
    save_inventory(tmp_path / "files.parquet", second)
    assert set(changes(look(raw, load_inventory(tmp_path / "files.parquet"))).values()) == {"unchanged"}
    (raw / "document.yml").write_text("year: 2025")
    third = look(raw, second)
    assert changes(third)["a.txt"] == "changed"
    (raw / "document.yml").unlink()
    assert changes(look(raw, third))["a.txt"] == "changed"
    fingerprints = {inputs_fingerprint(each) for each in (first, second, third)}
    assert len(fingerprints) == 3
    assert inputs_fingerprint(look(raw, third)) == inputs_fingerprint(first)


def _pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _link_out(path: Path, outside: Path) -> None:
    (outside / "elsewhere.yml").write_text("year: 2026")
    path.symlink_to(outside / "elsewhere.yml")


def _folder(path: Path, _: Path) -> None:
    path.mkdir()
    (path / "file").write_text("x")


@pytest.mark.parametrize("make", [_pipe, _link_out])
def test_what_is_no_file_of_the_raw_folder_is_not_opened_and_its_documents_stay(
    raw: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    first = look(raw, [])
    make(raw / "a.document.yml", tmp_path)
    found = [version for version in look(raw, first) if version.source_file == "a.txt"]
    assert [(version.problem, version.change) for version in found] == [
        (
            "a.document.yml beside it cannot be read: it is no file of the raw folder; what was read of it before stays",
            "unreadable",
        ),
        (None, "unchanged"),
    ]


def test_a_folder_of_that_name_is_a_folder(raw: Path) -> None:
    _folder(raw / "document.yml", raw)
    assert beside(look(raw, []))["document.yml/file"] is None


def _read(raw: Path, extracted: Path, inventory: list[FileVersion]) -> dict[str, str | None]:
    """What is read anew: unit by content, or the reason."""
    todo = pending(inventory, extracted, "x")
    return {
        document.content_sha256: document.unit_name or document.reason
        for document in extract_pending(raw, todo, extracted, SEEDS, 1)
    }


def test_a_document_is_read_again_when_what_stands_beside_it_changes_and_then_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dagster_project.extraction_run.extractor_version", lambda _: "x")
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    raw.mkdir()
    nameless = disclosure().replace("编制单位：青山县档案馆\n", "").replace("青山县档案馆", "")
    (raw / "a.txt").write_text(nameless)
    assert list(_read(raw, extracted, look(raw, [])).values()) == [
        "no unit is named, neither over the tables (编制单位：…) nor in the title"
    ]
    (raw / "document.yml").write_text("unit: 青山县图书馆")
    assert list(_read(raw, extracted, look(raw, [])).values()) == ["青山县图书馆"]
    assert _read(raw, extracted, look(raw, [])) == {}
    (raw / "document.yml").write_text("unit: 青山县博物馆")
    assert list(_read(raw, extracted, look(raw, [])).values()) == ["青山县博物馆"]
    (raw / "document.yml").unlink()
    assert len(_read(raw, extracted, look(raw, []))) == 1


def test_one_that_changes_while_its_document_is_read_is_read_in_the_next_run(tmp_path: Path) -> None:
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    raw.mkdir()
    (raw / "a.txt").write_text(disclosure())
    (raw / "document.yml").write_text("year: 2026")
    inventory = look(raw, [])
    (raw / "document.yml").write_text("year: 2025")
    assert list(_read(raw, extracted, inventory).values()) == ["the file changed while it was being read: run again"]
    (reason,) = _read(raw, extracted, look(raw, inventory)).values()
    assert reason
    assert reason.startswith("its title says 2026, but document.yml (line 1) says 2025")


def test_the_same_content_in_two_places_is_one_document_and_both_files_beside_it_count(tmp_path: Path) -> None:
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    nameless = disclosure().replace("编制单位：青山县档案馆\n", "").replace("青山县档案馆", "")
    for place, said in (("a", "unit: 青山县图书馆"), ("b", "unit: 青山县博物馆")):
        (raw / place).mkdir(parents=True)
        (raw / place / "x.txt").write_text(nameless)
        (raw / place / "document.yml").write_text(said)
    (reason,) = _read(raw, extracted, look(raw, [])).values()
    assert reason
    assert "a/document.yml (line 1) says unit: 青山县图书馆, b/document.yml (line 1) says unit: 青山县博物馆" in reason
    (raw / "b" / "x.txt").unlink()
    assert list(_read(raw, extracted, look(raw, [])).values()) == ["青山县图书馆"]


def test_a_document_that_is_read_again_is_judged_again(tmp_path: Path) -> None:
    path = tmp_path / "held_back.parquet"
    release(path, "code", ["a"])
    assert not path.exists()
    save_held_back(path, [HeldBack("a", "code", "why"), HeldBack("b", "code", "why")])
    release(path, "code", ["a", "c"])
    assert [entry.content_sha256 for entry in load_held_back(path, "code")] == ["b"]
