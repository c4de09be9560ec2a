"""Projects with their subjects and economic items: in one table, under one heading, or by use across its columns."""

from collections.abc import Callable

from dagster_project.extraction.extract import Extraction
from tests.other_tables import ORGAN_OPERATING, UNIT, disclosure_with

Read = Callable[[str | bytes], Extraction]
_BY_ITEM = (
    "项目分类\t项目代码\t项目名称\t项目单位\t功能科目编码\t功能科目名称\t经济科目编码\t经济科目名称\t合计\t本年拨款\t\t单位资金\n"
    "\t\t\t\t\t\t\t\t\t一般公共预算\t政府性基金预算\t\n1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\n"
)
_TOTAL_BY_ITEM = "合计\t\t\t\t\t\t\t\t9.00\t7.00\t\t2.00\n"
_AMONG_SUBJECTS = "科目编码\t\t\t单位代码\t单位名称（科目）\t金额\n类\t款\t项\t\t\t\n\t\t\t\t合计\t9.00\n"


def _rows(extraction: Extraction, table_code: str) -> list[tuple[str, str, str, str, str, str]]:
    """(label, subject, project, economic item, figure, role) of the first column of amounts, row by row."""
    cells = [cell for cell in extraction.cells if cell.table_code == table_code and cell.column_code == "total"]
    return [
        (
            *(cell.row_label, cell.subject_code or "", cell.project_name or "", cell.economic_subject_code or ""),
            *(cell.text, cell.row_role),
        )
        for cell in cells
    ]


def _read_with(read: Read, title: str, grid: str) -> Extraction:
    return read(disclosure_with(ORGAN_OPERATING, (title, grid)))


def test_the_row_of_a_project_is_the_subtotal_of_the_rows_that_split_it_by_economic_item(read: Read) -> None:
    grid = (
        f"{_BY_ITEM}\t\t审计业务\t\t\t\t\t\t7.00\t7.00\t\t\n"
        f"专项\t530000200000000011\t审计业务\t{UNIT}\t2010804\t审计业务\t30201\t办公费\t3.00\t3.00\t\t\n"
        f"专项\t530000200000000011\t审计业务\t{UNIT}\t2010804\t审计业务\t30211\t差旅费\t4.00\t4.00\t\t\n"
        f"专项\t530000200000000012\t系统运维\t青山县审计中心\t2010804\t审计业务\t30227\t委托业务费\t2.00\t\t\t2.00\n{_TOTAL_BY_ITEM}"
    )
    extraction = _read_with(read, "部门项目支出预算表", grid)
    assert _rows(extraction, "project_funding") == [
        ("审计业务", "", "", "", "7.00", "subtotal"),
        ("审计业务", "2010804", "审计业务", "30201", "3.00", "leaf"),
        ("审计业务", "2010804", "审计业务", "30211", "4.00", "leaf"),
        ("系统运维", "2010804", "系统运维", "30227", "2.00", "leaf"),
        ("合计", "", "", "", "9.00", "total"),
    ]
    assert not extraction.rejected


def test_rows_that_do_not_add_up_to_their_project_are_refused_and_it_stands_for_them(read: Read) -> None:
    grid = (
        f"{_BY_ITEM}\t\t审计业务\t\t\t\t\t\t7.00\t7.00\t\t\n"
        f"\t\t审计业务\t{UNIT}\t2010804\t审计业务\t30201\t办公费\t3.00\t3.00\t\t\n"
        f"\t\t系统运维\t{UNIT}\t2010804\t审计业务\t30227\t委托业务费\t2.00\t\t\t2.00\n{_TOTAL_BY_ITEM}"
    )
    extraction = _read_with(read, "部门项目支出预算表", grid)
    assert [row[2:] for row in _rows(extraction, "project_funding")] == [
        ("审计业务", "", "7.00", "leaf"),
        ("系统运维", "30227", "2.00", "leaf"),
        ("", "", "9.00", "total"),
    ]
    assert {cell.text for cell in extraction.rejected} == {"3.00"}


