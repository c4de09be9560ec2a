"""Procurement, purchased services, operating expenses of the organ, projects of all funds, expenditure by economic class."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.other_tables import (
    BY_ECONOMIC_CLASS,
    ORGAN_OPERATING,
    PROCUREMENT,
    PROJECTS,
    PURCHASED_SERVICES,
    THREE_PUBLIC,
    UNIT,
    disclosure_with,
)

Read = Callable[[str | bytes], Extraction]


def _figures(extraction: Extraction) -> list[tuple[str, str, str, str]]:
    """(what a row is of, column, figure, role) of each figure, in reading order."""
    cells = sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    return [
        (cell.subject_code or cell.item_code or cell.project_name or "", cell.column_code, cell.text, cell.row_role)
        for cell in cells
    ]


def test_the_operating_expenses_of_the_organ_are_read_by_economic_subject(read: Read) -> None:
    extraction = read(disclosure_with(ORGAN_OPERATING))
    assert {cell.table_code for cell in extraction.cells} == {"organ_operating"}
    assert _figures(extraction) == [
        ("", "amount", "9.00", "total"),
        ("302", "amount", "9.00", "subtotal"),
        ("30201", "amount", "6.00", "leaf"),
        ("30215", "amount", "3.00", "leaf"),
    ]


def test_all_general_public_expenditure_is_read_by_economic_class(read: Read) -> None:
    extraction = read(disclosure_with(BY_ECONOMIC_CLASS))
    assert {cell.table_code for cell in extraction.cells} == {"economic_expenditure"}
    assert _figures(extraction)[-3:] == [
        ("30201", "total", "9.00", "leaf"),
        ("30201", "basic", "4.00", "leaf"),
        ("30201", "project", "5.00", "leaf"),
    ]
    assert not extraction.rejected


def test_procurement_is_read_by_category_and_fund(read: Read) -> None:
    assert _figures(read(disclosure_with(PROCUREMENT))) == [
        *(("", "total", "7.00", "total"), ("", "general_public", "4.00", "total"), ("", "other_income", "3.00", "total")),
        *(("goods", "total", "4.00", "leaf"), ("goods", "general_public", "4.00", "leaf")),
        *(("services", "total", "3.00", "leaf"), ("services", "other_income", "3.00", "leaf")),
    ]


@pytest.mark.parametrize("label", ["货物", "A货物", "A-货物", "一、货物A", "（一）货物类"])
def test_a_category_is_told_by_its_name_with_its_letter_or_number(read: Read, label: str) -> None:
    extraction = read(disclosure_with(("政府采购预算表", f"采购类别\t金额\n{label}\t4.00\n合计\t4.00\n")))
    assert _figures(extraction) == [("goods", "total", "4.00", "leaf"), ("", "total", "4.00", "total")]


def test_what_is_bought_below_a_category_is_refused_and_says_so(read: Read) -> None:
    grid = (
        "采购品目大类\t专项名称\t经济科目\t采购物品名称\t采购组织形式\t总计\n合计\t\t\t\t\t5.00\n一、货物A\t\t\t\t\t5.00\n"
        "\t设备购置费\t办公设备购置\t\t\t5.00\n\t\t\t台式计算机\t集中采购\t5.00\n"
    )
    extraction = read(disclosure_with(("政府采购支出预算表", grid)))
    assert _figures(extraction) == [("", "total", "5.00", "total"), ("goods", "total", "5.00", "leaf")]
    assert all("detail" in cell.reason for cell in extraction.rejected)
    assert [cell.text for cell in extraction.rejected].count("5.00") == 2


def test_procurement_may_be_listed_by_functional_subject(read: Read) -> None:
    grid = (
        "科目编码\t\t\t科目名称\t合计\t财政拨款\t\t单位资金\n类\t款\t项\t\t\t小计\t一般公共预算\t\n"
        "\t\t\t合计\t5.80\t1.80\t1.80\t4.00\n201\t08\t04\t审计业务\t5.80\t1.80\t1.80\t4.00\n"
    )
    extraction = read(disclosure_with(("政府采购预算表", grid)))
    assert _figures(extraction)[4:] == [
        *(("2010804", "total", "5.80", "leaf"), ("2010804", "appropriation_subtotal", "1.80", "leaf")),
        *(("2010804", "general_public", "1.80", "leaf"), ("2010804", "unit_funds", "4.00", "leaf")),
    ]


def test_purchased_services_are_read_by_entry_of_their_directory(read: Read) -> None:
    extraction = read(disclosure_with(PURCHASED_SERVICES))
    assert [(cell.row_label, cell.text, cell.row_role) for cell in extraction.cells] == [
        ("合计", "3.00", "total"),
        ("01-公共服务 > 0116-行业管理服务 > 行业咨询服务", "1.00", "leaf"),
        ("02-政府履职辅助性服务 > 0201-法律服务 > 法律顾问服务", "2.00", "leaf"),
    ]


def test_the_projects_of_all_units_of_a_department_are_its_own(read: Read) -> None:
    extraction = read(disclosure_with(PROJECTS))
    assert _figures(extraction)[3:] == [
        *(("审计业务", "total", "6.00", "leaf"), ("审计业务", "general_public", "5.00", "leaf")),
        *(
            ("审计业务", "unit_funds", "1.00", "leaf"),
            ("系统运维", "total", "2.00", "leaf"),
            ("系统运维", "unit_funds", "2.00", "leaf"),
        ),
    ]
    assert not extraction.rejected


def test_the_row_of_a_unit_is_no_project(read: Read) -> None:
    """Its own is a subtotal; a name that may be that of another cannot be told from a project."""
    grid = f"项目名称\t总计\t单位资金\n合计\t2.00\t2.00\n{UNIT}\t2.00\t2.00\n青山县信息中心\t2.00\t2.00\n"
    extraction = read(disclosure_with(("项目支出预算表", grid)))
    assert [(project, role) for project, _, _, role in _figures(extraction)] == [("", "total")] * 2 + [("", "subtotal")] * 2
    assert {cell.reason for cell in extraction.rejected} == {
        "its name may be that of a unit: whether it is a project cannot be told"
    }


@pytest.mark.parametrize("total", ["合计\t2.00\t2.00\n", ""])
def test_projects_that_add_up_to_no_total_may_be_parts_of_one_another(read: Read, total: str) -> None:
    grid = f"项目名称\t总计\t单位资金\n{total}通用项目\t2.00\t2.00\n审计业务\t1.00\t1.00\n系统运维\t1.00\t1.00\n"
    extraction = read(disclosure_with(ORGAN_OPERATING, ("项目支出预算表", grid)))
    assert {cell.row_role for cell in extraction.cells if cell.table_code == "project_funding"} <= {"total"}
    assert {cell.reason for cell in extraction.rejected} == {
        "the rows add up to no total: whether some are parts of others cannot be told"
    }


def test_meetings_and_training_stand_beside_the_three_public_expenses(read: Read) -> None:
    figures = [(column, text) for _, column, text, _ in _figures(read(disclosure_with(THREE_PUBLIC)))]
    assert figures[-2:] == [("meeting", "3.00"), ("training", "0.50")]


@pytest.mark.parametrize(
    "grid",
    [
        "科目编码\t科目名称\t金额\n302\t商品和服务支出\t9.00\n",
        "项目名称\t总计\t单位资金\n审计业务\t2.00\t2.00\n",
        "采购类别\t金额\n货物\t4.00\n",
    ],
)
def test_none_of_these_tables_is_told_by_its_headings_alone(read: Read, grid: str) -> None:
    extraction = read(disclosure_with(ORGAN_OPERATING, ("某某情况", grid)))
    assert {cell.table_code for cell in extraction.cells} == {"organ_operating"}
