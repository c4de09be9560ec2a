"""From the rows of a table to its figures: the twelve kinds, roles, labels, and what is rejected."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import TableRecord
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]
Budget = Callable[..., Extraction]

SUBJECT_HEADER = "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"


@pytest.fixture(scope="session")
def budget(read: Read) -> Budget:
    """Reads a unit's budget that holds one table, under its title."""

    def read_budget(title: str, grid: str, furniture: str | None = None) -> Extraction:
        return read(with_one_table(title, grid, kind="单位预算", furniture=furniture))

    return read_budget


def _figures(extraction: Extraction) -> list[tuple[str, str, str, str]]:
    """(row's label, column, 万元, role) of each figure, in reading order."""
    return [
        (cell.row_label, cell.column_code, f"{cell.amount_yuan / 10_000:.2f}", cell.row_role)
        for cell in sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    ]


def _roles(extraction: Extraction) -> dict[str, str]:
    return {cell.subject_code or cell.row_label: cell.row_role for cell in extraction.cells}


def _reasons(extraction: Extraction) -> list[tuple[str, str]]:
    return [(cell.text, cell.reason_code) for cell in extraction.rejected]


def _table(extraction: Extraction) -> TableRecord:
    assert len(extraction.tables) == 1
    table = extraction.tables[0]
    assert table.cells_seen == table.cells_loaded + table.cells_structural + table.cells_rejected + table.cells_out_of_scope
    assert (table.cells_loaded, table.cells_rejected) == (len(extraction.cells), len(extraction.rejected))
    return table


# The twelve kinds


def test_an_overview_is_two_lists_side_by_side(budget: Budget) -> None:
    extraction = budget(
        "单位收支总体情况表",
        "收入\t\t支出\t\n"
        "项目\t预算数\t科目名称\t预算数\n"
        "一、本年收入\t80.00\t201 一般公共服务支出\t70.00\n"
        "1. 一般公共预算拨款\t50.00\t202 外交支出\t\n"
        "其中：一般财力\t50.00\t208 社会保障和就业支出\t40.00\n"
        "2. 政府性基金预算拨款\t10.00\t\t\n"
        "其中：政府性基金收入\t10.00\t\t\n"
        "5. 单位资金\t20.00\t\t\n"
        "其中：其他收入\t20.00\t\t\n"
        "二、上年结转结余\t30.00\t\t\n"
        "1. 财政拨款结转\t25.00\t\t\n"
        "其中：一般公共预算拨款\t22.00\t\t\n"
        "政府性基金预算拨款\t3.00\t\t\n"
        "2. 非财政拨款结转结余\t5.00\t\t\n"
        "其中：单位资金\t5.00\t\t\n"
        "收入总计\t110.00\t支出总计\t110.00\n",
    )
    income = [(cell.item_code, cell.text, cell.row_role) for cell in extraction.cells if cell.side == "income"]
    assert income == [
        ("current_income", "80.00", "subtotal"),
        ("general_public", "50.00", "subtotal"),
        ("general_public_own", "50.00", "leaf"),
        ("government_fund", "10.00", "subtotal"),
        ("government_fund_own", "10.00", "leaf"),
        ("unit_funds", "20.00", "subtotal"),
        ("other_income", "20.00", "leaf"),
        ("carryover", "30.00", "subtotal"),
        ("fiscal_carryover", "25.00", "subtotal"),
        ("fiscal_carryover_general_public", "22.00", "leaf"),
        ("fiscal_carryover_government_fund", "3.00", "leaf"),
        ("non_fiscal_carryover", "5.00", "subtotal"),
        ("non_fiscal_carryover_unit_funds", "5.00", "leaf"),
        (None, "110.00", "total"),
    ]
    expenditure = [
        (cell.subject_code, cell.subject_name, cell.text, cell.row_role) for cell in extraction.cells if cell.side == "expenditure"
    ]
    assert expenditure == [
        ("201", "一般公共服务支出", "70.00", "leaf"),
        ("208", "社会保障和就业支出", "40.00", "leaf"),
        (None, None, "110.00", "total"),
    ]
    # 2 + 4 headings; 13 items, 3 classes and 2 totals that are labels.
    assert (_table(extraction).cells_loaded, _table(extraction).cells_structural) == (17, 24)


def test_an_income_table_is_subjects_by_fund_sources(budget: Budget) -> None:
    extraction = budget(
        "单位收入总体情况表",
        "科目代码\t\t\t科目名称\t总计\t财政拨款（补助）\t\t单位资金\t财政拨款结转\n"
        "类\t款\t项\t\t\t小计\t一般公共预算\t\t\n"
        "201\t\t\t一般公共服务支出\t9.00\t4.00\t4.00\t2.00\t3.00\n"
        "\t\t\t总计\t9.00\t4.00\t4.00\t2.00\t3.00\n",
    )
    assert _figures(extraction) == [
        ("一般公共服务支出", "total", "9.00", "leaf"),
        ("一般公共服务支出", "appropriation_subtotal", "4.00", "leaf"),
        ("一般公共服务支出", "general_public", "4.00", "leaf"),
        ("一般公共服务支出", "unit_funds", "2.00", "leaf"),
        ("一般公共服务支出", "fiscal_carryover", "3.00", "leaf"),
        ("总计", "total", "9.00", "total"),
        ("总计", "appropriation_subtotal", "4.00", "total"),
        ("总计", "general_public", "4.00", "total"),
        ("总计", "unit_funds", "2.00", "total"),
        ("总计", "fiscal_carryover", "3.00", "total"),
    ]


