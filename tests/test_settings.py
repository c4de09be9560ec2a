"""Settings: what is given, what the environment says, and what is said of settings that cannot be used."""

from pathlib import Path

import pytest

from dagster_project.settings import Settings, WrongSettings, readable_size
from dagster_project.storage.layout import PROJECT_ROOT


@pytest.fixture(autouse=True)
def _no_settings_of_the_tester(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RAW", "WAREHOUSE", "JOBS", "FULL", "WAIT", "QUERY_ROWS", "QUERY_MEMORY", "QUERY_SECONDS"):
        monkeypatch.delenv(f"YUSUAN_{name}", raising=False)


def problems(**given: object) -> list[str]:
    with pytest.raises(WrongSettings) as wrong:
        Settings(**given)
    return wrong.value.problems


def test_what_nobody_says_is_as_documented() -> None:
    settings = Settings()
    assert (settings.raw, settings.warehouse) == (PROJECT_ROOT / "raw", PROJECT_ROOT / "warehouse")
    assert settings.jobs >= 1
    assert (settings.full, settings.wait) == (False, 600)
    assert (settings.query_rows, settings.query_memory, settings.query_seconds) == (100_000, 2_000_000_000, 60)


def test_the_environment_says_what_is_not_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YUSUAN_WAREHOUSE", str(tmp_path / "mine"))
    monkeypatch.setenv("YUSUAN_JOBS", "3")
    monkeypatch.setenv("YUSUAN_WAIT", "0.5")
    settings = Settings(jobs=5)
    assert (settings.layout.root, settings.jobs, settings.wait) == (tmp_path / "mine", 5, 0.5)


def test_settings_that_are_exported_are_read_again_as_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", jobs=3, full=True, wait=1.5)
    for name in ("YUSUAN_BUILD", "YUSUAN_EXTRACTED", "YUSUAN_PROCESS", "DBT_TARGET_PATH", "YUSUAN_RAW", "YUSUAN_WAREHOUSE",
                 "YUSUAN_JOBS", "YUSUAN_FULL", "YUSUAN_WAIT"):  # fmt: skip
        monkeypatch.setenv(name, "")  # so that it is put back after the test
    before.export()
    assert Settings() == before


@pytest.mark.parametrize(
    ("text", "n_bytes"),
    [
        ("100000000", 100_000_000),
        ("100000000B", 100_000_000),
        ("500MB", 500_000_000),
        ("500 mb", 500_000_000),
        ("2GB", 2_000_000_000),
        ("1.5GB", 1_500_000_000),
        ("1GiB", 1_073_741_824),
        (".5TB", 500_000_000_000),
    ],
)
def test_memory_is_a_number_of_bytes_or_of_a_unit(monkeypatch: pytest.MonkeyPatch, text: str, n_bytes: int) -> None:
    monkeypatch.setenv("YUSUAN_QUERY_MEMORY", text)
    assert Settings().query_memory == n_bytes


@pytest.mark.parametrize(("n_bytes", "words"), [(200_000_000, "200.0MB"), (1_500_000_000, "1.5GB"), (999, "999.0B")])
def test_memory_is_said_as_a_setting_may_say_it(n_bytes: int, words: str) -> None:
    assert readable_size(n_bytes) == words


@pytest.mark.parametrize(
    ("text", "full"), [("true", True), ("1", True), ("Yes", True), ("on", True), ("false", False), ("0", False)]
)
def test_yes_and_no_may_be_said_in_several_ways(monkeypatch: pytest.MonkeyPatch, text: str, full: bool) -> None:
    monkeypatch.setenv("YUSUAN_FULL", text)
    assert Settings().full is full


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("JOBS", "many", "'many' is no whole number"),
        ("JOBS", "0", "0 is not 1 or more"),
        ("FULL", "perhaps", "'perhaps' is neither true nor false"),
        ("WAIT", "long", "'long' is no number"),
        ("WAIT", "-1", "-1.0 is not 0 or more"),
        ("WAIT", "nan", "nan is not 0 or more"),
        ("QUERY_ROWS", "0", "0 is not 1 or more"),
        ("QUERY_ROWS", "1.5", "'1.5' is no whole number"),
        ("QUERY_MEMORY", "", "'' is no size such as 500MB or 2GiB"),
        ("QUERY_MEMORY", "2XB", "'2XB' is no size such as 500MB or 2GiB"),
        ("QUERY_MEMORY", "99MB", "99000000 is not 100MB or more"),
        ("QUERY_SECONDS", "0", "0.0 is not more than 0"),
        ("QUERY_SECONDS", "inf", "inf is not more than 0"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, problem: str
) -> None:
    monkeypatch.setenv(f"YUSUAN_{name}", text)
    (told,) = problems()
    assert told.startswith(f"YUSUAN_{name}: {problem}")


def test_all_that_cannot_be_used_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUSUAN_QUERY_ROWS", "all")
    assert problems(jobs=0) == ["YUSUAN_JOBS: 0 is not 1 or more", "YUSUAN_QUERY_ROWS: 'all' is no whole number"]


def test_what_is_no_setting_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="no settings: job"):
        Settings(job=1)
