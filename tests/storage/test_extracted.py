"""The extracted records on disk: what is added, replaced and kept, and that half a write is none."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.storage.extracted import bucket, discard_damaged, store, stored_versions
from dagster_project.storage.inventory import look
from dagster_project.storage.layout import SEEDS
from tests.processes import lives, wait_for
from tests.small_disclosures import disclosure

Read = Callable[[str | bytes], Extraction]


def sha256_of(extraction: Extraction) -> str:
    return extraction.documents[0].content_sha256


def stored_amounts(extracted: Path, sha256: str) -> list[str]:
    table = pq.read_table(extracted / "cells" / f"{bucket(sha256)}.parquet")
    return [row["text"] for row in table.to_pylist() if row["content_sha256"] == sha256]


def test_every_dataset_has_a_file_even_where_it_has_no_rows(tmp_path: Path, read: Read) -> None:
    extraction = read(disclosure())
    list(store(tmp_path, [extraction]))
    name = f"{bucket(sha256_of(extraction))}.parquet"
    assert {path.parent.name for path in tmp_path.rglob(name)} == {
        *("documents", "tables", "cells", "sections", "sentences", "figures", "project_cards"),
        *(
            "performance_tables",
            "performance_indicators",
            "unit_relations",
            "claims",
            "repairs",
            "proofs",
            "rejected",
            "remaining_texts",
        ),
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
    list(store(tmp_path, both))
    list(store(tmp_path, [extraction]))
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
        list(store(tmp_path, [read(disclosure())]))
    assert stored_versions(tmp_path) == {}


def test_records_of_an_older_schema_are_kept_with_the_new_columns_empty(tmp_path: Path, read: Read) -> None:
    old, new = read(disclosure()), read(disclosure(published="2026年3月1日"))
    list(store(tmp_path, [old]))
    path = tmp_path / "cells" / f"{bucket(sha256_of(old))}.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["project_name_key"]), path)
    moved = tmp_path / "cells" / f"{bucket(sha256_of(new))}.parquet"
    if moved != path:
        path.rename(moved)
    list(store(tmp_path, [new]))
    table = pq.read_table(moved)
    assert "project_name_key" in table.column_names
    assert table.num_rows == len(old.cells) + len(new.cells)


def overwrite_a_byte(path: Path) -> None:
    """In the middle of the compressed values: the file can still be opened."""
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "removed": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "garbled": lambda path: path.write_bytes(b"\xff" * 1000),
    "one byte altered": overwrite_a_byte,
    "rows of another dataset": lambda path: pq.write_table(pa.table({"colour": ["red"]}), path),
    "rows lost": lambda path: pq.write_table(pq.read_table(path).slice(0, 1), path),
    "a column of another type": lambda path: pq.write_table(pa.table({"content_sha256": [1]}), path),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("dataset", ["documents", "cells"])
def test_a_damaged_file_counts_as_not_stored_and_is_stored_anew(tmp_path: Path, read: Read, dataset: str, damage: str) -> None:
    damaged_and_stored_anew(tmp_path, read, lambda name: DAMAGES[damage](tmp_path / dataset / f"{name}.parquet"))


CHECKSUMS_DAMAGED: dict[str, Callable[[Path], object]] = {
    "removed": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_text(path.read_text().partition("\n")[0]),
    "garbled": lambda path: path.write_bytes(b"\xff" * 1000),
}


@pytest.mark.parametrize("damage", CHECKSUMS_DAMAGED)
def test_files_without_their_checksums_count_as_not_stored_and_are_stored_anew(tmp_path: Path, read: Read, damage: str) -> None:
    damaged_and_stored_anew(tmp_path, read, lambda name: CHECKSUMS_DAMAGED[damage](tmp_path / "checksums" / f"{name}.sha256"))


def damaged_and_stored_anew(extracted: Path, read: Read, damage_bucket: Callable[[str], object]) -> None:
    extraction, other = read(disclosure()), read(disclosure(unit="青山县图书馆"))
    assert bucket(sha256_of(extraction)) != bucket(sha256_of(other))
    both = sorted([extraction, other], key=sha256_of)
    list(store(extracted, both))
    damage_bucket(bucket(sha256_of(extraction)))
    assert set(stored_versions(extracted)) == {sha256_of(other)}
    discard_damaged(extracted)
    list(store(extracted, [extraction]))
    assert set(stored_versions(extracted)) == {sha256_of(extraction), sha256_of(other)}
    for stored in both:
        assert stored_amounts(extracted, sha256_of(stored)) == [cell.text for cell in stored.cells]


def test_files_that_nobody_stored_are_removed_before_dbt_reads_them(tmp_path: Path, read: Read) -> None:
    extraction = read(disclosure())
    list(store(tmp_path, [extraction]))
    path = tmp_path / "cells" / f"{bucket(sha256_of(extraction))}.parquet"
    copy = path.with_name(f"{path.stem} (conflicted copy).parquet")
    copy.write_bytes(path.read_bytes())
    (tmp_path / "cells" / ".ff.parquet.partial").write_bytes(b"half")
    assert discard_damaged(tmp_path) == [f"cells/{copy.name}"]
    assert list((tmp_path / "cells").iterdir()) == [path]
    assert set(stored_versions(tmp_path)) == {sha256_of(extraction)}


def test_what_can_be_read_of_documents_that_are_gone_outlives_damage_beside_it(tmp_path: Path, read: Read) -> None:
    extraction = read(disclosure())
    list(store(tmp_path, [extraction]))
    name = f"{bucket(sha256_of(extraction))}.parquet"
    (tmp_path / "cells" / name).write_bytes(b"garbage")
    assert discard_damaged(tmp_path) == [f"cells/{name}"]
    assert pq.read_table(tmp_path / "documents" / name)["content_sha256"].to_pylist() == [sha256_of(extraction)]


def store_as_before(extracted: Path, extraction: Extraction, monkeypatch: pytest.MonkeyPatch) -> str:
    """Stores a content in the bucket that former versions put it into; gives the name of that."""
    from dagster_project.storage import extracted as module

    with monkeypatch.context() as patch:
        patch.setattr(module, "bucket", lambda content_sha256: content_sha256[:2])
        list(store(extracted, [extraction]))
    return sha256_of(extraction)[:2]


def of_one_bucket(read: Read) -> tuple[Extraction, Extraction]:
    """Two contents of one bucket that former versions kept in two."""
    first = read(disclosure())
    others = (read(disclosure(unit=f"青山县第{n}中学")) for n in range(2000))
    return first, next(
        other
        for other in others
        if bucket(sha256_of(other)) == bucket(sha256_of(first)) and sha256_of(other)[:2] != sha256_of(first)[:2]
    )


def test_the_buckets_of_former_versions_are_taken_over(tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    gone, present = of_one_bucket(read)
    for extraction in (gone, present):
        store_as_before(tmp_path, extraction, monkeypatch)
    assert set(stored_versions(tmp_path)) == {sha256_of(gone), sha256_of(present)}
    assert discard_damaged(tmp_path) == []
    list(store(tmp_path, [present]))
    assert {path.stem for path in tmp_path.rglob("*.*")} == {bucket(sha256_of(present))}
    assert set(stored_versions(tmp_path)) == {sha256_of(gone), sha256_of(present)}
    for stored in (gone, present):
        assert stored_amounts(tmp_path, sha256_of(stored)) == [cell.text for cell in stored.cells]


@pytest.mark.parametrize("stops_at", ["replace_text", "_remove_buckets"])
def test_a_writer_that_is_killed_while_it_takes_over_leaves_each_record_once(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch, stops_at: str
) -> None:
    from dagster_project.storage import extracted as module

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    gone, new = of_one_bucket(read)
    former = store_as_before(tmp_path, gone, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(module, stops_at, killed)
        with pytest.raises(KeyboardInterrupt):
            list(store(tmp_path, [new]))
    discard_damaged(tmp_path)
    is_taken_over = stops_at == "_remove_buckets"
    assert {path.stem for path in tmp_path.rglob("*.*")} == {bucket(sha256_of(new)) if is_taken_over else former}
    assert (sha256_of(new) in stored_versions(tmp_path)) == is_taken_over
    list(store(tmp_path, [new]))
    for stored in (gone, new):
        assert stored_amounts(tmp_path, sha256_of(stored)) == [cell.text for cell in stored.cells]


def test_what_is_stored_of_a_file_stays_where_it_cannot_be_read_now(tmp_path: Path) -> None:
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    raw.mkdir()
    (raw / "a.txt").write_text(disclosure())
    inventory = look(raw, [])
    list(extract_pending(raw, pending(inventory, extracted, "x"), extracted, SEEDS, jobs=1))
    (stored,) = stored_versions(extracted).items()
    (raw / "a.txt").unlink()
    todo = pending(inventory, extracted, "a later version")
    assert [version.source_file for version in todo] == ["a.txt"]
    assert list(extract_pending(raw, todo, extracted, SEEDS, jobs=1)) == []
    assert stored_versions(extracted) == dict([stored])


def test_a_document_whose_name_is_no_text_is_extracted(tmp_path: Path) -> None:
    raw, extracted = tmp_path / "raw", tmp_path / "extracted"
    raw.mkdir()
    for name in (b"\xff\xfe.txt", b'it\'s "quoted"\n.txt', rb"\udcff.txt"):
        (raw / os.fsdecode(name)).write_text(disclosure(unit=f"青山县{len(name)}"))
    documents = list(extract_pending(raw, pending(look(raw, []), extracted, "x"), extracted, SEEDS, jobs=1))
    assert [document.read_outcome for document in documents] == ["read", "read", "read"]


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


EXTRACTION = """
import sys
from pathlib import Path
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.storage.inventory import look
from dagster_project.storage.layout import SEEDS