@pytest.mark.parametrize(
    ("title", "code", "over"),
    [
        ("单位支出总体情况表", "expenditure", "支出预算"),
        ("一般公共预算支出情况表", "general_public_expenditure", "一般公共预算支出"),
    ],
)
def test_an_expenditure_table_is_subjects_by_basic_and_project(budget: Budget, title: str, code: str, over: str) -> None:
    extraction = budget(
        title,
        f"科目\t\t\t{over}\t\t\t\n科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
        "201\t\t\t一般公共服务支出\t5.50\t3.25\t2.25\n201\t41\t\t数据事务\t5.50\t3.25\t2.25\n201\t41\t01\t行政运行\t5.50\t3.25\t2.25\n"
        "\t\t\t总计\t5.50\t3.25\t2.25\n",
    )
    assert _table(extraction).table_code == code
    assert [figure for figure in _figures(extraction) if figure[1] == "basic"] == [
        ("一般公共服务支出", "basic", "3.25", "subtotal"),
        ("数据事务", "basic", "3.25", "subtotal"),
        ("行政运行", "basic", "3.25", "leaf"),
        ("总计", "basic", "3.25", "total"),
    ]


def test_an_appropriation_table_is_items_beside_classes_by_budget_kind(budget: Budget) -> None:
    extraction = budget(
        "财政拨款收支预算总体情况表",
        "财政拨款收入\t\t财政拨款支出\t\t\t\t\n"
        "项目\t合计\t科目名称\t合计\t一般公共预算\t政府性基金预算\t国有资本经营预算\n"
        "一、财政拨款（补助）\t9.00\t201 一般公共服务支出\t6.00\t6.00\t\t\n"
        "一般公共预算\t6.00\t212 城乡社区支出\t3.00\t\t3.00\t\n"
        "政府性基金预算\t3.00\t\t\t\t\t\n"
        "收入总计\t9.00\t支出总计\t9.00\t6.00\t3.00\t\n",
    )
    assert [(cell.item_code, cell.column_code, cell.text, cell.row_role) for cell in extraction.cells if cell.side == "income"] == [
        ("appropriation", "income_amount", "9.00", "subtotal"),
        ("general_public", "income_amount", "6.00", "leaf"),
        ("government_fund", "income_amount", "3.00", "leaf"),
        (None, "income_amount", "9.00", "total"),
    ]
    assert [(cell.subject_code, cell.column_code, cell.text) for cell in extraction.cells if cell.side == "expenditure"] == [
        ("201", "expenditure_total", "6.00"),
        ("201", "general_public", "6.00"),
        ("212", "expenditure_total", "3.00"),
        ("212", "government_fund", "3.00"),
        (None, "expenditure_total", "9.00"),
        (None, "general_public", "6.00"),
        (None, "government_fund", "3.00"),
    ]


def test_a_basic_expenditure_table_is_economic_subjects_by_personnel_and_operating(budget: Budget) -> None:
    extraction = budget(
        "一般公共预算基本支出情况表",
        "科目代码\t\t科目名称\t一般公共预算基本支出\t\t\n类\t款\t\t合计\t人员经费\t公用经费\n"
        "301\t\t工资福利支出\t8.00\t8.00\t\n301\t01\t基本工资\t8.00\t8.00\t\n302\t\t商品和服务支出\t2.00\t\t2.00\n"
        "\t\t总计\t10.00\t8.00\t2.00\n",
    )
    assert _figures(extraction) == [
        ("工资福利支出", "total", "8.00", "subtotal"),
        ("工资福利支出", "personnel", "8.00", "subtotal"),
        ("基本工资", "total", "8.00", "leaf"),
        ("基本工资", "personnel", "8.00", "leaf"),
        ("商品和服务支出", "total", "2.00", "leaf"),
        ("商品和服务支出", "operating", "2.00", "leaf"),
        ("总计", "total", "10.00", "total"),
        ("总计", "personnel", "8.00", "total"),
        ("总计", "operating", "2.00", "total"),
    ]


PROJECT_EXPENDITURE = (
    "科目代码\t\t\t科目名称\t项目名称\t项目支出 合计\t工资福利 支出\t商品和服 务支出\t资本性支 出（基本 建设）\t资本性支 出\n"
    "类\t款\t项\t\t\t\t\t\t\t\n"
    "\t\t\t甲县财政局\t\t9.00\t\t5.00\t3.00\t1.00\n"
    "201\t\t\t一般公共服务支出\t\t9.00\t\t5.00\t3.00\t1.00\n"
    "201\t41\t\t数据事务\t\t9.00\t\t5.00\t3.00\t1.00\n"
    "201\t41\t02\t一般行政管理事务\t物业服务 项目\t5.00\t\t5.00\t\t\n"
    "201\t41\t02\t一般行政管理事务\t机房建设项目\t4.00\t\t\t3.00\t1.00\n"
    "\t\t\t总计\t\t9.00\t\t5.00\t3.00\t1.00\n"
)


