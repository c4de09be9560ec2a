"""Rows that slipped sideways: set right where one way only is left, else as read; no wrong figure is ever moved away.

The budget of these tests (万元), by item and fund source:
- 2010301 20.00 of the general public budget, 2010302 5.00 of unit funds
- 2010402 21.00 of the carry-over
- 2080501 10.00 of the general public budget
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.extraction.alignment import search
from dagster_project.extraction.extract import Extraction

Read = Callable[[str | bytes], Extraction]
# The printed amounts of a row, blanks too, from left to right.
Amounts = list[str]

UNIT = "青山县档案馆"
HEAD = f"2026 年{UNIT}\n单位预算公开\n\n目 录\n\n第二部分 2026 年单位预算公开表\n\n"
FURNITURE = f"编制单位：{UNIT}\n单位：万元\n"


def overview(general_public: str, unit_funds: str, carryover: str, of_201: str, of_208: str, total: str) -> str:
    """The overview of income and expenditure; `of_201` and `of_208` are the amounts of the two classes."""
    this_year = f"{Decimal(general_public) + Decimal(unit_funds or 0):.2f}"
    return f"""\
表 1
单位收支总体情况表
{FURNITURE}
收入\t\t支出\t
项目\t预算数\t科目名称\t预算数
一、本年收入\t{this_year}\t201 一般公共服务支出\t{of_201}
1.一般公共预算拨款\t{general_public}\t208 社会保障和就业支出\t{of_208}
其中：一般财力\t{general_public}\t\t
5.单位资金\t{unit_funds}\t\t
二、上年结转结余\t{carryover}\t\t
1.财政拨款结转\t{carryover}\t\t
收入总计\t{total}\t支出总计\t{total}

