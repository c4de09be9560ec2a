"""What is held back is remembered for its content and the code that judged it, and for no other."""

from pathlib import Path

from dagster_project.storage.held_back import HeldBack, load_held_back, save_held_back


def test_what_one_code_held_back_is_judged_again_by_another(tmp_path: Path) -> None:
    path = tmp_path / "held_back" / "held_back.parquet"
    save_held_back(path, [HeldBack("b", "code", "line 2"), HeldBack("a", "code", "line 1")])
    assert load_held_back(path, "code") == [HeldBack("a", "code", "line 1"), HeldBack("b", "code", "line 2")]
    assert load_held_back(path, "other code") == []


def test_nothing_is_held_back_by_a_file_that_is_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "held_back.parquet"
    assert load_held_back(path, "code") == []
    for damaged in (b"", b"PAR1 garbage", b"no parquet at all"):
        path.write_bytes(damaged)
        assert load_held_back(path, "code") == []