def test_a_project_expenditure_table_is_projects_by_economic_classes(budget: Budget) -> None:
    extraction = budget("一般公共预算项目支出情况表", PROJECT_EXPENDITURE)
    assert [
        (cell.subject_code, cell.project_name, cell.project_name_key, cell.column_code, cell.text, cell.row_role)
        for cell in extraction.cells
        if cell.column_code != "total"
    ] == [
        (None, None, None, "goods_services", "5.00", "subtotal"),
        (None, None, None, "capital_construction", "3.00", "subtotal"),
        (None, None, None, "capital", "1.00", "subtotal"),
        ("201", None, None, "goods_services", "5.00", "subtotal"),
        ("201", None, None, "capital_construction", "3.00", "subtotal"),
        ("201", None, None, "capital", "1.00", "subtotal"),
        ("20141", None, None, "goods_services", "5.00", "subtotal"),
        ("20141", None, None, "capital_construction", "3.00", "subtotal"),
        ("20141", None, None, "capital", "1.00", "subtotal"),
        ("2014102", "物业服务项目", "物业服务项目", "goods_services", "5.00", "leaf"),
        ("2014102", "机房建设项目", "机房建设项目", "capital_construction", "3.00", "leaf"),
        ("2014102", "机房建设项目", "机房建设项目", "capital", "1.00", "leaf"),
        (None, None, None, "goods_services", "5.00", "total"),
        (None, None, None, "capital_construction", "3.00", "total"),
        (None, None, None, "capital", "1.00", "total"),
    ]


@pytest.mark.parametrize(
    ("title", "code", "over"),
    [
        ("政府性基金预算支出情况表", "government_fund_expenditure", "政府性基金预算支出"),
        ("国有资本经营预算支出情况表", "state_capital_expenditure", "国有资本经营预算支出"),
    ],
)
def test_the_basic_expenditure_of_a_fund_is_split_into_personnel_and_operating(
    budget: Budget, title: str, code: str, over: str
) -> None:
    extraction = budget(
        title,
        f"科目\t\t\t{over}\t\t\t\t\n科目代码\t\t\t科目名称\t合计\t基本支出\t\t项目支出\n类\t款\t项\t\t\t人员经费\t公用经费\t\n"
        "212\t\t\t城乡社区支出\t6.00\t1.00\t2.00\t3.00\n\t\t\t总计\t6.00\t1.00\t2.00\t3.00\n",
    )
    assert _table(extraction).table_code == code
    assert _figures(extraction)[:4] == [
        ("城乡社区支出", "total", "6.00", "leaf"),
        ("城乡社区支出", "basic_personnel", "1.00", "leaf"),
        ("城乡社区支出", "basic_operating", "2.00", "leaf"),
        ("城乡社区支出", "project", "3.00", "leaf"),
    ]


def test_a_three_public_table_is_expense_items_by_fund(budget: Budget) -> None:
    extraction = budget(
        "财政拨款“三公”经费支出情况表",
        "“三公”经费支出内容\t合计\t资金来源\t\t\n\t\t一般公共预算\t政府性基金\t国有资本经营预算\n"
        "因公出国（境）费\t\t\t\t\n公务接待费\t0.80\t0.80\t\t\n公务用车购置及运行费（小计）\t2.30\t2.00\t0.30\t\n"
        "其中：公务用车购置费\t0.30\t\t0.30\t\n公务用车运行费\t2.00\t2.00\t\t\n合计\t3.10\t2.80\t0.30\t\n",
    )
    assert [(cell.item_code, cell.text, cell.row_role) for cell in extraction.cells if cell.column_code == "total"] == [
        ("reception", "0.80", "leaf"),
        ("vehicles", "2.30", "subtotal"),
        ("vehicle_purchase", "0.30", "leaf"),
        ("vehicle_operation", "2.00", "leaf"),
        (None, "3.10", "total"),
    ]


def test_an_entrusted_service_table_is_projects_by_fund(budget: Budget) -> None:
    extraction = budget(
        "财政拨款委托业务费支出情况表",
        "项目名称\t合计\t资金来源\t\t\n\t\t一般公共预算\t政府性基金\t国有资本经营 预算\n"
        "甲县财政局\t71.00\t71.00\t\t\n12345 热线运维费\t61.20\t61.20\t\t\n"
        "政务中心运转 经费\t9.80\t9.80\t\t\n总计\t71.00\t71.00\t\t\n",
    )
    assert [
        (cell.row_label, cell.project_name, cell.text, cell.row_role) for cell in extraction.cells if cell.column_code == "total"
    ] == [
        ("甲县财政局", None, "71.00", "subtotal"),
        ("12345 热线运维费", "12345 热线运维费", "61.20", "leaf"),
        ("政务中心运转经费", "政务中心运转经费", "9.80", "leaf"),
        ("总计", None, "71.00", "total"),
    ]


def test_a_carry_over_table_is_projects_by_origin_and_kind(budget: Budget) -> None:
    extraction = budget(
        "上年结转结余情况表",
        "项目\t合计\t财政拨款\t\t\t\t非财政拨款\t\t\t\n\t\t小计\t基本支出\t\t项目支出\t小计\t基本支出\t\t项目支出\n"
        "\t\t\t人员经费\t公用经费\t\t\t人员经费\t公用经费\t\n"
        "甲项目\t9.00\t6.00\t1.00\t2.00\t3.00\t3.00\t\t1.00\t2.00\n总计\t9.00\t6.00\t1.00\t2.00\t3.00\t3.00\t\t1.00\t2.00\n",
    )
    assert _figures(extraction)[:8] == [
        ("甲项目", "total", "9.00", "leaf"),
        ("甲项目", "fiscal_subtotal", "6.00", "leaf"),
        ("甲项目", "fiscal_basic_personnel", "1.00", "leaf"),
        ("甲项目", "fiscal_basic_operating", "2.00", "leaf"),
        ("甲项目", "fiscal_project", "3.00", "leaf"),
        ("甲项目", "non_fiscal_subtotal", "3.00", "leaf"),
        ("甲项目", "non_fiscal_basic_operating", "1.00", "leaf"),
        ("甲项目", "non_fiscal_project", "2.00", "leaf"),
    ]


# Where a figure stands


