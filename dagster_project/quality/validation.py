"""Runs suites on an open DuckDB file with Great Expectations, in SQL, and keeps the failing rows.

Importing this module imports Great Expectations, which takes seconds: whoever may have nothing to
validate imports it late.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import duckdb

from dagster_project.quality import duckdb_dialect
from dagster_project.quality.failing_rows import failing_rows
from dagster_project.quality.imports import imported_when_used
from dagster_project.quality.outcomes import FailedExpectation, SuiteOutcome, not_evaluated
from expectations.suite import NoRows, TableSuite

# A third of what it takes to import Great Expectations is for statistics and charts of expectations that are not used here.
with imported_when_used("altair", "scipy.stats"):
    import great_expectations as gx
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.datasource.fluent.sql_datasource import QueryAsset
    from great_expectations.expectations import UnexpectedRowsExpectation


class ExpectNoRows(UnexpectedRowsExpectation):
    """Expects a query to return nothing, and asks for the count of its rows alone.

    Great Expectations' own runs each query twice, for the count and for rows. Here rows are fetched
    of what fails, with their places.
    """

    metric_dependencies = ("unexpected_rows_query.row_count",)
    domain_keys = ("batch_id",)

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        n_rows = metrics["unexpected_rows_query.row_count"]
        return {"success": n_rows == 0, "result": {"observed_value": n_rows}}


def validate(connection: duckdb.DuckDBPyConnection, suites: Sequence[TableSuite]) -> list[SuiteOutcome]:
    """Runs suites on what a connection sees, and changes nothing.

    An expectation that cannot be evaluated counts as failed, with the error as its only row.
    """
    batches = _batches(connection, {suite.relation for suite in suites})
    return [_outcome(connection, batches[suite.relation], suite) for suite in suites]


def _batches(connection: duckdb.DuckDBPyConnection, tables: set[str]) -> Mapping[str, Any]:
    """Table → the batch that Great Expectations validates, which is the whole table.

    The tables are queries, since those are not looked up in the catalogue, and stated with their
    source, since Great Expectations writes its configuration anew for each that is added to it.
    """
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    data_sources: Any = context.data_sources  # its stub knows less than it takes
    source = data_sources.add_sql(
        "candidate",
        connection_string=duckdb_dialect.URL,
        kwargs=duckdb_dialect.engine_options(connection),
        create_temp_table=False,
        assets=[QueryAsset(name=table, query=f"select * from {table}") for table in tables],
    )
    return {asset.name: asset.get_batch(asset.build_batch_request()) for asset in source.assets}


def _outcome(connection: duckdb.DuckDBPyConnection, batch: Any, suite: TableSuite) -> SuiteOutcome:
    stated = gx.ExpectationSuite(suite.name, expectations=[_stated(each) for each in suite.expectations])
    results = batch.validate(stated).results
    failures = [_failure(connection, suite, each) for each in results if not each.success]
    return SuiteOutcome(suite, len(suite.expectations), failures)


def _stated(expectation: NoRows) -> ExpectNoRows:
    return ExpectNoRows(description=expectation.description, unexpected_rows_query=expectation.query)


def _failure(connection: duckdb.DuckDBPyConnection, suite: TableSuite, result: ExpectationValidationResult) -> FailedExpectation:
    config = result.expectation_config
    assert config is not None
    description = config.description or config.type
    error = _error(result.exception_info)
    if error:
        return not_evaluated(description, error)
    query = suite.on_its_table(config.kwargs["unexpected_rows_query"])
    try:
        return FailedExpectation(description, (result.result or {}).get("observed_value"), failing_rows(connection, query))
    except duckdb.Error as error:
        return not_evaluated(description, str(error))


def _error(exception_info: Any) -> str | None:
    entries = [exception_info] if "raised_exception" in (exception_info or {}) else list((exception_info or {}).values())
    raised = [entry["exception_message"] for entry in entries if isinstance(entry, dict) and entry.get("raised_exception")]
    return raised[0] if raised else None
