"""Labels of rows as other places print them: codes in names, in part or not at all, units above and beside the subjects."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]
Table = Callable[..., Extraction]

CUT = "科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n"
NAMES = "科目名称\t合计\t基本支出\t项目支出\n"
EXPENDITURE = "部门支出总表"
BASIC = "一般公共预算基本支出表"
PAIRED = "科目编码\t\t科目名称\t科目编码\t\t科目名称\t合计\t人员经费\t公用经费\n类\t款\t\t类\t款\t\t\t\t\n"


@pytest.fixture(scope="session")
def table(read: Read) -> Table:
    """Reads a department's budget of 2026 that holds one table, under its title."""

    def read_table(title: str, grid: str, unit: str = "甲县审计局") -> Extraction:
        return read(with_one_table(title, grid, unit))

    return read_table


def _rows(extraction: Extraction, column: str = "total") -> list[tuple[str, str, str]]:
    """(code, figure, role) of each row in a column, in reading order."""
    cells = sorted((cell for cell in extraction.cells if cell.column_code == column), key=lambda cell: cell.row_no)
    return [(cell.subject_code or "", cell.text, cell.row_role) for cell in cells]


def _rejected(extraction: Extraction) -> list[tuple[str, str]]:
    return [(cell.text, cell.reason) for cell in extraction.rejected]


# Codes


@pytest.mark.parametrize(
    "grid",
    [
        "[201]一般公共服务支出\t3.00\t1.00\t2.00\n[20108]审计事务\t3.00\t1.00\t2.00\n"
        "[2010801]行政运行\t1.00\t1.00\t\n[2010804]审计业务\t2.00\t\t2.00\n",
        "【201】一般公共服务支出\t3.00\t1.00\t2.00\n【20108】审计事务\t3.00\t1.00\t2.00\n"
        "【2010801】行政运行\t1.00\t1.00\t\n【2010804】审计业务\t2.00\t\t2.00\n",
        "201-一般公共服务支出\t3.00\t1.00\t2.00\n20108-审计事务\t3.00\t1.00\t2.00\n"
        "2010801-行政运行\t1.00\t1.00\t\n2010804—审计业务\t2.00\t\t2.00\n",
    ],
)
def test_a_code_may_stand_in_the_cell_of_its_name(table: Table, grid: str) -> None:
    extraction = table(EXPENDITURE, NAMES + grid + "合计\t3.00\t1.00\t2.00\n")
    assert _rows(extraction) == [
        ("201", "3.00", "subtotal"),
        ("20108", "3.00", "subtotal"),
        ("2010801", "1.00", "leaf"),
        ("2010804", "2.00", "leaf"),
        ("", "3.00", "total"),
    ]
    assert [cell.subject_name for cell in extraction.cells if cell.column_code == "total"][:3] == [
        "一般公共服务支出",
        "审计事务",
        "行政运行",
    ]
    assert not extraction.rejected


@pytest.mark.parametrize(
    "grid",
    [
        "201\t\t\t一般公共服务支出\t3.00\t1.00\t2.00\n\t08\t\t审计事务\t3.00\t1.00\t2.00\n"
        "\t\t01\t行政运行\t1.00\t1.00\t\n\t\t04\t审计业务\t2.00\t\t2.00\n",
        "201\t\t\t一般公共服务支出\t3.00\t1.00\t2.00\n\t08\t\t审计事务\t3.00\t1.00\t2.00\n"
        "201\t08\t01\t行政运行\t1.00\t1.00\t\n201\t08\t04\t审计业务\t2.00\t\t2.00\n",
        "201\t\t\t一般公共服务支出\t3.00\t1.00\t2.00\n201\t08\t\t审计事务\t3.00\t1.00\t2.00\n"
        "201\t\t01\t行政运行\t1.00\t1.00\t\n\t08\t04\t审计业务\t2.00\t\t2.00\n",
    ],
)
def test_the_blank_part_of_a_code_is_that_of_the_row_above(table: Table, grid: str) -> None:
    extraction = table(EXPENDITURE, CUT + grid)
    assert [code for code, _, _ in _rows(extraction)] == ["201", "20108", "2010801", "2010804"]
    assert not extraction.rejected