def test_a_figure_is_recorded_as_printed_with_where_it_stands(budget: Budget) -> None:
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + "201\t\t\t一般公共服务支出\t１，２３４.50\t\t(5.00)\n")
    # Lines: title page 1 to 4, title 5, furniture 7 and 8, header 10 and 11.
    first, second = extraction.cells
    assert (first.row_no, first.column_no, first.line_no, first.page_no) == (1, 5, 12, None)
    assert (first.text, first.amount_yuan, first.half_width_yuan) == ("１，２３４.50", Decimal("12345000.00"), Decimal("50"))
    assert (second.column_no, second.column_path, second.text) == (7, "项目支出", "(5.00)")
    assert second.amount_yuan == Decimal("-50000.00")


# Roles


@pytest.mark.parametrize("total", ["总计", "合计", "合 计", "总　计", "<b>总计</b>"])
@pytest.mark.parametrize("first", [True, False])
def test_the_total_may_come_first_or_last(budget: Budget, total: str, first: bool) -> None:
    rows = "201\t\t\t一般公共服务支出\t5.00\t5.00\t\n"
    total_row = f"\t\t\t{total}\t5.00\t5.00\t\n"
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + (total_row + rows if first else rows + total_row))
    assert {cell.subject_code: cell.row_role for cell in extraction.cells} == {"201": "leaf", None: "total"}
    assert not extraction.rejected


@pytest.mark.parametrize("first", [True, False])
def test_the_row_of_the_unit_is_a_subtotal(budget: Budget, first: bool) -> None:
    unit, total = "\t\t\t甲县 财政局\t5.00\t5.00\t\n", "\t\t\t总计\t5.00\t5.00\t\n"
    rows = (unit + total if first else total + unit) + "201\t\t\t一般公共服务支出\t5.00\t5.00\t\n"
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + rows)
    assert _roles(extraction) == {"甲县财政局": "subtotal", "总计": "total", "201": "leaf"}


def test_a_class_printed_without_its_parts_is_a_leaf(budget: Budget) -> None:
    rows = (
        "201\t\t\t一般公共服务支出\t5.00\t5.00\t\n"
        "208\t\t\t社会保障和就业支出\t2.00\t2.00\t\n208\t05\t\t行政事业单位养老支出\t2.00\t2.00\t\n"
    )
    assert _roles(budget("单位支出总体情况表", SUBJECT_HEADER + rows)) == {"201": "leaf", "208": "subtotal", "20805": "leaf"}


def test_the_row_of_an_item_whose_projects_follow_is_a_subtotal(budget: Budget) -> None:
    grid = (
        "科目代码\t\t\t科目名称\t项目名称\t项目支出合计\n类\t款\t项\t\t\t\n201\t41\t02\t一般行政管理事务\t\t5.00\n"
        "201\t41\t02\t一般行政管理事务\t甲项目\t3.00\n201\t41\t02\t一般行政管理事务\t乙项目\t2.00\n"
    )
    extraction = budget("一般公共预算项目支出情况表", grid)
    assert [(cell.project_name, cell.row_role) for cell in extraction.cells] == [
        (None, "subtotal"),
        ("甲项目", "leaf"),
        ("乙项目", "leaf"),
    ]


# A row that says only that it is a subtotal: 201 of 5.00 with its parts 2.00 and 3.00, 202 of 4.00, together 9.00.
_CLASSES = (
    "201\t\t\t一般公共服务支出\t5.00\t5.00\t\n201\t03\t01\t行政运行\t2.00\t2.00\t\n201\t03\t02\t一般行政管理事务\t3.00\t3.00\t\n"
)
_ANOTHER_CLASS = "202\t\t\t外交支出\t4.00\t1.00\t3.00\n"
_TOTAL = "\t\t\t总计\t9.00\t6.00\t3.00\n"


@pytest.mark.parametrize(
    "rows",
    [
        f"{_CLASSES}{_ANOTHER_CLASS}\t\t\t小计\t9.00\t6.00\t3.00\n{_TOTAL}",
        f"{_TOTAL}\t\t\t小计\t9.00\t6.00\t3.00\n{_CLASSES}{_ANOTHER_CLASS}",
        # Of the class below or above it alone, and of the items without their class.
        f"\t\t\t小计\t5.00\t5.00\t\n{_CLASSES}\t\t\t小计\t4.00\t1.00\t3.00\n{_ANOTHER_CLASS}{_TOTAL}",
        f"{_ANOTHER_CLASS}{_CLASSES}\t\t\t小计\t5.00\t5.00\t\n{_TOTAL}",
        # Rounded figures may miss the sum by what rounding takes.
        f"{_CLASSES}{_ANOTHER_CLASS}\t\t\t小计\t9.01\t6.00\t3.00\n{_TOTAL}",
    ],
)
def test_a_subtotal_that_rows_beside_it_add_up_to_is_one(budget: Budget, rows: str) -> None:
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + rows)
    assert not extraction.rejected
    assert {cell.row_role for cell in extraction.cells if cell.row_label == "小计"} == {"subtotal"}


