"""dbt's events: what is written is told as dbt tells it, and nothing is made of the others."""

from collections.abc import Iterator
from io import StringIO

import pytest
from dbt_common.events.base_types import EventLevel
from dbt_common.events.event_manager_client import ctx_set_event_manager, get_event_manager
from dbt_common.events.functions import fire_event
from dbt_common.events.logger import LoggerConfig
from dbt_common.events.types import Note

from dagster_project.dbt_events import tell_wanted_events_alone


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """What is written of events of the level of the parameter and above."""
    former = get_event_manager()
    tell_wanted_events_alone()
    written = StringIO()
    get_event_manager().add_logger(LoggerConfig(name="told", level=request.param, output_stream=written))
    yield written
    ctx_set_event_manager(former)


@pytest.mark.parametrize("told", [EventLevel.INFO], indirect=True)
def test_an_event_for_developers_is_not_told_and_costs_no_message(told: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(Note, "message", lambda note: made.append(note.msg) or note.msg)
    fire_event(Note(msg="a query"), level=EventLevel.DEBUG)
    fire_event(Note(msg="a model is built"), level=EventLevel.INFO)
    fire_event(Note(msg="a model is wrong"), level=EventLevel.ERROR)
    assert made == ["a model is built", "a model is wrong"]
    assert [line.partition("  ")[2] for line in told.getvalue().splitlines()] == made


@pytest.mark.parametrize("told", [EventLevel.DEBUG], indirect=True)
def test_who_asks_for_all_is_told_all(told: StringIO) -> None:
    fire_event(Note(msg="a query"), level=EventLevel.DEBUG)
    assert told.getvalue().strip().endswith("a query")
