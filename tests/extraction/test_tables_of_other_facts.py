"""The tables that other places print besides: procurement, services, projects, breakdowns of expenditure, other expenses."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.other_tables import (
    APPROPRIATION_BASIC,
    APPROPRIATION_BY_FUNCTION,
    BASIC_BY_FUNCTION,
    BASIC_FUNDING,
    BY_ECONOMIC_CLASS,
    ORGAN_OPERATING,
    PROCUREMENT,
    PROJECT_BY_ECONOMIC,
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


DETAILED = (
    "采购品目大类\t专项名称\t经济科目\t采购物品名称\t采购组织形式\t总计\n"
    "合计\t\t\t\t\t9.00\n"
    "一、货物A\t\t\t\t\t6.00\n"
    "\t设备购置费\t办公设备购置\t\t\t5.00\n"
    "\t\t\t台式计算机\t集中采购\t3.00\n"
    "\t\t\t\t分散采购\t2.00\n"
    "\t\t印刷费\t\t\t1.00\n"
    "\t\t\t印刷品\t分散采购\t1.00\n"
    "三、服务C\t\t\t\t\t3.00\n"
    "\t会议费\t会议费\t\t\t3.00\n"
    "\t\t\t会议服务\t分散采购\t3.00\n"
)


def _details(extraction: Extraction) -> list[tuple[str | None, ...]]:
    """(category, project, economic item, what is bought, how, for which unit, figure) of each leaf row."""
    return [
        (
            *(cell.item_code, cell.detail_project, cell.detail_economic, cell.detail_item, cell.detail_method, cell.detail_unit),
            cell.text,
        )
        for cell in extraction.cells
        if cell.row_role == "leaf" and cell.column_code == "total"
    ]


def test_what_is_bought_below_a_category_is_the_leaf_where_the_rows_above_add_it_up(read: Read) -> None:
    extraction = read(disclosure_with(("政府采购支出预算表", DETAILED)))
    assert not extraction.rejected
    assert _details(extraction) == [
        ("goods", "设备购置费", "办公设备购置", "台式计算机", "集中采购", None, "3.00"),
        ("goods", "设备购置费", "办公设备购置", "台式计算机", "分散采购", None, "2.00"),
        ("goods", "设备购置费", "印刷费", "印刷品", "分散采购", None, "1.00"),
        ("services", "会议费", "会议费", "会议服务", "分散采购", None, "3.00"),
    ]
    assert [(cell.row_no, cell.parent_row_no) for cell in extraction.cells] == [
        *((1, None), (2, None), (3, 2), (4, 3), (5, 3), (6, 2), (7, 6), (8, None), (9, 8), (10, 9)),
    ]


def test_details_that_do_not_add_up_are_refused_and_their_category_stands_for_them(read: Read) -> None:
    extraction = read(disclosure_with(("政府采购支出预算表", DETAILED.replace("集中采购\t3.00", "集中采购\t3.50"))))
    assert [(row[0], row[-1]) for row in _details(extraction)] == [("goods", "6.00"), ("services", "3.00")]
    assert _details(extraction)[1][3] == "会议服务"
    assert {cell.text for cell in extraction.rejected} == {"5.00", "3.50", "2.00", "1.00"}
    assert {cell.reason for cell in extraction.rejected} == {
        "the rows that detail a row above it do not add up to it: what the row is a part of cannot be told"
    }


def test_what_is_bought_for_each_unit_of_a_department_is_the_departments(read: Read) -> None:
    grid = (
        "采购品目大类\t专项名称\t采购品目名称\t资金来源\t\t总计\n\t\t\t一般公共预算资金\t其他资金\t\n"
        "合计\t\t\t2.00\t0.60\t2.60\n服务\t\t\t2.00\t0.60\t2.60\n"
        f"{UNIT}（本级）\t\t\t2.00\t\t2.00\n\t会议费\t会议服务\t2.00\t\t2.00\n"
        "青山县信息中心\t\t\t\t0.60\t0.60\n\t会议费\t会议服务\t\t0.60\t0.60\n"
    )
    extraction = read(disclosure_with(("政府采购支出表", grid)))
    assert not extraction.rejected
    assert _details(extraction) == [
        ("services", "会议费", None, "会议服务", None, f"{UNIT}（本级）", "2.00"),
        ("services", "会议费", None, "会议服务", None, "青山县信息中心", "0.60"),
    ]


@pytest.mark.parametrize(("total", "is_proven"), [("合计\t\t\t\t9.00\n", True), ("合计\t\t\t\t8.00\n", False), ("", False)])
def test_a_plain_list_of_what_is_bought_is_read_where_it_adds_up_to_the_total(read: Read, total: str, is_proven: bool) -> None:
    grid = (
        "采购类别\t采购项目名称\t数量\t采购方式\t预算金额\n"
        f"货物\t电脑购置\t10\t集中采购\t5.00\n\t打印机购置\t2\t集中采购\t1.00\n服务\t物业服务\t1\t公开招标\t3.00\n{total}"
    )
    extraction = read(disclosure_with(ORGAN_OPERATING, ("政府采购预算表", grid)))
    found = [row for row in _details(extraction) if row[0]]
    rows = [
        ("goods", "电脑购置", None, None, "集中采购", None, "5.00"),
        ("goods", "打印机购置", None, None, "集中采购", None, "1.00"),
        ("services", "物业服务", None, None, "公开招标", None, "3.00"),
    ]
    assert found == (rows if is_proven else [])
    assert bool(extraction.rejected) is not is_proven


def test_below_a_category_that_is_not_known_nothing_is_read(read: Read) -> None:
    extraction = read(disclosure_with(("政府采购支出预算表", DETAILED.replace("一、货物A", "一、设备租赁"))))
    assert [row[0] for row in _details(extraction)] == ["services"]
    assert {"6.00", "5.00", "2.00"} <= {cell.text for cell in extraction.rejected}


def test_details_of_a_functional_subject_are_leaves_of_it(read: Read) -> None:
    grid = (
        "科目编码\t科目名称\t采购项目\t采购品目\t合计\n\t合计\t\t\t5.80\n2010804\t审计业务\t\t\t5.80\n"
        "\t\t系统运维\t运行维护服务\t5.00\n\t\t\t计算机\t0.80\n"
    )
    extraction = read(disclosure_with(("政府采购预算表", grid)))
    assert not extraction.rejected
    assert [(cell.subject_code, cell.row_role, cell.detail_project, cell.detail_item) for cell in extraction.cells] == [
        (None, "total", None, None),
        ("2010804", "subtotal", None, None),
        ("2010804", "leaf", "系统运维", "运行维护服务"),
        ("2010804", "leaf", "系统运维", "计算机"),
    ]


def test_the_projects_below_each_unit_of_a_department_are_its_own(read: Read) -> None:
    """The row of the department's own unit is that of one unit among several, not that of all."""
    grid = f"支出项目类别（资金使用单位）\t总计\n合计\t9.00\n{UNIT}\t7.00\n审计业务\t4.00\n培训\t3.00\n青山县审计中心\t2.00\n运维\t2.00\n"
    extraction = read(disclosure_with(("部门预算项目支出及其他支出预算表", grid)))
    assert [(cell.row_label, cell.row_role) for cell in extraction.cells] == [
        *(("合计", "total"), (UNIT, "member"), ("审计业务", "leaf"), ("培训", "leaf")),
        *(("青山县审计中心", "member"), ("运维", "leaf")),
    ]
    assert not extraction.rejected


