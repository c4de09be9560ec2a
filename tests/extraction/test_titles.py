"""Titles that are composed of words: the table that they name, why it is none that is read, or that they are no titles."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

Read = Callable[[str | bytes], Extraction]


@pytest.mark.parametrize(
    ("title", "table_code"),
    [
        ("收支总表", "overview"),
        ("部门（单位）收支总表", "overview"),
        ("部门综合预算收支总表", "overview"),
        ("预算01表收支总表", "overview"),
        ("附件1-2 收支总表", "overview"),
        ("《收支总表》", "overview"),
        ("某区人民政府街道2026年部门收支总表", "overview"),
        ("某镇人民政府收入支出决算总表", "overview"),
        ("部门公开表2 部门收入总表", "income"),
        ("表2：2026年市级部门收入预算总表", "income"),
        ("本年支出总体情况表", "expenditure"),
        ("支出预算明细表", "expenditure"),
        ("支出总表（功能分类）", "expenditure"),
        ("财政拨款收支预算汇总表", "appropriation"),
        ("一般公共预算支出表（按功能分类科目）", "general_public_expenditure"),
        ("一般公共预算财政拨款支出决算明细表", "general_public_expenditure"),
        ("一般公共预算当年拨款支出表", "general_public_expenditure"),
        ("表十一 一般公共预算支出表", "general_public_expenditure"),
        ("一般公共预算支出预算表（草案）", "general_public_expenditure"),
        ("一般公共预算基本支出情况表（按部门预算支出经济分类科目）", "basic_expenditure"),
        ("一般公共预算项目支出情况表", "project_expenditure"),
        ("政府性基金预算财政拨款支出预算表", "government_fund_expenditure"),
        ("财政拨款政府性基金支出预算表", "government_fund_expenditure"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital_expenditure"),
        ("一般公共预算“三公”经费、会议费、培训费支出表", "three_public"),
        ("财政拨款安排的行政经费及“三公”经费预算表", "three_public"),
        ("政策和项目预算绩效目标表", "project_performance"),
        ("财政拨款支出表（功能科目）", "appropriation_by_function"),
        ("2026年市级重点专项资金绩效目标表（一级项目）", "project_performance"),
        ("一般公共预算基本支出明细表（按支出功能分类科目）", "basic_by_function"),
        ("财政拨款基本支出表（经济科目）", "appropriation_basic"),
        ("财政拨款支出预算表（功能科目）", "appropriation_by_function"),
        ("基本支出总表", "basic_funding"),
        ("部门预算基本支出预算表", "basic_funding"),
        ("一般公共预算项目支出情况表（按经济分类科目）", "project_by_economic"),
        ("财政拨款支出表（按经济分类）", "appropriation_by_item"),
        ("部门支出经济分类预算表（部门预算）", "expenditure_by_item"),
        ("支出按用途分类情况表", "expenditure_by_use"),
        ("一般公共预算支出用途分类表", "general_public_by_use"),
        ("项目支出按支出用途分类表", "project_by_use"),
        ("一般公共预算项目支出表（按支出用途）", "project_expenditure"),
        ("部门综合预算专项业务经费支出表", "project_funding"),
        ("部门预算项目支出及其他支出预算表", "project_funding"),
    ],
)
def test_a_title_is_understood_word_by_word(vocabulary: Vocabulary, title: str, table_code: str) -> None:
    assert vocabulary.title_code(key(title)) == table_code


@pytest.mark.parametrize(
    ("title", "table_code"),
    [
        ("2026年预算一般公共预算支出表（不含上年结转）", "general_public_expenditure"),
        ("2026年预算一般公共预算安排基本支出分经济科目表（不含上年结转）", "basic_expenditure"),
        ("政府性基金预算支出表（不含上年结转）", "government_fund_expenditure"),
    ],
)
def test_the_table_of_a_budget_may_say_that_it_is_without_what_is_carried_over(
    vocabulary: Vocabulary, title: str, table_code: str
) -> None:
    assert vocabulary.title_code(key(title)) == table_code


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("部门支出经济分类预算表（政府预算）", "by economic class of the government's budget"),
        ("一般公共预算支出预算表（按政府预算支出经济分类）", "by economic class"),
        ("项目支出预算表（按经济分类科目）", "another breakdown"),
        ("政府性基金预算基本支出表", "another breakdown"),
        ("机关运行经费支出预算表（按功能分类）", "operating expenses"),
        ("非财政拨款收支总表", "not read"),
        ("政府债务收支情况表", "not read"),
    ],
)
def test_a_title_may_name_a_table_that_is_not_read(vocabulary: Vocabulary, title: str, says: str) -> None:
    found = vocabulary.composed_title(key(title))
    assert found is not None
    assert not found.table_code
    assert says in found.problem


@pytest.mark.parametrize(
    "title",
    [
        "部门预算差旅支出及其他支出预算表",
        "专项收入支出预算表",
        "其他支出表",
        "一般公共预算（含上年结转）支出表",
        "一般公共预算支出表（按经济科目填列）",
        "收支情况",
        "部门情况表",
        "本表反映部门收支",
        "详见附表",
    ],
)
def test_a_title_with_a_word_that_is_not_known_is_none(vocabulary: Vocabulary, title: str) -> None:
    assert vocabulary.title_code(key(title)) is None
    assert vocabulary.composed_title(key(title)) is None


def test_a_table_that_its_title_says_is_not_read_is_not_told_by_its_headings(read: Read) -> None:
    """Of a table of money carried over the headings are those of total expenditure."""
    extraction = read(_disclosure("财政拨款上年结转资金支出表"))
    assert [(table.table_code, table.recognised_by) for table in extraction.tables] == [("expenditure", "title"), (None, "nothing")]
    assert {cell.table_no for cell in extraction.cells} == {1}
    assert {(cell.reason_code, "money carried over" in cell.reason) for cell in extraction.rejected} == {("table_not_read", True)}


UNITS = "二、部门预算单位构成\n序号\t单位名称\t备注\n1\t甲县财政局（本级）\t\n2\t甲县国库中心\t预算不单列\n"


def test_a_list_of_units_is_refused_as_no_budget_table(read: Read) -> None:
    extraction = read(_disclosure("一般公共预算支出表").replace("第二部分", f"{UNITS}第二部分"))
    assert {(cell.table_no, cell.reason_code) for cell in extraction.rejected} == {(1, "table_not_read")}
    assert {cell.table_no for cell in extraction.cells} == {2, 3}


@pytest.mark.parametrize("heading", ["合计", "人数"])
def test_a_list_of_units_with_a_column_of_something_else_may_be_a_budget_table(read: Read, heading: str) -> None:
    extraction = read(_disclosure("一般公共预算支出表").replace("第二部分", f"{UNITS.replace('备注', heading)}第二部分"))
    assert {(cell.table_no, cell.reason_code) for cell in extraction.rejected} == {(1, "table_not_recognised")}


def test_a_title_over_two_lines_is_read_whole_though_its_second_line_is_a_title(read: Read) -> None:
    extraction = read(_disclosure("一般公共预算\n支出表"))
    assert [table.table_code for table in extraction.tables] == ["expenditure", "general_public_expenditure"]


def _disclosure(title: str) -> str:
    rows = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t5.00\t3.00\t2.00\n"
    return (
        f"2026年甲县财政局单位预算公开\n目录\n第二部分 2026年单位预算公开表\n公开03表\n支出总表\n单位：万元\n{rows}"
        f"公开05表\n{title}\n单位：万元\n{rows}"
    )
