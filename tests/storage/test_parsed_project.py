"""What dbt parsed is kept whole or not at all, and is used only as it was made, of the project as it is."""

from pathlib import Path

import pytest

from dagster_project.parsed_project import MANIFEST, PARSED, is_parsed, parse_into


def _parse(folder: Path) -> None:
    (folder / MANIFEST).write_text("{}")
    (folder / PARSED).write_bytes(b"parsed")


def test_what_was_parsed_is_kept_with_nothing_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "parsed"
    assert not is_parsed(folder)
    parse_into(folder, _parse)
    assert is_parsed(folder)
    assert (folder / PARSED).read_bytes() == b"parsed"
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("name", [MANIFEST, PARSED])
def test_what_is_damaged_or_gone_is_not_used(tmp_path: Path, name: str) -> None:
    parse_into(tmp_path, _parse)
    (tmp_path / name).write_bytes(b"garbage")
    assert not is_parsed(tmp_path)
    (tmp_path / name).unlink()
    assert not is_parsed(tmp_path)
    parse_into(tmp_path, _parse)
    assert is_parsed(tmp_path)


@pytest.mark.parametrize("changed", ["models", "dbt_project.yml"])
def test_what_was_parsed_of_another_project_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    project = tmp_path / "project"
    for name in ("models", "macros", "seeds"):
        (project / name).mkdir(parents=True)
    for name in ("dbt_project.yml", "profiles.yml", "models/a.sql"):
        (project / name).write_text("as it was")
    monkeypatch.setattr("dagster_project.parsed_project.DBT_PROJECT", project)
    monkeypatch.setattr("dagster_project.parsed_project.SEEDS", project / "seeds")
    parse_into(tmp_path / "parsed", _parse)
    assert is_parsed(tmp_path / "parsed")
    (project / changed / "b.sql" if changed == "models" else project / changed).write_text("changed")
    assert not is_parsed(tmp_path / "parsed")


def test_a_parse_that_fails_leaves_what_was_parsed_before(tmp_path: Path) -> None:
    parse_into(tmp_path, _parse)

    def fail(_: Path) -> None:
        raise RuntimeError("dbt failed")

    with pytest.raises(RuntimeError):
        parse_into(tmp_path, fail)
    assert is_parsed(tmp_path)