def test_a_project_and_a_subject_that_are_printed_once_are_of_the_rows_below_them_too(read: Read) -> None:
    """Merged cells: right of the name of a project, a blank name and a blank subject are those above."""
    grid = (
        f"{_BY_ITEM}\t\t审计业务\t{UNIT}\t2010804\t审计业务\t30201\t办公费\t3.00\t3.00\t\t\n"
        "\t\t\t\t\t\t30211\t差旅费\t3.50\t3.50\t\t\n\t\t\t\t2010801\t行政运行\t30215\t会议费\t0.50\t0.50\t\t\n"
        f"\t\t系统运维\t{UNIT}\t2010804\t审计业务\t30227\t委托业务费\t2.00\t\t\t2.00\n{_TOTAL_BY_ITEM}"
    )
    extraction = _read_with(read, "部门项目支出预算表", grid)
    assert [row[1:5] for row in _rows(extraction, "project_funding")][:4] == [
        ("2010804", "审计业务", "30201", "3.00"),
        ("2010804", "审计业务", "30211", "3.50"),
        ("2010801", "审计业务", "30215", "0.50"),
        ("2010804", "系统运维", "30227", "2.00"),
    ]


def test_an_economic_item_that_no_project_stands_above_is_refused(read: Read) -> None:
    """Neither below the head of the table, nor below a row that was refused."""
    grid = (
        f"{_BY_ITEM}\t\t\t\t2010804\t审计业务\t30211\t差旅费\t4.00\t4.00\t\t\n"
        f"\t\t审计业务\t{UNIT}\t2010804\t审计业务\t30201\t办公费\t3.00\t二\t\t\n\t\t\t\t\t\t30215\t会议费\t2.00\t2.00\t\t\n{_TOTAL_BY_ITEM}"
    )
    extraction = _read_with(read, "部门项目支出预算表", grid)
    assert [row[4:] for row in _rows(extraction, "project_funding")] == [("9.00", "total")]
    reasons = {cell.text: cell.reason for cell in extraction.rejected}
    no_project = "it names no project, and none is printed above it that it could be a part of"
    assert [reasons[text] for text in ("差旅费", "4.00")] == [no_project] * 2
    assert {"二", "2.00"} <= reasons.keys()


def test_subjects_and_projects_under_one_heading_are_told_where_a_subject_adds_up_its_projects(read: Read) -> None:
    """The code stands beside the subject, or beside its projects."""
    of_projects = (
        f"{_AMONG_SUBJECTS}\t\t\t\t{UNIT}\t9.00\n\t\t\t\t  审计业务\t9.00\n"
        "201\t08\t04\t106001\t    专项审计\t5.00\n201\t08\t04\t106001\t    系统运维\t4.00\n"
    )
    of_subjects = (
        f"{_AMONG_SUBJECTS}\t\t\t106\t{UNIT}\t9.00\n201\t08\t04\t\t  审计业务\t9.00\n"
        "\t\t\t106001\t    专项审计\t5.00\n\t\t\t106001\t    系统运维\t4.00\n"
    )
    for grid in (of_projects, of_subjects, of_subjects.replace("单位名称（科目）", "项目名称")):
        extraction = _read_with(read, "一般公共预算项目支出预算表", grid)
        assert _rows(extraction, "project_expenditure") == [
            ("合计", "", "", "", "9.00", "total"),
            (UNIT, "", "", "", "9.00", "subtotal"),
            ("审计业务", "2010804", "", "", "9.00", "subtotal"),
            ("专项审计", "2010804", "专项审计", "", "5.00", "leaf"),
            ("系统运维", "2010804", "系统运维", "", "4.00", "leaf"),
        ]
        assert not extraction.rejected


def test_subjects_and_projects_below_each_unit_of_a_department_are_its_own(read: Read) -> None:
    """A subject that stands below several units keeps no code: its projects have it. 水质监测 is the name of another subject."""
    grid = (
        f"{_AMONG_SUBJECTS}\t\t\t\t{UNIT}\t5.00\n\t\t\t\t一般公共服务支出\t5.00\n\t\t\t\t审计业务\t5.00\n201\t08\t04\t106001\t水质监测\t5.00\n"
        "\t\t\t\t青山县审计中心\t4.00\n\t\t\t\t一般公共服务支出\t4.00\n\t\t\t\t审计业务\t4.00\n201\t08\t04\t106002\t审计业务\t4.00\n"
    )
    extraction = _read_with(read, "一般公共预算项目支出预算表", grid)
    assert [row[1:3] + row[4:] for row in _rows(extraction, "project_expenditure")] == [
        ("", "", "9.00", "total"),
        *(("", "", "5.00", "member"), ("", "", "5.00", "subtotal"), ("", "", "5.00", "subtotal")),
        ("2010804", "水质监测", "5.00", "leaf"),
        *(("", "", "4.00", "member"), ("", "", "4.00", "subtotal"), ("", "", "4.00", "subtotal")),
        ("2010804", "审计业务", "4.00", "leaf"),
    ]
    assert not extraction.rejected