@pytest.mark.parametrize("figures", ["8.50\t5.50\t3.00", "9.00\t3.00\t6.00", "9.00\t6.00\t2.50", "18.00\t12.00\t6.00"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_subtotal_of_nothing_that_is_printed_beside_it_is_rejected(budget: Budget, figures: str, is_first: bool) -> None:
    rows, subtotal = _CLASSES + _ANOTHER_CLASS, f"\t\t\t小计\t{figures}\n"
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + (subtotal + rows if is_first else rows + subtotal) + _TOTAL)
    assert _reasons(extraction) == [(figure, "row_not_understood") for figure in figures.split("\t")]
    assert "小计" not in _roles(extraction)
    _table(extraction)


def test_a_subtotal_of_items_goes_by_what_they_are_parts_of(budget: Budget) -> None:
    # 50.00 is of 一般财力 and the transfer, 30.00 of the government fund: together 80.00, with their parts 160.00.
    rows = "1.一般公共预算拨款\t50.00\n其中：一般财力\t40.00\n上级一般公共预算安排转移支付\t10.00\n2.政府性基金预算拨款\t30.00\n"
    for subtotal, n_rejected in (("80.00", 0), ("160.00", 1)):
        grid = f"收入\t\n项目\t预算数\n一、本年收入\t80.00\n{rows}小计\t{subtotal}\n"
        assert len(budget("单位收支总体情况表", grid).rejected) == n_rejected


@pytest.mark.parametrize("figure", ["1,23.45", "不详", ""])
def test_a_row_whose_part_is_printed_is_a_subtotal_though_the_part_has_no_figure(budget: Budget, figure: str) -> None:
    # Else the amount of the class would stand among the leaves, beside parts that are repaired later.
    rows = f"201\t\t\t一般公共服务支出\t5.00\t5.00\t\n201\t41\t\t数据事务\t{figure}\t{figure}\t\n"
    assert _roles(budget("单位支出总体情况表", SUBJECT_HEADER + rows)) == {"201": "subtotal"}


# Labels


@pytest.mark.parametrize(
    "cells",
    [
        "201\t41\t01\t行政运行",
        "201\t20141\t2014101\t行政运行",
        "2014101\t\t\t行政运行",
        "\t\t2014101\t行政运行",
        "2014101 行政运行\t\t\t",
        "2014101行政运行\t\t\t",
        "\t\t\t2014101 行政运行",
        "201 41 01 行政运行\t\t\t",
        "201\t41 01\t\t行政运行",
        "201\t41\t01 行政运行\t",
        "２０１\t４１\t０１\t行政运行",
        "2014101\u3000行政运行\t\t\t",
        "201\t41\t01\t行政 运行",
    ],
)
def test_a_subject_is_understood_however_its_code_is_cut(budget: Budget, cells: str) -> None:
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}{cells}\t5.00\t5.00\t\n")
    assert {(cell.subject_code, cell.subject_name) for cell in extraction.cells} == {("2014101", "行政运行")}


def test_a_code_merged_with_the_name_beside_it_is_put_together(budget: Budget) -> None:
    grid = (
        "科目\t\t一般公共预算基本支出\t\t\n科目代码\t科目名称\t合计\t人员经费\t公用经费\n类\t款\t\t\t\n"
        "301\t工资福利支出\t8.00\t8.00\t\n301\t01 基本工资\t5.00\t5.00\t\n301\t02 津贴补贴\t3.00\t3.00\t\n\t总计\t8.00\t8.00\t\n"
    )
    extraction = budget("一般公共预算基本支出情况表", grid)
    assert [(cell.subject_code, cell.subject_name, cell.row_role) for cell in extraction.cells if cell.column_code == "total"] == [
        ("301", "工资福利支出", "subtotal"),
        ("30101", "基本工资", "leaf"),
        ("30102", "津贴补贴", "leaf"),
        (None, None, "total"),
    ]


def test_a_label_that_occurs_twice_is_told_apart_by_what_it_is_part_of(budget: Budget) -> None:
    extraction = budget(
        "单位收支总体情况表",
        "收入\t\t支出\t\n项目\t预算数\t科目名称\t预算数\n"
        "一、本年收入\t3.00\t\t\n2. 政府性基金预算拨款\t1.00\t\t\n5. 单位资金\t2.00\t\t\n"
        "二、上年结转结余\t7.00\t\t\n1. 财政拨款结转\t3.00\t\t\n政府性基金预算拨款\t3.00\t\t\n"
        "2. 非财政拨款结转结余\t4.00\t\t\n单位资金\t4.00\t\t\n",
    )
    assert [
        (cell.item_code, cell.text)
        for cell in extraction.cells
        if cell.row_label in ("2. 政府性基金预算拨款", "政府性基金预算拨款")
    ] == [
        ("government_fund", "1.00"),
        ("fiscal_carryover_government_fund", "3.00"),
    ]
    assert [(cell.item_code, cell.text) for cell in extraction.cells if cell.row_label.endswith("单位资金")] == [
        ("unit_funds", "2.00"),
        ("non_fiscal_carryover_unit_funds", "4.00"),
    ]


def test_a_code_that_lost_its_leading_zeros_is_not_read_as_another_code(budget: Budget) -> None:
    # 201 | 01 | 02 from a spreadsheet that holds numbers: 20112 would be another 款.
    extraction = budget(
        "单位支出总体情况表",
        f"{SUBJECT_HEADER}201\t1\t2\t一般行政管理事务\t5.00\t5.00\t\n208\t\t\t社会保障和就业支出\t1.00\t1.00\t\n",
    )
    assert {cell.subject_code for cell in extraction.cells} in ({"208"}, {"208", "2010102"})


# What is rejected, and what is not


@pytest.mark.parametrize("nil", ["-", "－", "—", "——", "–", "/", "", " "])
def test_a_nil_mark_is_no_figure(budget: Budget, nil: str) -> None:
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t5.00\t{nil}\n")
    assert [cell.column_code for cell in extraction.cells] == ["total", "basic"]
    assert not extraction.rejected


def test_a_printed_zero_is_a_figure(budget: Budget) -> None:
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t5.00\t0.00\n")
    assert [cell.amount_yuan for cell in extraction.cells if cell.column_code == "project"] == [Decimal(0)]


