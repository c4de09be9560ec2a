"""The gate: the expectations as blocking checks of the assets that they are about.

A document that a check fails for is left out, and the candidate is built again without it. Such a
check is a warning; one whose failure belongs to no document is an error, and nothing is published.
"""

from collections.abc import Callable, Iterator, Sequence

import dagster as dg

from dagster_project.dbt_resource import DbtCliResource
from dagster_project.defs.owners import OWNERS
from dagster_project.defs.resources import Warehouse
from dagster_project.defs.warehouse import build_again
from dagster_project.outcome import HELD_BACK, RunOutcome, describe_documents, measure, now, save_outcome
from dagster_project.planning import present_code, target_sources
from dagster_project.progress import progress
from dagster_project.quality.failing_rows import FailingRow
from dagster_project.quality.judgement import Judgement, judge
from dagster_project.quality.outcomes import FailedExpectation, SuiteOutcome
from dagster_project.reports.folder import gate_page
from dagster_project.reports.gate import write_gate_page
from dagster_project.storage.held_back import HeldBack, load_held_back, save_held_back
from dagster_project.storage.inventory import load_inventory
from dagster_project.storage.layout import WarehouseLayout
from expectations import all_suites
from expectations.suite import TableSuite

# Without some documents others may fail, as where one names the other; what goes on after this is no matter of documents.
_ROUNDS = 4


def _spec(suite: TableSuite) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        name=suite.topic,
        asset=dg.AssetKey([suite.schema, suite.table]),
        description="; ".join(expectation.description for expectation in suite.expectations),
        blocking=True,
        metadata={"owners": OWNERS},
    )


@dg.multi_asset_check(specs=[_spec(suite) for suite in all_suites()], name="gate")
def gate(context: dg.AssetCheckExecutionContext, warehouse: Warehouse, dbt: DbtCliResource) -> Iterator[dg.AssetCheckResult]:
    """Runs every suite on the candidate file, leaving out documents that fail; what fails besides keeps it from being published."""
    layout = warehouse.settings.layout
    with progress.stage("checks"):
        judgements = _settle(layout, dbt, context.op_execution_context.log_event)
    last = judgements[-1]
    outcome = _outcome(layout, last)
    try:
        write_gate_page(layout, judgements, outcome)
    except Exception as error:  # whatever it is: the candidate is judged, and the page only tells of it
        context.log.exception("the page of the gate could not be written")
        outcome.gate_report = f"could not be written ({type(error).__name__})"
    if not last.may_be_published:
        save_outcome(layout, outcome)
    for results in zip(*(judgement.outcomes for judgement in judgements), strict=True):
        yield _check_result(results, is_blocking=not last.may_be_published and not results[-1].passed)


def _settle(layout: WarehouseLayout, dbt: DbtCliResource, made: Callable[[dg.AssetMaterialization], None]) -> list[Judgement]:
    """Judges the candidate, and again without the documents that fail, until leaving out more would not help.

    Nothing is held back from the next run on for the sake of a candidate that is not published.
    """
    suites, code = all_suites(), present_code()
    before = load_held_back(layout.held_back, code)
    is_settled = False
    try:
        judgements = [judge(layout.candidate, suites)]
        while judgements[-1].is_to_be_built_again and len(judgements) < _ROUNDS:
            objections = judgements[-1].objections
            held_back = [HeldBack(each.content_sha256, code, each.reason) for each in objections]
            for materialization in build_again(dbt, layout, held_back):
                made(materialization)
            judgements.append(judge(layout.candidate, suites))
        is_settled = judgements[-1].may_be_published
    finally:
        if not is_settled:
            save_held_back(layout.held_back, before)
    return judgements


def _outcome(layout: WarehouseLayout, judgement: Judgement) -> RunOutcome:
    """What came of the run if the gate holds everything back."""
    inventory = load_inventory(layout.inventory)
    failed = [outcome for outcome in judgement.outcomes if not outcome.passed]
    return RunOutcome(
        HELD_BACK,
        now(),
        **describe_documents(inventory, layout),
        target=target_sources(inventory).key,
        message=_message(judgement, len(failed)),
        gate_report=str(gate_page(layout)),
        gate_failures=[_failure_report(outcome) for outcome in failed],
        seconds=dict(progress.seconds),
        **measure(layout.candidate),
    )


def _message(judgement: Judgement, n_failed: int) -> str:
    of_documents = "" if judgement.is_anything_left else ", and no document passes"
    return f"{n_failed} of {len(judgement.outcomes)} suites failed{of_documents}: the published file was left as it was"


def _check_result(results: Sequence[SuiteOutcome], is_blocking: bool) -> dg.AssetCheckResult:
    """What came of a suite in all rounds: what failed in an earlier one is why documents are held back."""
    suite = results[-1].suite
    failures = {failure.description: failure for outcome in results for failure in outcome.failures}
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey([suite.schema, suite.table]),
        check_name=suite.topic,
        passed=not failures,
        severity=dg.AssetCheckSeverity.ERROR if is_blocking else dg.AssetCheckSeverity.WARN,
        metadata={
            "expectations": results[-1].n_expectations,
            "failed": len(failures),
            **{description: _table(failure) for description, failure in failures.items()},
        },
    )


def _table(failure: FailedExpectation) -> dg.TableMetadataValue:
    columns = ("document", "line_no", "figure", "stands_in", "row")
    return dg.MetadataValue.table(
        records=[dg.TableRecord({name: _shown(row, name) for name in columns}) for row in failure.found.shown],
        schema=dg.TableSchema(columns=[dg.TableColumn(name, "int" if name == "line_no" else "string") for name in columns]),
    )


def _shown(row: FailingRow, column: str) -> str | int | None:
    match column:
        case "document":
            return row.source_file
        case "row":
            return row.in_words
        case _:
            return getattr(row, column)  # type: ignore[no-any-return]


def _failure_report(outcome: SuiteOutcome) -> dict[str, object]:
    return {
        "suite": outcome.suite.name,
        "table": f"{outcome.suite.schema}.{outcome.suite.table}",
        "failed": [
            {
                "expected": failure.description,
                "n_rows": failure.n_rows,
                "rows": [_row_report(row) for row in failure.found.shown],
            }
            for failure in outcome.failures
        ],
    }


def _row_report(row: FailingRow) -> dict[str, object]:
    return {
        "source_file": row.source_file,
        "line_no": row.line_no,
        "figure": row.figure,
        "stands_in": row.stands_in,
        "in_words": f"{row.source_file}, {row.place}" if row.place else row.in_words,
        "values": row.values,
    }
