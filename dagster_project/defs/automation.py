"""When a refresh runs: every day, and when something under the raw folder changed."""

import json
import time
from dataclasses import asdict, dataclass

import dagster as dg

from dagster_project.defs.notices import tell_of_failure, tell_of_success
from dagster_project.outcome import FAILED, HELD_BACK, load_outcome
from dagster_project.planning import make_plan
from dagster_project.settings import Settings
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.writer_lock import is_busy

refresh = dg.define_asset_job(
    "refresh",
    # What is fetched is fetched by a job of its own: a refresh asks nothing of the network.
    selection=dg.AssetSelection.all(include_sources=False) - dg.AssetSelection.assets("retrieved_documents"),
    hooks={tell_of_success, tell_of_failure},
    description="Reads what is new, rebuilds what depends on it, checks, publishes. The same as `yusuan refresh`.",
)

# A run that never began its work, as it found the warehouse busy to the end of its patience or its process died, is
# begun again; one whose step failed is not.
_RETRIED = {"dagster/max_retries": "3", "dagster/retry_on_asset_or_op_failure": "false"}
# How long the sensor waits for a run that it asked for, before it asks again: twice as long each time.
_FIRST_PAUSE = 300.0
_LONGEST_PAUSE = 3600.0


@dg.schedule(
    job=refresh,
    cron_schedule="0 6 * * *",
    execution_timezone="Asia/Shanghai",
    description="Refreshes every morning at 6:00 (Asia/Shanghai), unless what is published is what would be published.",
    tags=_RETRIED,
)
def daily_refresh(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Every morning, unless what is published is what would be published. A warehouse that is busy is waited for."""
    if make_plan(Settings()).is_up_to_date:
        return dg.SkipReason("nothing changed since the last publication")
    return dg.RunRequest(tags=_RETRIED)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the sensor asked for last: the state to be published, for the how manieth time, and when."""

    state: str
    attempt: int
    at: float

    def again(self, now: float) -> "_Asked":
        """The next request for the same state."""
        return _Asked(self.state, self.attempt + 1, now)

    @property
    def pause(self) -> float:
        """Seconds until the same is asked for again."""
        return float(min(_FIRST_PAUSE * 2 ** (self.attempt - 1), _LONGEST_PAUSE))


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=60,
    description="Refreshes when a document came, changed or went, or the code did. Looks once a minute; a state that the gate "
    "held back waits for the next change, a run that failed for another reason is asked for again, at most an hour later.",
)
def raw_documents_changed(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Starts a refresh when a document came, changed or went.

    A key of a run is used up by a run that failed. So the key counts the attempts for a state; and none is made while
    another run writes, which is when a run would fail.
    """
    settings = Settings()
    plan = make_plan(settings)
    state, now = plan.run_key, time.time()
    if plan.is_up_to_date:
        return dg.SkipReason("nothing changed since the last publication")
    if is_busy(settings.layout):
        return dg.SkipReason("a refresh is writing into the warehouse: looked at again in a minute")
    if _is_judged(settings.layout, state):
        return dg.SkipReason("this state was held back, or holds no document that can be read: see `yusuan status`")
    asked = _load(context.cursor)
    if asked is None or asked.state != state:
        asked = _Asked(state, 1, now)
    elif now < asked.at + asked.pause:
        return dg.SkipReason(f"asked for {now - asked.at:.0f} seconds ago: asked for again after {asked.pause:.0f}")
    else:
        asked = asked.again(now)
    return dg.SensorResult(
        run_requests=[dg.RunRequest(run_key=f"{state}-{asked.attempt}", tags=_RETRIED)], cursor=json.dumps(asdict(asked))
    )


def _is_judged(layout: WarehouseLayout, state: str) -> bool:
    """Whether the last run looked at this very state and found nothing to publish: it would do so again."""
    outcome = load_outcome(layout)
    return outcome is not None and outcome.target == state and outcome.result in (HELD_BACK, FAILED)


def _load(cursor: str | None) -> _Asked | None:
    try:
        return _Asked(**json.loads(cursor or "null"))
    except (ValueError, TypeError):
        return None
