"""Whose disclosure a document is, of which year and kind, and when it was published."""

import datetime
from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import DocumentRecord

Read = Callable[[str | bytes], Extraction]


def _table(unit_label: str, title: str = "单位支出总体情况表") -> str:
    return (
        f"{title}\n{unit_label}\n单位：万元\n"
        "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n201\t\t\t一般公共服务支出\t5.00\t5.00\t\n\n"
    )


TABLE = _table("编制单位：甲县财政局")


def _identity(extraction: Extraction) -> DocumentRecord:
    (record,) = extraction.documents
    assert record.read_outcome == "read", record.reason
    assert record.reason is None
    return record


def _reason(extraction: Extraction) -> str:
    (record,) = extraction.documents
    assert record.read_outcome == "failed"
    assert record.reason is not None
    assert not extraction.cells
    return record.reason


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2026年甲县财政局部门预算公开", "department_budget"),
        ("2026年甲县财政局单位预算公开", "unit_budget"),
        ("甲县财政局2024年度部门决算", "department_final_account"),
        ("甲县财政局2024年度单位决算", "unit_final_account"),
        ("2026 年甲县财政局部门 预算公开", "department_budget"),
    ],
)
def test_the_kind_of_disclosure_stands_in_the_title(read: Read, title: str, kind: str) -> None:
    assert _identity(read(f"{title}\n\n目录\n\n{TABLE}")).document_kind == kind


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2026年甲县财政局单位预算公开", 2026),
        ("2026 年甲县财政局单位预算公开", 2026),
        ("甲县财政局 2025年度单位预算", 2025),
        ("２０２６年甲县财政局单位预算公开", 2026),
        ("（2019年）甲县财政局单位预算", 2019),
    ],
)
def test_the_fiscal_year_stands_in_the_title(read: Read, title: str, year: int) -> None:
    assert _identity(read(f"{title}\n\n目录\n\n{TABLE}")).fiscal_year == year


def test_a_number_that_the_document_is_kept_under_is_no_part_of_its_title(read: Read) -> None:
    """Its digits would run into the year."""
    record = _identity(read(f"监督索引号53230000000\n2026年甲县财政局部门预算公开\n目录\n\n{TABLE}"))
    assert (record.fiscal_year, record.title) == (2026, "2026年甲县财政局部门预算公开")


def test_the_unit_may_stand_behind_the_label_of_a_unit_of_measure(read: Read) -> None:
    """单位：甲县财政局 names the unit, 金额单位：万元 beside it the measure."""
    table = TABLE.replace("编制单位：甲县财政局\n单位：万元", "单位：甲县财政局\t金额单位：万元")
    extraction = read(f"2026年部门预算公开\n\n{table}")
    assert _identity(extraction).unit_name == "甲县财政局"
    assert [cell.amount_yuan for cell in extraction.cells] == [50000, 50000]


def test_the_year_of_the_title_counts_not_one_left_in_a_sentence(read: Read) -> None:
    text = f"2026年甲县财政局单位预算公开\n\n目录\n\n2025年单位预算情况说明\n{TABLE}2025年支出 5.00 万元。\n"
    assert _identity(read(text)).fiscal_year == 2026


MENU = (
    "首页\n> 政务公开 > 财政预算 > 2026年 > 市级部门预算 > 县财政局\n{title}\n日期:2026-01-30 来源:县财政局\n分享：\n字号：大中小\n"
)


@pytest.mark.parametrize("contents", ["", "目录\n一、单位支出总体情况表\n"])
def test_a_line_that_is_a_whole_title_counts_and_not_the_menu_of_the_page_around_it(read: Read, contents: str) -> None:
    menu = MENU.format(title="2026年甲县财政局部门预算")
    record = _identity(read(f"{menu}2026年甲县财政局\n部门预算\n{contents}{_table('')}"))
    assert (record.title, record.unit_name, record.fiscal_year) == ("2026年甲县财政局部门预算", "甲县财政局", 2026)


@pytest.mark.parametrize("other", ["2026年甲县审计局部门预算", "2025年甲县财政局部门预算", "2025年"])
def test_a_whole_title_counts_only_where_no_other_and_no_other_year_stands_beside_it(read: Read, other: str) -> None:
    assert read(f"2026年甲县财政局部门预算\n{other}\n目录\n{_table('')}").documents[0].title != "2026年甲县财政局部门预算"


def test_the_unit_is_the_one_named_over_the_tables(read: Read) -> None:
    assert _identity(read(f"2026年单位预算公开\n目录\n{TABLE}")).unit_name == "甲县财政局"


@pytest.mark.parametrize(
    "label",
    [
        "编制部门：甲县财政局",
        "公开部门：甲县财政局",
        "公开单位：甲县财政局",
        "单位名称:甲县财政局",
        "部门名称：甲县 财政局",
        "编制单位：甲县财政局　单位：万元",
        "编制单位：甲县财政局　编制日期：2026年2月1日　金额单位：万元",
        "部门（单位）：甲县财政局　单位：万元",
    ],
)
def test_the_unit_may_be_named_under_any_known_label(read: Read, label: str) -> None:
    assert _identity(read(f"2026年单位预算公开\n目录\n{_table(label)}")).unit_name == "甲县财政局"


