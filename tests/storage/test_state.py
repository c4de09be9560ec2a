"""What a refresh goes by to tell that there is nothing to do."""

from pathlib import Path

import pytest

from dagster_project.planning import Plan
from dagster_project.storage.state import PublishedState, Sources, load_state, save_state

SOURCES = Sources("inputs", "code")


def plan(published: PublishedState | None, sha256: str | None) -> Plan:
    return Plan([], SOURCES, published, sha256)


def test_the_state_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    state = PublishedState(SOURCES, "abc")
    save_state(tmp_path / "state.json", state)
    assert load_state(tmp_path / "state.json") == state


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('{"inputs": "x", "code": "y"}', id="of version 0.1"),
        pytest.param('{"sources": {"inputs": "x"}, "sha256": "y"}', id="a part is missing"),
        pytest.param('{"sources": ["x", "y"], "sha256": "y"}', id="of another form"),
        pytest.param("[]", id="a list"),
        pytest.param('{"sources": {', id="truncated"),
        pytest.param("\xff\x00", id="garbled"),
        pytest.param("", id="empty"),
    ],
)
def test_a_state_that_cannot_be_understood_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content, encoding="latin-1")
    assert load_state(tmp_path / "state.json") is None


def test_there_is_nothing_to_do_only_where_sources_and_file_are_as_published() -> None:
    assert plan(PublishedState(SOURCES, "abc"), "abc").is_up_to_date
    assert not plan(PublishedState(SOURCES, "abc"), "another").is_up_to_date
    assert not plan(PublishedState(SOURCES, "abc"), None).is_up_to_date
    assert not plan(PublishedState(Sources("others", "code"), "abc"), "abc").is_up_to_date
    assert not plan(None, "abc").is_up_to_date


def test_a_damaged_file_is_another_cause_for_a_run_than_the_sources_that_it_was_made_from() -> None:
    before = plan(PublishedState(Sources("others", "code"), "abc"), "abc").run_key
    assert plan(None, None).run_key == before
    assert plan(PublishedState(SOURCES, "abc"), None).run_key != before
