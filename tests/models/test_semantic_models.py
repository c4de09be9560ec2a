"""The semantic models name what is published, and each metric is what a person works out from a document by hand."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from dagster_project.parsed_project import MANIFEST, PARSED_BESIDE_PROJECT
from dagster_project.storage.layout import WarehouseLayout
from tests.models.metric_queries import Semantics, columns_of, expression_of, relation_of
from tests.published_figures import CENTRE, CHANGJI, KIZILSU, YIWU, wan

UNIT = "unit__unit_name"
KIND = "document__document_kind"
TABLE = "total_figure__table_code"

# Of Kizilsu's budget. Table 2 (lines 122 to 143): 54.81 + 87.48 + 230.74 + 18.38 + 3.62 + 6.15 + 1.28 + 14.92, under a printed
# total of 417.37; so tables 3 and 5 (160 to 173, 231 to 244), where 230.74 is of projects. Table 6 (260 to 278): 301 and 303 are
# 180.46, 302 is 6.17. Table 7 (295 to 300): 62.40 + 10.00 + 30.00 + 20.00 + 7.00 + 101.34. Table 10 (345, 348): 0.80 + 2.30.
ALL, BASIC, PROJECTS, PERSONNEL, OPERATING = wan("417.38"), wan("186.64"), wan("230.74"), wan("180.46"), wan("6.17")
OF_KIZILSU = {
    "income_sum": ALL,
    "total_income": ALL,
    "expenditure_sum": ALL,
    "total_expenditure": ALL,
    "total_budget": ALL,
    "total_basic_expenditure": BASIC,
    "total_project_expenditure": PROJECTS,
    "project_share": Decimal("55.28"),  # 230.74 / 417.38
    "fund_expenditure_sum": ALL,
    "general_public_expenditure": ALL,
    "basic_expenditure_sum": PERSONNEL + OPERATING,
    "general_public_basic_expenditure": PERSONNEL + OPERATING,
    "personnel_costs": PERSONNEL,
    "operating_costs": OPERATING,
    "three_public_sum": wan("3.10"),
    "three_public_expenses": wan("3.10"),
    "project_sum": PROJECTS,
    "project_money": PROJECTS,
    "projects": 6,
    # Line 527: an increase of 3.10, from nothing.
    "three_public_change": wan("3.10"),
    # Lines 377, 393, 395, 413, 415, 429 to 443, five of 527, 537: all from nothing, so that each is its own amount.
    "changes": 1 + 2 + 2 + 8 + 5 + 1,
    "changes_with_prior": 1 + 2 + 2 + 8 + 5 + 1,
    "changed_things": 1 + 2 + 2 + 8 + 5 + 1,
    "change_sum": 4 * wan("417.37") + wan("0.01") + 2 * wan("3.10") + wan("6.18"),
    "prior_sum": 0,
    "documents": 1,
    # Line 87 to 106 and the contents lack a table; 405, 419, 547; the seventeen changes above that are 100 % of nothing.
    "errors": 1,
    "findings": 1 + 3 + 17,
    "findings_per_document": 21,
}
# Metric → by what, and what a group has.
OF_GROUPS: dict[str, tuple[tuple[str, ...], dict[tuple[str | None, ...], Any]]] = {
    # One kind of disclosure, year and stage a document; of printed totals also table and side: tables 1 and 4 have two.
    **{
        f"{name}_mixed": ((UNIT,), {(KIZILSU,): n})
        for name, n in (
            *(("income", 1), ("expenditure", 1), ("fund_expenditure", 1), ("basic_expenditure", 1), ("three_public", 1)),
            *(("project", 1), ("printed_total", 10)),
        )
    },
    # 377; 393 and 395; 413 and 415; 429 to 443; 527; 537: what the changes of the document are of.
    "change_mixed": ((UNIT,), {(KIZILSU,): 1 + 2 + 2 + 1 + 5 + 1}),
    # The totals of table 2 (line 119) and of both sides of table 4 (214).
    "printed_total_sum": ((UNIT, TABLE), {(KIZILSU, "income"): wan("417.37"), (KIZILSU, "appropriation"): 2 * wan("417.37")}),
    "printed_total": (
        (UNIT, TABLE, "total_figure__side"),
        {(KIZILSU, "income", None): wan("417.37"), (KIZILSU, "appropriation", "income"): wan("417.37")},
    ),
    "printed_gap": ((UNIT, TABLE), {(KIZILSU, "income"): wan("-0.01"), (KIZILSU, "project_expenditure"): 0}),
    # Line 466 of Yiwu's budget: 44.35 more, which is 34.16 %.
    "change_against_last_year": (
        (UNIT, "measured"),
        {(YIWU, "general_public_basic"): wan("44.35"), (KIZILSU, "income"): wan("417.37")},
    ),
    "change_against_last_year_pct": (
        (UNIT, "measured"),
        {(YIWU, "general_public_basic"): Decimal("34.16"), (KIZILSU, "income"): None},
    ),
}


@pytest.fixture(scope="module")
def semantics(published: WarehouseLayout) -> Semantics:
    """What dbt made of the semantic models and the metrics, which it would not have parsed had they contradicted each other."""
    manifest = json.loads((PARSED_BESIDE_PROJECT / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["semantic_models"]
    return Semantics([*manifest["semantic_models"].values()], {each["name"]: each for each in manifest["metrics"].values()})


@pytest.fixture(scope="module")
def connection(published: WarehouseLayout) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published.published), read_only=True) as connection:
        yield connection


def answer(connection: duckdb.DuckDBPyConnection, semantics: Semantics, metric: str, *by: str) -> dict[tuple[Any, ...], Any]:
    """Group → the metric."""
    return {tuple(row[:-1]): row[-1] for row in connection.execute(semantics.query(metric, by)).fetchall()}


def test_every_entity_dimension_and_measure_is_made_of_columns_of_its_published_table(
    semantics: Semantics, connection: duckdb.DuckDBPyConnection
) -> None:
    for model in semantics.models:
        elements = [*columns_of(model).values(), *map(expression_of, model["measures"])]
        there = {column for column, *_ in connection.execute(f"describe {relation_of(model)}").fetchall()}
        connection.execute(f"select {', '.join(elements)} from {relation_of(model)} limit 0")
        assert [each for each in elements if not there & set(re.findall(r"\w+", each))] == []


def test_what_is_no_column_of_the_table_is_seen(semantics: Semantics, connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.BinderException):
        connection.execute(f"select amount from {relation_of(semantics.models[0])} limit 0")


def test_every_metric_is_asked(semantics: Semantics) -> None:
    assert OF_KIZILSU.keys() | OF_GROUPS.keys() == semantics.metrics.keys()


@pytest.mark.parametrize("metric", OF_KIZILSU)
def test_a_metric_of_a_unit_is_what_its_document_prints(
    connection: duckdb.DuckDBPyConnection, semantics: Semantics, metric: str
) -> None:
    assert answer(connection, semantics, metric, UNIT)[KIZILSU,] == OF_KIZILSU[metric]


@pytest.mark.parametrize("metric", OF_GROUPS)
def test_a_metric_by_more_than_the_unit_is_what_the_document_prints(
    connection: duckdb.DuckDBPyConnection, semantics: Semantics, metric: str
) -> None:
    by, expected = OF_GROUPS[metric]
    found = answer(connection, semantics, metric, *by)
    assert {group: found[group] for group in expected} == expected


def test_budgets_of_departments_and_of_units_are_never_added_up(
    connection: duckdb.DuckDBPyConnection, semantics: Semantics
) -> None:
    # Printed in the totals of table 3 of the four budgets: lines 157, 189, 176 and 181; the parts of the first sum to 417.38.
    assert answer(connection, semantics, "total_budget", KIND) == {
        ("department_budget",): wan("417.38") + wan("2504.53"),
        ("unit_budget",): wan("14751.61") + wan("2431.52"),
    }
    assert answer(connection, semantics, "total_budget", "phase") == {("budget",): None}
    assert answer(connection, semantics, "project_share", "phase") == {("budget",): None}


def test_what_was_budgeted_is_never_added_to_what_was_spent(semantics: Semantics) -> None:
    # Two years, a budget beside what came of it, and last year's figures, which the document of that year has too.
    row = "'{0}', 'd', 'u', 's', 'f', {1}, 'department_final_account', '{2}', {3}, {4}, 'reconciled'"
    rows = [("1", 2025, "budget", False, 100), ("2", 2025, "actual", False, 90), ("3", 2024, "actual", True, 80)]
    with duckdb.connect() as connection:
        connection.execute(
            "create schema marts; create table marts.fct_income (source_cell_id varchar, document_key varchar, unit_key varchar, "
            "subject_key varchar, fund_source_key varchar, fiscal_year integer, document_kind varchar, phase varchar, "
            "is_prior_year boolean, amount_yuan decimal(18, 2), reconciliation_verdict varchar)"
        )
        for each in rows:
            connection.execute(f"insert into marts.fct_income values ({row.format(*each)})")
        assert answer(connection, semantics, "total_income", "unit") == {("u",): None}
        assert answer(connection, semantics, "total_income", "phase") == {("budget",): 100, ("actual",): 90}


def test_a_change_that_is_stated_twice_is_never_counted_twice(semantics: Semantics) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create schema marts; create table marts.fct_year_over_year (source_cell_id varchar, document_key varchar, "
            "unit_key varchar, subject_key varchar, fund_source_key varchar, measure_code varchar, fiscal_year integer, "
            "document_kind varchar, reconciliation_verdict varchar, change_yuan decimal(18, 2), prior_amount_yuan decimal(18, 2))"
        )
        for cell, document, measure in (("1", "a", "income"), ("2", "a", "income"), ("3", "b", "income"), ("4", "b", "staff")):
            connection.execute(
                "insert into marts.fct_year_over_year values ($1, $2, $2, null, null, $3, 2026, 'unit_budget', 'reconciled', 5, 10)",
                [cell, document, measure],
            )
        assert answer(connection, semantics, "change_against_last_year", "document", "measured") == {
            ("a", "income"): None,
            ("b", "income"): 5,
            ("b", "staff"): 5,
        }
        assert answer(connection, semantics, "change_against_last_year", "document") == {("a",): None, ("b",): None}


def test_a_document_without_findings_has_none(connection: duckdb.DuckDBPyConnection, semantics: Semantics) -> None:
    assert set(answer(connection, semantics, "findings_per_document", UNIT)) == {(CHANGJI,), (KIZILSU,), (CENTRE,), (YIWU,)}
    with duckdb.connect() as bare:
        bare.execute(
            "create schema marts; create schema audit; create table marts.dim_document as select 'd' as document_key, "
            "'u' as unit_key, 2026 as fiscal_year, 'unit_budget' as document_kind, true as is_current, 'text' as reader; "
            "create table audit.findings (finding_no integer, document_key varchar, unit_key varchar, fiscal_year integer, "
            "severity varchar, family varchar, rule_id varchar)"
        )
        assert answer(bare, semantics, "findings_per_document", "unit") == {("u",): 0}


def test_every_metric_and_what_it_is_asked_by_is_described_in_english_and_chinese(semantics: Semantics) -> None:
    described = [
        (each["name"], each["description"])
        for each in (
            *semantics.models,
            *semantics.metrics.values(),
            *(part for model in semantics.models for kind in ("entities", "dimensions", "measures") for part in model[kind]),
        )
    ]
    assert [name for name, words in described if not re.search(r"[A-Za-z]{2}.*[\u4e00-\u9fff]", words or "")] == []
    assert [name for name, each in semantics.metrics.items() if not re.search(r"[\u4e00-\u9fff]", each["label"])] == []


def test_days_are_in_no_published_file(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute("select table_name from duckdb_columns() where column_name = 'date_day'").fetchall() == []
