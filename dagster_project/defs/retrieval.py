"""Documents that are fetched from where they were published, by a job of its own: a refresh takes up what it put into raw/."""

import datetime

import dagster as dg

from dagster_project.defs.owners import OWNERS
from dagster_project.settings import Settings

# A day and some hours: what is fetched every morning is late at noon.
_FRESH = dg.FreshnessPolicy.time_window(fail_window=datetime.timedelta(hours=54), warn_window=datetime.timedelta(hours=30))


@dg.asset(group_name="documents", owners=OWNERS, kinds={"file"}, freshness_policy=_FRESH)
def retrieved_documents(context: dg.AssetExecutionContext) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """What is new at the addresses of `YUSUAN_SOURCES` (自公开网址取得的文件), under `raw/retrieved/`. Off where none is set."""
    from dagster_project.retrieval.fetching import Bounds
    from dagster_project.retrieval.retrieving import retrieve
    from dagster_project.retrieval.sources import SourcesError, read_sources

    settings = Settings()
    if settings.sources is None:
        context.log.info("no list of addresses is set in YUSUAN_SOURCES: nothing is fetched")
        return dg.MaterializeResult(metadata={"new": 0, "unchanged": 0, "problems": 0})
    try:
        sources = read_sources(settings.sources)
    except (OSError, UnicodeDecodeError, SourcesError) as error:
        raise dg.Failure(f"the list of addresses cannot be read: {error}", allow_retries=False) from error
    bounds = Bounds(is_private_allowed=settings.retrieve_private)
    found = retrieve(sources, settings.raw_folder, settings.layout.retrieved, bounds, context.log.info)
    for address, problem in found.problems.items():
        context.log.warning("%s: %s", address, problem)
    return dg.MaterializeResult(
        metadata={
            "new": len(found.new_files),
            "unchanged": found.n_unchanged,
            "problems": len(found.problems),
            "files": dg.MetadataValue.json(found.new_files),
            "without_answer": dg.MetadataValue.json(found.problems),
        }
    )


retrieval = dg.define_asset_job(
    "retrieval",
    selection=dg.AssetSelection.assets("retrieved_documents"),
    description="Fetches what is new at the addresses of YUSUAN_SOURCES into the raw folder. Off where none is set.",
)


@dg.schedule(
    job=retrieval,
    cron_schedule="30 5 * * *",
    execution_timezone="Asia/Shanghai",
    description="Fetches every morning at 5:30 (Asia/Shanghai), before the daily refresh, where a list of addresses is set.",
)
def daily_retrieval(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Every morning, where a list of addresses is set."""
    if Settings().sources is None:
        return dg.SkipReason("no list of addresses is set in YUSUAN_SOURCES")
    return dg.RunRequest()