def test_a_blank_part_is_filled_only_where_the_name_proves_it(table: Table) -> None:
    """The row of the section 20108 was lost: an item of it would become one of the section above."""
    extraction = table(
        EXPENDITURE,
        CUT + "201\t\t\t一般公共服务支出\t3.00\t3.00\t\n\t03\t\t政府办公厅（室）及相关机构事务\t1.00\t1.00\t\n"
        "\t\t04\t审计业务\t2.00\t2.00\t\n\t08\t\t审计事务\t2.00\t2.00\t\n\t\t01\t行政运行\t2.00\t2.00\t\n",
    )
    assert [code for code, _, _ in _rows(extraction)] == ["201", "20103", "20108", "2010801"]
    reason = "its code is printed in part, and its name does not prove what is left out"
    assert _rejected(extraction) == [(text, reason) for text in ("04", "审计业务", "2.00", "2.00")]


def test_below_a_section_that_is_not_understood_no_part_is_filled(table: Table) -> None:
    extraction = table(
        EXPENDITURE,
        CUT + "201\t\t\t一般公共服务支出\t3.00\t3.00\t\n\t08\t\t审计事务\t1.00\t1.00\t\n"
        "\t03\t\t某某事务\t2.00\t2.00\t\n\t\t01\t行政运行\t2.00\t2.00\t\n",
    )
    assert [code for code, _, _ in _rows(extraction)] == ["201", "20108"]
    assert [text for text, _ in _rejected(extraction)] == ["03", "某某事务", "2.00", "2.00", "01", "行政运行", "2.00", "2.00"]


def test_a_number_before_a_class_is_no_code(table: Table) -> None:
    extraction = table(
        EXPENDITURE, NAMES + "1、一般公共服务支出\t3.00\t1.00\t2.00\n2.教育支出\t1.00\t\t1.00\n合计\t4.00\t1.00\t3.00\n"
    )
    assert [code for code, _, _ in _rows(extraction)] == ["201", "205", ""]
    assert not extraction.rejected


def test_a_code_of_another_classification_is_refused(table: Table) -> None:
    extraction = table(EXPENDITURE, NAMES + "201-一般公共服务支出\t3.00\t1.00\t2.00\n[302]商品和服务支出\t1.00\t\t1.00\n")
    assert [code for code, _, _ in _rows(extraction)] == ["201"]
    assert _rejected(extraction)[0][1] == "302 is no code of the classification of the table"


# Names alone


def test_names_without_codes_are_told_below_what_they_are_part_of(table: Table) -> None:
    extraction = table(
        EXPENDITURE,
        NAMES + "合计\t6.00\t1.00\t5.00\n一般公共服务支出\t3.00\t1.00\t2.00\n审计事务\t3.00\t1.00\t2.00\n行政运行\t1.00\t1.00\t\n"
        "审计业务\t2.00\t\t2.00\n其他支出\t3.00\t\t3.00\n其他支出\t3.00\t\t3.00\n其他支出\t3.00\t\t3.00\n",
    )
    assert [code for code, _, _ in _rows(extraction)] == ["", "201", "20108", "2010801", "2010804", "229", "22999", "2299999"]
    assert not extraction.rejected


def test_a_name_that_may_be_several_subjects_is_refused(table: Table) -> None:
    """Below a section whose name is not known 行政运行 may be an item of any."""
    extraction = table(
        EXPENDITURE,
        NAMES + "一般公共服务支出\t3.00\t3.00\t\n审计事务\t1.00\t1.00\t\n行政运行\t1.00\t1.00\t\n某某事务\t2.00\t2.00\t\n"
        "行政运行\t1.00\t1.00\t\n一般行政管理事务\t1.00\t1.00\t\n住房保障支出\t4.00\t4.00\t\n",
    )
    assert [code for code, _, _ in _rows(extraction)] == ["201", "20108", "2010801", "221"]
    assert [text for text, _ in _rejected(extraction) if text[0] > "9"] == ["某某事务", "行政运行", "一般行政管理事务"]


def test_in_a_list_of_codes_a_name_alone_has_lost_its_code(table: Table) -> None:
    extraction = table(EXPENDITURE, NAMES + "201 一般公共服务支出\t3.00\t3.00\t\n审计事务\t3.00\t3.00\t\n")
    assert [code for code, _, _ in _rows(extraction)] == ["201"]
    assert "no subject code" in _rejected(extraction)[0][1]


