"""The extracted records on disk: what is added, replaced and kept, and that half a write is none."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dagster_project.extraction.extract import Extraction, extractor_version
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.storage.extracted import as_tables, bucket, store, stored_versions
from dagster_project.storage.inventory import look
from dagster_project.storage.layout import SEEDS
from tests.small_disclosures import disclosure

Read = Callable[[str | bytes], Extraction]


def sha256_of(extraction: Extraction) -> str:
    return extraction.documents[0].content_sha256


def stored_amounts(extracted: Path, sha256: str) -> list[str]:
    table = pq.read_table(extracted / "cells" / f"{bucket(sha256)}.parquet")
    return [row["text"] for row in table.to_pylist() if row["content_sha256"] == sha256]


def test_every_dataset_has_a_file_even_where_it_has_no_rows(tmp_path: Path, read: Read) -> None:
    extraction = read(disclosure())
    list(store(tmp_path, [as_tables(extraction)]))
    name = f"{bucket(sha256_of(extraction))}.parquet"
    assert {path.parent.name for path in tmp_path.rglob(name)} == {
        *("documents", "tables", "cells", "sections", "sentences", "figures", "project_cards"),
        *("performance_tables", "performance_indicators", "unit_relations", "claims", "repairs", "rejected", "remaining_texts"),
    }
    assert pq.read_table(tmp_path / "rejected" / name).num_rows == 0


def test_storing_a_content_again_replaces_its_records_and_no_others(tmp_path: Path, read: Read) -> None:
    extraction = read(disclosure())
    neighbour = next(
        candidate
        for candidate in (read(disclosure(unit=f"青山县第{n}中学")) for n in range(2000))
        if bucket(sha256_of(candidate)) == bucket(sha256_of(extraction))
    )
    both = sorted([extraction, neighbour], key=sha256_of)
    list(store(tmp_path, map(as_tables, both)))
    list(store(tmp_path, [as_tables(extraction)]))
    for stored in both:
        assert stored_amounts(tmp_path, sha256_of(stored)) == [cell.text for cell in stored.cells]


def test_a_content_that_was_not_stored_whole_counts_as_not_stored(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_project.storage import extracted as module

    write = module.replace_parquet

    def fail_at_documents(path: Path, table: pa.Table) -> None:
        if path.parent.name == "documents":
            raise OSError("No space left on device")
        write(path, table)

    monkeypatch.setattr(module, "replace_parquet", fail_at_documents)
    with pytest.raises(OSError, match="No space"):
        list(store(tmp_path, [as_tables(read(disclosure()))]))
    assert stored_versions(tmp_path) == {}


def test_records_of_an_older_schema_are_kept_with_the_new_columns_empty(tmp_path: Path, read: Read) -> None:
    old, new = read(disclosure()), read(disclosure(published="2026年3月1日"))
    list(store(tmp_path, [as_tables(old)]))
    path = tmp_path / "cells" / f"{bucket(sha256_of(old))}.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["project_name_key"]), path)
    moved = tmp_path / "cells" / f"{bucket(sha256_of(new))}.parquet"
    if moved != path:
        path.rename(moved)
    list(store(tmp_path, [as_tables(new)]))
    table = pq.read_table(moved)
    assert "project_name_key" in table.column_names
    assert table.num_rows == len(old.cells) + len(new.cells)


def test_only_contents_that_are_not_stored_by_this_version_are_pending(tmp_path: Path) -> None:
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    raw.mkdir()
    (raw / "a.txt").write_text(disclosure())
    (raw / "copy.txt").write_text(disclosure())
    (raw / "b.txt").write_text(disclosure(unit="青山县图书馆"))
    inventory = look(raw, [])
    version = extractor_version(SEEDS)
    assert len(pending(inventory, extracted, version)) == 2
    assert len(list(extract_pending(raw, pending(inventory, extracted, version), extracted, SEEDS, jobs=1))) == 2
    assert pending(inventory, extracted, version) == []
    assert len(pending(inventory, extracted, "another version")) == 2
    assert len(pending(inventory, extracted, version, everything=True)) == 2


def test_several_processes_give_the_same_records_as_one(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(70):
        (raw / f"{n}.txt").write_text(disclosure(unit=f"青山县第{n}中学"))
    todo = pending(look(raw, []), tmp_path / "one", extractor_version(SEEDS))
    one = list(extract_pending(raw, todo, tmp_path / "one", SEEDS, jobs=1))
    two = list(extract_pending(raw, todo, tmp_path / "two", SEEDS, jobs=2))
    assert one == two
    assert len(one) == 70
    for path in (tmp_path / "one").rglob("*.parquet"):
        assert pq.read_table(path).equals(pq.read_table(tmp_path / "two" / path.relative_to(tmp_path / "one")))


def test_a_file_that_changed_after_it_was_listed_is_an_outcome_and_is_tried_again(tmp_path: Path) -> None:
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    raw.mkdir()
    (raw / "a.txt").write_text(disclosure())
    inventory = look(raw, [])
    (raw / "a.txt").write_text(disclosure(unit="青山县图书馆"))
    version = extractor_version(SEEDS)
    (document,) = extract_pending(raw, pending(inventory, extracted, version), extracted, SEEDS, jobs=1)
    assert document.read_outcome == "failed"
    assert "changed while" in (document.reason or "")
    assert pending(inventory, extracted, version) != []


def test_a_defect_of_ours_in_one_document_is_an_outcome_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster_project import extraction_run

    extract = extraction_run.extract

    def fail_on_library(content: bytes, *arguments: object) -> Extraction:
        if "图书馆".encode() in content:
            raise KeyError("boom")
        return extract(content, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(extraction_run, "extract", fail_on_library)
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text(disclosure())
    (raw / "b.txt").write_text(disclosure(unit="青山县图书馆"))
    todo = pending(look(raw, []), tmp_path / "extracted", "x")
    outcomes = {d.read_outcome: d.reason for d in extract_pending(raw, todo, tmp_path / "extracted", SEEDS, jobs=1)}
    assert set(outcomes) == {"read", "failed"}
    assert "please report it" in (outcomes["failed"] or "")
