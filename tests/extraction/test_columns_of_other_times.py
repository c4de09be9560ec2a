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


@pytest.mark.parametrize("heading", ["预算完成率", "占上年执行数比例", "2026年预算数比2023年执行数增减"])
def test_a_share_or_a_change_against_another_year_is_refused(read: Read, heading: str) -> None:
    extraction = _read(read, "部门预算", f"2026年预算数\t{heading}", "5.00\t1.25")
    assert ("total", "5.00") in _columns(extraction)
    assert [cell.text for cell in extraction.rejected] == ["1.25"]


def test_what_is_carried_over_from_last_year_is_money_of_this_one(read: Read) -> None:
    grid = "科目编码\t科目名称\t总计\t一般公共预算\t上年结转\n205\t教育支出\t5.00\t3.00\t2.00\n"
    extraction = read(with_one_table("部门收入总表", grid, "甲县审计局", "部门预算"))
    assert _columns(extraction) == [("total", "5.00"), ("general_public", "3.00"), ("carryover", "2.00")]


def _beside(extraction: Extraction) -> list[tuple[str, str, str | None, str]]:
    figures = (figure for figure in extraction.figures if figure.table_no)
    return [(figure.measure_code, str(figure.value.normalize()), figure.unit_of_measure, figure.label) for figure in figures]


@pytest.mark.parametrize("heading", ["上年", "2025年", "上年度", "去年"])
def test_a_figure_of_last_year_that_says_no_phase_is_stated_as_that_and_nothing_more(read: Read, heading: str) -> None:
    extraction = _read(read, "部门预算", f"{heading}\t2026年预算数\n合计\t合计", "4.00\t5.00")
    assert _columns(extraction) == [("total", "5.00")]
    assert _beside(extraction) == [("figure_of_prior_year", "4", "万元", f"教育支出 > {heading} > 合计")]
    assert extraction.figures[0].amount_yuan == 40_000
    assert extraction.figures[0].subject_code == "205"
    assert not extraction.rejected


def test_the_phase_that_one_column_under_last_year_names_is_that_of_all_under_it(read: Read) -> None:
    """Under 2025年 one of the parts says 预算数; under another heading it would tell nothing."""
    headings = "2025年\t\t2026年预算数\n合计\t基本支出预算数\t合计"
    extraction = _read(read, "部门预算", headings, "4.00\t3.00\t5.00")
    assert _columns(extraction) == [("total_prior_budget", "4.00"), ("basic_prior_budget", "3.00"), ("total", "5.00")]
    headings = "一般公共预算支出\t\n2025年\t2026年预算数"
    extraction = _read(read, "部门预算", headings, "4.00\t5.00")
    assert _columns(extraction) == [("total", "5.00")]
    assert [code for code, *_ in _beside(extraction)] == ["figure_of_prior_year"]


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("2026年预算数比2025年执行数\n增减额", "change_against_execution"),
        ("2026年预算数比上年决算数增减", "change_against_execution"),
        ("较上年预算数\n增减额", "change_against_budget"),
        ("比2025年预算数增减变化", "change_against_budget"),
        ("增减额", "change_in_table"),
        ("增减变化情况", "change_in_table"),
        ("比上年增减", "change_in_table"),
    ],
)
def test_a_change_is_a_figure_against_what_its_headings_name(read: Read, heading: str, measure: str) -> None:
    first, _, second = heading.partition("\n")
    extraction = _read(read, "部门预算", f"2026年预算数\t{first}" + (f"\n合计\t{second}" if second else ""), "5.00\t-1.25")
    assert _columns(extraction) == [("total", "5.00")]
    label = " > ".join(filter(None, ("教育支出", first, second)))
    assert _beside(extraction) == [(measure, "-1.25", "万元", label)]
    assert extraction.figures[0].amount_yuan == -12_500
    assert not extraction.rejected


@pytest.mark.parametrize(
    ("heading", "text", "measure"),
    [
        ("增减（%）", "-60.86", "change_in_table_pct"),
        ("增减%", "-60.86%", "change_in_table_pct"),
        ("比2025年预算数增减率", "-60.86%", "change_against_budget_pct"),
        ("比2025年执行数增长幅度", "-60.86%", "change_against_execution_pct"),
        ("增减", "-60.86%", "change_in_table_pct"),
    ],
)
def test_a_change_in_percent_has_its_sign_in_the_heading_or_the_cell(read: Read, heading: str, text: str, measure: str) -> None:
    extraction = _read(read, "部门预算", f"2026年预算数\t{heading}", f"5.00\t{text}")
    assert _beside(extraction) == [(measure, "-60.86", "%", f"教育支出 > {heading}")]
    assert extraction.figures[0].amount_yuan is None
    assert not extraction.rejected


def test_a_rate_without_a_percent_sign_may_be_a_ratio_and_is_refused(read: Read) -> None:
    extraction = _read(read, "部门预算", "2026年预算数\t增减率", "5.00\t-0.61")
    assert not _beside(extraction)
    assert [(cell.text, cell.reason) for cell in extraction.rejected] == [
        ("-0.61", "whether it is a percentage or a ratio is not said")
    ]


def test_a_reason_of_a_change_is_refused_alone(read: Read) -> None:
    extraction = _read(read, "部门预算", "2026年预算数\t增减额\t增减原因", "5.00\t1.00\t人员增加")
    assert [code for code, *_ in _beside(extraction)] == ["change_in_table"]
    assert [cell.text for cell in extraction.rejected] == ["人员增加"]


def test_what_stands_beside_amounts_is_refused_with_its_row(read: Read) -> None:
    """Words where the amount should stand: the row may have slipped, and the change with it."""
    extraction = _read(read, "部门预算", "2026年预算数\t增减额", "不详\t1.00\n208\t社会保障和就业支出\t3.00\t2.00")
    assert [value for _, value, *_ in _beside(extraction)] == ["2"]
    assert {cell.text for cell in extraction.rejected} >= {"不详", "1.00"}


def test_rows_of_last_year_and_of_changes_are_stated_beside_the_row_of_this_year(read: Read) -> None:
    grid = (
        "预算单位\t年度\t合计\t因公出国（境）费\t公务接待费\n"
        "甲县审计局\t2025年\t3.00\t1.00\t2.00\n\t2026年\t2.50\t1.00\t1.50\n\t增减变化金额\t-0.50\t0.00\t-0.50\n"
    )
    extraction = read(with_one_table("财政拨款“三公”经费支出表", grid, "甲县审计局", "部门预算"))
    assert _columns(extraction) == [("items_total", "2.50"), ("abroad", "1.00"), ("reception", "1.50")]
    assert _beside(extraction) == [
        ("figure_of_prior_year", "3", "万元", "甲县审计局 2025年 > 合计"),
        ("figure_of_prior_year", "1", "万元", "甲县审计局 2025年 > 因公出国（境）费"),
        ("figure_of_prior_year", "2", "万元", "甲县审计局 2025年 > 公务接待费"),
        ("change_in_table", "-0.5", "万元", "增减变化金额 > 合计"),
        ("change_in_table", "0", "万元", "增减变化金额 > 因公出国（境）费"),
        ("change_in_table", "-0.5", "万元", "增减变化金额 > 公务接待费"),
    ]
    assert not extraction.rejected
