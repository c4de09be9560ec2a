"""Rows that add up rows below them without saying so."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from dagster_project.extraction.amounts import PrintedAmount
from dagster_project.extraction.budget_tables.nesting import rows_with_parts


def _rows(*figures: str) -> list[dict[int, PrintedAmount]]:
    """Rows of one column, in yuan to two decimals."""
    return [{1: PrintedAmount(Decimal(figure), Decimal("0.005"), 1)} for figure in figures]


@pytest.mark.parametrize(
    ("figures", "may_have_one", "with_parts"),
    [
        # The total of three rows.
        ("6 3 2 1", (), {0}),
        # 3 is 2 and 1; the total is 3 and 4.
        ("7 3 2 1 4", (), {0, 1}),
        # The total, two names of the unit, groups of projects.
        ("10 10 10 6 4 2 4 3 1", (0, 1, 2), {0, 1, 2, 3, 6}),
        # Rounding: 3.33 three times is 10.00 less 0.01.
        ("10.00 3.33 3.33 3.33", (), {0}),
        # A row of nothing is part of nothing else than what it stands in.
        ("5 3 0 2", (), {0}),
    ],
)
def test_rows_with_parts_are_told_where_there_is_one_way(figures: str, may_have_one: Iterable[int], with_parts: set[int]) -> None:
    assert rows_with_parts(_rows(*figures.split()), set(may_have_one)) == with_parts


@pytest.mark.parametrize(
    ("figures", "may_have_one"),
    [
        ("7 3 2 1", ()),  # no way
        ("3 2 1 1", ()),  # only if one row of 1 were the sum of the other alone
        ("8 4 4 2 2", (0, 1, 2)),  # 4 and 2 and 2, or 4 and 4 of 2 and 2
        ("5 8 -3", ()),  # a negative amount
        ("5", ()),
    ],
)
def test_no_row_is_told_where_there_is_no_way_or_more_than_one(figures: str, may_have_one: Iterable[int]) -> None:
    assert rows_with_parts(_rows(*figures.split()), set(may_have_one)) is None


def test_each_column_must_add_up() -> None:
    def row(first: int, second: int) -> dict[int, PrintedAmount]:
        return {at: PrintedAmount(Decimal(yuan), Decimal("0.5"), 1) for at, yuan in ((1, first), (2, second))}

    assert rows_with_parts([row(600, 300), row(400, 200), row(200, 100)], ()) == {0}
    assert rows_with_parts([row(600, 300), row(400, 100), row(200, 100)], ()) is None


def test_a_list_with_more_ways_than_are_worth_a_look_is_not_told() -> None:
    assert rows_with_parts(_rows(*(["40"] + ["1"] * 60 + ["2"] * 10)), range(71)) is None


@pytest.mark.parametrize("n_parts", [299, 300, 20_000])
def test_a_long_list_is_told_or_left_untold_and_breaks_nothing(n_parts: int) -> None:
    assert rows_with_parts(_rows(str(n_parts), *["1"] * n_parts), {0}) == ({0} if n_parts < 300 else None)


def test_rows_that_each_may_be_the_sum_of_the_next_are_no_way() -> None:
    assert rows_with_parts(_rows(*["1"] * 300), set(range(300))) is None
