"""When a refresh runs: every day, and when something under the raw folder changed."""

import dagster as dg

from dagster_project.planning import make_plan
from dagster_project.settings import Settings

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(include_sources=False),
    description="Reads what is new, rebuilds what depends on it, checks, publishes. The same as `yusuan refresh`.",
)


@dg.schedule(job=refresh, cron_schedule="0 6 * * *", execution_timezone="Asia/Shanghai")
def daily_refresh(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Every morning, unless what is published is what would be published."""
    if make_plan(Settings()).is_up_to_date:
        return dg.SkipReason("nothing changed since the last publication")
    return dg.RunRequest()


@dg.sensor(job=refresh, minimum_interval_seconds=60)
def raw_documents_changed(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Starts a refresh when a document came, changed or went.

    The run's key is the state that it would publish, so that a state that the gate held back is
    tried once, not every minute.
    """
    plan = make_plan(Settings())
    if plan.is_up_to_date:
        return dg.SkipReason("nothing changed since the last publication")
    return dg.RunRequest(run_key=plan.run_key)
