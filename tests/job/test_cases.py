"""Small documents that are read wrongly by whoever does not look twice, all in one folder with the samples, in one refresh.

Each stands in `tests/cases/` for a kind of damage. What is right was worked out from the document by hand. All have the same
income of 35 万元 (25 + 5 general public budget, 5 unit funds) and expenditure (25 basic, 10 project) besides what is damaged.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout

pytestmark = pytest.mark.xdist_group("cases")

CASES = PROJECT_ROOT / "tests" / "cases"
Query = Callable[..., list[tuple[Any, ...]]]

INCOME = {("2010301", "general_public"): "25", ("2010302", "general_public"): "5", ("2010302", "unit_funds"): "5"}
EXPENDITURE = {("2010301", "basic"): "25", ("2010302", "project"): "10"}

# What of the income table is left where the row of 行政运行, or that of 一般行政管理事务, cannot be read.
WITHOUT_FIRST_ROW = {place: amount for place, amount in INCOME.items() if place[0] != "2010301"}
WITHOUT_SECOND_ROW = {place: amount for place, amount in INCOME.items() if place[0] != "2010302"}

# Case → the income facts that are right, and the figures that are refused.
DAMAGED_INCOME = {
    "C4": (WITHOUT_FIRST_ROW, {"201", "03", "01", "行政", "运行", "25.00"}),
    "C5": (WITHOUT_FIRST_ROW, {"201", "03", "01", "25.00"}),
    "C9": (WITHOUT_FIRST_ROW, set("1234567")),
    "D1": (WITHOUT_SECOND_ROW, {"201", "03", "02", "一般行政管理事务", "10.00", "5.00", "5.00 2"}),
    "D2": (WITHOUT_SECOND_ROW, {"201", "03", "02", "一般行政管理事务", "10.00", "5.00", "5.00①"}),
    "D3": (WITHOUT_FIRST_ROW, {"201", "03", "01", "行政运行", "25 30.00", "25.00"}),
}
# Case → what its sentences state of the unit in this year, with the amounts, and what is refused.
STATED = {
    "A1": ({("expenditure_project", "0.01")}, {"999999999999.99万元"}),
    "A3": ({("expenditure_basic", "25.00")}, {"3.00万元", "13.64%"}),
    "A4": ({("expenditure_basic", "25.00")}, set()),
    "A5": ({("expenditure_basic", "25.00")}, {"123456789012345.00%"}),
    "A6": ({("expenditure_basic", "25.00")}, {"123456789012345.00%"}),
    "D6": (set(), {"25 30.00 万元", "10.00 2 万元"}),
    "E1": ({("expenditure_basic", "25.00")}, {"30.00万元", "40.00万元"}),
    "E3": (set(), {"25.00万元", "10.00万元"}),
    "E4": (set(), {"壹佰万元", "5百万元", "1e5元"}),
}
# Case → how many cells of a table are refused that is another unit's, or printed before.
REFUSED_TABLES = {
    "B1": {("another_unit", 17), ("another_unit", 28), ("another_unit", 27)},
    "B2": {("another_unit", 27)},
    "B7": {("table_repeated", 27)},
}
ALL = sorted(path.name.split("-")[0] for path in CASES.glob("*.txt"))
READ = [case for case in ALL if case != "B4"]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory, yusuan: Callable[..., subprocess.CompletedProcess[str]]) -> WarehouseLayout:
    folder = tmp_path_factory.mktemp("cases")
    shutil.copytree(CASES, folder / "raw" / "cases")
    shutil.copytree(PROJECT_ROOT / "raw", folder / "raw" / "samples")
    layout = WarehouseLayout(folder / "warehouse")
    result = yusuan("refresh", "--raw", folder / "raw", "--warehouse", layout.root)
    assert result.returncode == 0, result.stdout + result.stderr
    return layout


@pytest.fixture(scope="module")
def ask(warehouse: WarehouseLayout) -> Iterator[Query]:
    with duckdb.connect(str(warehouse.published), read_only=True) as connection:
        yield lambda sql, *parameters: connection.execute(sql, list(parameters)).fetchall()


def _of(case: str, table: str) -> str:
    return (
        f"{table} inner join marts.dim_document as documents using (document_key) where documents.source_file like 'cases/{case}-%'"
    )


def _amounts(rows: list[tuple[Any, ...]]) -> dict[tuple[str, str], Decimal]:
    found = {(code, kind): amount for code, kind, amount in rows}
    assert len(found) == len(rows)
    return found


def _yuan(amounts: dict[Any, str]) -> dict[Any, Decimal]:
    return {place: Decimal(amount) * 10_000 for place, amount in amounts.items()}


def _facts(ask: Query, case: str, fact: str, kind: str) -> dict[tuple[str, str], Decimal]:
    rows = ask(f"select split_part(subject_key, ':', 2), {kind}, amount_yuan from {_of(case, f'marts.{fact}')}")
    return _amounts(rows)


def test_every_case_is_there() -> None:
    assert len(ALL) == 28


def test_the_samples_are_published_as_they_are_without_the_cases(ask: Query, query: Query) -> None:
    facts = [
        name for (name,) in ask("select table_name from duckdb_tables() where schema_name = 'marts' and table_name like 'fct_%'")
    ]
    assert len(facts) == 30
    n_with_rows = 0
    for fact in facts:
        of_samples = "where document_key in (select document_key from marts.dim_document where source_file like 'samples/%')"
        rows = ask(f"select * from marts.{fact} {of_samples} order by all")
        assert rows == query(f"select * from marts.{fact} order by all")
        n_with_rows += bool(rows)
    # The samples print none of the tables that only other places have.
    assert n_with_rows == 18


@pytest.mark.parametrize("case", READ)
def test_every_case_is_of_its_own_unit_and_the_year_of_its_title(ask: Query, case: str) -> None:
    ((unit, year, kind),) = ask(
        "select unit_name, fiscal_year, document_kind from marts.dim_document inner join marts.dim_unit using (unit_key) "
        f"where source_file like 'cases/{case}-%'"
    )
    text = next(CASES.glob(f"{case}-*.txt")).read_text(encoding="utf-8")
    assert f"编制单位：{unit}\n" in text
    assert unit.startswith("青山县")
    assert (year, kind) == (2026, "unit_budget")


def test_a_document_whose_amounts_have_two_units_of_measure_is_refused_and_says_so(ask: Query) -> None:
    ((outcome, reason),) = ask("select outcome, reason from audit.document_outcomes where source_file like 'cases/B4-%'")
    assert outcome == "failed"
    assert "several units of measure" in reason
    assert "元" in reason


@pytest.mark.parametrize("case", READ)
def test_the_income_of_a_case_is_right_or_refused(ask: Query, case: str) -> None:
    expected = DAMAGED_INCOME.get(case, (INCOME, set()))[0]
    if case == "D5":
        # A soft hyphen before a number is a minus.
        expected = {**INCOME, ("2010301", "general_public"): "-25"}
    assert _facts(ask, case, "fct_income", "fund_source_key") == _yuan(expected)


def test_a_row_with_a_blank_before_its_code_is_set_right_with_its_proof(ask: Query) -> None:
    ((label, outcome, proof),) = ask(f"select row_label, outcome, proof from {_of('D8', 'audit.repairs')}")
    assert (label, outcome) == ("行政运行", "repaired")
    assert "hierarchy.subject 20103 一般公共预算: 30.00 = 30.00" in proof


@pytest.mark.parametrize("case", READ)
def test_the_expenditure_of_a_case_is_right(ask: Query, case: str) -> None:
    assert _facts(ask, case, "fct_expenditure", "expenditure_kind") == _yuan(EXPENDITURE)


@pytest.mark.parametrize("case", READ)
def test_the_overview_of_a_case_is_right_or_refused(ask: Query, case: str) -> None:
    sums = dict(ask(f"select side, sum(amount_yuan) from {_of(case, 'marts.fct_overview')} group by all"))
    income = "30" if case == "C7" else "35"
    assert sums == _yuan({"income": income, "expenditure": "35"})


@pytest.mark.parametrize("case", sorted(DAMAGED_INCOME))
def test_a_row_that_cannot_be_read_is_refused_and_its_table_is_not_vouched_for(ask: Query, case: str) -> None:
    rejected = {text for (text,) in ask(f"select text from {_of(case, 'audit.rejected')}")}
    assert rejected == DAMAGED_INCOME[case][1]
    assert ask(f"select bool_or(is_reconciled) from {_of(case, 'marts.fct_income')}") == [(False,)]


@pytest.mark.parametrize(
    ("case", "fact", "text"),
    [
        ("C1", "fct_expenditure", "204 02 01 行政运行 88.00 88.00"),
        ("C2", "fct_expenditure", "总计 35.00 25.00 10.00"),
        ("C7", "fct_overview", "5.00"),
    ],
)
def test_a_figure_without_its_cells_or_its_label_is_refused(ask: Query, case: str, fact: str, text: str) -> None:
    assert [text for (text,) in ask(f"select text from {_of(case, 'audit.rejected')}")] == [text]
    assert ask(f"select bool_or(is_reconciled) from {_of(case, f'marts.{fact}')}") == [(False,)]


def test_a_table_with_pipes_for_tabs_is_read(ask: Query) -> None:
    assert ask(f"select text from {_of('C3', 'audit.rejected')}") == []
    assert ask(f"select bool_and(is_reconciled) from {_of('C3', 'marts.fct_income')}") == [(True,)]


@pytest.mark.parametrize("case", sorted(REFUSED_TABLES))
def test_tables_of_another_unit_and_tables_printed_before_are_refused_whole(ask: Query, case: str) -> None:
    refused = ask(f"select reason_code, count(*) from {_of(case, 'audit.rejected')} group by table_no, reason_code")
    assert set(refused) == REFUSED_TABLES[case]
    assert ask(f"select bool_and(is_reconciled) from {_of(case, 'marts.fct_expenditure')}") == [(True,)]


def test_a_table_whose_title_is_lost_is_not_taken_for_the_rest_of_the_table_before(ask: Query) -> None:
    expected = {("30101", "personnel"): "20", ("30201", "operating"): "5"}
    assert _facts(ask, "B6", "fct_basic_expenditure", "cost_kind") == _yuan(expected)


@pytest.mark.parametrize("case", sorted(STATED))
def test_a_sentence_states_what_it_says_of_the_unit_and_the_rest_is_refused(ask: Query, case: str) -> None:
    expected, refused = STATED[case]
    stated = ask(f"select measure_code, amount_yuan from {_of(case, 'marts.fct_disclosed_figure')}")
    stated += ask(f"select measure_code, amount_yuan from {_of(case, 'marts.fct_year_over_year')}")
    assert set(stated) == {(measure, Decimal(amount) * 10_000) for measure, amount in expected}
    assert {text for (text,) in ask(f"select text from {_of(case, 'audit.rejected')}")} == refused


def test_a_percentage_of_change_without_the_change_is_a_fact_of_its_own(ask: Query) -> None:
    assert ask(f"select change_pct, change_value from {_of('A4', 'marts.fct_disclosed_figure')}") == [(Decimal("13.6400"), None)]


def test_a_change_whose_percentage_is_refused_stays(ask: Query) -> None:
    ((change, percentage, prior),) = ask(
        f"select change_yuan, change_pct, prior_amount_yuan from {_of('A6', 'marts.fct_year_over_year')}"
    )
    assert (change, percentage, prior) == (Decimal(30_000), None, Decimal(220_000))


@pytest.mark.parametrize("case", [case for case in READ if case not in ("D5", *STATED)])
def test_no_false_finding_is_made_of_what_was_damaged(ask: Query, case: str) -> None:
    # That these small documents lack tables which must be disclosed is true.
    rules = {rule for (rule,) in ask(f"select rule_id from {_of(case, 'audit.findings')}")}
    assert rules <= {"document.mandatory_table"}


@pytest.mark.parametrize("case", sorted(STATED))
def test_no_sentence_about_others_or_another_year_contradicts_a_table(ask: Query, case: str) -> None:
    rules = {rule for (rule,) in ask(f"select rule_id from {_of(case, 'audit.findings')}")}
    # A1 states 0.01 万元 where the table prints 10.00.
    assert rules <= {"document.mandatory_table", *({"narrative.expenditure"} if case == "A1" else set())}
