"""Layouts that no document at hand prints, composed of what places are known to print: nothing is loaded under a wrong meaning."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.records import CellRecord
from dagster_project.extraction.vocabulary import Vocabulary
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]


def _read(read: Read, title: str, grid: str, kind: str = "部门预算", measure: str = "万元") -> Extraction:
    return read(with_one_table(title, grid, kind=kind, measure=measure))


def _place(cell: CellRecord) -> tuple[int, int]:
    return cell.row_no, cell.column_no


def _cells(extraction: Extraction) -> list[tuple[str, str, str, str]]:
    """(item, subject or unit, column, figure, role) of each figure, in reading order."""
    cells = sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    return [(cell.item_code or cell.subject_code or cell.row_label, cell.column_code, cell.text, cell.row_role) for cell in cells]


UNITS_AND_SUBJECTS = (
    "类\t款\t项\t单位代码\t单位名称（科目）\t合计\t基本支出\t项目支出\n\t\t\t\t合计\t900\t600\t300\n"
    "\t\t\t301001\t甲县财政局\t{own}\t600\t{project}\n201\t06\t01\t301001\t行政运行\t600\t600\t\n"
)


def test_a_row_holds_the_name_of_the_unit_or_of_a_subject_beside_the_code_of_the_unit(read: Read) -> None:
    grid = UNITS_AND_SUBJECTS.format(own="900", project="300") + "201\t06\t02\t301001\t一般行政管理事务\t300\t\t300\n"
    extraction = _read(read, "部门支出总表", grid, measure="元")
    assert [cell for cell in _cells(extraction) if cell[1] == "total"] == [
        *(("合计", "total", "900", "total"), ("甲县财政局", "total", "900", "subtotal")),
        *(("2010601", "total", "600", "leaf"), ("2010602", "total", "300", "leaf")),
    ]
    assert [int(cell.amount_yuan) for cell in extraction.cells][:1] == [900]
    assert not extraction.rejected


OTHER_UNIT = "\t\t\t301002\t甲县会计中心\t300\t\t300\n201\t06\t02\t301002\t一般行政管理事务\t{}\t\t{}\n"


def test_subjects_below_several_units_are_the_departments_where_they_add_up_to_each(read: Read) -> None:
    extraction = _read(
        read, "部门支出总表", UNITS_AND_SUBJECTS.format(own="600", project="") + OTHER_UNIT.format(300, 300), measure="元"
    )
    assert {(cell.row_label, cell.row_role) for cell in extraction.cells} == {
        *(("合计", "total"), ("甲县财政局", "member"), ("行政运行", "leaf")),
        *(("甲县会计中心", "member"), ("一般行政管理事务", "leaf")),
    }
    assert [proof.question for proof in extraction.proofs] == ["rows_with_parts"]


def test_of_subjects_below_several_units_that_do_not_add_up_only_the_total_is_read(read: Read) -> None:
    grid = UNITS_AND_SUBJECTS.format(own="600", project="") + OTHER_UNIT.format(200, 200)
    assert {cell[0] for cell in _cells(_read(read, "部门支出总表", grid, measure="元"))} == {"合计"}


def test_one_of_which_is_no_split_of_its_column(read: Read) -> None:
    """What is left of 财政拨款收入 stands nowhere."""
    extraction = _read(
        read,
        "收入总表",
        "科目编码\t科目名称\t合计\t财政拨款收入\t\t事业收入\n\t\t\t金额\t其中：政府性基金\t\n205\t教育支出\t8.00\t5.00\t2.00\t3.00\n",
    )
    assert _cells(extraction) == [
        *(("205", "total", "8.00", "leaf"), ("205", "appropriation", "5.00", "leaf"), ("205", "business_income", "3.00", "leaf")),
    ]
    assert [cell.text for cell in extraction.rejected] == ["2.00"]


def test_several_of_which_split_their_column(read: Read) -> None:
    extraction = _read(
        read,
        "收入总表",
        "科目编码\t科目名称\t合计\t财政拨款收入\t\t\n\t\t\t小计\t其中：一般公共预算\t政府性基金\n205\t教育支出\t5.00\t5.00\t3.00\t2.00\n",
    )
    assert [cell[1] for cell in _cells(extraction)] == ["total", "appropriation_subtotal", "general_public", "government_fund"]


def test_expenditure_by_where_its_money_comes_from_stands_beside_its_total(read: Read) -> None:
    extraction = _read(
        read,
        "部门支出总表",
        "单位编码\t单位名称\t部门预算\t\t\t\n\t\t合计\t一般公共预算拨款\t\t政府性基金拨款\n"
        "\t\t\t小计\t其中：专项资金列入部门预算的项目\t\n合计\t\t9.00\t8.00\t2.00\t1.00\n",
    )
    assert [cell[1] for cell in _cells(extraction)] == ["total", "source_general_public", "special_funds", "source_government_fund"]


@pytest.mark.parametrize(
    ("title", "grid"),
    [
        ("非财政拨款收支总表", "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、事业收入\t5.00\t一、教育支出\t5.00\n"),
        ("某某工程项目绩效自评表", "科目编码\t科目名称\t合计\t基本支出\n205\t教育支出\t5.00\t5.00\n"),
        ("项目支出及其他支出预算表", "项目\t合计\t财政拨款\n某某项目\t5.00\t5.00\n"),
        (
            "一般公共预算基本支出表",
            "政府预算支出经济分类科目编码\t政府预算支出经济分类科目名称\t金额\n501\t机关工资福利支出\t5.00\n",
        ),
        ("一般公共预算基本支出表", "科目编码\t科目名称\t基本支出\t\n\t\t财政拨款\t其中：上年结转\n301\t工资福利支出\t5.00\t1.00\n"),
        ("一般公共预算支出表", "科目编码\t科目名称\t预备费安排\t机动财力安排\n205\t教育支出\t5.00\t1.00\n"),
        ("一般公共预算“三公”经费支出表", "单位\t项目\t预算数\n甲县财政局\t公务接待费\t5.00\n甲县会计中心\t公务接待费\t2.00\n"),
    ],
)
def test_what_is_no_known_table_or_column_is_not_loaded(read: Read, title: str, grid: str) -> None:
    assert not _read(read, title, grid).cells


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["预算数"], ["total"]),
        (["本年预算数"], ["total"]),
        (["2026年预算安排数"], ["total"]),
        (["上年预算数", "本年预算数"], ["total_prior_budget", "total"]),
        (["2025年预算数", "2026年预算数"], ["total_prior_budget", "total"]),
        (["上年执行数", "当年预算数"], ["total_prior_actual", "total"]),
    ],
)
def test_the_three_public_expenses_in_rows_are_read_under_each_heading_of_amounts(
    read: Read, headings: list[str], columns: list[str]
) -> None:
    amounts = {"合计": ["17.00", "16.00"], "1、因公出国（境）费用": ["1.00", "0.00"], "2、公务接待费": ["16.00", "16.00"]}
    rows = ["\t".join([label, *printed[: len(headings)]]) for label, printed in amounts.items()]
    grid = "\n".join(["\t".join(["项目", *headings]), *rows, ""])
    extraction = _read(read, "一般公共预算“三公”经费支出预算表", grid)
    assert [(cell.item_code, cell.column_code, cell.text) for cell in sorted(extraction.cells, key=_place)] == [
        (item, column, text)
        for item, printed in zip((None, "abroad", "reception"), amounts.values(), strict=True)
        for column, text in zip(columns, printed, strict=False)
    ]
    assert not extraction.rejected


def test_an_item_that_is_printed_again_with_other_figures_is_refused_on_all_its_rows(read: Read) -> None:
    grid = "项目\t预算数\n合计\t8.00\n公务接待费\t5.00\n因公出国（境）费\t1.00\n公务接待费\t2.00\n"
    extraction = _read(read, "一般公共预算“三公”经费支出预算表", grid)
    assert [cell.text for cell in sorted(extraction.cells, key=_place)] == ["8.00", "1.00"]
    assert sorted(rejected.text for rejected in extraction.rejected) == ["2.00", "5.00"]
    assert all("what tells them apart is not known" in rejected.reason for rejected in extraction.rejected)


def test_the_line_over_the_three_public_expenses_is_their_total(read: Read) -> None:
    extraction = _read(
        read,
        "财政拨款安排的行政经费及“三公”经费预算表",
        "项目\t合计\t一般公共预算\n行政经费\t90.00\t90.00\n“三公”经费\t9.00\t9.00\n其中：（一）因公出国（境）支出\t5.00\t5.00\n"
        "（二）公务接待费支出\t4.00\t4.00\n",
    )
    assert [cell for cell in _cells(extraction) if cell[1] == "total"] == [
        ("administrative", "total", "90.00", "memo"),
        *(("“三公”经费", "total", "9.00", "total"), ("abroad", "total", "5.00", "leaf"), ("reception", "total", "4.00", "leaf")),
    ]
    assert not extraction.rejected


@pytest.mark.parametrize(
    "title", ["信息化运行维护项目绩效自评表", "2024年度某某专项绩效自评表", "表2：综合评价得分情况表", "项目支出绩效自评结果汇总表"]
)
def test_a_table_of_judged_performance_may_be_named_by_any_project(vocabulary: Vocabulary, title: str) -> None:
    found = vocabulary.composed_title(title.replace("：", ":"))
    assert found
    assert "performance was judged" in found.problem


@pytest.mark.parametrize(("total", "is_loaded"), [("“三公”经费", True), ("“三公”经费合计", True), ("合计", False)])
def test_a_total_that_names_its_items_is_theirs_though_it_is_wrong(read: Read, total: str, is_loaded: bool) -> None:
    extraction = _read(
        read,
        "财政拨款安排的行政经费及“三公”经费预算表",
        f"项目\t合计\n行政经费\t90.00\n{total}\t8.00\n（一）因公出国（境）支出\t5.00\n（二）公务接待费支出\t4.00\n",
    )
    assert ("8.00" in [cell.text for cell in extraction.cells]) == is_loaded
    assert ("8.00" in [cell.text for cell in extraction.rejected]) != is_loaded
