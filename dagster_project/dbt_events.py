"""What dbt tells while it runs: only what is written somewhere.

dbt makes a message of each of its thousands of events, in JSON too, before it looks whether its level is wanted: a sixth of
what it takes to build the samples.
"""

from typing import Any

from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager

_OF_DEVELOPERS = (EventLevel.DEBUG, EventLevel.TEST)


class _WantedEvents(EventManager):
    """dbt's event manager, which makes no message of an event of a lower level than any of its loggers writes."""

    def fire_event(
        self, e: BaseEvent, level: EventLevel | None = None, node: Any = None, force_warn_or_error_handling: bool = False
    ) -> None:
        """Tells of an event, as dbt's own does."""
        is_for_developers = (level or e.level_tag()) in _OF_DEVELOPERS
        if not is_for_developers or any(logger.level in _OF_DEVELOPERS for logger in self.loggers):
            super().fire_event(e, level, node, force_warn_or_error_handling)


def tell_wanted_events_alone() -> None:
    """Has dbt, in this process, tell of events through a manager that makes messages of those alone that are written."""
    ctx_set_event_manager(_WantedEvents())