def test_what_is_bought_may_have_a_subject_by_function_beside_two_by_economic_class(read: Read) -> None:
    """Groups and units stand above what they buy; that they add it up, the figures alone tell."""
    grid = (
        "科目编码\t\t\t单位编码\t采购项目\t采购目录\t数量\t部门预算支出经济科目编码\t\t政府预算支出经济科目编码\t\t预算金额\n"
        "类\t款\t项\t\t\t\t\t类\t款\t类\t款\t\n合计\t\t\t\t\t\t2\t\t\t\t\t3.00\n"
        f"201\t08\t04\t1\t全额\t\t2\t\t\t\t\t3.00\n201\t08\t04\t101\t{UNIT}\t\t2\t\t\t\t\t3.00\n"
        "201\t08\t04\t\t安保\tC05040300保安服务\t1\t302\t27\t502\t05\t2.00\n"
        "201\t08\t04\t\t物业\tC21040000物业管理服务\t1\t302\t09\t502\t01\t1.00\n"
    )
    extraction = read(disclosure_with(("政府采购（资产配置、购买服务）预算表", grid)))
    assert [(cell.subject_code, cell.detail_project, cell.detail_item, cell.text, cell.row_role) for cell in extraction.cells] == [
        (None, None, None, "3.00", "total"),
        (None, "全额", None, "3.00", "subtotal"),
        (None, UNIT, None, "3.00", "subtotal"),
        ("2010804", "安保", "C05040300保安服务", "2.00", "leaf"),
        ("2010804", "物业", "C21040000物业管理服务", "1.00", "leaf"),
    ]
    assert not extraction.rejected


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