def test_the_unit_that_the_title_names_counts_though_another_is_named_more_often(read: Read) -> None:
    tables = "".join(
        _table(f"编制单位：{unit}", title)
        for unit, title in [
            ("甲县财政局", "单位支出总表"),
            ("甲县国库中心", "单位支出总表"),
            ("甲县国库中心", "一般公共预算支出表"),
        ]
    )
    assert _identity(read(f"2026年甲县财政局单位预算公开\n目录\n{tables}")).unit_name == "甲县财政局"


def test_the_longest_of_the_units_that_the_title_names_counts(read: Read) -> None:
    tables = _table("编制单位：甲县财政局") + _table("编制单位：甲县财政局国库中心")
    assert _identity(read(f"2026年甲县财政局国库中心单位预算公开\n目录\n{tables}")).unit_name == "甲县财政局国库中心"


def test_the_unit_named_most_often_counts_where_the_title_names_none(read: Read) -> None:
    tables = "".join(
        _table(f"编制单位：{unit}", title)
        for unit, title in [("甲县国库中心", "单位支出总表"), ("甲县财政局", "单位支出总表"), ("甲县财政局", "一般公共预算支出表")]
    )
    assert _identity(read(f"2026年部门预算公开\n目录\n{tables}")).unit_name == "甲县财政局"


@pytest.mark.parametrize(
    "title",
    ["2026年甲县财政局单位预算公开", "2026年度甲县财政局单位预算", "甲县财政局2026年单位预算公开", "甲县财政局2026年度单位预算"],
)
def test_the_unit_is_taken_from_the_title_where_no_table_names_it(read: Read, title: str) -> None:
    assert _identity(read(f"{title}\n目录\n{_table('')}")).unit_name == "甲县财政局"


def test_a_title_may_stand_on_several_lines(read: Read) -> None:
    record = _identity(read(f"\n\n2026 年甲县\n\n财政局\n\n部门预算公开\n\n目 录\n\n{TABLE}"))
    assert record.title == "2026 年甲县财政局部门预算公开"
    assert (record.fiscal_year, record.document_kind) == (2026, "department_budget")


def test_without_a_table_of_contents_the_title_ends_where_the_kind_is_named(read: Read) -> None:
    record = _identity(read(f"2026年甲县财政局\n单位预算公开\n\n第一部分 2026年单位概况\n\n{TABLE}"))
    assert record.title == "2026年甲县财政局单位预算公开"


def test_the_publication_date_is_the_last_line_that_is_nothing_but_a_date(read: Read) -> None:
    text = f"2026年甲县财政局单位预算公开\n目录\n2026年1月1日\n{TABLE}第四部分 名词解释\n\n甲县财政局\n\n2026 年 2 月 14 日"
    assert _identity(read(text)).published_on == datetime.date(2026, 2, 14)


@pytest.mark.parametrize("last", ["", "2026年2月", "截至2026年2月14日", "甲县财政局 2026-02-14"])
def test_without_a_line_of_its_own_the_publication_date_is_unknown(read: Read, last: str) -> None:
    assert _identity(read(f"2026年甲县财政局单位预算公开\n目录\n{TABLE}甲县财政局\n{last}")).published_on is None


def test_a_date_far_from_the_end_is_no_publication_date(read: Read) -> None:
    prose = "".join(f"第{number}句说明。\n" for number in range(30))
    assert _identity(read(f"2026年甲县财政局单位预算公开\n目录\n{TABLE}2026年2月14日\n{prose}")).published_on is None


@pytest.mark.parametrize("date", ["2026年2月30日", "2026年13月1日", "2026年0月0日", "2026年99月99日"])
def test_an_impossible_date_is_no_publication_date(read: Read, date: str) -> None:
    assert _identity(read(f"2026年甲县财政局单位预算公开\n目录\n{TABLE}甲县财政局\n{date}")).published_on is None


@pytest.mark.parametrize("title", ["2026年甲县财政局工作总结", "关于甲县的报告"])
def test_a_document_that_is_no_disclosure_fails_and_says_what_was_looked_for(read: Read, title: str) -> None:
    reason = _reason(read(f"{title}\n目录\n{TABLE}"))
    assert "部门预算" in reason
    assert "单位决算" in reason


@pytest.mark.parametrize("title", ["甲县财政局单位预算公开", "26年甲县财政局单位预算公开", "12026年甲县财政局单位预算公开"])
def test_a_title_without_a_year_fails(read: Read, title: str) -> None:
    assert "no fiscal year" in _reason(read(f"{title}\n目录\n{TABLE}"))


def test_a_disclosure_that_names_no_unit_fails(read: Read) -> None:
    assert "no unit is named" in _reason(read(f"2026年单位预算公开\n目录\n{_table('')}"))


def test_a_text_of_rows_only_fails(read: Read) -> None:
    assert "not a budget disclosure" in _reason(read("2026年甲县财政局单位预算公开\t\n科目名称\t合计\n201\t5.00\n"))


def test_a_title_of_two_lines_that_each_name_the_unit_names_it_once(read: Read) -> None:
    document = read(f"甲县财政局2026年度预算公开说明\n甲县财政局（单位预算）\n目录\n{TABLE}").documents[0]
    assert (document.unit_name, document.document_kind) == ("甲县财政局", "unit_budget")


def test_a_comprehensive_budget_of_a_department_is_its_budget(read: Read) -> None:
    document = read(f"甲县财政局2026年部门综合预算公开说明\n目录\n{TABLE}").documents[0]
    assert (document.unit_name, document.document_kind) == ("甲县财政局", "department_budget")
