"""All expenditure by economic item, by fund or by kind, and by use where the rows of such a table go by function."""

from collections.abc import Callable

from dagster_project.extraction.extract import Extraction
from tests.other_tables import ORGAN_OPERATING, UNIT, disclosure_with

Read = Callable[[str | bytes], Extraction]


def _rows(extraction: Extraction, table_code: str) -> dict[tuple[str, str], dict[str, str]]:
    """The figures of each row by their columns; a row by its subject, or its label, and its role."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for cell in extraction.cells:
        if cell.table_code == table_code:
            rows.setdefault((cell.subject_code or cell.row_label, cell.row_role), {})[cell.column_code] = cell.text
    return rows


def _read_with(read: Read, title: str, grid: str) -> Extraction:
    return read(disclosure_with(ORGAN_OPERATING, (title, grid)))


def test_all_expenditure_is_read_by_economic_item_and_fund(read: Read) -> None:
    grid = (
        "部门预算经济分类\t\t\t政府预算经济分类\t\t\t合计\t一般公共预算\t政府性基金\t单位资金\n"
        "类\t款\t科目名称\t类\t款\t科目名称\t\t\t\t\n\t\t合计\t\t\t\t9.00\t6.00\t2.00\t1.00\n"
        "302\t\t商品和服务支出\t\t\t\t9.00\t6.00\t2.00\t1.00\n302\t01\t办公费\t502\t01\t办公经费\t4.00\t3.00\t\t1.00\n"
        "302\t11\t差旅费\t502\t01\t办公经费\t5.00\t3.00\t2.00\t\n"
    )
    extraction = _read_with(read, "支出经济分类汇总表", grid)
    assert _rows(extraction, "expenditure_by_item") == {
        ("合计", "total"): {"total": "9.00", "general_public": "6.00", "government_fund": "2.00", "unit_funds": "1.00"},
        ("302", "subtotal"): {"total": "9.00", "general_public": "6.00", "government_fund": "2.00", "unit_funds": "1.00"},
        ("30201", "leaf"): {"total": "4.00", "general_public": "3.00", "unit_funds": "1.00"},
        ("30211", "leaf"): {"total": "5.00", "general_public": "3.00", "government_fund": "2.00"},
    }
    assert {
        cell.government_subject_code for cell in extraction.cells if cell.row_role == "leaf" and cell.subject_code == "30211"
    } == {"50201"}
    assert not extraction.rejected


def test_appropriations_of_the_year_stand_beside_what_is_carried_over_by_economic_item(read: Read) -> None:
    """A class has no code of its own: its name, and the code below it, tell it."""
    grid = (
        "项目\t\t\t\t总计\t省级当年财政拨款安排\t\t\t\t\t上年结转安排\n"
        "科目编码\t\t单位代码\t单位名称（科目）\t\t合计\t一般公共预算拨款\t\t\t政府性基金安排\t\n类\t款\t\t\t\t\t小计\t基本支出\t项目支出\t\t\n"
        f"\t\t\t合计\t9.00\t8.00\t6.00\t5.00\t1.00\t2.00\t1.00\n\t\t106\t{UNIT}部门\t9.00\t8.00\t6.00\t5.00\t1.00\t2.00\t1.00\n"
        "\t\t\t  商品和服务支出\t9.00\t8.00\t6.00\t5.00\t1.00\t2.00\t1.00\n302\t01\t106001\t    办公费\t9.00\t8.00\t6.00\t5.00\t1.00\t2.00\t1.00\n"
    )
    extraction = _read_with(read, "财政拨款支出预算表（部门经济分类科目）", grid)
    figures = {
        **{"total": "9.00", "current_subtotal": "8.00", "general_public_subtotal": "6.00", "general_public_basic": "5.00"},
        **{"general_public_project": "1.00", "government_fund": "2.00", "carryover": "1.00"},
    }
    assert _rows(extraction, "appropriation_by_item") == {
        **{("合计", "total"): figures, (f"{UNIT}部门", "subtotal"): figures},
        **{("302", "subtotal"): figures, ("30201", "leaf"): figures},
    }
    assert not extraction.rejected


def test_a_table_by_economic_class_whose_rows_go_by_function_is_one_by_use(read: Read) -> None:
    grid = (
        "功能科目\t\t\t科目名称\t总计\t基本支出\t\t\t项目支出\t\n类\t款\t项\t\t\t合计\t工资福利支出\t一般商品和服务支出\t合计\t商品和服务支出\n"
        "\t\t\t合计\t9.00\t7.00\t5.00\t2.00\t2.00\t2.00\n201\t08\t01\t行政运行\t9.00\t7.00\t5.00\t2.00\t2.00\t2.00\n"
    )
    figures = {
        **{"total": "9.00", "basic": "7.00", "basic_wages": "5.00", "basic_goods_services": "2.00"},
        **{"project": "2.00", "project_goods_services": "2.00"},
    }
    extraction = _read_with(read, "支出预算分类汇总表（按部门预算经济分类）", grid)
    assert _rows(extraction, "expenditure_by_use") == {("合计", "total"): figures, ("2010801", "leaf"): figures}


def test_parts_that_split_a_total_in_another_way_than_those_left_of_them_are_refused(read: Read) -> None:
    grid = (
        "科目编码\t科目名称\t合计\t基本支出\t项目支出\t一般公共预算\t政府性基金\n"
        "\t合计\t9.00\t7.00\t2.00\t8.00\t1.00\n30201\t办公费\t9.00\t7.00\t2.00\t8.00\t1.00\n"
    )
    extraction = _read_with(read, "支出经济分类汇总表", grid)
    assert _rows(extraction, "expenditure_by_item")["30201", "leaf"] == {"total": "9.00", "basic": "7.00", "project": "2.00"}
    assert {cell.reason for cell in extraction.rejected} == {
        "its total is split in another way by the columns beside it, too: it would count twice"
    }


def test_what_numbers_the_columns_may_stand_in_the_row_of_the_last_headings(read: Read) -> None:
    """类 | 款 | 项 | 栏次 | 1 | 2 | 3, as final accounts print it."""
    grid = (
        "项目\t\t\t\t本年支出合计\t基本支出\t项目支出\n科目代码\t\t\t科目名称\t\t\t\n类\t款\t项\t栏次\t1\t2\t3\n"
        "\t\t\t合计\t9.00\t7.00\t2.00\n201\t\t\t一般公共服务支出\t9.00\t7.00\t2.00\n"
    )
    extraction = _read_with(read, "支出总体情况表", grid)
    assert _rows(extraction, "expenditure")["201", "leaf"] == {"total": "9.00", "basic": "7.00", "project": "2.00"}
    assert not extraction.rejected


def test_a_row_with_one_known_word_and_figures_that_count_up_is_no_row_of_column_numbers(read: Read) -> None:
    grid = "项目\t上年预算数\t本年预算数\n合计\t1.00\t2.00\n公务接待费\t1\t2\n"
    extraction = _read_with(read, "一般公共预算“三公”经费支出表", grid)
    assert [cell.text for cell in extraction.cells if cell.item_code == "reception"] == ["1", "2"]


def test_of_two_headings_above_a_subtotal_the_nearer_one_tells_it(read: Read) -> None:
    grid = (
        "单位名称\t“三公”经费\t\t\t\t\t会议费\n\t小计\t公务接待费\t公务用车购置和运行费\t\t\t\n"
        f"\t\t\t小计\t公务用车购置费\t公务用车运行费\t\n合计\t5.00\t1.00\t4.00\t\t4.00\t3.00\n{UNIT}\t5.00\t1.00\t4.00\t\t4.00\t3.00\n"
    )
    extraction = _read_with(read, "一般公共预算“三公”经费、会议费支出情况表", grid)
    printed = {cell.column_code: cell.text for cell in extraction.cells if cell.table_code == "three_public"}
    assert printed == {
        "items_total": "5.00",
        "reception": "1.00",
        "vehicles": "4.00",
        "vehicle_operation": "4.00",
        "meeting": "3.00",
    }
    assert not extraction.rejected


def test_basic_expenditure_by_item_may_name_its_project_and_its_functional_subject_beside(read: Read) -> None:
    grid = (
        "单位名称\t项目代码\t项目名称\t功能科目编码\t功能科目名称\t经济科目编码\t经济科目名称\t总计\t一般公共预算\n"
        f"{UNIT}\t530000200000000001\t公用经费\t2010801\t行政运行\t30201\t办公费\t4.00\t4.00\n"
        f"{UNIT}\t530000200000000001\t公用经费\t2010801\t行政运行\t30211\t差旅费\t5.00\t5.00\n合计\t\t\t\t\t\t\t9.00\t9.00\n"
    )
    extraction = _read_with(read, "部门基本支出预算表", grid)
    assert _rows(extraction, "basic_funding") == {
        ("30201", "leaf"): {"total": "4.00", "general_public": "4.00"},
        ("30211", "leaf"): {"total": "5.00", "general_public": "5.00"},
        ("合计", "total"): {"total": "9.00", "general_public": "9.00"},
    }
    assert not extraction.rejected


def test_what_is_bought_and_which_services_may_stand_beside_their_project_and_funds(read: Read) -> None:
    bought = (
        "单位名称\t项目名称\t采购品目\t数量\t合计\t一般公共预算\n合计\t\t\t\t9.00\t9.00\n"
        f"{UNIT}\t系统运维\t台式计算机\t10\t5.00\t5.00\n{UNIT}\t审计业务\t软件开发服务\t1\t4.00\t4.00\n"
    )
    services = (
        "单位名称\t购买服务项目名称\t政府购买服务指导目录\t\t合计\t一般公共预算\n\t\t一级目录\t二级目录\t\t\n"
        f"合计\t\t\t\t2.00\t2.00\n{UNIT}\t审计业务\t政府履职辅助性服务\t会计审计服务\t2.00\t2.00\n"
    )
    extraction = read(disclosure_with(("政府采购预算表", bought), ("政府购买服务预算表", services)))
    leaves = [cell for cell in extraction.cells if cell.row_role == "leaf" and cell.column_code == "total"]
    assert [(cell.detail_project, cell.detail_item, cell.detail_unit, cell.text) for cell in leaves[:2]] == [
        ("系统运维", "台式计算机", UNIT, "5.00"),
        ("审计业务", "软件开发服务", UNIT, "4.00"),
    ]
    assert [(cell.row_label, cell.text) for cell in leaves[2:]] == [("政府履职辅助性服务 > 会计审计服务", "2.00")]
    assert not extraction.rejected


def test_an_overview_may_split_its_expenditure_by_kind_use_and_fund(read: Read) -> None:
    """What is of each fund stands beside the amounts."""
    grid = (
        "收入\t\t支出\t\t\t\n项目\t金额\t项目\t合计\t一般公共预算\t单位资金\n一、一般公共预算拨款收入\t8.00\t一、基本支出\t7.00\t7.00\t\n"
        "二、单位资金收入\t1.00\t1、工资福利支出\t5.00\t5.00\t\n\t\t2、商品和服务支出\t2.00\t2.00\t\n\t\t二、项目支出\t2.00\t1.00\t1.00\n"
        "本年收入合计\t9.00\t本年支出合计\t9.00\t8.00\t1.00\n"
    )
    extraction = _read_with(read, "部门收支总体情况表", grid)
    expenditure = {
        cell.item_code: (cell.text, cell.row_role) for cell in extraction.cells if cell.column_code == "expenditure_amount"
    }
    assert expenditure == {
        **{"basic": ("7.00", "subtotal"), "basic_wages": ("5.00", "leaf"), "basic_goods_services": ("2.00", "leaf")},
        **{"project": ("2.00", "leaf"), "current_expenditure": ("9.00", "subtotal")},
    }
    of_funds = [(cell.item_code, cell.text) for cell in extraction.cells if cell.column_code == "expenditure_unit_funds"]
    assert of_funds == [("project", "1.00"), ("current_expenditure", "1.00")]
    assert not extraction.rejected


def test_appropriations_of_units_by_fund_and_kind_stand_beside_their_total(read: Read) -> None:
    funds = "8.00\t6.00\t5.00\t1.00\t2.00\t\t2.00"
    grid = (
        "单位编码\t单位名称\t总计\t一般公共预算支出\t\t\t政府性基金预算支出\t\t\n\t\t\t小计\t基本支出\t项目支出\t小计\t基本支出\t项目支出\n"
        f"\t合计\t{funds}\n106\t{UNIT}\t{funds}\n"
    )
    extraction = _read_with(read, "财政拨款支出情况表", grid)
    assert _rows(extraction, "appropriation_by_function")["合计", "total"] == {
        **{"total": "8.00", "source_general_public": "6.00", "source_general_public_basic": "5.00"},
        **{"source_general_public_project": "1.00", "source_government_fund": "2.00", "source_government_fund_project": "2.00"},
    }
    assert not extraction.rejected