def test_projects_of_which_some_add_up_others_are_told_where_there_is_one_way(read: Read) -> None:
    grid = (
        "项目名称\t总计\t单位资金\n合计\t9.00\t9.00\n通用项目\t5.00\t5.00\n审计业务\t3.00\t3.00\n系统运维\t2.00\t2.00\n"
        "青山县信息中心\t4.00\t4.00\n培训\t4.00\t4.00\n"
    )
    extraction = read(disclosure_with(("项目支出总表", grid)))
    assert [(cell.row_label, cell.row_role) for cell in extraction.cells if cell.column_code == "total"] == [
        *(("合计", "total"), ("通用项目", "subtotal"), ("审计业务", "leaf"), ("系统运维", "leaf")),
        *(("青山县信息中心", "member"), ("培训", "leaf")),
    ]
    assert not extraction.rejected
    assert [(proof.question, proof.told, proof.proof) for proof in extraction.proofs] == [
        ("rows_with_parts", "通用项目、青山县信息中心", ["通用项目: 5.00 | 5.00", "青山县信息中心: 4.00 | 4.00"])
    ]


@pytest.mark.parametrize("total", ["合计\t3.00\t3.00\n", ""])
def test_projects_that_add_up_to_no_total_may_be_parts_of_one_another(read: Read, total: str) -> None:
    grid = f"项目名称\t总计\t单位资金\n{total}通用项目\t2.00\t2.00\n审计业务\t1.00\t1.00\n系统运维\t1.00\t1.00\n"
    extraction = read(disclosure_with(ORGAN_OPERATING, ("项目支出预算表", grid)))
    assert {cell.row_role for cell in extraction.cells if cell.table_code == "project_funding"} <= {"total"}
    assert {cell.reason for cell in extraction.rejected} == {
        "the rows add up to no total: whether some are parts of others cannot be told"
    }


@pytest.mark.parametrize(
    ("table", "code", "n_figures"),
    [
        (APPROPRIATION_BY_FUNCTION, "appropriation_by_function", 21),
        (APPROPRIATION_BASIC, "appropriation_basic", 11),
        (BASIC_BY_FUNCTION, "basic_by_function", 12),
        (PROJECT_BY_ECONOMIC, "project_by_economic", 3),
        (BASIC_FUNDING, "basic_funding", 18),
    ],
)
def test_breakdowns_of_expenditure_that_other_places_print_are_read_whole(
    read: Read, table: tuple[str, str], code: str, n_figures: int
) -> None:
    extraction = read(disclosure_with(table))
    assert {cell.table_code for cell in extraction.cells} == {code}
    assert len(extraction.cells) == n_figures
    assert not extraction.rejected


def test_subjects_below_each_unit_of_a_department_are_its_own_where_they_add_up_to_their_units(read: Read) -> None:
    grid = (
        f"支出项目类别（资金使用单位）\t总计\n合计\t9.00\n{UNIT}（本级）\t5.00\n工资福利支出\t3.00\n商品和服务支出\t2.00\n"
        "青山县审计中心\t4.00\n工资福利支出\t3.50\n商品和服务支出\t0.50\n"
    )
    extraction = read(disclosure_with(("部门预算基本支出预算表", grid)))
    assert _figures(extraction) == [
        *(("", "total", "9.00", "total"), ("", "total", "5.00", "member")),
        *(("301", "total", "3.00", "leaf"), ("302", "total", "2.00", "leaf"), ("", "total", "4.00", "member")),
        *(("301", "total", "3.50", "leaf"), ("302", "total", "0.50", "leaf")),
    ]
    broken = read(disclosure_with(ORGAN_OPERATING, ("部门预算基本支出预算表", grid.replace("0.50", "0.60"))))
    assert [cell.text for cell in broken.cells if cell.table_code == "basic_funding"] == ["9.00"]


