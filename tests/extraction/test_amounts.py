"""Printed figures: what a cell prints, in yuan, and how exactly."""

from decimal import Decimal

import pytest

from dagster_project.extraction.amounts import AmountError, parse_amount

MEASURES = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("1,232.45", "12324500.00"),
        ("1232.45", "12324500.00"),
        ("12,345,678.90", "123456789000.00"),
        ("0.00", "0.00"),
        ("0.01", "100.00"),
        ("7", "70000.00"),
        ("１，２３２．４５", "12324500.00"),
        ("\u3000５．００ ", "50000.00"),
        ("3.456", "34560.00"),
        ("0.000001", "0.01"),
    ],
)
def test_a_figure_is_read_in_the_unit_of_measure_of_its_table(printed: str, yuan: str) -> None:
    assert parse_amount(printed, 10_000, MEASURES).amount_yuan == Decimal(yuan)


@pytest.mark.parametrize(
    "printed", ["-5.25", "－5.25", "\u22125.25", "- 5.25", "(5.25)", "（5.25）", "（５．２５）", "( 5.25 )", "－５．２５"]
)
def test_a_minus_or_brackets_make_a_figure_negative(printed: str) -> None:
    assert parse_amount(printed, 10_000, MEASURES).amount_yuan == Decimal("-52500.00")


@pytest.mark.parametrize(
    ("printed", "yuan", "half_width"),
    [
        ("5.00万元", "50000.00", "50"),
        ("5.00 万元", "50000.00", "50"),
        ("3元", "3.00", "0.5"),
        ("2千元", "2000.00", "500"),
        ("1.5亿元", "150000000.00", "5000000"),
        ("-1.50万元", "-15000.00", "50"),
        ("５．００万元", "50000.00", "50"),
    ],
)
@pytest.mark.parametrize("of_the_table", [1, 10_000])
def test_a_unit_printed_in_the_cell_overrides_that_of_the_table(
    printed: str, yuan: str, half_width: str, of_the_table: int
) -> None:
    amount = parse_amount(printed, of_the_table, MEASURES)
    assert (amount.amount_yuan, amount.half_width_yuan) == (Decimal(yuan), Decimal(half_width))


@pytest.mark.parametrize(
    ("printed", "yuan_per_unit", "half_width"),
    [
        ("1.00", 10_000, "50"),
        ("1.0", 10_000, "500"),
        ("1", 10_000, "5000"),
        ("1.0000", 10_000, "0.5"),
        ("1.00", 1, "0.005"),
        ("1", 1, "0.5"),
        ("1.00", 1_000, "5"),
        ("1.00", 100_000_000, "500000"),
        ("(1,000.00)", 10_000, "50"),
    ],
)
def test_the_half_width_is_half_a_unit_of_the_last_digit_printed(printed: str, yuan_per_unit: int, half_width: str) -> None:
    assert parse_amount(printed, yuan_per_unit, MEASURES).half_width_yuan == Decimal(half_width)


@pytest.mark.parametrize("printed", ["1 ,232.45", "1, 232.45", "1,232 .45", "1,232. 45"])
def test_a_space_beside_a_separator_does_not_part_a_figure(printed: str) -> None:
    assert parse_amount(printed, 10_000, MEASURES).amount_yuan == Decimal("12324500.00")


@pytest.mark.parametrize("printed", ["12 34.5", "1 232.45", "5 6", "５　６", "1,232.4 5"])
def test_digits_that_stand_apart_are_not_joined(printed: str) -> None:
    with pytest.raises(AmountError, match="digits apart"):
        parse_amount(printed, 10_000, MEASURES)


@pytest.mark.parametrize("printed", ["1,23.45", "1,2345.00", "1234,567.00", ",500.00", "1,,000.00", "1,000,00", "1.000,00"])
def test_a_figure_that_is_wrongly_grouped_is_no_number(printed: str) -> None:
    with pytest.raises(AmountError, match="not a number"):
        parse_amount(printed, 10_000, MEASURES)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "万元",
        "约5",
        "5.0.0",
        "5%",
        "12.5%",
        "--5",
        "(-5)",
        "-(5)",
        "(5",
        "5)",
        "5-",
        "5.",
        "NaN",
        "Infinity",
        "1e5",
        "1_000",
        "⁵⁄₆",
        "完全不予公开",
    ],
)
def test_what_is_no_number_is_said_to_be_none(printed: str) -> None:
    with pytest.raises(AmountError, match="not a number"):
        parse_amount(printed, 10_000, MEASURES)


@pytest.mark.parametrize(
    ("printed", "yuan_per_unit"),
    [("1.001", 1), ("0.0000001", 10_000), ("5.0012元", 10_000), pytest.param(f"1.{'0' * 40}1", 1, id="42 digits")],
)
def test_a_figure_finer_than_a_cent_is_not_rounded(printed: str, yuan_per_unit: int) -> None:
    with pytest.raises(AmountError, match=r"finer than 0\.01 yuan"):
        parse_amount(printed, yuan_per_unit, MEASURES)


def test_zeros_after_the_cents_are_not_finer_than_a_cent() -> None:
    amount = parse_amount("1.000", 1, MEASURES)
    assert (amount.amount_yuan, amount.half_width_yuan) == (Decimal("1.00"), Decimal("0.0005"))


@pytest.mark.parametrize(
    ("printed", "yuan_per_unit"),
    [
        ("10,000,000,000,000,000", 1),
        ("-10,000,000,000,000,000", 1),
        ("1000000000000", 10_000),
        ("100000000亿元", 1),
        pytest.param("9" * 400, 10_000, id="400 digits"),
    ],
)
def test_a_figure_larger_than_any_budget_is_rejected(printed: str, yuan_per_unit: int) -> None:
    with pytest.raises(AmountError, match="larger than any budget"):
        parse_amount(printed, yuan_per_unit, MEASURES)


def test_the_largest_figure_that_is_read_is_read_to_the_cent() -> None:
    assert parse_amount("99,999,999,999,999.99", 1, MEASURES).amount_yuan == Decimal("99999999999999.99")


@pytest.mark.parametrize(
    ("printed", "measure"), [("100,000,000,000,000.00", 1), ("10,000,000,000.00", 10_000), ("1,000,000", 100_000_000)]
)
def test_a_figure_larger_than_all_budgets_together_is_refused(printed: str, measure: int) -> None:
    with pytest.raises(AmountError, match="larger than any budget"):
        parse_amount(printed, measure, MEASURES)
