"""The gate: the expectations as blocking checks of the assets that they are about."""

import json
from collections.abc import Iterator

import dagster as dg

from dagster_project.defs.documents import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.outcome import HELD_BACK, RunOutcome, describe_documents, measure, now, save_outcome
from dagster_project.progress import progress
from dagster_project.quality.validation import SuiteOutcome, validate
from dagster_project.storage.inventory import load_inventory
from expectations import all_suites
from expectations.suite import TableSuite


def _spec(suite: TableSuite) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        name=suite.topic,
        asset=dg.AssetKey([suite.schema, suite.table]),
        description="; ".join(expectation.description or expectation.expectation_type for expectation in suite.expectations),
        blocking=True,
        metadata={"owners": OWNERS},
    )


@dg.multi_asset_check(specs=[_spec(suite) for suite in all_suites()], name="gate")
def gate(warehouse: Warehouse) -> Iterator[dg.AssetCheckResult]:
    """Runs every suite on the candidate file; one that fails keeps it from being published."""
    layout = warehouse.settings.layout
    suites = all_suites()
    with progress.stage("checks"):
        outcomes = validate(layout.candidate, suites, layout.reports / "data_docs")
    failed = [outcome for outcome in outcomes if not outcome.passed]
    if failed:
        counts, failed_documents = describe_documents(load_inventory(layout.inventory), layout.extracted)
        save_outcome(
            layout,
            RunOutcome(
                HELD_BACK,
                now(),
                counts,
                failed_documents,
                f"{len(failed)} of {len(outcomes)} suites failed: the published file was left as it was",
                gate_failures=[_failure_report(outcome) for outcome in failed],
                seconds=dict(progress.seconds),
                **measure(layout.candidate),
            ),
        )
    for outcome in outcomes:
        yield _check_result(outcome)


def _check_result(outcome: SuiteOutcome) -> dg.AssetCheckResult:
    rows = {
        failure.description: dg.MetadataValue.json(json.loads(json.dumps(failure.rows, default=str)))
        for failure in outcome.failures
    }
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey([outcome.suite.schema, outcome.suite.table]),
        check_name=outcome.suite.topic,
        passed=outcome.passed,
        metadata={"expectations": outcome.n_expectations, "failed": len(outcome.failures), **rows},
    )


def _failure_report(outcome: SuiteOutcome) -> dict[str, object]:
    return {
        "suite": outcome.suite.name,
        "table": f"{outcome.suite.schema}.{outcome.suite.table}",
        "failed": [{"expected": f.description, "n_rows": f.n_rows, "rows": f.rows} for f in outcome.failures],
    }
