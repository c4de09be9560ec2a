"""What slipped rows count as: repairable in one way only, or not; worked out by hand on small tables."""

import pytest

from tests.made.printed import Cell, Meaning, Row, Table
from tests.made.slips import agrees, is_uniquely_repairable, moves

BASIC_OR_PROJECT = ("total", "basic", "project")
CLASSES = ("total", "wages", "goods_services", "capital")
KINDS = (
    "total", "fiscal_subtotal", "fiscal_basic_personnel", "fiscal_basic_operating", "fiscal_project",
    "non_fiscal_subtotal", "non_fiscal_basic_personnel", "non_fiscal_basic_operating", "non_fiscal_project",
)  # fmt: skip


def _table(code: str, columns: tuple[str, ...], *rows: tuple[str, str, str]) -> Table:
    """A table of rows: kind, code and, cell by cell, the figures (a point stands for a blank cell)."""
    return Table(code, "", [], [Row(kind, _cells(code, kind, columns, figures), row) for kind, row, figures in rows])


def _cells(table: str, kind: str, columns: tuple[str, ...], figures: str) -> list[Cell]:
    texts = [text.replace("_", "") for text in figures.split()]
    return [Cell(text, Meaning(table, kind, "", column)) for column, text in zip(columns, texts, strict=True)]


def _slip(table: Table, **rows: str) -> bool:
    """Whether it counts as uniquely repairable that rows print other figures; rows are named r0, r1 …"""
    slipped = {int(name[1:]): tuple(text.replace("_", "") for text in figures.split()) for name, figures in rows.items()}
    return is_uniquely_repairable(table, slipped)


EXPENDITURE = _table(
    "expenditure",
    BASIC_OR_PROJECT,
    ("class", "201", "30.00 20.00 10.00"),
    ("section", "20103", "30.00 20.00 10.00"),
    ("item", "2010301", "20.00 20.00 _"),
    ("item", "2010302", "10.00 _ 10.00"),
    ("total", "", "30.00 20.00 10.00"),
)


def test_a_row_whose_amount_only_it_can_give_back_to_its_parents_is_repairable_in_one_way() -> None:
    assert _slip(EXPENDITURE, r2="20.00 _ 20.00")
    assert _slip(EXPENDITURE, r3="10.00 10.00 _")


def test_rows_that_changed_places_with_one_another_are_not_taken_for_repaired() -> None:
    # Items of the same amount: after the slip either of them can be the one that belongs into the other column.
    table = _table(
        "expenditure",
        BASIC_OR_PROJECT,
        ("class", "201", "10.00 5.00 5.00"),
        ("section", "20103", "10.00 5.00 5.00"),
        ("item", "2010301", "5.00 5.00 _"),
        ("item", "2010302", "5.00 _ 5.00"),
        ("total", "", "10.00 5.00 5.00"),
    )
    assert not _slip(table, r2="5.00 _ 5.00")


def test_a_project_alone_in_its_column_may_be_right_and_its_parents_and_total_wrong() -> None:
    # No other table prints the economic classes of projects.
    table = _table(
        "project_expenditure",
        CLASSES,
        ("class", "201", "10.00 _ 10.00 _"),
        ("section", "20103", "10.00 _ 10.00 _"),
        ("project", "2010302 甲", "10.00 _ 10.00 _"),
        ("total", "", "10.00 _ 10.00 _"),
    )
    assert not _slip(table, r2="10.00 10.00 _ _")


def test_a_project_beside_another_may_be_right_where_all_other_rows_can_be_wrong() -> None:
    table = _table(
        "project_expenditure",
        CLASSES,
        ("class", "201", "15.00 _ 15.00 _"),
        ("section", "20103", "15.00 _ 15.00 _"),
        ("project", "2010302 甲", "10.00 _ 10.00 _"),
        ("project", "2010302 乙", "5.00 _ 5.00 _"),
        ("total", "", "15.00 _ 15.00 _"),
    )
    assert not _slip(table, r2="10.00 10.00 _ _")


def test_a_project_beside_another_that_has_no_blank_to_lose_is_repairable_in_one_way() -> None:
    table = _table(
        "project_expenditure",
        CLASSES,
        ("class", "201", "24.00 4.00 15.00 5.00"),
        ("section", "20103", "24.00 4.00 15.00 5.00"),
        ("project", "2010302 甲", "10.00 _ 10.00 _"),
        ("project", "2010302 乙", "14.00 4.00 5.00 5.00"),
        ("total", "", "24.00 4.00 15.00 5.00"),
    )
    assert _slip(table, r2="10.00 10.00 _ _")


def test_a_project_may_be_right_where_the_whole_table_can_stand_in_other_columns() -> None:
    table = _table(
        "project_expenditure",
        CLASSES,
        ("class", "201", "19.00 4.00 15.00 _"),
        ("section", "20103", "19.00 4.00 15.00 _"),
        ("project", "2010302 甲", "10.00 _ 10.00 _"),
        ("project", "2010302 乙", "9.00 4.00 5.00 _"),
        ("total", "", "19.00 4.00 15.00 _"),
    )
    assert not _slip(table, r2="10.00 10.00 _ _")


def test_all_rows_but_a_total_that_other_tables_print_are_repairable_in_one_way() -> None:
    # The carry-over of the fiscal and of the non-fiscal funds is in tables 1 and 2.
    table = _table(
        "carryover",
        KINDS,
        ("project", "甲", "3.00 3.00 0.50 0.50 2.00 _ _ _ _"),
        ("project", "乙", "4.00 4.00 1.50 0.50 2.00 _ _ _ _"),
        ("total", "", "7.00 7.00 2.00 1.00 4.00 _ _ _ _"),
    )
    assert _slip(table, r0="3.00 _ 3.00 0.50 0.50 2.00 _ _ _", r1="4.00 _ 4.00 1.50 0.50 2.00 _ _ _")


def test_all_rows_but_a_total_that_no_other_table_prints_are_repairable_in_two_ways() -> None:
    # Operating funds or projects: either the rows are right, or the total is.
    table = _table(
        "carryover",
        KINDS,
        ("project", "甲", "3.00 3.00 _ _ 3.00 _ _ _ _"),
        ("project", "乙", "4.00 4.00 _ _ 4.00 _ _ _ _"),
        ("total", "", "7.00 7.00 _ _ 7.00 _ _ _ _"),
    )
    assert not _slip(table, r0="3.00 3.00 _ 3.00 _ _ _ _ _", r1="4.00 4.00 _ 4.00 _ _ _ _ _")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("1", "1", ""), {("right", 1): ("1", "", "1")}),
        (("1", "", "1"), {("left", 1): ("1", "1", "")}),
        (("1", "1", "1"), {}),
        (("1", "", "1", ""), {("left", 1): ("1", "1", "", ""), ("right", 1): ("1", "", "", "1"), ("right", 2): ("1", "", "", "1")}),
    ],
)  # fmt: skip
def test_a_row_slips_where_a_blank_is_lost_before_a_figure_or_added_before_one(
    texts: tuple[str, ...], found: dict[tuple[str, int], tuple[str, ...]]
) -> None:
    assert moves(texts) == found


@pytest.mark.parametrize(
    ("whole", "parts", "is_right"),
    [
        ("3.00", ["1.00", "2.00"], True),
        ("3.01", ["1.00", "2.00"], True),
        ("3.02", ["1.00", "2.00", ""], False),
        ("", ["0.01"], False),
    ],
)
def test_printed_sums_and_parts_agree_within_their_rounding(whole: str, parts: list[str], is_right: bool) -> None:
    assert agrees(whole, parts) is is_right