@pytest.mark.parametrize("total", ["“三公”经费", "一、“三公”经费小计"])
def test_other_expenses_may_stand_in_rows_beside_the_three_public_ones(read: Read, total: str) -> None:
    grid = (
        f"项目\t合计\t一般公共预算\n行政经费\t8.00\t8.00\n{total}\t3.00\t3.00\n其中：（一）因公出国（境）支出\t1.00\t1.00\n"
        "（二）公务接待费支出\t2.00\t2.00\n会议费\t4.00\t4.00\n"
    )
    extraction = read(disclosure_with(("财政拨款安排的行政经费及“三公”经费预算表", grid)))
    assert [(code, role) for code, column, _, role in _figures(extraction) if column == "total"] == [
        *(("administrative", "memo"), ("", "total"), ("abroad", "leaf"), ("reception", "leaf"), ("meeting", "memo")),
    ]


@pytest.mark.parametrize(("total", "role"), [("3.00", "total"), ("7.00", "memo"), ("6.00", None)])
def test_a_total_over_rows_of_other_expenses_is_what_adds_up_to_it(read: Read, total: str, role: str | None) -> None:
    grid = f"项目\t合计\n合计\t{total}\n因公出国（境）费\t1.00\n公务接待费\t2.00\n会议费\t4.00\n"
    extraction = read(disclosure_with(ORGAN_OPERATING, ("“三公”经费、会议费、培训费支出表", grid)))
    roles = [cell.row_role for cell in extraction.cells if cell.row_label == "合计" and cell.table_code == "three_public"]
    assert roles == ([role] if role else [])


def test_a_sum_that_is_printed_again_counts_once(read: Read) -> None:
    """部门预算 at the head of each list is the 合计 of the year at its foot."""
    grid = (
        "收入\t\t支出\t\n项目\t预算数\t支出功能分类科目（按大类）\t预算数\n一、部门预算\t5.00\t一、部门预算\t5.00\n"
        "1、财政拨款\t5.00\t1、一般公共服务支出\t5.00\n(1)一般公共预算拨款\t5.00\t\t\n"
        "其中：专项资金列入部门预算的项目\t1.00\t\t\n2、其他收入\t\t\t\n本年收入合计\t5.00\t本年支出合计\t5.00\n"
        "收入总计\t5.00\t支出总计\t5.00\n"
    )
    extraction = read(disclosure_with(("部门综合预算收支总表", grid)))
    figures = [(code, role) for code, _, _, role in _figures(extraction)]
    assert figures.count(("current_income", "subtotal")) == figures.count(("current_expenditure", "subtotal")) == 1
    assert ("special_funds", "memo") in figures
    assert not extraction.rejected
    other = read(disclosure_with(("部门综合预算收支总表", grid.replace("本年收入合计\t5.00", "本年收入合计\t6.00"))))
    assert {cell.reason for cell in other.rejected} == {
        "the same sum is printed again with other figures: which is right cannot be told"
    }


LEFT_OUT = "（注：根据国家保密法律法规，部分具体项目信息公开时予以剔除。）\n"


@pytest.mark.parametrize(
    ("rows", "note", "is_read"),
    [
        ("审计业务\t1.00\t1.00\n系统运维\t0.60\t0.60\n", LEFT_OUT, True),
        ("审计业务\t1.00\t1.00\n系统运维\t1.60\t1.60\n", LEFT_OUT, False),
        ("通用项目\t0.90\t0.90\n审计业务\t0.60\t0.60\n系统运维\t0.30\t0.30\n", LEFT_OUT, False),
        ("审计业务\t1.00\t1.00\n系统运维\t0.60\t0.60\n", "（注：表中数字四舍五入，部分项目予以剔除。）\n", False),
    ],
    ids=["less than the total", "more than the total", "one adds up others", "nothing secret"],
)
def test_of_projects_of_which_secret_ones_are_left_out_the_others_are_read(read: Read, rows: str, note: str, is_read: bool) -> None:
    grid = f"项目名称\t总计\t单位资金\n合计\t2.00\t2.00\n{rows}\n{note}"
    extraction = read(disclosure_with(ORGAN_OPERATING, ("项目支出预算表", grid)))
    assert {cell.row_role for cell in extraction.cells if cell.table_code == "project_funding"} == {
        "total",
        *(["leaf"] if is_read else []),
    }
    claims = [claim.text for claim in extraction.claims if claim.claim_kind == "left_out"]
    assert len(claims) == (note == LEFT_OUT)


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


