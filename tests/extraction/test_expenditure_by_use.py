"""Overviews that print expenditure by use (支出用途) or by economic class, beside the classes or instead of them."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]

HEADER = "收入\t\t支出\t\t\t\n项目名称\t金额\t功能分类\t\t支出用途\t\n\t\t功能科目名称\t金额\t项目名称\t金额\n"
ROWS = (
    "一、财政拨款\t9.00\t一、一般公共服务支出\t\t一、基本支出\t6.00\n"
    "1.一般公共预算\t9.00\t二、教育支出\t9.00\t二、项目支出\t2.00\n"
    "2.政府性基金预算\t\t三、其他支出\t\t三、单位预留机动经费\t1.00\n"
)


def _cells(extraction: Extraction, *sides: str) -> list[tuple[str | None, str | None, str, str, int]]:
    """(side, item or subject, column, figure, place) of each figure of some sides, in reading order."""
    cells = sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    return [
        (cell.side, cell.item_code or cell.subject_code, cell.column_code, cell.text, cell.column_no)
        for cell in cells
        if cell.side in sides
    ]


def test_a_list_by_use_stands_beside_the_classes_and_the_total_of_both_is_printed_once(read: Read) -> None:
    extraction = read(
        with_one_table(
            "收支预算总表", HEADER + ROWS + "当年收入小计\t9.00\t当年支出小计\t\t\t9.00\n收入合计\t9.00\t支出合计\t\t\t9.00\n"
        )
    )
    assert _cells(extraction, "expenditure", "use") == [
        ("use", "use_basic", "use_amount", "6.00", 6),
        ("expenditure", "205", "expenditure_amount", "9.00", 4),
        ("use", "use_project", "use_amount", "2.00", 6),
        ("use", "use_reserve", "use_amount", "1.00", 6),
        ("expenditure", "current_expenditure", "expenditure_amount", "9.00", 6),
        ("expenditure", None, "expenditure_amount", "9.00", 6),
    ]
    assert not extraction.rejected


def test_a_figure_without_a_label_beside_a_class_is_not_that_of_the_class(read: Read) -> None:
    extraction = read(with_one_table("收支预算总表", HEADER + ROWS + "\t\t四、卫生健康支出\t\t\t3.00\n"))
    assert [cell.text for cell in extraction.rejected] == ["3.00"]
    assert "210" not in {cell.subject_code for cell in extraction.cells}


def test_a_heading_drawn_over_the_only_amounts_of_two_lists_leaves_both_unread(read: Read) -> None:
    """支出用途 stands over the amounts of the classes, too; nothing else tells whose they are."""
    header = HEADER.replace("功能分类\t\t支出用途\t", "功能分类\t支出用途\t\t").replace("项目名称\t金额\n", "项目名称\t\n")
    extraction = read(with_one_table("收支预算总表", header + ROWS))
    assert not _cells(extraction, "expenditure", "use")
    assert {cell.text for cell in extraction.rejected} == {"9.00", "6.00", "2.00", "1.00"}


def test_economic_classes_stand_under_the_kind_of_expenditure_named_above_them(read: Read) -> None:
    extraction = read(
        with_one_table(
            "部门综合预算收支总表",
            "收入\t\t支出\t\t\t\t\t\n项目\t预算数\t支出功能分类科目（按大类）\t预算数\t部门预算支出经济分类科目（按大类）\t预算数"
            "\t政府预算支出经济分类科目（按大类）\t预算数\n"
            "1、财政拨款\t9.00\t1、一般公共服务支出\t9.00\t1、人员经费和公用经费支出\t6.00\t1、机关工资福利支出\t5.00\n"
            "\t\t2、教育支出\t\t(1)工资福利支出\t5.00\t2、机关资本性支出（基本建设）\t4.00\n"
            "\t\t\t\t(2)商品和服务支出\t1.00\t\t\n\t\t\t\t2、专项业务经费支出\t3.00\t\t\n\t\t\t\t(1)商品和服务支出\t3.00\t\t\n"
            "本年收入合计\t9.00\t本年支出合计\t9.00\t本年支出合计\t9.00\t本年支出合计\t9.00\n",
        )
    )
    assert [(side, item, text) for side, item, _, text, _ in _cells(extraction, "use", "government")] == [
        *(("use", "use_basic", "6.00"), ("government", "government_501", "5.00")),
        *(("use", "use_basic_wages", "5.00"), ("government", "government_504", "4.00")),
        *(
            ("use", "use_basic_goods_services", "1.00"),
            ("use", "use_project", "3.00"),
            ("use", "use_project_goods_services", "3.00"),
        ),
        *(("use", "use_current", "9.00"), ("government", "government_current", "9.00")),
    ]
    assert not extraction.rejected


def test_expenditure_by_kind_alone_is_that_of_the_overview(read: Read) -> None:
    extraction = read(
        with_one_table(
            "收支总体情况表",
            "收入\t\t支出\t\n项目\t本年预算\t项目\t本年预算\n一、财政拨款收入\t9.00\t一、基本支出\t6.00\n\t\t二、项目支出\t3.00\n"
            "本年收入合计\t9.00\t本年支出合计\t9.00\n",
        )
    )
    assert [(item, text) for _, item, _, text, _ in _cells(extraction, "expenditure")] == [
        *(("basic", "6.00"), ("project", "3.00"), ("current_expenditure", "9.00")),
    ]


@pytest.mark.parametrize(("amount", "is_read"), [("0.00", True), ("3.00", False)])
def test_a_kind_of_expenditure_below_the_classes_may_be_part_of_them(read: Read, amount: str, is_read: bool) -> None:
    extraction = read(
        with_one_table(
            "收支总体情况表",
            "收入\t\t支出\t\n项目\t预算\t项目\t预算\n一、财政拨款收入\t9.00\t一、教育支出\t9.00\n"
            f"\t\t二十四、对附属单位补助支出\t{amount}\n本年收入合计\t9.00\t本年支出合计\t9.00\n",
        )
    )
    assert ("affiliated_subsidy" in {cell.item_code for cell in extraction.cells}) is is_read
    assert [cell.text for cell in extraction.rejected] == ([] if is_read else [amount])


def test_the_reserve_of_the_unit_is_a_kind_of_expenditure(read: Read) -> None:
    extraction = read(
        with_one_table("支出预算总表", "合计\t基本支出\t项目支出\t单位预留机动经费\t结转下年资金\n9.00\t6.00\t2.00\t1.00\t\n")
    )
    assert [(cell.column_code, cell.text) for cell in extraction.cells] == [
        *(("total", "9.00"), ("basic", "6.00"), ("project", "2.00"), ("reserve", "1.00")),
    ]
