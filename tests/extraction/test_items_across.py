"""Tables that print the three public expenses side by side: rows of units and of years, totals, and what stands beside."""

from collections.abc import Callable

import pytest

from dagster_project.extraction.extract import Extraction
from tests.small_disclosures import with_one_table

Read = Callable[[str | bytes], Extraction]
Table = Callable[..., Extraction]

VEHICLES = "公务用车购置及运行维护费"
UNITS = (
    f"单位名称\t“三公”经费合计\t因公出国（境）费用\t{VEHICLES}\t\t\t公务接待费\n\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t\n"
)
PLAIN = f"合计\t因公出国（境）费\t{VEHICLES}\t\t\t公务接待费\n\t\t小计\t公务用车购置费\t公务用车运行维护费\t\n"
KEPT = [
    ("", "items_total", "9.00"),
    ("vehicles", "vehicles", "6.00"),
    ("vehicle_operation", "vehicle_operation", "6.00"),
    ("reception", "reception", "3.00"),
]


@pytest.fixture(scope="session")
def table(read: Read) -> Table:
    """Reads a disclosure of 2026 that holds one table of the three public expenses."""

    def read_table(grid: str, kind: str = "部门预算", title: str = "一般公共预算“三公”经费支出表") -> Extraction:
        return read(with_one_table(title, grid, "甲县审计局", kind))

    return read_table


def _figures(extraction: Extraction) -> list[tuple[str, str, str]]:
    """(item, column, figure) of each figure, in reading order."""
    cells = sorted(extraction.cells, key=lambda cell: (cell.row_no, cell.column_no))
    return [(cell.item_code or "", cell.column_code, cell.text) for cell in cells]


def _rejected(extraction: Extraction) -> list[tuple[str, str]]:
    return [(cell.text, cell.reason) for cell in extraction.rejected]


@pytest.mark.parametrize(
    "rows",
    [
        "合计\t9.00\t\t6.00\t\t6.00\t3.00\n",
        "甲县审计局\t9.00\t\t6.00\t\t6.00\t3.00\n",
        "132001-甲县审计局\t9.00\t\t6.00\t\t6.00\t3.00\n",
        "合计\t9.00\t\t6.00\t\t6.00\t3.00\n甲县审计局\t9.00\t\t6.00\t\t6.00\t3.00\n",
        "甲县审计局\t9.00\t\t6.00\t\t6.00\t3.00\n甲县审计局（本级）\t9.00\t\t6.00\t\t6.00\t3.00\n",
    ],
)
def test_the_row_of_all_or_of_the_unit_is_read_once(table: Table, rows: str) -> None:
    extraction = table(UNITS + rows)
    assert _figures(extraction) == KEPT
    assert {cell.row_role for cell in extraction.cells} == {"leaf"}
    assert not extraction.rejected


def test_the_rows_of_several_units_are_members_of_the_total_that_they_add_up_to(table: Table) -> None:
    extraction = table(
        UNITS + "合计\t9.00\t\t6.00\t\t6.00\t3.00\n审计局\t9.00\t\t6.00\t\t6.00\t3.00\n"
        "甲县审计局\t7.00\t\t6.00\t\t6.00\t1.00\n甲县审计中心\t2.00\t\t\t\t\t2.00\n"
    )
    assert _figures(extraction)[: len(KEPT)] == KEPT
    members = [(cell.row_label, cell.column_code, cell.text) for cell in extraction.cells if cell.row_role == "member"]
    assert members[-6:] == [
        *(("甲县审计局", "items_total", "7.00"), ("甲县审计局", "vehicles", "6.00"), ("甲县审计局", "vehicle_operation", "6.00")),
        *(("甲县审计局", "reception", "1.00"), ("甲县审计中心", "items_total", "2.00"), ("甲县审计中心", "reception", "2.00")),
    ]
    assert len(extraction.cells) == 14
    assert not extraction.rejected


