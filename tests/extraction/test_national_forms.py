"""The national forms as other places print them: classes without codes, totals behind their parts, items and lists side by side."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]
Disclosure = Callable[..., Extraction]


@pytest.fixture(scope="session")
def disclosure(read: Read) -> Disclosure:
    """Reads a disclosure of 2026 that holds one table, under its title."""

    def read_disclosure(title: str, grid: str, kind: str = "部门预算", measure: str = "万元") -> Extraction:
        return read(with_one_table(title, grid, kind=kind, measure=measure))

    return read_disclosure


def _figures(extraction: Extraction) -> list[tuple[str | None, str, str, str]]:
    """(item or subject code, column, figure, role) of each figure, in reading order."""
    cells = sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    return [(cell.item_code or cell.subject_code, cell.column_code, cell.text, cell.row_role) for cell in cells]


def _is_whole(extraction: Extraction) -> bool:
    (table,) = extraction.tables
    return table.cells_seen == table.cells_loaded + table.cells_structural + table.cells_rejected


FINAL_OVERVIEW = (
    "收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n"
    "一、一般公共预算财政拨款收入\t50.00\t一、一般公共服务支出\t40.00\n"
    "二、其他收入\t6.00\t二、医疗卫生与计划生育支出\t15.00\n"
    "本年收入合计\t56.00\t本年支出合计\t55.00\n"
    "使用非财政拨款结余\t\t结余分配\t\n"
    "年初结转和结余\t3.00\t年末结转和结余\t4.00\n"
    "总计\t59.00\t总计\t59.00\n"
)


def test_totals_behind_their_parts_are_subtotals_and_carry_over_stands_beside_them(disclosure: Disclosure) -> None:
    extraction = disclosure("收入支出决算总表", FINAL_OVERVIEW, "部门决算")
    assert _figures(extraction) == [
        ("general_public", "income_amount", "50.00", "subtotal"),
        ("201", "expenditure_amount", "40.00", "leaf"),
        ("other_income", "income_amount", "6.00", "leaf"),
        ("210", "expenditure_amount", "15.00", "leaf"),
        ("current_income", "income_amount", "56.00", "subtotal"),
        ("current_expenditure", "expenditure_amount", "55.00", "subtotal"),
        ("opening_carryover", "income_amount", "3.00", "leaf"),
        ("closing_carryover", "expenditure_amount", "4.00", "leaf"),
        (None, "income_amount", "59.00", "total"),
        (None, "expenditure_amount", "59.00", "total"),
    ]
    assert not extraction.rejected
    assert _is_whole(extraction)
    assert extraction.documents[0].document_kind == "department_final_account"


def test_what_a_table_lists_without_a_figure_is_part_of_its_form(disclosure: Disclosure) -> None:
    (table,) = disclosure("收入支出决算总表", FINAL_OVERVIEW, "部门决算").tables
    assert table.column_codes == ["expenditure_amount", "income_amount"]
    assert {"surplus_used", "surplus_distribution"} <= set(table.item_codes)
    assert "carryover" not in table.item_codes


@pytest.mark.parametrize("label", ["一般公共服务支出", "一、公共服务", "一、人大事务"])
def test_a_class_without_a_code_is_told_by_a_number_before_its_full_name_only(disclosure: Disclosure, label: str) -> None:
    grid = FINAL_OVERVIEW.replace("一、一般公共服务支出", label)
    assert [(cell.text, cell.reason_code) for cell in disclosure("收入支出决算总表", grid, "部门决算").rejected] == [
        (label, "row_not_understood"),
        ("40.00", "row_not_understood"),
    ]


def test_one_label_at_both_ends_of_the_year_is_told_by_what_stands_above(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "财政拨款收入支出决算总表",
        "收入\t\t支出\t\t\t\t\n"
        "项目\t决算数\t项目\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t国有资本经营预算财政拨款\n"
        "一、一般公共预算财政拨款\t7.00\t一、教育支出\t8.00\t6.00\t2.00\t\n"
        "二、政府性基金预算财政拨款\t2.00\t\t\t\t\t\n"
        "本年收入合计\t9.00\t本年支出合计\t8.00\t6.00\t2.00\t\n"
        "年初财政拨款结转和结余\t1.00\t年末财政拨款结转和结余\t2.00\t2.00\t\t\n"
        "一、一般公共预算财政拨款\t1.00\t\t\t\t\t\n"
        "二、政府性基金预算财政拨款\t\t\t\t\t\t\n"
        "总计\t10.00\t总计\t10.00\t8.00\t2.00\t\n",
        "部门决算",
    )
    income = [(item, text, role) for item, column, text, role in _figures(extraction) if column == "income_amount"]
    assert income == [
        ("general_public", "7.00", "leaf"),
        ("government_fund", "2.00", "leaf"),
        ("current_income", "9.00", "subtotal"),
        ("opening_carryover", "1.00", "subtotal"),
        ("opening_general_public", "1.00", "leaf"),
        (None, "10.00", "total"),
    ]
    assert ("closing_carryover", "general_public", "2.00", "leaf") in _figures(extraction)
    assert not extraction.rejected


def test_a_total_in_the_row_of_the_headings_is_a_row_of_its_own(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "支出决算表",
        "项目\t\t\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出\n"
        "支出功能分类\t\t\t科目名称\t\t\t\t\t\t\n科目编码\t\t\t\t\t\t\t\t\t\n"
        "类\t款\t项\t合计\t9.00\t5.00\t3.00\t\t\t1.00\n"
        "205\t\t\t教育支出\t9.00\t5.00\t3.00\t\t\t1.00\n",
        "部门决算",
    )
    assert _figures(extraction) == [
        (None, "total", "9.00", "total"),
        (None, "basic", "5.00", "total"),
        (None, "project", "3.00", "total"),
        (None, "affiliated_subsidy", "1.00", "total"),
        ("205", "total", "9.00", "leaf"),
        ("205", "basic", "5.00", "leaf"),
        ("205", "project", "3.00", "leaf"),
        ("205", "affiliated_subsidy", "1.00", "leaf"),
    ]
    assert not extraction.rejected
    assert _is_whole(extraction)


LISTS = (
    "经济分类\t\t科目名称\t决算数\t经济分类\t\t科目名称\t决算数\n科目编码\t\t\t\t科目编码\t\t\t\n类\t款\t\t\t类\t款\t\t\n"
    "301\t\t工资福利支出\t7.00\t302\t\t商品和服务支出\t2.00\n"
    "301\t01\t基本工资\t7.00\t302\t01\t办公费\t2.00\n"
    "303\t\t对个人和家庭的补助\t\t310\t\t资本性支出\t1.00\n"
)


def test_lists_side_by_side_are_told_apart_by_what_their_totals_are_called(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "一般公共预算财政拨款基本支出决算表", LISTS + "人员经费合计\t\t\t7.00\t公用经费合计\t\t\t3.00\n", "部门决算"
    )
    assert _figures(extraction) == [
        ("301", "personnel", "7.00", "subtotal"),
        ("302", "operating", "2.00", "subtotal"),
        ("30101", "personnel", "7.00", "leaf"),
        ("30201", "operating", "2.00", "leaf"),
        ("310", "operating", "1.00", "leaf"),
        (None, "personnel", "7.00", "total"),
        (None, "operating", "3.00", "total"),
    ]
    assert {(cell.column_code, cell.side) for cell in extraction.cells} == {("personnel", "list 1"), ("operating", "list 2")}
    assert not extraction.rejected


def test_the_total_of_a_list_beside_one_without_a_total_is_refused(disclosure: Disclosure) -> None:
    """The total may be that of both lists."""
    extraction = disclosure("一般公共预算财政拨款基本支出决算表", LISTS + "\t\t\t\t公用经费合计\t\t\t10.00\n", "部门决算")
    assert [cell.text for cell in extraction.rejected] == ["10.00"]
    assert {cell.column_code for cell in extraction.cells} == {"total"}


ITEMS_ACROSS = (
    "2026年“三公”经费预算数\t\t\t\t\t\t2026年机关运行经费预算数\n"
    "合计\t因公出国（境）费\t公务接待费\t公务用车购置及运行费\t\t\t\n\t\t\t小计\t购置费\t运行费\t\n"
)


def test_items_printed_side_by_side_need_no_label(disclosure: Disclosure) -> None:
    extraction = disclosure("“三公”经费和机关运行经费预算表", ITEMS_ACROSS + "9.50\t\t1.50\t8.00\t5.00\t3.00\t40.00\n")
    assert _figures(extraction) == [
        (None, "items_total", "9.50", "leaf"),
        ("reception", "reception", "1.50", "leaf"),
        ("vehicles", "vehicles", "8.00", "leaf"),
        ("vehicle_purchase", "vehicle_purchase", "5.00", "leaf"),
        ("vehicle_operation", "vehicle_operation", "3.00", "leaf"),
        (None, "organ_operating", "40.00", "leaf"),
    ]
    assert [cell.row_label for cell in extraction.cells][:2] == ["合计", "公务接待费"]
    assert not extraction.rejected


def test_rows_that_no_label_tells_apart_are_refused(disclosure: Disclosure) -> None:
    row = "9.50\t\t1.50\t8.00\t5.00\t3.00\t40.00\n"
    extraction = disclosure(
        "“三公”经费和机关运行经费预算表", ITEMS_ACROSS + row + row.replace("9.50", "9.60").replace("1.50", "1.60")
    )
    assert not extraction.cells
    assert len(extraction.rejected) == 0  # a document without a figure is refused whole
    assert "without a label" in (extraction.documents[0].reason or "")


def test_the_budget_beside_the_actual_is_another_column(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "财政拨款“三公”经费支出决算表",
        "财政拨款“三公”经费\t\t\t\t\t\n合计\t\t公务用车购置及运行费\t\t公务接待费\t\n\t\t小计\t\t\t\n"
        "预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n5.00\t4.00\t3.00\t3.00\t2.00\t1.00\n",
        "部门决算",
    )
    assert _figures(extraction) == [
        (None, "items_total_budget", "5.00", "leaf"),
        (None, "items_total", "4.00", "leaf"),
        ("vehicles", "vehicles_budget", "3.00", "leaf"),
        ("vehicles", "vehicles", "3.00", "leaf"),
        ("reception", "reception_budget", "2.00", "leaf"),
        ("reception", "reception", "1.00", "leaf"),
    ]


def test_a_column_of_two_years_ago_is_refused(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "“三公”经费和机关运行经费预算表",
        ITEMS_ACROSS.replace("2026年机关", "2024年机关") + "9.50\t\t1.50\t8.00\t5.00\t3.00\t40.00\n",
    )
    assert [(cell.text, cell.reason) for cell in extraction.rejected] == [
        ("40.00", "the column's heading names another year than the document: 2024")
    ]


def test_the_parts_of_an_amount_stand_beside_it(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "财务收支预算总表",
        "本年收入\t\t本年支出\t\t\t\t\n项目\t预算数\t项目\t预算数\t\t\t\n\t\t\t合计\t基本支出\t\t项目支出\n\t\t\t\t人员经费\t公用经费\t\n"
        "一、财政拨款收入\t9.00\t一、教育支出\t9.00\t4.00\t3.00\t2.00\n1、一般公共预算资金\t9.00\t\t\t\t\t\n"
        "二、事业收入\t\t\t\t\t\t\n收入总计\t9.00\t支出总计\t9.00\t4.00\t3.00\t2.00\n",
    )
    assert _figures(extraction)[:6] == [
        ("appropriation", "income_amount", "9.00", "subtotal"),
        ("205", "expenditure_amount", "9.00", "leaf"),
        ("205", "expenditure_basic_personnel", "4.00", "leaf"),
        ("205", "expenditure_basic_operating", "3.00", "leaf"),
        ("205", "expenditure_project", "2.00", "leaf"),
        ("general_public", "income_amount", "9.00", "subtotal"),
    ]
    assert not extraction.rejected


@pytest.mark.parametrize(("name", "code"), [("津贴补贴", "30102"), ("奖金", "")])
def test_a_code_that_lost_a_zero_is_made_whole_where_its_name_proves_it(disclosure: Disclosure, name: str, code: str) -> None:
    extraction = disclosure(
        "一般公共预算基本支出部门预算经济分类预算表",
        "部门预算经济分类科目编码\t\t经济分类科目名称\t合计\t人员经费\t公用经费\n类\t款\t\t\t\t\n"
        f"301\t\t工资福利支出\t5.00\t5.00\t\n301\t2\t{name}\t5.00\t5.00\t\n合计\t\t\t5.00\t5.00\t\n",
    )
    assert {cell.subject_code or "" for cell in extraction.cells} == {"301", code, ""}
    assert bool(extraction.rejected) == (not code)


def test_a_row_without_a_label_and_a_cell_too_few_is_refused(disclosure: Disclosure) -> None:
    """Which of its columns is the one without a cell, nothing tells."""
    extraction = disclosure("“三公”经费和机关运行经费预算表", ITEMS_ACROSS + "9.50\t1.50\t8.00\t5.00\t3.00\t40.00\n")
    assert not extraction.cells
    assert "fewer cells than the header" in (extraction.documents[0].reason or "")


@pytest.mark.parametrize(
    "title",
    [
        "2026年部门项目支出预算表",
        "社会保险基金预算支出预算总表",
        "非财政拨款支出预算表",
        "政府采购支出预算表",
        "专项收入支出预算表",
    ],
)
def test_a_word_before_a_title_makes_it_that_of_another_table(disclosure: Disclosure, title: str) -> None:
    extraction = disclosure(title, "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t5.00\t3.00\t2.00\n")
    assert [table.table_code for table in extraction.tables if table.recognised_by == "title"] != ["expenditure"]


@pytest.mark.parametrize("title", ["2026年部门支出预算表", "表3：2026年市级部门支出预算总表", "甲县财政局2026年支出预算总表"])
def test_words_that_say_nothing_may_stand_before_a_title(disclosure: Disclosure, title: str) -> None:
    extraction = disclosure(title, "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t5.00\t3.00\t2.00\n")
    assert [(table.table_code, table.recognised_by) for table in extraction.tables] == [("expenditure", "title")]


def test_an_item_behind_the_parts_of_another_stays_where_it_is_printed(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "财政拨款预算“三公”经费支出表",
        "2026年预算数\t\t\t\t\t\n合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\n"
        "\t\t小计\t公务用车购置费\t公务用车运行费\t\n112.61\t68.50\t38.60\t\t38.60\t5.51\n",
    )
    assert [(column, text) for _, column, text, _ in _figures(extraction)] == [
        ("items_total", "112.61"),
        ("abroad", "68.50"),
        ("vehicles", "38.60"),
        ("vehicle_operation", "38.60"),
        ("reception", "5.51"),
    ]


@pytest.mark.parametrize("heading", ["决算数", "执行数", "调整预算数", "预计执行数"])
def test_a_budget_has_no_figures_of_its_year_but_those_of_the_budget(disclosure: Disclosure, heading: str) -> None:
    """What was spent is never taken for what was budgeted; of which year it is, is not told."""
    extraction = disclosure("财务收支预算总表", FINAL_OVERVIEW.replace("决算数", heading), "部门预算")
    assert not extraction.cells
    assert "its figures would be taken for" in (extraction.documents[0].reason or "")


def test_the_budget_stands_beside_what_was_spent_in_a_column_of_its_own(disclosure: Disclosure) -> None:
    extraction = disclosure("收入支出决算总表", FINAL_OVERVIEW.replace("决算数", "预算数"), "部门决算")
    assert {cell.column_code for cell in extraction.cells} == {"income_amount_budget", "expenditure_amount_budget"}


def test_a_table_of_another_phase_than_its_document_is_refused(disclosure: Disclosure) -> None:
    extraction = disclosure(
        "支出预算总表", "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t5.00\t3.00\t2.00\n", "部门决算"
    )
    assert "the title of the table says budget" in (extraction.documents[0].reason or "")


def test_income_as_a_list_of_fund_sources_is_read_by_source(read: Read) -> None:
    """项目名称 stands over two columns; 小计 says that parts of the item stand below."""
    grid = (
        "项目名称\t\t金额\n收入总计\t\t10.00\n一般公共预算资金\t小计\t8.00\n\t公共财政拨款（补助）资金\t7.00\n\t专项收入\t1.00\n"
        "政府性基金\t小计\t\n其他资金\t小计\t2.00\n\t事业收入\t2.00\n\t债务资金（银行贷款）\t\n上年结转和结余资金\t小计\t\n"
    )
    extraction = read(with_one_table("收入预算总表", grid))
    assert not extraction.rejected
    assert [(cell.item_code, cell.column_code, cell.text, cell.row_role) for cell in extraction.cells] == [
        (None, "total", "10.00", "total"),
        ("general_public", "total", "8.00", "subtotal"),
        ("general_public_grant", "total", "7.00", "leaf"),
        ("general_public_special", "total", "1.00", "leaf"),
        ("unit_funds", "total", "2.00", "subtotal"),
        ("business_income", "total", "2.00", "leaf"),
    ]


def test_a_fund_source_among_subjects_of_the_income_table_is_refused(read: Read) -> None:
    grid = "科目编码\t科目名称\t合计\t事业收入\n\t合计\t5.00\t5.00\n205\t教育支出\t5.00\t5.00\n\t事业收入\t5.00\t5.00\n"
    extraction = read(with_one_table("收入预算总表", grid))
    assert {cell.reason_code for cell in extraction.rejected} == {"row_not_understood"}
    assert {cell.row_no for cell in extraction.rejected} == {3}


def test_what_is_carried_to_the_next_year_is_a_part_of_the_total_of_expenditure(read: Read) -> None:
    grid = "合计\t基本支出\t项目支出\t单位预留机动经费\t结转下年资金\n10.00\t5.00\t3.00\t1.00\t1.00\n"
    extraction = read(with_one_table("支出预算总表", grid))
    assert [(cell.column_code, cell.text) for cell in extraction.cells][-1] == ("carried_out", "1.00")
    assert not extraction.rejected
