"""What the gate makes of a sound file, of a file that it cannot judge, and of what stands in a document."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.outcome import HELD_BACK, RunOutcome, now
from dagster_project.storage.layout import WarehouseLayout
from tests.foreign_keys import drop_foreign_keys

pytestmark = pytest.mark.xdist_group("expectations")

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def copy_broken_by(published: WarehouseLayout, tmp_path: Path) -> Callable[..., Path]:
    """Copies the published file and runs statements on the copy."""

    def broken(*statements: str) -> Path:
        copy = tmp_path / "copy.duckdb"
        shutil.copyfile(published.published, copy)
        with duckdb.connect(str(copy)) as connection:
            drop_foreign_keys(connection)
            for statement in statements:
                connection.execute(statement)
        return copy

    return broken


def test_the_published_file_passes_every_suite(published: WarehouseLayout) -> None:
    from dagster_project.quality.judgement import judge
    from expectations import all_suites

    outcomes = judge(published.published, all_suites()).outcomes
    assert [outcome.suite.name for outcome in outcomes] == [suite.name for suite in all_suites()]
    assert [outcome.n_expectations for outcome in outcomes] == [len(suite.expectations) for suite in all_suites()]
    assert {outcome.suite.name: outcome.failures for outcome in outcomes if not outcome.passed} == {}


def test_the_checks_are_defined_without_great_expectations(published: WarehouseLayout) -> None:
    """It takes seconds to import, which may pass while the models are built. Where dbt has to parse, they pass meanwhile."""
    script = "import sys; from dagster_project.definitions import defs; defs(); sys.exit('great_expectations' in sys.modules)"
    environment = {**os.environ, "YUSUAN_WAREHOUSE": str(published.root)}
    result = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_every_query_reads_the_table_of_its_suite() -> None:
    """So that all expectations of a table that is not there fail."""
    from expectations import all_suites

    others = [each.description for suite in all_suites() for each in suite.expectations if "{batch}" not in each.query]
    assert others == []


def test_no_two_suites_have_the_same_name() -> None:
    from expectations import all_suites

    names = [suite.name for suite in all_suites()]
    assert len(names) == len(set(names))


def test_every_published_table_of_marts_and_audit_has_a_suite(published: WarehouseLayout) -> None:
    from expectations import all_suites

    with duckdb.connect(str(published.published), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    assert set(tables) - {(suite.schema, suite.table) for suite in all_suites()} == set()


def test_an_expectation_that_cannot_be_evaluated_counts_as_failed_and_says_why(copy_broken_by: Callable[..., Path]) -> None:
    """A column that an expectation speaks of is gone; so is a table that another one looks into."""
    from dagster_project.quality.judgement import judge
    from expectations import all_suites

    broken = copy_broken_by("alter table audit.coverage drop column cells_out_of_scope", "drop table audit.rejected")
    suites = [suite for suite in all_suites() if suite.name in ("coverage.coverage", "referential_integrity.dim_document")]
    outcomes = {outcome.suite.name: outcome for outcome in judge(broken, suites).outcomes}
    failures = {failure.description: failure for failure in outcomes["coverage.coverage"].failures}
    assert set(failures) == {
        "The cells seen are those loaded, structural, rejected and out of scope",
        "The cells counted as rejected are in audit.rejected",
    }
    assert "cells_out_of_scope" in str(failures["The cells seen are those loaded, structural, rejected and out of scope"].rows)
    assert "rejected" in str(failures["The cells counted as rejected are in audit.rejected"].rows)
    assert outcomes["referential_integrity.dim_document"].passed


def test_all_expectations_of_a_table_that_is_gone_count_as_failed(copy_broken_by: Callable[..., Path]) -> None:
    """The suites of other tables are judged all the same: the report must not end with the first missing table."""
    from dagster_project.quality.judgement import judge
    from expectations import all_suites

    broken = copy_broken_by("drop table audit.findings")
    suites = [suite for suite in all_suites() if suite.name in ("keys.findings", "keys.dim_unit")]
    outcomes = {outcome.suite.name: outcome for outcome in judge(broken, suites).outcomes}
    assert outcomes["keys.dim_unit"].passed
    assert len(outcomes["keys.findings"].failures) == outcomes["keys.findings"].n_expectations
    assert all("findings" in str(failure.rows) for failure in outcomes["keys.findings"].failures)


def test_hostile_text_in_failing_rows_is_escaped_in_the_page_of_the_gate(
    copy_broken_by: Callable[..., Path], tmp_path: Path
) -> None:
    """The text of a document reaches the failing rows, the names of files and the reasons."""
    from dagster_project.quality.judgement import judge
    from dagster_project.reports.gate import write_gate_page
    from expectations import all_suites

    broken = copy_broken_by(
        f"update marts.dim_document set unit_key = '{HOSTILE} nowhere', title = '{HOSTILE}', source_file = '{HOSTILE}'",
        "create or replace table marts.dim_unit as select * from marts.dim_unit",
        f"insert into marts.dim_unit (unit_key, unit_name) values ('{HOSTILE}', '{HOSTILE}'), ('{HOSTILE}', null)",
        f"update marts.dim_project set unit_key = '{HOSTILE} nowhere', project_name = '{HOSTILE}'",
    )
    concerned = ["keys.dim_unit", "referential_integrity.dim_document", "referential_integrity.dim_project"]
    judgement = judge(broken, [suite for suite in all_suites() if suite.name in concerned])
    assert [outcome.suite.name for outcome in judgement.outcomes if not outcome.passed] == concerned
    layout = WarehouseLayout(tmp_path / "warehouse")
    described = {"documents": {"new": 4}, "failed_documents": []}
    of_a_file = {"source_file": HOSTILE, "reason": HOSTILE}
    write_gate_page(
        layout, [judgement], RunOutcome(HELD_BACK, now(), **described, message=HOSTILE, held_back_documents=[of_a_file])
    )
    text = (layout.reports / "gate" / "index.html").read_text(encoding="utf-8")
    assert text.count("alert(1)") > len(concerned), "the failing rows are not on the page: nothing is proved"
    assert "<script" not in text


def test_a_failing_row_is_its_documents_with_line_and_figure(copy_broken_by: Callable[..., Path]) -> None:
    from dagster_project.quality.judgement import judge
    from expectations.suite import TableSuite, no_rows

    suite = TableSuite(
        "volume", "audit", "cells", (no_rows("No figure is a thousandth", "select cell_id from {batch} where text = '0.001'"),)
    )
    broken = copy_broken_by("update audit.cells set text = '0.001' where cell_id = (select max(cell_id) from audit.cells)")
    with duckdb.connect(str(broken), read_only=True) as connection:
        ((source_file, content, line_no),) = connection.execute(
            "select source_file, content_sha256, line_no from audit.cells inner join marts.dim_document using (document_key) "
            "where text = '0.001'"
        ).fetchall()
    judgement = judge(broken, [suite])
    assert judgement.of_no_document == []
    assert judgement.is_to_be_built_again
    (objection,) = judgement.objections
    assert (objection.source_file, objection.content_sha256) == (source_file, content)
    assert objection.reason.startswith(f"“No figure is a thousandth” does not hold for line {line_no} “0.001”")
