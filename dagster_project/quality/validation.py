"""Runs suites on a DuckDB file with Great Expectations, in SQL, and keeps the failing rows.

Great Expectations takes seconds to import: whoever may have nothing to validate imports this
module late.
"""

import os
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import duckdb
import great_expectations as gx
import sqlalchemy
from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import TestConnectionError

from dagster_project.quality import duckdb_dialect
from dagster_project.quality.failing_rows import FailingRow, FailingRows, failing_rows
from expectations.suite import TableSuite


@dataclass(frozen=True, slots=True)
class FailedExpectation:
    """An expectation that does not hold: what was expected, how many rows break it, whose they are.

    `n_rows` is None, and the only row holds the error, where the expectation could not be evaluated.
    """

    description: str
    n_rows: int | None
    found: FailingRows

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The first failing rows, as they are."""
        return [row.values for row in self.found.shown]


@dataclass(frozen=True, slots=True)
class SuiteOutcome:
    """What came of a suite."""

    suite: TableSuite
    n_expectations: int
    failures: list[FailedExpectation]

    @property
    def passed(self) -> bool:
        return not self.failures


def validate(database: Path, suites: Sequence[TableSuite]) -> list[SuiteOutcome]:
    """Runs suites on a DuckDB file, which is opened read-only.

    An expectation that cannot be evaluated counts as failed, with the error as its only row.
    """
    duckdb_dialect.register()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    url = f"{duckdb_dialect.SCHEME}:///{database}?access_mode=read_only"
    source = context.data_sources.add_sql("candidate", connection_string=url)
    # While one connection is open the file stays open, and the others cost next to nothing.
    with sqlalchemy.create_engine(url).connect():
        definitions, missing = _definitions(context, source, suites)
        results = _run(context, definitions)
    failures = missing | _failures(database, suites, results)
    return [SuiteOutcome(suite, len(suite.expectations), failures[suite.name]) for suite in suites]


def _definitions(context: Any, source: Any, suites: Sequence[TableSuite]) -> tuple[list[Any], dict[str, list[FailedExpectation]]]:
    """The validations of the suites; and the failures, by suite, of those whose table is not there."""
    definitions: list[Any] = []
    missing: dict[str, list[FailedExpectation]] = {}
    for suite in suites:
        try:
            definitions.append(_definition(context, source, suite))
        except (gx.exceptions.GreatExpectationsError, TestConnectionError) as error:
            message = f"{suite.schema}.{suite.table}: {error}"
            missing[suite.name] = [_not_evaluated(each.description or "", message) for each in suite.expectations]
    return definitions, missing


def _definition(context: Any, source: Any, suite: TableSuite) -> Any:
    asset_name = f"{suite.schema}.{suite.table}"
    asset = next((asset for asset in source.assets if asset.name == asset_name), None)
    if asset is None:
        asset = source.add_table_asset(asset_name, table_name=suite.table, schema_name=suite.schema)
        asset.add_batch_definition_whole_table("whole table")
    stated = gx.ExpectationSuite(suite.name, expectations=[copy(each) for each in suite.expectations])
    context.suites.add(stated)
    return context.validation_definitions.add(
        gx.ValidationDefinition(name=suite.name, data=asset.get_batch_definition("whole table"), suite=stated)
    )


def _run(context: Any, definitions: Sequence[Any]) -> dict[str, ExpectationSuiteValidationResult]:
    """Suite name → what Great Expectations says of it."""
    if not definitions:
        return {}
    checkpoint = context.checkpoints.add(gx.Checkpoint(name="gate", validation_definitions=list(definitions)))
    return {result.suite_name: result for result in checkpoint.run().run_results.values()}


def _failures(
    database: Path, suites: Sequence[TableSuite], results: dict[str, ExpectationSuiteValidationResult]
) -> dict[str, list[FailedExpectation]]:
    """The failures of each suite that was run, their rows asked for once Great Expectations has closed the file."""
    tables = {suite.name: f"{suite.schema}.{suite.table}" for suite in suites}
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            name: [_failure(connection, tables[name], each) for each in result.results if not each.success]
            for name, result in results.items()
        }


def _failure(connection: Any, table: str, result: ExpectationValidationResult) -> FailedExpectation:
    config = result.expectation_config
    assert config is not None
    description = config.description or config.type
    error = _error(result.exception_info)
    if error:
        return _not_evaluated(description, error)
    # As Great Expectations puts it: a table of its own name, so that a query may name the same table again.
    query = config.kwargs["unexpected_rows_query"].format(batch=f"(select * from {table}) as batch")
    try:
        return FailedExpectation(description, (result.result or {}).get("observed_value"), failing_rows(connection, query))
    except duckdb.Error as error:
        return _not_evaluated(description, str(error))


def _not_evaluated(description: str, error: str) -> FailedExpectation:
    return FailedExpectation(description, None, FailingRows([FailingRow({"error": error})], {}, 1))


def _error(exception_info: Any) -> str | None:
    entries = [exception_info] if "raised_exception" in (exception_info or {}) else list((exception_info or {}).values())
    raised = [entry["exception_message"] for entry in entries if isinstance(entry, dict) and entry.get("raised_exception")]
    return raised[0] if raised else None