@pytest.mark.parametrize(
    ("printed", "reason"),
    [("1,23.45", "not a number"), ("12 34.5", "digits apart"), ("不详", "not a number"), ("5.00①", "not a number")],
)
def test_a_row_with_words_or_two_numbers_for_an_amount_is_rejected_whole(budget: Budget, printed: str, reason: str) -> None:
    extraction = budget(
        "单位支出总体情况表",
        f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t{printed}\t2.00\n205\t\t\t教育支出\t3.00\t3.00\t\n",
    )
    assert _figures(extraction) == [("教育支出", "total", "3.00", "leaf"), ("教育支出", "basic", "3.00", "leaf")]
    assert {(cell.row_no, cell.line_no) for cell in extraction.rejected} == {(1, 12)}
    assert sorted(cell.column_no for cell in extraction.rejected) == [1, 4, 5, 6, 7]
    assert [(cell.text, cell.column_no) for cell in extraction.rejected if cell.reason_code == "amount_not_understood"] == [
        (printed, 6)
    ]
    assert reason in next(cell.reason for cell in extraction.rejected if cell.column_no == 6)
    assert {cell.reason_code for cell in extraction.rejected if cell.column_no != 6} == {"row_not_understood"}
    _table(extraction)


@pytest.mark.parametrize(("printed", "reason"), [("0.0000001", "finer"), ("99,999,999,999.00", "larger")])
def test_an_amount_that_cannot_be_kept_is_rejected_and_the_rest_of_its_row_is_loaded(
    budget: Budget, printed: str, reason: str
) -> None:
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t{printed}\t2.00\n")
    assert _figures(extraction) == [("一般公共服务支出", "total", "5.00", "leaf"), ("一般公共服务支出", "project", "2.00", "leaf")]
    (rejected,) = extraction.rejected
    assert (rejected.text, rejected.reason_code, rejected.row_no, rejected.column_no, rejected.line_no) == (
        printed,
        "amount_not_understood",
        1,
        6,
        12,
    )
    assert reason in rejected.reason
    assert _table(extraction).cells_structural == 10


@pytest.mark.parametrize("code", ["20", "2014", "201410", "20141011"])
def test_a_row_with_a_malformed_code_is_rejected_whole(budget: Budget, code: str) -> None:
    rows = f"{code}\t\t\t数据事务\t5.00\t5.00\t\n208\t\t\t社会保障和就业支出\t1.00\t1.00\t\n"
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + rows)
    assert {cell.subject_code for cell in extraction.cells} == {"208"}
    assert _reasons(extraction) == [(text, "row_not_understood") for text in (code, "数据事务", "5.00", "5.00")]
    assert f"{code} is no subject code" in extraction.rejected[0].reason
    _table(extraction)


def test_a_row_without_a_code_is_rejected_unless_it_is_a_total_or_the_unit(budget: Budget) -> None:
    extraction = budget(
        "单位支出总体情况表", f"{SUBJECT_HEADER}\t\t\t神秘支出\t5.00\t5.00\t\n208\t\t\t社会保障和就业支出\t1.00\t1.00\t\n"
    )
    assert _reasons(extraction) == [(text, "row_not_understood") for text in ("神秘支出", "5.00", "5.00")]
    assert "neither a total nor the unit's name" in extraction.rejected[0].reason
    _table(extraction)


def test_an_item_that_is_unknown_is_rejected_and_the_list_beside_it_is_loaded(budget: Budget) -> None:
    extraction = budget(
        "单位收支总体情况表", "收入\t\t支出\t\n项目\t预算数\t科目名称\t预算数\n七、神秘收入\t5.00\t201 一般公共服务支出\t7.00\n"
    )
    assert _reasons(extraction) == [("七、神秘收入", "row_not_understood"), ("5.00", "row_not_understood")]
    assert [(cell.subject_code, cell.text) for cell in extraction.cells] == [("201", "7.00")]
    _table(extraction)


def test_a_row_without_figures_is_never_rejected(budget: Budget) -> None:
    rows = "\t\t\t注：本表无其他内容\t\t\t\n99\t\t\t未知\t-\t\t\n201\t\t\t一般公共服务支出\t5.00\t5.00\t\n"
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + rows)
    assert not extraction.rejected
    assert _table(extraction).cells_structural == 8 + 1 + 3 + 2


def test_without_a_unit_of_measure_no_amount_is_guessed(budget: Budget) -> None:
    grid = (
        f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t5.00\t-\n\n说明\n"
        f"一般公共预算支出情况表\n单位：万元\n{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t1.00\t1.00\t\n"
    )
    extraction = budget("单位支出总体情况表", grid, furniture="编制单位：甲县财政局\n")
    first, second = extraction.tables
    assert (first.printed_unit, first.cells_loaded, first.cells_rejected) == (None, 0, 2)
    assert (second.printed_unit, second.cells_loaded, second.cells_rejected) == ("万元", 2, 0)
    assert _reasons(extraction) == [("5.00", "no_unit_of_measure"), ("5.00", "no_unit_of_measure")]
    assert "单位：万元" in extraction.rejected[0].reason


def test_a_unit_of_measure_in_the_heading_serves_its_column(budget: Budget) -> None:
    extraction = budget(
        "单位收支总体情况表",
        "收入\t\t支出\t\n项目\t预算数（元）\t科目名称\t预算数（万元）\n一、本年收入\t5.00\t201 一般公共服务支出\t5.00\n",
        furniture="编制单位：甲县财政局\n",
    )
    assert {(cell.side, cell.amount_yuan, cell.half_width_yuan) for cell in extraction.cells} == {
        ("income", Decimal("5.00"), Decimal("0.005")),
        ("expenditure", Decimal("50000.00"), Decimal("50")),
    }