def test_what_is_carried_over_stands_beside_the_projects_of_the_year(read: Read) -> None:
    grid = (
        "科目编码\t单位名称（科目、项目）\t合计\t当年安排\t上年结转\n\t合计\t9.00\t5.00\t4.00\n"
        "\t审计业务\t9.00\t5.00\t4.00\n2010804\t专项审计\t9.00\t5.00\t4.00\n"
    )
    extraction = _read_with(read, "一般公共预算项目支出预算表", grid)
    leaf = {cell.column_code: cell.text for cell in extraction.cells if cell.project_name == "专项审计"}
    assert leaf == {"with_carryover": "9.00", "total": "5.00", "carryover": "4.00"}


def test_a_subject_that_does_not_add_up_the_rows_below_it_may_be_a_project_and_is_refused(read: Read) -> None:
    grid = f"{_AMONG_SUBJECTS}201\t08\t04\t\t  审计业务\t8.00\n\t\t\t106001\t    专项审计\t5.00\n\t\t\t106001\t    系统运维\t4.00\n"
    extraction = _read_with(read, "一般公共预算项目支出预算表", grid)
    assert _rows(extraction, "project_expenditure") == [("合计", "", "", "", "9.00", "total")]
    assert {cell.text for cell in extraction.rejected} == {"8.00", "5.00", "4.00"}


def test_projects_among_subjects_that_do_not_add_up_to_the_total_are_refused(read: Read) -> None:
    """审计工作 is no subject; but it adds up the projects below it, which have its code, as a subject does."""
    grid = f"{_AMONG_SUBJECTS}201\t08\t04\t\t审计工作\t9.00\n201\t08\t04\t\t专项审计\t5.00\n201\t08\t04\t\t系统运维\t4.00\n"
    extraction = _read_with(read, "一般公共预算项目支出预算表", grid)
    assert _rows(extraction, "project_expenditure") == [("合计", "", "", "", "9.00", "total")]


def test_under_a_heading_of_projects_all_are_where_they_add_up_to_the_total(read: Read) -> None:
    """Also one that has the name of its subject; where they do not add up, it may be the subject."""
    grid = "科目编码\t项目名称\t金额\n\t合计\t9.00\n2010804\t审计业务\t5.00\n2010804\t系统运维\t4.00\n"
    assert _rows(_read_with(read, "一般公共预算项目支出预算表", grid), "project_expenditure")[1:] == [
        ("审计业务", "2010804", "审计业务", "", "5.00", "leaf"),
        ("系统运维", "2010804", "系统运维", "", "4.00", "leaf"),
    ]
    extraction = _read_with(read, "一般公共预算项目支出预算表", grid.replace("9.00", "8.00"))
    assert _rows(extraction, "project_expenditure") == [("合计", "", "", "", "8.00", "total")]


def test_expenditure_by_use_is_a_table_of_its_own_by_subject_or_by_project(read: Read) -> None:
    uses = "合计\t工资福利支出\t商品和服务支出\t资本性支出\n"
    subjects = f"科目编码\t科目名称\t{uses}\t合计\t9.00\t5.00\t3.00\t1.00\n201\t一般公共服务支出\t9.00\t5.00\t3.00\t1.00\n"
    projects = f"支出项目类别（资金使用单位）\t{uses}合计\t4.00\t\t3.00\t1.00\n{UNIT}\t4.00\t\t3.00\t1.00\n审计业务\t3.00\t\t2.00\t1.00\n系统运维\t1.00\t\t1.00\t\n"
    titles = {
        "部门支出总表（按支出用途分类）": ("expenditure_by_use", subjects),
        "一般公共预算支出用途分类表": ("general_public_by_use", subjects),
        "项目支出情况表（按支出用途分类）": ("project_by_use", projects),
    }
    for title, (table_code, grid) in titles.items():
        extraction = _read_with(read, title, grid)
        leaves = {
            cell.column_code: cell.text
            for cell in extraction.cells
            if cell.table_code == table_code and cell.row_role == "leaf" and cell.row_label in ("一般公共服务支出", "审计业务")
        }
        expected = {"total": "3.00", "goods_services": "2.00", "capital": "1.00"}
        by_subject = {"total": "9.00", "wages": "5.00", "goods_services": "3.00", "capital": "1.00"}
        assert leaves == (expected if table_code == "project_by_use" else by_subject), title
        assert not extraction.rejected, title


