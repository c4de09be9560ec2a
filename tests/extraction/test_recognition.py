"""Which table a grid is, and which grids are one table."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import TableRecord

Read = Callable[[str | bytes], Extraction]

TITLE_PAGE = "2026年甲县财政局单位预算公开\n\n目录\n\n第二部分 2026年单位预算公开表\n\n"
FURNITURE = "编制单位：甲县财政局\n\n单位：万元\n\n"
HEADER = "科目代码\t\t\t科目名称\t支出预算\t\t\n类\t款\t项\t\t合计\t基本支出\t项目支出\n"
ROWS = (
    "201\t\t\t一般公共服务支出\t50.00\t30.00\t20.00\n"
    "201\t41\t\t数据事务\t50.00\t30.00\t20.00\n"
    "201\t41\t01\t行政运行\t30.00\t30.00\t\n"
)
MORE_ROWS = "201\t41\t02\t一般行政管理事务\t20.00\t\t20.00\n\t\t\t总计\t50.00\t30.00\t20.00\n"
EXPENDITURE = f"部门支出总体情况表\n\n{FURNITURE}{HEADER}{ROWS}{MORE_ROWS}\n"
THREE_PUBLIC = (
    f"财政拨款“三公”经费支出情况表\n\n{FURNITURE}"
    "“三公”经费支出内容\t合计\t资金来源\t\t\n\t\t一般公共预算\t政府性基金\t国有资本经营预算\n公务接待费\t1.00\t1.00\t\t\n总计\t1.00\t1.00\t\t\n\n"
)


def _codes(extraction: Extraction) -> list[str | None]:
    return [table.table_code for table in extraction.tables]


def _only_table(extraction: Extraction) -> TableRecord:
    assert len(extraction.tables) == 1
    return extraction.tables[0]


def _totals(extraction: Extraction) -> dict[str, Decimal]:
    return {cell.row_label: cell.amount_yuan for cell in extraction.cells if cell.column_code == "total"}


ALL_TOTALS = {
    "一般公共服务支出": Decimal("500000.00"),
    "数据事务": Decimal("500000.00"),
    "行政运行": Decimal("300000.00"),
    "一般行政管理事务": Decimal("200000.00"),
    "总计": Decimal("500000.00"),
}


@pytest.mark.parametrize("number", ["表 3", "表 9", "附表2", "公开表10", "表1-2", ""])
def test_a_table_is_recognised_by_its_title_whatever_its_number(read: Read, number: str) -> None:
    table = _only_table(read(f"{TITLE_PAGE}{number}\n{EXPENDITURE}"))
    assert (table.table_code, table.recognised_by, table.title) == ("expenditure", "title", "部门支出总体情况表")


@pytest.mark.parametrize(
    "title",
    [
        "支出总体情况表",
        "单位支出总体情况表",
        "2026 年部门支出总体情况表",
        "甲县财政局单位支出总体情况表",
        "三、部门支出总体情况表",
        "## 部门支出总体情况表",
        "<b>部门支出总体情况表</b>",
        "部门支出 总体情况表",
        "部门支出总体情况表（2026年）",
        "部门支出总体情况表\n\n(2026 年)",
        "部门支出总表",
    ],
)
def test_a_title_is_recognised_with_what_is_printed_around_it(read: Read, title: str) -> None:
    table = _only_table(read(TITLE_PAGE + EXPENDITURE.replace("部门支出总体情况表", title)))
    assert (table.table_code, table.recognised_by) == ("expenditure", "title")


def test_the_longest_title_that_fits_is_meant(read: Read) -> None:
    grid = "财政拨款收入\t\t财政拨款支出\t\n项目\t合计\t科目名称\t合计\n收入总计\t5.00\t支出总计\t5.00\n"
    assert _only_table(read(f"{TITLE_PAGE}部门财政拨款收支总体情况表\n{FURNITURE}{grid}")).table_code == "appropriation"


def test_a_title_may_be_wrapped_over_two_lines(read: Read) -> None:
    table = _only_table(read(TITLE_PAGE + EXPENDITURE.replace("部门支出总体情况表", "甲县财政局单位支出总\n\n体情况表")))
    assert (table.table_code, table.title) == ("expenditure", "甲县财政局单位支出总体情况表")


def test_tables_may_come_in_any_order(read: Read) -> None:
    extraction = read(TITLE_PAGE + THREE_PUBLIC + EXPENDITURE)
    assert _codes(extraction) == ["three_public", "expenditure"]
    assert [table.table_no for table in extraction.tables] == [1, 2]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(f"\n{FURNITURE}{HEADER}", id="header and furniture repeated"),
        pytest.param(HEADER, id="header repeated"),
        pytest.param("\n- 3 -\n\n", id="page number"),
        pytest.param("第 3 页\n", id="page number in words"),
        pytest.param("\n- 3 -\n\n" + HEADER, id="page number and header"),
        pytest.param(f"\n{FURNITURE}", id="furniture"),
        pytest.param(f"\n部门支出总体情况表\n{FURNITURE}{HEADER}", id="title repeated"),
        pytest.param(f"\n部门支出总体 情况表\n{FURNITURE}{HEADER}", id="title repeated, wrapped"),
        pytest.param(f"\n部门支出总体情况表（续表）\n{FURNITURE}{HEADER}", id="title repeated, continued"),
        pytest.param(f"\n续表\n{FURNITURE}{HEADER}", id="the word continued"),
        pytest.param(
            f"\n{FURNITURE}科目代码\t\t\t科目 名称\t支出 预算\t\t\n类\t款\t项\t\t合 计\t基本 支出\t项目支 出\n",
            id="header wrapped otherwise",
        ),
        pytest.param(
            "科目代码\t\t\t科目 名称\t支出 预算\t\t\n类\t款\t项\t\t合 计\t基本 支出\t项目支 出\n", id="only header, wrapped"
        ),
        pytest.param(f"\n{FURNITURE}{HEADER}※\t※\t※\t※\t1\t2\t3\n", id="number row repeated"),
        pytest.param("\f", id="form feed"),
        pytest.param(f"\f{FURNITURE}{HEADER}", id="form feed and header"),
        pytest.param(f"编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n{HEADER}", id="furniture with tabs"),
    ],
)
def test_a_table_goes_on_after_a_page_break(read: Read, between: str) -> None:
    extraction = read(f"{TITLE_PAGE}部门支出总体情况表\n{FURNITURE}{HEADER}{ROWS}{between}{MORE_ROWS}")
    table = _only_table(extraction)
    assert table.table_code == "expenditure"
    assert _totals(extraction) == ALL_TOTALS
    assert {cell.row_label: cell.row_role for cell in extraction.cells} == {
        "一般公共服务支出": "subtotal",
        "数据事务": "subtotal",
        "行政运行": "leaf",
        "一般行政管理事务": "leaf",
        "总计": "total",
    }
    assert not extraction.rejected


def test_the_rows_of_all_parts_are_numbered_on(read: Read) -> None:
    extraction = read(f"{TITLE_PAGE}部门支出总体情况表\n{FURNITURE}{HEADER}{ROWS}\n{FURNITURE}{HEADER}{MORE_ROWS}")
    assert [cell.row_no for cell in extraction.cells if cell.column_code == "total"] == [1, 2, 3, 4, 5]
    assert _only_table(extraction).n_parts == 2


def test_a_grid_under_prose_does_not_continue_the_table_before(read: Read) -> None:
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}本单位人员情况如下，详见说明。\n\n姓名\t人数\n甲\t5\n")
    assert _codes(extraction) == ["expenditure", None]


def test_a_table_of_another_unit_under_the_same_title_is_another_table(read: Read) -> None:
    extraction = read(TITLE_PAGE + EXPENDITURE + EXPENDITURE.replace("编制单位：甲县财政局", "编制单位：甲县财政局下属中心"))
    assert _codes(extraction) == ["expenditure", None]
    assert {(cell.table_no, cell.reason_code) for cell in extraction.rejected} == {(2, "another_unit")}
    assert {cell.table_no for cell in extraction.cells} == {1}


def test_a_grid_in_another_unit_of_measure_is_not_read_in_that_of_the_table_before(read: Read) -> None:
    second = "编制单位：甲县财政局\n单位：元\n" + HEADER + "201\t41\t02\t一般行政管理事务\t200,000.00\t\t200,000.00\n"
    extraction = read(f"{TITLE_PAGE}部门支出总体情况表\n{FURNITURE}{HEADER}{ROWS}\n{second}")
    assert _totals(extraction)["行政运行"] == Decimal("300000.00")
    assert _totals(extraction)["一般行政管理事务"] == Decimal("200000.00")


def test_a_table_without_a_title_is_recognised_by_its_headings(read: Read) -> None:
    table = _only_table(read(TITLE_PAGE + EXPENDITURE.replace("部门支出总体情况表", "")))
    assert (table.table_code, table.recognised_by, table.title) == ("expenditure", "headings", None)


def test_headings_that_fit_several_kinds_of_table_tell_none(read: Read) -> None:
    ambiguous = f"{FURNITURE}科目名称\t合计\n一般公共服务支出\t5.00\n"
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}说明如下\n{ambiguous}")
    assert [(table.table_code, table.recognised_by) for table in extraction.tables] == [("expenditure", "title"), (None, "nothing")]


@pytest.mark.parametrize(
    ("rows", "table_code"),
    [
        ("合计\t9.00\n办公费\t6.00\n公务接待费\t1.00\n公务用车运行维护费\t2.00\n", None),
        ("合计\t3.00\n其中：公务接待费\t1.00\n（一）公务用车运行维护费\t2.00\n", "three_public"),
    ],
)
def test_a_list_under_headings_of_many_tables_is_told_by_all_that_it_names(read: Read, rows: str, table_code: str | None) -> None:
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}一般公共预算机关运行经费\n{FURNITURE}项目\t预算数\n{rows}")
    assert [table.table_code for table in extraction.tables] == ["expenditure", table_code]
    assert all(cell.table_code != "three_public" or table_code for cell in extraction.cells)


def test_every_cell_of_a_grid_that_nothing_tells_is_rejected_with_the_reason(read: Read) -> None:
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}人员情况一览\n姓名\t人数\n甲\t5\n乙\t\n")
    table = extraction.tables[1]
    assert (table.table_code, table.recognised_by, table.title) == (None, "nothing", None)
    assert [(cell.table_no, cell.text, cell.reason_code) for cell in extraction.rejected] == [
        (2, text, "table_not_recognised") for text in ("姓名", "人数", "甲", "5", "乙")
    ]
    assert "table_titles.csv" in extraction.rejected[0].reason
    assert (table.cells_seen, table.cells_rejected) == (5, 5)


def test_a_title_over_headings_that_are_unknown_rejects_the_figures(read: Read) -> None:
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}部门收入总体情况表\n{FURNITURE}甲栏\t乙栏\n丙\t5.00\n")
    assert _codes(extraction) == ["expenditure", "income"]
    assert {(cell.text, cell.reason_code) for cell in extraction.rejected} >= {
        ("丙", "table_not_recognised"),
        ("5.00", "table_not_recognised"),
    }
    assert "table_headings.csv" in extraction.rejected[0].reason


@pytest.mark.parametrize(
    "sentence",
    ["本单位没有政府性基金预算支出，政府性基金预算支出情况表为空表。", "详见部门收入总体情况表所列。", "部门收入总体情况表见附件"],
)
def test_a_sentence_that_names_a_table_is_no_title(read: Read, sentence: str) -> None:
    table = _only_table(read(TITLE_PAGE + EXPENDITURE.replace("部门支出总体情况表", sentence)))
    assert (table.table_code, table.recognised_by) == ("expenditure", "headings")


def test_a_title_far_above_is_not_the_title_of_a_grid(read: Read) -> None:
    prose = "".join(f"第{number}句说明。\n" for number in range(12))
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}部门收入总体情况表\n{prose}甲栏\t乙栏\n丙\t5.00\n")
    assert _codes(extraction) == ["expenditure", None]


@pytest.mark.parametrize(
    "furniture",
    [
        "编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n",
        "编制单位：甲县财政局\t单位：万元\n",
        "\t\t\t\t\t\t单位：万元\n编制单位：甲县财政局\t\t\t\t\t\t\n",
        "编制单位：甲县财政局 单位：万元\n",
        "编制单位：甲县财政局　　　金额单位：万元\n",
        "部门名称：甲县财政局\n（单位：万元）\n",
        "编制单位:甲县财政局\n单位: 人民币万元\n",
    ],
)
def test_the_lines_over_a_table_may_be_printed_in_any_way(read: Read, furniture: str) -> None:
    extraction = read(TITLE_PAGE + EXPENDITURE.replace(FURNITURE, furniture))
    table = _only_table(extraction)
    assert (table.table_code, table.printed_unit) == ("expenditure", "万元")
    assert _totals(extraction) == ALL_TOTALS
    assert extraction.documents[0].unit_name == "甲县财政局"
    assert not extraction.rejected


@pytest.mark.parametrize(
    "furniture",
    [
        pytest.param("编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n", id="furniture with tabs"),
        pytest.param("编制单位：甲县财政局\n单位：万元\n", id="furniture without tabs"),
    ],
)
def test_a_title_in_the_first_row_of_a_grid_is_a_title(read: Read, furniture: str) -> None:
    extraction = read(f"{TITLE_PAGE}部门支出总体情况表\t\t\t\t\t\t\n{furniture}{HEADER}{ROWS}{MORE_ROWS}")
    table = _only_table(extraction)
    assert (table.table_code, table.recognised_by) == ("expenditure", "title")
    assert _totals(extraction) == ALL_TOTALS


def test_a_title_in_a_row_within_a_grid_begins_another_table(read: Read) -> None:
    # Rows padded with tabs, as a spreadsheet saves them: no line of text parts the two tables.
    first = f"部门支出总体情况表\t\t\t\t\t\t\n编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n{HEADER}{ROWS}{MORE_ROWS}"
    second = (
        "一般公共预算支出情况表\t\t\t\t\t\t\n编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n"
        "科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n201\t\t\t一般公共服务支出\t7.00\t7.00\t\n"
    )
    extraction = read(TITLE_PAGE + first + second)
    assert _codes(extraction) == ["expenditure", "general_public_expenditure"]
    assert [cell.table_code for cell in extraction.cells if cell.text == "7.00"] == ["general_public_expenditure"] * 2


@pytest.mark.parametrize("number", ["表 2", "公开02表", "预算公开02表", "部门预算02表"])
@pytest.mark.parametrize("name", ["编制单位：甲县财政局", "单位：甲县财政局", "部门：甲县财政局"])
def test_tables_below_one_another_in_a_sheet_are_each_as_wide_as_what_they_fill(read: Read, number: str, name: str) -> None:
    overview = (
        f"收支总表{';' * 6}\n{name}{';' * 6}\n单位：万元{';' * 6}\n收入;;支出;;;;\n项目;金额;项目;金额;;;\n"
        "一、一般公共预算拨款收入;50.00;一、一般公共服务支出;50.00;;;\n收入总计;50.00;支出总计;50.00;;;\n"
    )
    wider = f"{number}{';' * 6}\n支出总表{';' * 6}\n{name}{';' * 6}\n单位：万元{';' * 6}\n" + (HEADER + ROWS + MORE_ROWS).replace(
        "\t", ";"
    )
    extraction = read(f"2026年甲县财政局单位预算公开{';' * 6}\n{overview}{wider}")

    assert [(table.table_code, table.recognised_by) for table in extraction.tables] == [
        ("overview", "title"),
        ("expenditure", "title"),
    ]
    assert [cell.text for cell in extraction.cells if cell.table_code == "overview"] == ["50.00"] * 4
    assert _totals(extraction) == ALL_TOTALS
    assert not extraction.rejected


def test_the_word_for_the_unit_of_measure_may_name_the_unit(read: Read) -> None:
    of_another = EXPENDITURE.replace("编制单位：甲县财政局", "单位：甲县财政局下属中心")
    extraction = read(TITLE_PAGE + EXPENDITURE.replace("编制单位", "单位") + of_another)
    assert {(cell.table_no, cell.reason_code) for cell in extraction.rejected} == {(2, "another_unit")}
    assert {cell.table_no for cell in extraction.cells} == {1}
    assert _totals(extraction) == ALL_TOTALS


def test_a_table_is_on_the_page_and_the_lines_where_it_begins_and_ends(read: Read) -> None:
    # Lines 1 to 7 are the title page, the title and the unit of measure.
    text = (
        "2026年甲县财政局单位预算公开\n目录\n\n部门支出总体情况表\n编制单位：甲县财政局\n单位：万元\n\n"
        f"{HEADER}{ROWS}\f编制单位：甲县财政局\t\t\t\t\t单位：万元\t\n{HEADER}{MORE_ROWS}"
    )
    table = _only_table(read(text))
    assert (table.first_line_no, table.last_line_no, table.page_no) == (8, 17, 1)


def test_a_performance_table_is_told_by_its_title_and_read_by_its_own_reader(read: Read) -> None:
    performance = "部门整体绩效目标表\n\n(2026 年)\n\n部门名称（盖章）\t\t甲县财政局\n年度预算(万元)\t合计：\t50.00\n"
    extraction = read(TITLE_PAGE + EXPENDITURE + performance)
    table = extraction.tables[1]
    assert (table.table_code, table.recognised_by) == ("unit_performance", "title")
    # Its texts and its figure are loaded, its labels are structural; none of its figures is a cell of a budget table.
    assert (table.cells_seen, table.cells_loaded, table.cells_structural) == (5, 2, 3)
    assert (table.cells_rejected, table.cells_out_of_scope) == (0, 0)
    assert {cell.table_no for cell in extraction.cells} == {1}
    assert [(each.measure_code, each.table_no) for each in extraction.figures] == [("performance_budget", 2)]


def test_two_performance_tables_under_the_same_title_are_two_tables(read: Read) -> None:
    performance = "项目支出绩效目标表\n\n(2026 年)\n\n预算单位\t甲县财政局\n项目名称\t{}\n\n"
    extraction = read(TITLE_PAGE + EXPENDITURE + performance.format("甲项目") + performance.format("乙项目"))
    assert _codes(extraction) == ["expenditure", "project_performance", "project_performance"]


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        ("205\t\t\t\t7\t7\t\n", ["7", "7"]),
        ("\t\t\t\t30\t30\t\n", ["30", "30"]),
        ("\t\t\t\t(7.00)\t(7.00)\t\n", ["(7.00)", "(7.00)"]),
    ],
)
def test_figures_at_the_head_of_a_page_are_not_taken_for_page_numbers_or_remarks(read: Read, row: str, figures: list[str]) -> None:
    extraction = read(f"{TITLE_PAGE}部门支出总体情况表\n{FURNITURE}{HEADER}{ROWS}- 3 -\n{row}{MORE_ROWS}")
    found = [cell.text for cell in [*extraction.cells, *extraction.rejected] if cell.text in figures]
    assert found == figures


def test_an_empty_total_row_alone_on_a_page_is_no_header(read: Read) -> None:
    extraction = read(f"{TITLE_PAGE}部门支出总体情况表\n{FURNITURE}{HEADER}{ROWS}- 3 -\n\t\t\t总计\t\t\t\n")
    assert _only_table(extraction).n_parts == 2
    assert not extraction.rejected


def test_headings_do_not_tell_what_a_title_that_is_not_understood_may_deny(read: Read) -> None:
    # Money that passes on to others, and no projects of the unit's own general public budget.
    grid = f"部门管理转移支付表\n{FURNITURE}项目名称\t合计\t备注\n农村公路养护\t5.00\t\n合计\t5.00\t\n"
    extraction = read(f"{TITLE_PAGE}{EXPENDITURE}{grid}")
    assert _codes(extraction) == ["expenditure", None]
    assert {cell.table_no for cell in extraction.cells} == {1}


@pytest.mark.parametrize("heading", ["第二部分 2026年单位预算表", "2026年单位预算公开表", "公开03表"])
def test_what_heads_all_tables_is_no_title_that_is_not_understood(read: Read, heading: str) -> None:
    table = _only_table(read(TITLE_PAGE + EXPENDITURE.replace("部门支出总体情况表", heading)))
    assert (table.table_code, table.recognised_by) == ("expenditure", "headings")


@pytest.mark.parametrize("year", ["2026年度", "2026年", "2026 年度"])
def test_a_year_beside_the_name_of_the_unit_is_no_part_of_it(read: Read, year: str) -> None:
    text = (TITLE_PAGE + EXPENDITURE).replace(
        "编制单位：甲县财政局\n\n单位：万元", f"编制单位：甲县财政局　　{year}　　金额单位：万元"
    )
    extraction = read(text)
    assert extraction.documents[0].unit_name == "甲县财政局"
    assert _totals(extraction)["行政运行"] == Decimal("300000.00")


def test_a_year_may_stand_in_a_cell_between_the_unit_and_the_unit_of_measure(read: Read) -> None:
    table = EXPENDITURE.replace(FURNITURE, "编制单位：甲县财政局\t\t2026年度\t\t金额单位：万元\n")
    extraction = read(TITLE_PAGE + table)
    assert _only_table(extraction).recognised_by == "title"
    assert _totals(extraction)["行政运行"] == Decimal("300000.00")
    assert extraction.rejected == []
