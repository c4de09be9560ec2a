"""The published file appears whole or not at all, and can be taken back."""

import datetime
from pathlib import Path

import pytest

from dagster_project.storage import publication
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import NothingToRollBackTo, current_file, publish, published_files, roll_back


@pytest.fixture
def layout(tmp_path: Path) -> WarehouseLayout:
    made = WarehouseLayout(tmp_path / "warehouse")
    made.build.mkdir(parents=True)
    return made


def publish_text(layout: WarehouseLayout, text: str, minute: int) -> Path:
    layout.candidate.write_text(text)
    return publish(layout, datetime.datetime(2026, 1, 1, 0, minute, tzinfo=datetime.UTC))


def test_the_candidate_becomes_the_published_file(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    assert layout.published.read_text() == "one"
    assert not layout.candidate.exists()


def test_a_reader_keeps_the_file_that_it_opened(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    with layout.published.open() as reader:
        publish_text(layout, "two", 2)
        assert reader.read() == "one"
    assert layout.published.read_text() == "two"


def test_the_last_five_files_are_kept(layout: WarehouseLayout) -> None:
    for minute in range(7):
        publish_text(layout, str(minute), minute)
    assert [path.read_text() for path in published_files(layout)] == ["2", "3", "4", "5", "6"]


def test_rolling_back_goes_one_file_further_back_each_time(layout: WarehouseLayout) -> None:
    for minute, text in enumerate(["one", "two", "three"]):
        publish_text(layout, text, minute)
    roll_back(layout)
    assert layout.published.read_text() == "two"
    roll_back(layout)
    assert layout.published.read_text() == "one"
    with pytest.raises(NothingToRollBackTo):
        roll_back(layout)
    assert layout.published.read_text() == "one"


def test_nothing_was_published_so_there_is_nothing_to_roll_back_to(layout: WarehouseLayout) -> None:
    with pytest.raises(NothingToRollBackTo):
        roll_back(layout)


def test_a_publication_after_a_rollback_is_the_newest(layout: WarehouseLayout) -> None:
    publish_text(layout, "one", 1)
    publish_text(layout, "two", 2)
    roll_back(layout)
    publish_text(layout, "three", 3)
    roll_back(layout)
    assert layout.published.read_text() == "two"


def test_a_failure_while_publishing_leaves_the_published_file_as_it_was(
    layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_text(layout, "one", 1)

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(publication, "_point_at", fail)
    with pytest.raises(OSError, match="No space"):
        publish_text(layout, "two", 2)
    assert layout.published.read_text() == "one"
    assert [path.read_text() for path in published_files(layout)] == ["one"]
    monkeypatch.undo()
    publish(layout, datetime.datetime(2026, 1, 1, 0, 3, tzinfo=datetime.UTC))
    assert layout.published.read_text() == "two"


def test_without_hard_links_a_copy_is_published_and_can_be_taken_back(
    layout: WarehouseLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("Operation not permitted")

    monkeypatch.setattr(publication.os, "link", no_links)
    publish_text(layout, "one", 1)
    publish_text(layout, "two!", 2)
    assert current_file(layout) == published_files(layout)[-1]
    roll_back(layout)
    assert layout.published.read_text() == "one"