PAIRED = (
    "支出功能分类科目\t政府支出经济分类科目\t部门支出经济分类科目\t合计\t基本支出\t项目支出\n"
    "2010301-行政运行\t50101-工资奖金津补贴\t30101-基本工资\t3.00\t3.00\t\n"
    "2010301-行政运行\t50101-工资奖金津补贴\t30102-津贴补贴\t2.00\t2.00\t\n"
    "2010302-一般行政管理事务\t50201-办公经费\t3021101-差旅费\t4.00\t\t4.00\n"
    "合计\t\t\t9.00\t5.00\t4.00\n"
)


def _subjects(extraction: Extraction) -> list[tuple[str | None, ...]]:
    """(own code, economic code, code of the government's budget, total, role) of each row."""
    return [
        (cell.subject_code, cell.economic_subject_code, cell.government_subject_code, cell.text, cell.row_role)
        for cell in extraction.cells
        if cell.column_code == "total"
    ]


@pytest.mark.parametrize("title", ["支出总表", "一般公共预算支出表"])
def test_expenditure_by_subjects_of_three_classifications_is_of_all_three(read: Read, title: str) -> None:
    extraction = read(disclosure_with((title, PAIRED)))
    assert not extraction.rejected
    assert _subjects(extraction) == [
        ("2010301", "30101", "50101", "3.00", "leaf"),
        ("2010301", "30102", "50101", "2.00", "leaf"),
        ("2010302", "3021101", "50201", "4.00", "leaf"),
        (None, None, None, "9.00", "total"),
    ]


def test_a_subject_printed_above_its_split_by_other_classifications_is_a_subtotal_of_it(read: Read) -> None:
    grid = (
        "科目编码\t科目名称\t部门预算支出经济分类科目\t合计\n\t合计\t\t9.00\n2010301\t行政运行\t\t9.00\n"
        "2010301\t行政运行\t301-工资福利支出\t5.00\n2010301\t行政运行\t30101-基本工资\t5.00\n2010301\t行政运行\t30201-办公费\t4.00\n"
    )
    extraction = read(disclosure_with(("支出总表", grid)))
    assert _subjects(extraction)[1:] == [
        ("2010301", None, None, "9.00", "subtotal"),
        ("2010301", "301", None, "5.00", "subtotal"),
        ("2010301", "30101", None, "5.00", "leaf"),
        ("2010301", "30201", None, "4.00", "leaf"),
    ]
    assert [cell.parent_row_no for cell in extraction.cells] == [None, None, 2, 3, 2]


def test_the_class_of_the_governments_budget_beside_an_economic_item_is_kept_with_it(read: Read) -> None:
    grid = (
        "科目编码\t\t部门预算支出经济分类科目\t科目编码\t\t政府预算支出经济分类科目\t合计\n类\t款\t\t类\t款\t\t\n"
        "\t\t合计\t\t\t\t9.00\n301\t\t工资福利支出\t501\t\t机关工资福利支出\t6.00\n301\t01\t基本工资\t501\t01\t工资奖金津补贴\t6.00\n"
        "301\t\t工资福利支出\t505\t\t对事业单位经常性补助\t3.00\n301\t01\t基本工资\t505\t01\t工资福利支出\t3.00\n"
    )
    extraction = read(disclosure_with(("一般公共预算基本支出表", grid)))
    assert [row[:3] for row in _subjects(extraction) if row[-1] == "leaf"] == [
        ("30101", None, "50101"),
        ("30101", None, "50501"),
    ]