"""


OVERVIEW = overview("30.00", "5.00", "21.00", of_201="46.00", of_208="10.00", total="56.00")
NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "2010303": "机关服务",
    "20104": "发展与改革事务",
    "2010402": "一般行政管理事务",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080501": "行政单位离退休",
    "总计": "总计",
}
FUNDS = ["total", "general_public", "fiscal_special_account", "unit_funds", "fiscal_carryover"]
FUNDS_HEADER = "总计\t一般公共预算\t财政专户（教育收费）\t单位资金\t财政拨款结转"
INCOME: dict[str, Amounts] = {
    "201": ["46.00", "20.00", "", "5.00", "21.00"],
    "20103": ["25.00", "20.00", "", "5.00", ""],
    "2010301": ["20.00", "20.00", "", "", ""],
    "2010302": ["5.00", "", "", "5.00", ""],
    "20104": ["21.00", "", "", "", "21.00"],
    "2010402": ["21.00", "", "", "", "21.00"],
    "208": ["10.00", "10.00", "", "", ""],
    "20805": ["10.00", "10.00", "", "", ""],
    "2080501": ["10.00", "10.00", "", "", ""],
    "总计": ["56.00", "30.00", "", "5.00", "21.00"],
}
# As in a disclosure that was read: amounts of the first class one column too far left, the total row right.
FIVE_ROWS_LEFT: dict[str, Amounts] = {
    "201": ["46.00", "20.00", "5.00", "21.00", ""],
    "20103": ["25.00", "20.00", "5.00", "", ""],
    "2010302": ["5.00", "", "5.00", "", ""],
    "20104": ["21.00", "", "", "21.00", ""],
    "2010402": ["21.00", "", "", "21.00", ""],
}
KINDS = ["total", "basic", "project"]
KINDS_HEADER = "合计\t基本支出\t项目支出"


def table(title: str, header: str, rows: dict[str, Amounts]) -> str:
    """A table of subjects, printed row by row."""
    n_columns = header.count("\t") + 1
    lines = [f"科目代码\t\t\t科目名称\t{header}", "类\t款\t项\t" + "\t" * n_columns]
    for code, amounts in rows.items():
        parts = ["", "", ""] if code == "总计" else [code[:3], code[3:5], code[5:7]]
        lines.append("\t".join([*parts, NAMES.get(code, "其他政府办公厅支出"), *amounts]))
    return f"{title}\n{FURNITURE}\n" + "\n".join(lines) + "\n\n"


def income(rows: dict[str, Amounts]) -> str:
    """The income table, in which some rows are printed otherwise than in `INCOME`."""
    return income_of(INCOME | rows)


def income_of(rows: dict[str, Amounts]) -> str:
    """An income table of these rows."""
    return table("表 2\n单位收入总体情况表", FUNDS_HEADER, rows)


def expenditure(rows: dict[str, Amounts]) -> str:
    return table("表 3\n单位支出总体情况表", KINDS_HEADER, rows)


def general_public(rows: dict[str, Amounts]) -> str:
    return table("表 5\n一般公共预算支出情况表", KINDS_HEADER, rows)


EMPTY_TABLES = [
    f"表 8\n政府性基金预算支出情况表\n{FURNITURE}\n科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n\n",
    f"表 9\n国有资本经营预算支出情况表\n{FURNITURE}\n科目代码\t\t\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t\t\t\t\n\n",
]


def carryover(amount: str) -> str:
    """A carry-over table of one project, paid by appropriations."""
    return (
        f"表 12\n上年结转结余情况表\n{FURNITURE}\n"
        "项目\t合计\t财政拨款\t\t\t\t非财政拨款\t\t\t\n\t\t小计\t基本支出\t\t项目支出\t小计\t基本支出\t\t项目支出\n"
        "\t\t\t人员经费\t公用经费\t\t\t人员经费\t公用经费\t\n"
        f"档案数字化\t{amount}\t{amount}\t\t\t{amount}\t\t\t\t\n总计\t{amount}\t{amount}\t\t\t{amount}\t\t\t\t\n\n"
    )


def document(*tables: str) -> str:
    return HEAD + "".join(tables) + f"{UNIT}\n2026年2月1日\n"


def columns_of(extraction: Extraction, table_code: str = "income") -> dict[str, dict[str, str]]:
    """The figures of each row of a table by the column that they are taken to stand in."""
    rows: dict[str, dict[str, str]] = {}
    for cell in extraction.cells:
        if cell.table_code == table_code:
            rows.setdefault(cell.subject_code or cell.row_label, {})[cell.column_code] = cell.text
    return rows


def printed(rows: dict[str, Amounts], codes: Iterable[str] = FUNDS) -> dict[str, dict[str, str]]:
    """Rows as they are printed, by the column that each figure stands under."""
    return {row: {code: text for code, text in zip(codes, amounts, strict=True) if text} for row, amounts in rows.items()}


def outcomes(extraction: Extraction) -> dict[str, str]:
    """The outcome of each row that was set right or is doubtful, by its subject or label."""
    by_place = {(cell.table_no, cell.row_no): cell.subject_code or cell.row_label for cell in extraction.cells}
    return {by_place[repair.table_no, repair.row_no]: repair.outcome for repair in extraction.repairs}


def marks(extraction: Extraction) -> dict[str, str]:
    """The mark of each row whose figures bear one, by its subject or label."""
    return {cell.subject_code or cell.row_label: cell.alignment for cell in extraction.cells if cell.alignment}


def is_set_right(extraction: Extraction, *rows: str) -> bool:
    """Whether the income table is read as it should have been printed, and only these rows were moved for it."""
    repaired = dict.fromkeys(rows, "repaired")
    return columns_of(extraction) == printed(INCOME) and outcomes(extraction) == repaired and marks(extraction) == repaired


# The situation of a disclosure that was read


def test_five_rows_that_slipped_left_are_set_right_where_the_overview_decides(read: Read) -> None:
    assert is_set_right(read(document(OVERVIEW, income(FIVE_ROWS_LEFT))), *FIVE_ROWS_LEFT)


def test_without_another_table_five_rows_or_the_total_may_have_slipped_and_all_stays_as_read(read: Read) -> None:
    extraction = read(document(income(FIVE_ROWS_LEFT)))
    assert columns_of(extraction) == printed(INCOME | FIVE_ROWS_LEFT)
    # Also all of them together with the total may have slipped, each by one column more.
    assert outcomes(extraction) == marks(extraction) == dict.fromkeys([*FIVE_ROWS_LEFT, "总计"], "ambiguous")
    assert all(repair.as_repaired is None and repair.n_solutions > 1 for repair in extraction.repairs)


def test_a_total_that_slipped_is_set_right_and_not_the_five_rows(read: Read) -> None:
    assert is_set_right(read(document(OVERVIEW, income({"总计": ["56.00", "30.00", "5.00", "21.00", ""]}))), "总计")


def test_the_record_of_a_repair_shows_the_row_both_ways_and_what_proves_it(read: Read) -> None:
    extraction = read(document(OVERVIEW, income(FIVE_ROWS_LEFT)))
    record = extraction.repairs[0]
    assert (record.row_label, record.row_no, record.side, record.shift, record.n_moved, record.n_solutions) == (
        "一般公共服务支出",
        1,
        None,
        1,
        2,
        1,
    )
    assert record.as_read == "总计 46.00 | 一般公共预算 20.00 | 财政专户（教育收费） 5.00 | 单位资金 21.00"
    assert record.as_repaired == "总计 46.00 | 一般公共预算 20.00 | 单位资金 5.00 | 财政拨款结转 21.00"
    assert sorted(record.proof[:3]) == [
        "hierarchy.total_of_top_rows 总计 单位资金: 5.00 ≠ 21.00 → 5.00 = 5.00",
        "hierarchy.total_of_top_rows 总计 财政专户（教育收费）: 0.00 ≠ 5.00 → 0.00 = 0.00",
        "hierarchy.total_of_top_rows 总计 财政拨款结转: 21.00 ≠ 0.00 → 21.00 = 21.00",
    ]


def test_a_cell_of_a_repaired_row_keeps_its_place_and_takes_the_meaning_of_its_new_column(read: Read) -> None:
    extraction = read(document(OVERVIEW, income(FIVE_ROWS_LEFT)))
    (cell,) = [cell for cell in extraction.cells if cell.subject_code == "2010402" and cell.column_code == "fiscal_carryover"]
    assert (cell.column_no, cell.printed_column_code, cell.column_path) == (8, "unit_funds", "财政拨款结转")
    assert (cell.text, cell.amount_yuan, cell.row_role, cell.alignment) == ("21.00", Decimal(210000), "leaf", "repaired")


def test_where_nothing_slipped_every_cell_is_as_printed(read: Read) -> None:
    extraction = read(document(OVERVIEW, income({})))
    assert extraction.repairs == []
    assert all(cell.alignment is None and cell.column_code == cell.printed_column_code for cell in extraction.cells)


# What slips


@pytest.mark.parametrize(
    "slipped",
    [
        pytest.param({"2010302": ["5.00", "", "5.00", "", ""]}, id="a leaf to the left"),
        pytest.param({"2010302": ["5.00", "", "", "", "5.00"]}, id="a leaf to the right"),
        pytest.param({"2010402": ["21.00", "", "21.00", "", ""]}, id="a leaf by two to the left"),
        pytest.param({"2080501": ["10.00", "", "", "10.00", ""]}, id="a leaf by two to the right"),
        pytest.param({"20104": ["21.00", "", "", "21.00", ""]}, id="a section alone"),
        pytest.param({"201": ["46.00", "20.00", "5.00", "21.00", ""]}, id="a class alone, two figures of it"),
        pytest.param({"2010302": ["5.00", "", "5.00", "", ""], "2080501": ["10.00", "", "10.00", "", ""]}, id="two leaves apart"),
        pytest.param(
            {
                "208": ["10.00", "", "10.00", "", ""],
                "20805": ["10.00", "", "10.00", "", ""],
                "2080501": ["10.00", "", "10.00", "", ""],
            },
            id="a leaf with its ancestors",
        ),
        pytest.param(FIVE_ROWS_LEFT | {"总计": ["56.00", "30.00", "5.00", "21.00", ""]}, id="all rows and the total"),
    ],
)
def test_rows_that_slipped_are_set_right_and_no_others_are_touched(read: Read, slipped: dict[str, Amounts]) -> None:
    assert is_set_right(read(document(OVERVIEW, income(slipped))), *slipped)


def test_a_whole_table_that_slipped_to_the_right_is_set_right(read: Read) -> None:
    true_rows = {
        "201": ["25.00", "20.00", "", "5.00", ""],
        "20103": ["25.00", "20.00", "", "5.00", ""],
        "2010301": ["20.00", "20.00", "", "", ""],
        "2010302": ["5.00", "", "", "5.00", ""],
        "总计": ["25.00", "20.00", "", "5.00", ""],
    }
    slipped = {
        "201": ["25.00", "", "20.00", "", "5.00"],
        "20103": ["25.00", "", "20.00", "", "5.00"],
        "2010301": ["20.00", "", "20.00", "", ""],
        "2010302": ["5.00", "", "", "", "5.00"],
        "总计": ["25.00", "", "20.00", "", "5.00"],
    }
    extraction = read(document(overview("20.00", "5.00", "", "25.00", "", "25.00"), income_of(slipped)))
    assert columns_of(extraction) == printed(true_rows)
    assert outcomes(extraction) == dict.fromkeys(slipped, "repaired")


def test_a_whole_table_that_slipped_is_left_as_read_where_no_other_tells(read: Read) -> None:
    slipped = FIVE_ROWS_LEFT | {"总计": ["56.00", "30.00", "5.00", "21.00", ""]}
    extraction = read(document(income(slipped)))
    assert columns_of(extraction) == printed(INCOME | slipped)
    assert extraction.repairs == []


def test_rounding_differences_are_no_obstacle(read: Read) -> None:
    # Each sum is off by 0.01, as it may be where its parts were rounded.
    rounded = {
        "201": ["46.01", "20.01", "", "5.00", "21.00"],
        "20103": ["25.01", "20.01", "", "5.00", ""],
        "2010301": ["20.01", "20.00", "", "", ""],
    }
    slipped = {"2010302": ["5.00", "", "5.00", "", ""]}
    extraction = read(document(OVERVIEW.replace("46.00", "46.01"), income(rounded | slipped)))
    assert columns_of(extraction) == printed(INCOME | rounded)
    assert outcomes(extraction) == {"2010302": "repaired"}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"2080501": ["12.00", "12.00", "", "", ""]}, id="in another class"),
        pytest.param({"2010301": ["22.00", "22.00", "", "", ""]}, id="in the row beside it"),
    ],
)
def test_a_slip_beside_a_wrong_figure_of_other_columns_is_set_right(read: Read, wrong: dict[str, Amounts]) -> None:
    slipped = {"2010302": ["5.00", "", "5.00", "", ""]}
    extraction = read(document(OVERVIEW, income(wrong | slipped)))
    assert columns_of(extraction) == printed(INCOME | wrong)
    assert outcomes(extraction) == {"2010302": "repaired"}


def test_without_a_total_row_the_class_may_have_slipped_instead_and_all_stays_as_read(read: Read) -> None:
    rows = {row: amounts for row, amounts in INCOME.items() if row[:3] == "201"}
    slipped = {"2010302": ["5.00", "", "5.00", "", ""]}
    extraction = read(document(OVERVIEW, income_of(rows | slipped)))
    assert columns_of(extraction) == printed(rows | slipped)
    assert {"201": "ambiguous", "20103": "ambiguous", "2010302": "ambiguous"}.items() <= outcomes(extraction).items()


def test_rows_that_could_be_exchanged_unseen_are_no_other_way_and_stay(read: Read) -> None:
    # 2010302 and 2010303 might have slipped past one another; nothing shows that they did.
    rows = {
        "201": ["13.00", "3.00", "", "5.00", "5.00"],
        "20103": ["13.00", "3.00", "", "5.00", "5.00"],
        "2010301": ["3.00", "3.00", "", "", ""],
        "2010302": ["5.00", "", "", "5.00", ""],
        "2010303": ["5.00", "", "", "", "5.00"],
        "总计": ["13.00", "3.00", "", "5.00", "5.00"],
    }
    slipped = {"2010301": ["3.00", "", "3.00", "", ""]}
    extraction = read(document(overview("3.00", "5.00", "5.00", "13.00", "", "13.00"), income_of(rows | slipped)))
    assert columns_of(extraction) == printed(rows)
    assert outcomes(extraction) == {"2010301": "repaired"}


def test_all_that_slipped_is_set_right_and_not_a_part_of_it(read: Read) -> None:
    # Either class can be moved without the other; only both together leave nothing broken.
    header = "总计\t财政专户（教育收费）\t单位资金\t财政拨款结转\t非财政拨款结转结余"
    columns = ["total", "fiscal_special_account", "unit_funds", "fiscal_carryover", "non_fiscal_carryover"]
    of_201 = {row: ["5.00", "5.00", "", "", ""] for row in ("201", "20103", "2010301")}
    of_208 = {row: ["7.00", "", "", "7.00", ""] for row in ("208", "20805", "2080501")}
    slipped = of_201 | of_208 | {"总计": ["12.00", "5.00", "", "7.00", ""]}
    true_rows = {row: ["5.00", "", "5.00", "", ""] for row in of_201} | {row: ["7.00", "", "", "", "7.00"] for row in of_208}
    of_overview = overview("0.00", "5.00", "7.00", "5.00", "7.00", "12.00").replace("1.财政拨款结转", "2.非财政拨款结转结余")
    extraction = read(document(of_overview, table("表 2\n单位收入总体情况表", header, slipped)))
    assert columns_of(extraction) == printed(true_rows | {"总计": ["12.00", "", "5.00", "", "7.00"]}, columns)
    assert outcomes(extraction) == dict.fromkeys(slipped, "repaired")


# What stays as read


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"2010302": ["7.00", "", "", "7.00", ""]}, id="a leaf"),
        pytest.param({"2010302": ["5.00", "", "", "7.00", ""]}, id="a leaf, and not its total"),
        pytest.param({"20103": ["25.00", "20.00", "", "50.00", ""]}, id="a section"),
        pytest.param({"201": ["46.00", "20.00", "", "6.00", "20.00"]}, id="a class, wrong by as much in two columns"),
        pytest.param({"总计": ["56.00", "30.00", "", "21.00", "5.00"]}, id="a total, two figures of it exchanged"),
        pytest.param({"总计": ["65.00", "30.00", "", "5.00", "21.00"]}, id="a grand total"),
    ],
)
def test_a_wrong_figure_is_not_moved_away(read: Read, wrong: dict[str, Amounts]) -> None:
    extraction = read(document(OVERVIEW, income(wrong)))
    assert columns_of(extraction) == printed(INCOME | wrong)
    assert extraction.repairs == []


def test_a_slip_whose_columns_hold_a_wrong_figure_too_stays_as_read(read: Read) -> None:
    wrong = {"2010402": ["22.00", "", "", "", "22.00"], "2010302": ["5.00", "", "", "", "5.00"]}
    extraction = read(document(OVERVIEW, income(wrong)))
    assert columns_of(extraction) == printed(INCOME | wrong)


def test_of_two_leaves_of_one_amount_either_may_have_slipped_and_both_stay_as_read(read: Read) -> None:
    # One of the two is of unit funds, the other of the carry-over.
    rows = {
        "201": ["30.00", "20.00", "", "5.00", "5.00"],
        "20103": ["30.00", "20.00", "", "5.00", "5.00"],
        "2010301": ["20.00", "20.00", "", "", ""],
        "2010302": ["5.00", "", "", "5.00", ""],
        "2010303": ["5.00", "", "", "5.00", ""],
        "总计": ["30.00", "20.00", "", "5.00", "5.00"],
    }
    extraction = read(document(overview("20.00", "5.00", "5.00", "30.00", "", "30.00"), income_of(rows)))
    assert columns_of(extraction) == printed(rows)
    assert outcomes(extraction) == marks(extraction) == {"2010302": "ambiguous", "2010303": "ambiguous"}


def test_of_two_tables_a_third_tells_which_slipped(read: Read) -> None:
    # All of it is project expenditure in the one table and basic expenditure in the other.
    rows = {row: ["9.00", "", "9.00"] for row in ("201", "20103", "2010301", "总计")}
    slipped = {row: ["9.00", "9.00", ""] for row in rows}
    projects = "科目代码\t\t\t科目名称\t项目名称\t项目支出合计\t商品和服务支出\n类\t款\t项\t\t\t\t\n"
    projects += "201\t03\t01\t行政运行\t档案数字化\t9.00\t9.00\n\t\t\t总计\t\t9.00\t9.00\n"
    tables = [expenditure(rows), general_public(slipped), f"表 7\n一般公共预算项目支出情况表\n{FURNITURE}\n{projects}\n"]
    extraction = read(document(*tables))
    assert columns_of(extraction, "general_public_expenditure") == printed(rows, KINDS)
    assert columns_of(extraction, "expenditure") == printed(rows, KINDS)
    assert outcomes(extraction) == dict.fromkeys(rows, "repaired")


def test_rows_are_not_moved_so_that_a_wrong_figure_has_nothing_to_be_compared_with(read: Read) -> None:
    # Entrusted services of 7.00 in a project whose goods and services are 5.00: the 7.00 is wrong, and no row slipped.
    projects = "科目代码\t\t\t科目名称\t项目名称\t项目支出合计\t工资福利支出\t商品和服务支出\n类\t款\t项\t\t\t\t\t\n"
    projects += "201\t03\t01\t行政运行\t档案数字化\t5.00\t\t5.00\n\t\t\t总计\t\t5.00\t\t5.00\n"
    services = "项目名称\t合计\t资金来源\t\t\n\t\t一般公共预算\t政府性基金\t国有资本经营预算\n档案数字化\t7.00\t5.00\t\t\n总计\t5.00\t5.00\t\t\n"
    tables = [
        f"表 7\n一般公共预算项目支出情况表\n{FURNITURE}\n{projects}\n",
        f"表 11\n财政拨款委托业务费支出情况表\n{FURNITURE}\n{services}\n",
    ]
    extraction = read(document(*tables))
    assert {cell.column_code for cell in extraction.cells if cell.table_code == "project_expenditure"} == {
        "total",
        "goods_services",
    }
    assert extraction.repairs == []


def test_two_tables_of_which_either_may_have_slipped_stay_as_read(read: Read) -> None:
    # Project expenditure of 5.00 cannot be spent both of the budget of the year and of the carry-over.
    of_all = {row: ["10.00", "5.00", "5.00"] for row in ("201", "20103", "2010302", "总计")}
    of_the_year = {row: ["5.00", "", "5.00"] for row in ("201", "20103", "2010302", "总计")}
    extraction = read(document(expenditure(of_all), general_public(of_the_year), *EMPTY_TABLES, carryover("5.00")))
    assert columns_of(extraction, "general_public_expenditure") == printed(of_the_year, KINDS)
    assert {cell.column_code for cell in extraction.cells if cell.table_code == "carryover"} == {
        "total",
        "fiscal_subtotal",
        "fiscal_project",
    }
    assert {(repair.table_code, repair.outcome) for repair in extraction.repairs} == {
        ("general_public_expenditure", "ambiguous"),
        ("carryover", "ambiguous"),
    }


def test_a_sentence_alone_moves_no_table(read: Read) -> None:
    rows = {row: ["9.00", "", "9.00"] for row in ("201", "20103", "2010301", "总计")}
    part_three = (
        f"第三部分 2026 年单位预算情况说明\n三、关于{UNIT} 2026 年支出预算情况说明\n"
        f"{UNIT} 2026 年支出预算 9.00 万元，其中：\n基本支出 9.00 万元，占 100.00%。\n项目支出 0.00 万元。\n"
    )
    extraction = read(document(expenditure(rows), part_three))
    stated = {figure.measure_code: figure.value for figure in extraction.figures if figure.figure_kind == "amount"}
    assert stated == {"expenditure_total": Decimal(9), "expenditure_basic": Decimal(9), "expenditure_project": Decimal(0)}
    assert columns_of(extraction, "expenditure") == printed(rows, KINDS)
    assert extraction.repairs == []


def test_a_table_of_which_a_cell_was_rejected_stays_as_read(read: Read) -> None:
    slipped = {"2010302": ["5.00", "", "5.00", "", ""]}
    garbled = {"2010301": ["20.00", "20.0000001", "", "", ""]}
    extraction = read(document(OVERVIEW, income(slipped | garbled)))
    assert len(extraction.rejected) == 1
    assert columns_of(extraction)["2010302"] == {"total": "5.00", "fiscal_special_account": "5.00"}
    assert extraction.repairs == []


def with_items(n_items: int, item: Amounts, total: Amounts) -> dict[str, Amounts]:
    """The rows of one section with so many items of the same amounts, and what is printed above and below them."""
    items = {f"20103{number:02}": item for number in range(1, n_items + 1)}
    return {"201": total, "20103": total, **items, "总计": total}


def test_so_many_ways_that_they_are_not_all_tried_leave_the_table_as_read(read: Read) -> None:
    # 30 items of 1.00: any fifteen of them may be of unit funds.
    rows = with_items(30, ["1.00", "", "", "1.00", ""], ["30.00", "", "", "15.00", "15.00"])
    extraction = read(document(income_of(rows)))
    assert columns_of(extraction) == printed(rows)
    assert set(outcomes(extraction).values()) == {"ambiguous"}


def test_a_search_that_runs_out_of_steps_leaves_the_table_as_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    # With steps enough these rows are set right: the first test above.
    monkeypatch.setattr(search, "_MOST_STEPS", 3)
    extraction = read(document(OVERVIEW, income(FIVE_ROWS_LEFT)))
    assert columns_of(extraction) == printed(INCOME | FIVE_ROWS_LEFT)
    assert "repaired" not in {*outcomes(extraction).values(), *marks(extraction).values()}


def test_amounts_that_can_be_added_up_in_a_million_ways_do_not_keep_a_document_from_being_read(read: Read) -> None:
    # 20 items of 2.00, of which no choice adds up to the 15.01 of unit funds that are said to be among them.
    rows = with_items(20, ["2.00", "2.00", "", "", ""], ["40.00", "24.99", "", "15.01", ""])
    extraction = read(document(income_of(rows)))
    assert columns_of(extraction) == printed(rows)
    assert extraction.repairs == []


# Whatever slips


def slipped_ways(amounts: Amounts) -> list[Amounts]:
    """How the amounts of a row behind its total can be printed where all from one of them on slipped, none of them lost."""
    ways = []
    for start in range(1, len(amounts)):
        for shift in (1, 2):
            to_the_right = [*amounts[:start], *[""] * shift, *amounts[start:]]
            if not any(to_the_right[len(amounts) :]):
                ways.append(to_the_right[: len(amounts)])
            if start > shift and not any(amounts[start - shift : start]):
                ways.append([*amounts[: start - shift], *amounts[start:], *[""] * shift])
    return [way for way in ways if way != amounts]


@st.composite
def slips(draw: st.DrawFn) -> tuple[dict[str, Amounts], dict[str, Amounts], str]:
    """The rows of a consistent income table, some of them slipped sideways, and the overview beside it."""
    codes = draw(st.lists(st.sampled_from(["2010301", "2010302", "2010303", "2010402", "2080501"]), min_size=1, unique=True))
    cents = {code: draw(st.lists(st.sampled_from([0, 100, 250, 500, 12345]), min_size=3, max_size=3)) for code in sorted(codes)}
    rows: dict[str, Amounts] = {}
    for code in ["总计", *sorted({code[:length] for code in cents for length in (3, 5, 7)})]:
        own = [own for item, own in cents.items() if item.startswith(code) or code == "总计"]
        general_public, unit_funds, carried_over = (sum(column) for column in zip(*own, strict=True))
        amounts = [general_public + unit_funds + carried_over, general_public, 0, unit_funds, carried_over]
        rows[code] = [f"{amount / 100:.2f}" if amount else "" for amount in amounts]
    can_slip = [code for code in rows if slipped_ways(rows[code])]
    slipping = draw(st.lists(st.sampled_from(can_slip), unique=True)) if can_slip else []
    slipped = {code: draw(st.sampled_from(slipped_ways(rows[code]))) for code in slipping}
    total = rows["总计"]
    of_class = [rows.get(code, [""])[0] for code in ("201", "208")]
    return rows, slipped, overview(total[1] or "0.00", total[3], total[4], *of_class, total[0] or "0.00")


@given(slips())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_row_is_read_as_it_should_be_or_as_it_is_printed_never_otherwise(
    read: Read, made: tuple[dict[str, Amounts], dict[str, Amounts], str]
) -> None:
    rows, slipped, of_overview = made
    extraction = read(document(of_overview, income_of(rows | slipped)))
    for code, figures in columns_of(extraction).items():
        assert figures in (printed(rows)[code], printed(rows | slipped)[code])
    unmoved = {code for code in rows if rows[code] == (rows | slipped)[code]}
    assert not unmoved & {code for code, outcome in outcomes(extraction).items() if outcome == "repaired"}


def test_a_line_that_a_table_does_not_print_is_no_proof_that_a_row_slipped(read: Read) -> None:
    # The overview says what comes from the general public budget, and not which part of it is the unit's own (一般财力).
    income = "单位代码\t单位名称\t合计\t上年结转\t一般公共预算拨款收入\n\t合计\t30.00\t\t30.00\n"
    lists = "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、一般公共预算拨款收入\t30.00\t一、一般公共服务支出\t30.00\n"
    lists += "收入总计\t30.00\t支出总计\t30.00\n"
    extraction = read(document(f"表 1\n单位收支总表\n{FURNITURE}\n{lists}\n", f"表 2\n单位收入总表\n{FURNITURE}\n{income}\n"))
    assert extraction.repairs == []
    assert [
        (cell.column_code, cell.text) for cell in extraction.cells if cell.table_code == "income" and cell.row_role == "total"
    ] == [("total", "30.00"), ("general_public", "30.00")]