def test_a_class_or_section_without_a_code_is_told_by_its_name_and_the_code_below_it(table: Table) -> None:
    """Also where its section stands between; never an item, and no name that is not that of the code below."""
    rows = "一般公共服务支出\t3.00\t3.00\t\n审计事务\t3.00\t3.00\t\n2010801 行政运行\t3.00\t3.00\t\n教育支出\t1.00\t1.00\t\n2100101 行政运行\t1.00\t1.00\t\n"
    extraction = table(EXPENDITURE, NAMES + rows)
    assert [code for code, _, _ in _rows(extraction)] == ["201", "20108", "2010801", "2100101"]
    assert [text for text, _ in _rejected(extraction)] == ["教育支出", "1.00", "1.00"]


def test_below_numbered_classes_stand_sections_and_items(table: Table) -> None:
    extraction = table(
        EXPENDITURE,
        NAMES + "一、一般公共服务支出\t3.00\t3.00\t\n审计事务\t3.00\t3.00\t\n行政运行\t3.00\t3.00\t\n教育支出\t1.00\t1.00\t\n",
    )
    assert [code for code, _, _ in _rows(extraction)] == ["201", "20108", "2010801"]
    assert [text for text, _ in _rejected(extraction)] == ["教育支出", "1.00", "1.00"]


def test_classes_without_numbers_may_stand_below_a_numbered_total(table: Table) -> None:
    extraction = table(
        "财政拨款收支总表",
        "收入\t\t支出\t\n项目\t预算数\t项目\t合计\n一、本年收入合计\t3.00\t一、本年支出合计\t3.00\n"
        "\t\t一般公共服务支出\t3.00\n\t\t审计事务\t3.00\n收入总计\t3.00\t支出总计\t3.00\n",
    )
    assert [code for code, _, _ in _rows(extraction, "expenditure_total")] == ["", "201", "20108", ""]
    assert not extraction.rejected


def test_economic_names_are_told_below_their_class(table: Table) -> None:
    extraction = table(
        BASIC,
        "经济分类科目名称\t合计\t人员经费\t公用经费\n合计\t9.00\t4.00\t5.00\n工资福利支出\t4.00\t4.00\t\n基本工资\t4.00\t4.00\t\n"
        "资本性支出\t5.00\t\t5.00\n办公设备购置\t5.00\t\t5.00\n",
    )
    assert [code for code, _, _ in _rows(extraction)] == ["", "301", "30101", "310", "31002"]
    assert not extraction.rejected


@pytest.mark.parametrize("heading", ["行次", "甲乙"])
def test_a_column_that_numbers_the_rows_is_part_of_the_form(table: Table, heading: str) -> None:
    grid = "201-一般公共服务支出\t{}\t3.00\t3.00\t\n20108-审计事务\t{}\t3.00\t3.00\t\n合计\t{}\t3.00\t3.00\t\n"
    header = f"科目名称\t{heading}\t合计\t基本支出\t项目支出\n栏次\t\t1\t2\t3\n"
    numbered = table(EXPENDITURE, header + grid.format(7, 8, 9))
    assert [code for code, _, _ in _rows(numbered)] == ["201", "20108", ""]
    assert not numbered.rejected
    (record,) = numbered.tables
    assert record.cells_seen == record.cells_loaded + record.cells_structural
    # Where the heading does not say what they are, numbers that do not count are no numbers of rows.
    refused = [text for text, _ in _rejected(table(EXPENDITURE, header + grid.format(7, 8, 10)))]
    assert refused == ([] if heading == "行次" else ["7", "8", "10"])
    assert [text for text, _ in _rejected(table(EXPENDITURE, header + grid.format(7, "3.00", 9)))][:1] == (
        ["3.00"] if heading == "行次" else ["7"]
    )


# Units


@pytest.mark.parametrize("unit", ["甲县审计局", "132-甲县审计局", "[132001]甲县审计局", "甲县审计局（本级）"])
def test_a_row_of_the_unit_itself_is_a_subtotal(table: Table, unit: str) -> None:
    extraction = table(EXPENDITURE, NAMES + f"合计\t3.00\t3.00\t\n{unit}\t3.00\t3.00\t\n201-一般公共服务支出\t3.00\t3.00\t\n")
    assert _rows(extraction) == [("", "3.00", "total"), ("", "3.00", "subtotal"), ("201", "3.00", "leaf")]
    assert not extraction.rejected


def test_of_a_table_that_lists_several_units_the_total_alone_is_read_where_they_do_not_add_up(table: Table) -> None:
    extraction = table(
        EXPENDITURE,
        NAMES + "合计\t5.00\t5.00\t\n甲县审计局（本级）\t3.00\t3.00\t\n201-一般公共服务支出\t3.00\t3.00\t\n"
        "甲县审计中心\t2.00\t2.00\t\n201-一般公共服务支出\t1.00\t1.00\t\n",
    )
    assert _rows(extraction) == [("", "5.00", "total")]
    assert ("2.00", "the row is of another unit, or of a part of the unit: 甲县审计中心") in _rejected(extraction)
    assert len(extraction.rejected) == 8