def test_each_table_of_a_document_is_read_in_its_own_unit_of_measure(budget: Budget) -> None:
    second = "“三公”经费支出内容\t合计\n公务接待费\t8,000.00\n"
    grid = f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t5.00\t\n\n说明\n财政拨款“三公”经费支出情况表\n单位：元\n{second}"
    extraction = budget("单位支出总体情况表", grid)
    assert [table.printed_unit for table in extraction.tables] == ["万元", "元"]
    assert extraction.documents[0].printed_unit == "万元、元"
    assert [(cell.amount_yuan, cell.half_width_yuan) for cell in extraction.cells if cell.table_code == "three_public"] == [
        (Decimal("8000.00"), Decimal("0.005"))
    ]
    assert extraction.cells[0].amount_yuan == Decimal("50000.00")


def test_a_figure_in_a_column_that_is_not_understood_is_rejected(budget: Budget) -> None:
    header = "科目代码\t\t\t科目名称\t合计\t基本支出\t神秘支出\n类\t款\t项\t\t\t\t\n"
    extraction = budget("单位支出总体情况表", f"{header}201\t\t\t一般公共服务支出\t5.00\t3.00\t2.00\n")
    assert [cell.column_code for cell in extraction.cells] == ["total", "basic"]
    assert _reasons(extraction) == [("2.00", "column_not_recognised")]
    assert "table_headings.csv" in extraction.rejected[0].reason
    assert extraction.rejected[0].column_no == 7
    _table(extraction)


def test_a_column_right_of_which_figures_stand_under_no_heading_is_rejected_with_them(budget: Budget) -> None:
    """基本支出 may be 5.00, of which 3.00 are 人员经费: the row of headings that said so may be lost."""
    header = "科目代码\t\t\t科目名称\t合计\t基本支出\t\n类\t款\t项\t\t\t\t\n"
    extraction = budget("单位支出总体情况表", f"{header}201\t\t\t一般公共服务支出\t5.00\t3.00\t2.00\n")
    assert [cell.column_code for cell in extraction.cells] == ["total"]
    assert _reasons(extraction) == [("3.00", "column_not_recognised"), ("2.00", "column_not_recognised")]
    _table(extraction)


def test_a_number_under_no_heading_among_the_labels_has_its_row_rejected(budget: Budget) -> None:
    """It may be a part of the code: 201 | 03 is 20103, and its name is not that of 201."""
    rows = "201\t\t一般公共服务支出\t5.00\n201\t03\t政府办公厅（室）及相关机构事务\t5.00\n"
    extraction = budget("单位支出总体情况表", "科目代码\t\t科目名称\t合计\n" + rows)
    assert [(cell.subject_code, cell.text) for cell in extraction.cells] == [("201", "5.00")]
    assert {cell.reason for cell in extraction.rejected} == {"03 stands under no heading: it may be a part of the code of the row"}
    _table(extraction)


def test_a_row_with_more_cells_than_the_header_is_rejected_whole(budget: Budget) -> None:
    header = "科目代码\t\t\t科目名称\t合计\t基本支出\n类\t款\t项\t\t\t\n"
    rows = "201\t\t\t一般公共服务支出\t5.00\t3.00\t2.00\n205\t\t\t教育支出\t3.00\t3.00\t\n"
    extraction = budget("单位支出总体情况表", header + rows)
    assert [(cell.subject_code, cell.text) for cell in extraction.cells] == [("205", "3.00"), ("205", "3.00")]
    assert {cell.reason for cell in extraction.rejected} == {"the row has more cells than the header"}
    assert [cell.column_no for cell in extraction.rejected] == [1, 4, 5, 6, 7]
    _table(extraction)


def test_figures_under_a_repeated_heading_are_rejected(budget: Budget) -> None:
    header = "科目代码\t\t\t科目名称\t合计\t基本支出\t基本支出\n类\t款\t项\t\t\t\t\n"
    extraction = budget("单位支出总体情况表", f"{header}201\t\t\t一般公共服务支出\t5.00\t3.00\t2.00\n")
    assert _reasons(extraction) == [("3.00", "column_not_recognised"), ("2.00", "column_not_recognised")]
    assert [cell.text for cell in extraction.cells] == ["5.00"]
    _table(extraction)


def test_a_row_that_slipped_sideways_is_kept_as_read(budget: Budget) -> None:
    rows = "201\t41\t99\t其他数据事务支出\t30.00\t30.00\t\n\t\t\t总计\t30.00\t\t30.00\n"
    extraction = budget("单位支出总体情况表", SUBJECT_HEADER + rows)
    assert _figures(extraction) == [
        ("其他数据事务支出", "total", "30.00", "leaf"),
        ("其他数据事务支出", "basic", "30.00", "leaf"),
        ("总计", "total", "30.00", "total"),
        ("总计", "project", "30.00", "total"),
    ]


def test_a_row_shorter_than_the_header_is_read_as_far_as_it_goes(budget: Budget) -> None:
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\n")
    assert _figures(extraction) == [("一般公共服务支出", "total", "5.00", "leaf")]