def test_personnel_and_operating_funds_may_stand_over_the_uses_that_split_them(read: Read) -> None:
    grid = (
        "科目编码\t科目名称\t合计\t基本支出\t\t\t\t项目支出\n\t\t\t小计\t人员经费\t\t公用经费\t\n\t\t\t\t工资福利支出\t对个人和家庭的补助\t商品和服务支出\t\n"
        "\t合计\t9.00\t7.00\t4.00\t1.00\t2.00\t2.00\n201\t一般公共服务支出\t9.00\t7.00\t4.00\t1.00\t2.00\t2.00\n"
    )
    extraction = _read_with(read, "一般公共预算支出预算表", grid)
    assert [cell.column_code for cell in extraction.cells if cell.row_role == "leaf" and cell.subject_code == "201"] == [
        *("total", "basic_subtotal", "basic_wages", "basic_subsidies_households", "basic_goods_services", "project")
    ]


def test_basic_expenditure_may_be_split_by_use_in_a_table_of_all_expenditure(read: Read) -> None:
    grid = (
        "科目编码\t单位名称/科目名称\t合计\t基本支出\t\t\t项目支出\n\t\t\t小计\t工资福利支出\t商品和服务支出\t\n"
        "\t合计\t9.00\t7.00\t5.00\t2.00\t2.00\n201\t一般公共服务支出\t9.00\t7.00\t5.00\t2.00\t2.00\n"
    )
    extraction = _read_with(read, "部门支出总体情况表", grid)
    assert [cell.column_code for cell in extraction.cells if cell.row_role == "leaf" and cell.subject_code == "201"] == [
        *("total", "basic_subtotal", "basic_wages", "basic_goods_services", "project")
    ]
    assert not extraction.rejected


_BELOW_SUBJECTS = (
    "科目编码\t科目名称\t项目名称\t项目支出合计\t商品和服务支出\n"
    "201\t一般公共服务支出\t\t14.00\t14.00\n20108\t审计事务\t\t14.00\t14.00\n2010804\t审计业务\t\t9.00\t9.00\n"
)
_TOTAL_BELOW_SUBJECTS = "\t合计\t\t14.00\t14.00\n"


def test_projects_without_a_code_are_of_the_subject_above_that_adds_them_up(read: Read) -> None:
    grid = (
        f"{_BELOW_SUBJECTS}\t\t审计调查\t5.00\t5.00\n\t\t系统运维\t4.00\t4.00\n"
        f"2010805\t审计管理\t\t5.00\t5.00\n\t\t业务培训\t5.00\t5.00\n{_TOTAL_BELOW_SUBJECTS}"
    )
    extraction = _read_with(read, "一般公共预算项目支出情况表", grid)
    projects = [row for row in _rows(extraction, "project_expenditure") if row[2]]
    assert projects == [
        ("审计调查", "2010804", "审计调查", "", "5.00", "leaf"),
        ("系统运维", "2010804", "系统运维", "", "4.00", "leaf"),
        ("业务培训", "2010805", "业务培训", "", "5.00", "leaf"),
    ]
    assert not extraction.rejected


def test_a_row_without_a_code_that_no_subject_above_adds_up_is_no_project_for_sure(read: Read) -> None:
    grid = (
        f"{_BELOW_SUBJECTS}2010804\t审计业务\t审计调查\t9.00\t9.00\n\t\t减：上年结转\t3.00\t3.00\n"
        f"2010805\t审计管理\t业务培训\t5.00\t5.00\n{_TOTAL_BELOW_SUBJECTS}"
    )
    extraction = _read_with(read, "一般公共预算项目支出情况表", grid)
    assert [row[2] for row in _rows(extraction, "project_expenditure") if row[2]] == ["审计调查", "业务培训"]
    assert [(cell.text, cell.reason) for cell in extraction.rejected] == [
        ("3.00", "of which subject the project is is not told: no subject above it adds up its projects")
    ] * 2


def test_a_total_may_stand_where_the_kinds_of_projects_do(read: Read) -> None:
    grid = "项目类别\t项目名称\t合计\t一般公共预算\n合计\t\t9.00\t9.00\n特定目标类\t审计业务\t7.00\t7.00\n其他运转类\t系统运维\t2.00\t2.00\n"
    extraction = _read_with(read, "项目支出预算表", grid)
    assert [(row[2], row[4], row[5]) for row in _rows(extraction, "project_funding")] == [
        ("", "9.00", "total"),
        ("审计业务", "7.00", "leaf"),
        ("系统运维", "2.00", "leaf"),
    ]