def test_rows_of_units_that_do_not_add_up_are_refused(table: Table) -> None:
    extraction = table(
        UNITS + "合计\t9.00\t\t6.00\t\t6.00\t3.00\n甲县审计局\t7.00\t\t6.00\t\t6.00\t1.00\n甲县审计中心\t1.00\t\t\t\t\t1.00\n"
    )
    assert _figures(extraction) == KEPT
    reasons = {reason for _, reason in _rejected(extraction)}
    assert reasons == {
        "the row is of another unit, or of a part of the unit: 甲县审计中心",
        "the table lists several units: the row is not of all that the document is of",
    }


def test_a_row_of_the_unit_with_other_figures_than_the_total_is_refused(table: Table) -> None:
    extraction = table(UNITS + "合计\t9.00\t\t6.00\t\t6.00\t3.00\n甲县审计局\t8.00\t\t6.00\t\t6.00\t2.00\n")
    assert _figures(extraction) == KEPT
    assert [text for text, _ in _rejected(extraction)] == ["8.00", "6.00", "6.00", "2.00"]


def test_of_rows_of_two_years_and_their_change_that_of_the_document_is_read(table: Table) -> None:
    header = UNITS.replace("单位名称\t", "预算单位\t年度\t").replace("\n\t\t\t小计", "\n\t\t\t\t小计")
    extraction = table(
        header + "甲县审计局\t2025年\t9.50\t\t6.00\t\t6.00\t3.50\n\t2026年\t9.00\t\t6.00\t\t6.00\t3.00\n"
        "\t增减变化金额\t-0.50\t\t\t\t\t-0.50\n"
    )
    assert _figures(extraction) == KEPT
    assert [(figure.measure_code, figure.text) for figure in extraction.figures] == [
        *(("figure_of_prior_year", text) for text in ("9.50", "6.00", "6.00", "3.50")),
        *(("change_in_table", text) for text in ("-0.50", "-0.50")),
    ]
    assert not _rejected(extraction)


def test_of_rows_of_two_years_with_the_same_figures_each_states_its_own(table: Table) -> None:
    header = UNITS.replace("单位名称\t", "预算单位\t年度\t").replace("\n\t\t\t小计", "\n\t\t\t\t小计")
    extraction = table(header + "甲县审计局\t2025年\t9.00\t\t6.00\t\t6.00\t3.00\n\t2026年\t9.00\t\t6.00\t\t6.00\t3.00\n")
    assert _figures(extraction) == KEPT
    assert [(figure.measure_code, figure.text) for figure in extraction.figures] == [
        ("figure_of_prior_year", text) for text in ("9.00", "6.00", "6.00", "3.00")
    ]
    assert not _rejected(extraction)


def test_a_total_with_nothing_but_items_beside_it_is_that_of_the_items(table: Table) -> None:
    assert _figures(table(PLAIN + "9.00\t\t6.00\t\t6.00\t3.00\n")) == KEPT


def test_meetings_and_training_stand_beside_the_three_public_expenses(table: Table) -> None:
    extraction = table(
        f"合计\t“三公”经费\t\t\t\t\t\t会议费\t培训费\n\t小计\t因公出国（境）费\t{VEHICLES}\t\t\t公务接待费\t\t\n"
        "\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t\t\n16.00\t9.00\t\t6.00\t\t6.00\t3.00\t2.00\t5.00\n"
    )
    assert _figures(extraction) == [("", "total", "16.00"), *KEPT, ("", "meeting", "2.00"), ("", "training", "5.00")]


@pytest.mark.parametrize(
    ("total", "column", "told"),
    [
        ("11.00", "total", "合计: all columns"),  # 6.00 + 3.00 + 2.00
        ("9.00", "items_total", "合计: the items alone"),  # 6.00 + 3.00
        ("10.00", "", ""),
    ],
)
def test_what_a_total_beside_more_than_items_adds_up_is_told_by_its_sum(table: Table, total: str, column: str, told: str) -> None:
    header = PLAIN.replace("公务接待费\n", "公务接待费\t会议费\n").replace("\t\n", "\t\t\n")
    extraction = table(header + f"{total}\t\t6.00\t\t6.00\t3.00\t2.00\n")
    assert _figures(extraction) == [*([("", column, total)] if column else []), *KEPT[1:], ("", "meeting", "2.00")]
    assert [text for text, _ in _rejected(extraction)] == ([] if column else [total])
    assert [(proof.question, proof.told) for proof in extraction.proofs] == ([("total_of", told)] if told else [])