def test_figures_follow_a_heading_that_was_put_back(budget: Budget) -> None:
    grid = (
        "科目代码\t\t\t科目名称\t总计\t财政拨款（补助）\t\t单位资金\t财政拨款结转\t\n"
        "类\t款\t项\t\t\t小计\t一般公共预算\t\t\t国有资本经营预算\n"
        "201\t\t\t一般公共服务支出\t10.00\t3.00\t1.00\t2.00\t3.00\t4.00\n"
    )
    assert [(cell.column_code, cell.text) for cell in budget("单位收入总体情况表", grid).cells] == [
        ("total", "10.00"),
        ("appropriation_subtotal", "3.00"),
        ("general_public", "1.00"),
        ("state_capital", "2.00"),
        ("unit_funds", "3.00"),
        ("fiscal_carryover", "4.00"),
    ]


def test_every_cell_that_is_not_empty_is_counted_once(budget: Budget) -> None:
    extraction = budget(
        "单位支出总体情况表",
        "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\t备注\n"  # 6 structural
        "类\t款\t项\t\t\t\t\t\n"  # 3 structural
        "※\t※\t※\t※\t1\t2\t3\t\n"  # 7 structural
        "201\t\t\t一般公共服务支出\t5.00\t-\t5.00\t甲\n"  # 3 structural, 2 loaded, 1 rejected
        "20\t\t\t未知\t1.00\t-\t\t\n"  # 4 rejected, the mark as part of its row
        "\t\t\t总计\t6.00\tX\t6.00\t\t7\n"  # 5 rejected: it has a cell more than the header
        "\t\t\t合计\t6.00\t\t6.00\t\n",  # 1 structural, 2 loaded
    )
    table = _table(extraction)
    assert (table.cells_seen, table.cells_loaded) == (6 + 3 + 7 + 6 + 4 + 5 + 3, 4)
    assert (table.cells_structural, table.cells_rejected, table.cells_out_of_scope) == (20, 1 + 4 + 5, 0)


def test_furniture_in_a_row_within_a_grid_is_structural(budget: Budget) -> None:
    rows = "201\t\t\t一般公共服务支出\t5.00\t5.00\t\n"
    extraction = budget(
        "单位支出总体情况表",
        f"{SUBJECT_HEADER}{rows}编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n{SUBJECT_HEADER}208\t\t\t社会保障和就业支出\t1.00\t1.00\t\n",
    )
    assert not extraction.rejected
    # header 5 + 3, label, furniture, header again, label
    assert _table(extraction).cells_structural == 8 + 2 + 2 + 8 + 2


# Rows that are printed twice, cut or incomplete


def test_a_total_row_that_is_printed_twice_is_read_once(budget: Budget) -> None:
    total = "\t\t\t总计\t5.00\t5.00\t\n"
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}201\t\t\t一般公共服务支出\t5.00\t5.00\t\n{total}{total}")
    assert _figures(extraction) == [
        ("一般公共服务支出", "total", "5.00", "leaf"),
        ("一般公共服务支出", "basic", "5.00", "leaf"),
        ("总计", "total", "5.00", "total"),
        ("总计", "basic", "5.00", "total"),
    ]
    # Headings 8, the class with its code and two figures, the label of the total twice and its figures once.
    assert _table(extraction).cells_seen == 8 + 4 + 6
    assert (_table(extraction).cells_rejected, _table(extraction).cells_loaded) == (0, 4)


def test_two_total_rows_that_differ_are_both_kept(budget: Budget) -> None:
    extraction = budget("单位支出总体情况表", f"{SUBJECT_HEADER}\t\t\t总计\t5.00\t5.00\t\n\t\t\t总计\t5.00\t4.00\t1.00\n")
    assert [value for _, column, value, _ in _figures(extraction) if column == "basic"] == ["5.00", "4.00"]


@pytest.mark.parametrize(
    ("rest", "is_cut"), [("14.9\n5", True), ("14\n.95", True), ("14.\n95", True), ("14.95\n5", False), ("14.9\n\n5", False)]
)
def test_a_figure_that_is_cut_within_its_decimals_is_refused_with_its_row(budget: Budget, rest: str, is_cut: bool) -> None:
    rows = f"201\t\t\t一般公共服务支出\t20.05\t20.05\n208\t\t\t社会保障和就业支出\t14.95\t{rest}\n"
    grid = SUBJECT_HEADER.replace("\t项目支出", "").replace("项\t\t\t\t", "项\t\t\t") + rows + "210\t\t\t卫生健康支出\t3.00\t3.00\n"
    codes = {cell.subject_code for cell in budget("单位支出总体情况表", grid).cells}
    assert codes == ({"201", "210"} if is_cut else {"201", "208", "210"})


def test_a_project_with_half_a_subject_code_is_refused(budget: Budget) -> None:
    header = "科目代码\t\t\t科目名称\t项目名称\t合计\t工资福利支出\n类\t款\t项\t\t\t\t\n"
    rows = [f"201\t03\t{item}\t一般行政管理事务\t{name}\t5.00\t5.00\n" for item, name in [("02", "甲"), ("02", "乙"), ("", "丙")]]
    extraction = budget("一般公共预算项目支出情况表", header + "".join(rows))
    assert {cell.project_name for cell in extraction.cells} == {"甲", "乙"}
    assert _reasons(extraction) == [("5.00", "row_not_understood"), ("5.00", "row_not_understood")]


def test_projects_of_sections_alone_are_kept(budget: Budget) -> None:
    header = "科目代码\t\t\t科目名称\t项目名称\t合计\t工资福利支出\n类\t款\t项\t\t\t\t\n"
    rows = "".join(f"201\t03\t\t政府办公厅（室）及相关机构事务\t{name}\t5.00\t5.00\n" for name in "甲乙")
    assert {cell.project_name for cell in budget("一般公共预算项目支出情况表", header + rows).cells} == {"甲", "乙"}
