"""Columns of last year, and of the budget beside what was spent: each time has columns of its own, or none."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]

TITLES = {"部门预算": "一般公共预算支出表", "部门决算": "一般公共预算财政拨款支出决算表"}


def _read(read: Read, kind: str, headings: str, figures: str) -> Extraction:
    """A disclosure of 2026 with a table of one subject, under headings in one or two rows."""
    first, *second = headings.split("\n")
    below = "".join(f"\t\t{row}\n" for row in second)
    return read(with_one_table(TITLES[kind], f"科目编码\t科目名称\t{first}\n{below}205\t教育支出\t{figures}\n", "甲县审计局", kind))


def _columns(extraction: Extraction) -> list[tuple[str, str]]:
    return [(cell.column_code, cell.text) for cell in sorted(extraction.cells, key=lambda cell: cell.column_no)]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("2025年执行数", "total_prior_actual"),
        ("2025年决算数", "total_prior_actual"),
        ("上年执行数", "total_prior_actual"),
        ("上年度预算数", "total_prior_budget"),
        ("2025年年初预算数", "total_prior_budget"),
        ("2025年调整预算数", "total_prior_adjusted_budget"),
        ("2025年预计执行数", "total_prior_estimate"),
    ],
)
def test_a_budget_prints_last_years_figures_in_columns_of_their_phase(read: Read, heading: str, column: str) -> None:
    extraction = _read(read, "部门预算", f"{heading}\t2026年预算数", "4.00\t5.00")
    assert _columns(extraction) == [(column, "4.00"), ("total", "5.00")]
    assert not extraction.rejected


def test_the_parts_of_a_total_are_of_its_own_time(read: Read) -> None:
    headings = "2025年预算数\t\t\t2026年预算数\t\t\n小计\t基本支出\t项目支出\t小计\t基本支出\t项目支出"
    extraction = _read(read, "部门预算", headings, "4.00\t3.00\t1.00\t5.00\t3.00\t2.00")
    assert _columns(extraction) == [
        *(("total_prior_budget", "4.00"), ("basic_prior_budget", "3.00"), ("project_prior_budget", "1.00")),
        *(("total", "5.00"), ("basic", "3.00"), ("project", "2.00")),
    ]


def test_a_final_account_prints_its_budget_and_its_adjusted_budget_beside_what_was_spent(read: Read) -> None:
    extraction = _read(read, "部门决算", "年初预算数\t全年预算数\t决算数\t上年决算数", "4.00\t6.00\t5.00\t3.00")
    assert _columns(extraction) == [
        *(("total_budget", "4.00"), ("total_adjusted_budget", "6.00"), ("total", "5.00"), ("total_prior_actual", "3.00")),
    ]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("上年", "names last year, but not whether"),
        ("2024年执行数", "another year than the document: 2024"),
        ("2027年预算数", "another year than the document: 2027"),
        ("执行数", "says actual, its figures would be taken for budget"),
        ("调整预算数", "says adjusted_budget, its figures would be taken for budget"),
    ],
)
def test_a_column_whose_time_is_not_told_or_not_known_is_refused(read: Read, heading: str, reason: str) -> None:
    extraction = _read(read, "部门预算", f"{heading}\t2026年预算数\n合计\t合计", "4.00\t5.00")
    assert _columns(extraction) == [("total", "5.00")]
    assert [cell.text for cell in extraction.rejected] == ["4.00"]
    assert reason in extraction.rejected[0].reason


@pytest.mark.parametrize("heading", ["预算完成率", "占上年执行数比例", "比上年预算数增减"])
def test_a_share_or_a_change_is_no_amount_of_any_time(read: Read, heading: str) -> None:
    extraction = _read(read, "部门预算", f"2026年预算数\t{heading}", "5.00\t1.25")
    assert ("total", "5.00") in _columns(extraction)
    assert [cell.text for cell in extraction.rejected] == ["1.25"]


def test_what_is_carried_over_from_last_year_is_money_of_this_one(read: Read) -> None:
    grid = "科目编码\t科目名称\t总计\t一般公共预算\t上年结转\n205\t教育支出\t5.00\t3.00\t2.00\n"
    extraction = read(with_one_table("部门收入总表", grid, "甲县审计局", "部门预算"))
    assert _columns(extraction) == [("total", "5.00"), ("general_public", "3.00"), ("carryover", "2.00")]
