"""Runs suites on a DuckDB file with Great Expectations, in SQL, and keeps the failing rows.

Great Expectations takes seconds to import: whoever may have nothing to validate imports this
module late.
"""

import html
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
import sqlalchemy
from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.interfaces import TestConnectionError

from dagster_project.quality import duckdb_dialect
from expectations.suite import TableSuite

_ROWS_SHOWN = 20
_SITE = "data_docs"


@dataclass(frozen=True, slots=True)
class FailedExpectation:
    """An expectation that does not hold: what was expected, and rows that show it."""

    description: str
    n_rows: int | None
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SuiteOutcome:
    """What came of a suite."""

    suite: TableSuite
    n_expectations: int
    failures: list[FailedExpectation]

    @property
    def passed(self) -> bool:
        return not self.failures


def validate(database: Path, suites: Sequence[TableSuite], data_docs: Path | None = None) -> list[SuiteOutcome]:
    """Runs suites on a DuckDB file, which is opened read-only; writes data docs where a folder is given.

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
        failures = missing | _run(context, definitions, data_docs)
    return [SuiteOutcome(suite, len(suite.expectations), failures[suite.name]) for suite in suites]


def _definitions(context: Any, source: Any, suites: Sequence[TableSuite]) -> tuple[list[Any], dict[str, list[FailedExpectation]]]:
    """The validations of the suites; and the failures, by suite, of those whose table is not there."""
    definitions: list[Any] = []
    missing: dict[str, list[FailedExpectation]] = {}
    for suite in suites:
        try:
            definitions.append(_definition(context, source, suite))
        except (gx.exceptions.GreatExpectationsError, TestConnectionError) as error:
            missing[suite.name] = [
                FailedExpectation(_description(each), None, [{"error": f"{suite.schema}.{suite.table}: {error}"}])
                for each in suite.expectations
            ]
    return definitions, missing


def _run(context: Any, definitions: Sequence[Any], data_docs: Path | None) -> dict[str, list[FailedExpectation]]:
    """Suite name → its failures. The data docs are rebuilt whole: they show this run and no other."""
    context.delete_data_docs_site("local_site")
    if not definitions:
        return {}
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(name="gate", validation_definitions=list(definitions), result_format={"result_format": "COMPLETE"})
    )
    results = checkpoint.run().run_results
    failures = {result.suite_name: _failures(result) for result in results.values()}
    if data_docs is not None:
        for identifier, result in results.items():
            context.validation_results_store.set(identifier, _escaped(result))
        shutil.rmtree(data_docs, ignore_errors=True)
        context.add_data_docs_site(_SITE, _site_config(data_docs))
        context.build_data_docs(site_names=[_SITE])
    return failures


def _escaped(result: ExpectationSuiteValidationResult) -> ExpectationSuiteValidationResult:
    """The result with all texts in it fit for HTML: data docs show some of them as they are."""
    for expectation in result.results:
        expectation.result = _escape(expectation.result)
    return result


def _escape(value: Any) -> Any:
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, dict):
        return {key: _escape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_escape(each) for each in value]
    return value


def _site_config(folder: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }


def _definition(context: Any, source: Any, suite: TableSuite) -> Any:
    asset_name = f"{suite.schema}.{suite.table}"
    asset = next((asset for asset in source.assets if asset.name == asset_name), None)
    if asset is None:
        asset = source.add_table_asset(asset_name, table_name=suite.table, schema_name=suite.schema)
        asset.add_batch_definition_whole_table("whole table")
    stated = gx.ExpectationSuite(suite.name, expectations=list(suite.expectations))
    context.suites.add(stated)
    return context.validation_definitions.add(
        gx.ValidationDefinition(name=suite.name, data=asset.get_batch_definition("whole table"), suite=stated)
    )


def _description(expectation: Any) -> str:
    return expectation.description or f"{expectation.expectation_type} ({expectation.column})"


def _failures(result: ExpectationSuiteValidationResult) -> list[FailedExpectation]:
    return [_failure(expectation) for expectation in result.results if not expectation.success]


def _failure(result: ExpectationValidationResult) -> FailedExpectation:
    config = result.expectation_config
    assert config is not None
    column = config.kwargs.get("column")
    description = config.description or f"{config.type} ({column})"
    error = _error(result.exception_info)
    if error:
        return FailedExpectation(description, None, [{"error": error}])
    found = result.result or {}
    rows = (found.get("details") or {}).get("unexpected_rows")
    if rows is None:
        rows = [{column: value} for value in found.get("partial_unexpected_list", [])]
    count = found.get("unexpected_count", found.get("observed_value"))
    return FailedExpectation(description, count, list(rows)[:_ROWS_SHOWN])


def _error(exception_info: Any) -> str | None:
    entries = [exception_info] if "raised_exception" in (exception_info or {}) else list((exception_info or {}).values())
    raised = [entry["exception_message"] for entry in entries if isinstance(entry, dict) and entry.get("raised_exception")]
    return raised[0] if raised else None