raw, extracted = map(Path, sys.argv[1:])
for _ in extract_pending(raw, pending(look(raw, []), extracted, "x"), extracted, SEEDS, jobs=2):
    pass
"""


def test_a_run_that_is_killed_takes_its_processes_with_it_and_the_next_one_stores_the_rest(tmp_path: Path) -> None:
    raw, extracted, at_once = tmp_path / "raw", tmp_path / "extracted", tmp_path / "at_once"
    raw.mkdir()
    for n in range(150):
        (raw / f"{n}.txt").write_text(disclosure(unit=f"青山县第{n}中学"))
    process = subprocess.Popen([sys.executable, "-c", EXTRACTION, raw, extracted])
    wait_for(lambda: bool(list(extracted.rglob("*.sha256"))) or process.poll() is not None, 300)
    workers = [child.pid for child in psutil.Process(process.pid).children()]
    process.kill()
    assert process.wait() == -signal.SIGKILL, "the run ended before it could be killed"
    assert len(workers) == 2
    wait_for(lambda: not any(map(lives, workers)), 300)
    discard_damaged(extracted)
    version = extractor_version(SEEDS)
    n_stored = len(stored_versions(extracted))
    assert 0 < n_stored < 150
    todo = pending(look(raw, []), extracted, version)
    assert len(todo) == 150 - n_stored
    assert len(list(extract_pending(raw, todo, extracted, SEEDS, jobs=2))) == 150 - n_stored
    list(extract_pending(raw, pending(look(raw, []), at_once, version), at_once, SEEDS, jobs=2))
    for path in at_once.rglob("*.parquet"):
        assert pq.read_table(path).equals(pq.read_table(extracted / path.relative_to(at_once)))


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