def test_a_total_beside_nothing_but_nil_is_refused(table: Table) -> None:
    """It may add up the meetings or not: both sums hold."""
    header = PLAIN.replace("公务接待费\n", "公务接待费\t会议费\n").replace("\t\n", "\t\t\n")
    extraction = table(header + "9.00\t\t6.00\t\t6.00\t3.00\t0.00\n")
    assert [text for text, _ in _rejected(extraction)] == ["9.00"]


def test_amounts_of_another_year_are_refused(table: Table) -> None:
    extraction = table("当年\t\t2024年预算数\n公务接待费\t公务用车购置费\t因公出国（境）费\n3.00\t1.00\t2.00\n")
    assert _figures(extraction) == [("reception", "reception", "3.00"), ("vehicle_purchase", "vehicle_purchase", "1.00")]
    assert _rejected(extraction) == [("2.00", "the column's heading names another year than the document: 2024")]


@pytest.mark.parametrize("heading", ["上年预算数", "2025年预算数"])
def test_last_years_budget_stands_in_a_column_of_its_own(table: Table, heading: str) -> None:
    extraction = table(f"当年\t\t{heading}\n公务接待费\t公务用车购置费\t公务接待费\n3.00\t1.00\t2.00\n")
    assert _figures(extraction) == [
        *(("reception", "reception", "3.00"), ("vehicle_purchase", "vehicle_purchase", "1.00")),
        ("reception", "reception_prior_budget", "2.00"),
    ]
    assert not extraction.rejected


def test_the_budget_of_a_final_account_is_another_column(table: Table) -> None:
    extraction = table("预算数\t\t决算数\n合计\t公务接待费\t因公出国（境）费\n5.00\t5.00\t3.00\n", "部门决算", "“三公”经费支出表")
    assert _figures(extraction) == [
        ("", "items_total_budget", "5.00"),
        ("reception", "reception_budget", "5.00"),
        ("abroad", "abroad", "3.00"),
    ]
    assert not extraction.rejected


def test_a_column_that_is_split_under_an_unknown_heading_is_refused(table: Table) -> None:
    """The figures of its first part would be taken for all of it."""
    extraction = table(
        "科目编码\t科目名称\t合计\t人员经费\t\t公用经费\n\t\t\t在职人员\t退休人员\t\n301\t工资福利支出\t5.00\t4.00\t1.00\t\n",
        title="一般公共预算基本支出表",
    )
    assert _figures(extraction) == [("", "total", "5.00")]
    assert ("4.00", "a heading below the column's own is not known: 在职人员") in _rejected(extraction)


def test_a_total_without_any_item_is_refused(table: Table) -> None:
    extraction = table("合计\t会议费\t某某费\n9.00\t4.00\t\n")
    assert not extraction.cells
    assert "no column of an item is known" in (extraction.documents[0].reason or "")


def test_each_expense_may_be_split_by_fund(table: Table) -> None:
    """A unit and a year before them, and three columns an expense: twenty columns where all are printed."""
    funds = "一般公共预算\t政府性基金预算"
    extraction = table(
        "预算单位\t年度\t总计\t\t公务接待费\t\t公务用车购置及运行维护费\t\t\t\n\t\t\t\t\t\t小计\t\t公务用车运行维护费\t\n"
        f"\t\t{funds}\t{funds}\t{funds}\t{funds}\n"
        "甲县审计局\t2025年\t9.50\t1.00\t3.50\t1.00\t6.00\t0.00\t6.00\t0.00\n\t2026年\t9.00\t1.00\t3.00\t1.00\t6.00\t0.00\t6.00\t0.00\n"
    )
    assert _figures(extraction) == [
        ("", "items_total_general_public", "9.00"),
        ("", "items_total_government_fund", "1.00"),
        ("reception", "reception_general_public", "3.00"),
        ("reception", "reception_government_fund", "1.00"),
        ("vehicles", "vehicles_general_public", "6.00"),
        ("vehicles", "vehicles_government_fund", "0.00"),
        ("vehicle_operation", "vehicle_operation_general_public", "6.00"),
        ("vehicle_operation", "vehicle_operation_government_fund", "0.00"),
    ]