@pytest.mark.parametrize("row", ["甲县审计中心\t2.00\t\t2.00\n", "132002\t2.00\t2.00\t\n", "甲县审计中心\t\t2.00\t\n"])
def test_rows_of_units_are_members_only_where_all_columns_add_up_and_each_row_names_its_unit(table: Table, row: str) -> None:
    extraction = table(
        EXPENDITURE, NAMES + "合计\t5.00\t5.00\t\n甲县审计局（本级）\t2.00\t2.00\t\n甲县档案馆\t1.00\t1.00\t\n" + row
    )
    assert _rows(extraction) == [("", "5.00", "total")]


def test_the_unit_of_the_title_may_have_a_remark(table: Table) -> None:
    extraction = table(EXPENDITURE, NAMES + "甲县审计局\t3.00\t3.00\t\n201-一般公共服务支出\t3.00\t3.00\t\n", "甲县审计局（汇总）")
    assert _rows(extraction) == [("", "3.00", "subtotal"), ("201", "3.00", "leaf")]


@pytest.mark.parametrize(("rows", "is_read"), [("9.00\t4.00\t5.00\n", True), ("9.00\t4.00\t5.00\n8.00\t4.00\t4.00\n", False)])
def test_one_row_without_a_label_is_the_total(table: Table, rows: str, is_read: bool) -> None:
    extraction = table(EXPENDITURE, "合计\t基本支出\t项目支出\n" + rows)
    assert _rows(extraction) == ([("", "9.00", "total")] if is_read else [])


# Two classifications in a row


def test_a_row_goes_by_the_classification_of_its_table(table: Table) -> None:
    extraction = table(
        BASIC,
        "科目名称\t科目名称\t合计\t人员经费\t公用经费\n50101-工资奖金津补贴\t30101-基本工资\t4.00\t4.00\t\n"
        "50201-办公经费\t30201-办公费\t5.00\t\t5.00\n合计\t\t9.00\t4.00\t5.00\n",
    )
    assert _rows(extraction) == [("30101", "4.00", "leaf"), ("30201", "5.00", "leaf"), ("", "9.00", "total")]
    assert [cell.subject_name for cell in extraction.cells if cell.column_code == "total"] == ["基本工资", "办公费", None]
    assert not extraction.rejected


def test_a_code_that_several_sums_have_is_told_by_the_rows_below_each(table: Table) -> None:
    extraction = table(
        BASIC,
        PAIRED + "\t\t合计\t\t\t\t9.00\t9.00\t\n301\t\t工资福利支出\t501\t\t机关工资福利支出\t5.00\t5.00\t\n"
        "301\t01\t基本工资\t501\t01\t工资奖金津补贴\t5.00\t5.00\t\n301\t\t工资福利支出\t505\t\t对事业单位经常性补助\t4.00\t4.00\t\n"
        "301\t01\t基本工资\t505\t01\t工资福利支出\t3.00\t3.00\t\n301\t02\t津贴补贴\t505\t01\t工资福利支出\t1.00\t1.00\t\n",
    )
    assert _rows(extraction) == [
        ("", "9.00", "total"),
        ("", "5.00", "subtotal"),
        ("30101", "5.00", "leaf"),
        ("", "4.00", "subtotal"),
        ("30101", "3.00", "leaf"),
        ("30102", "1.00", "leaf"),
    ]
    assert not extraction.rejected


def test_a_sum_with_the_code_of_another_that_nothing_below_it_proves_is_refused(table: Table) -> None:
    extraction = table(
        BASIC,
        PAIRED
        + "301\t\t工资福利支出\t501\t\t机关工资福利支出\t5.00\t5.00\t\n301\t01\t基本工资\t501\t01\t工资奖金津补贴\t5.00\t5.00\t\n"
        "301\t\t工资福利支出\t505\t\t对事业单位经常性补助\t4.00\t4.00\t\n301\t01\t基本工资\t505\t01\t工资福利支出\t3.00\t3.00\t\n",
    )
    assert [text for text, _ in _rejected(extraction)] == ["4.00", "4.00"]
    assert "no rows above or below it add up to it" in _rejected(extraction)[0][1]
