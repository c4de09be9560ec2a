"""Printed figures: text in, yuan out, with the half width of the interval that the print stands for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Context, Decimal
from functools import lru_cache

from dagster_project.extraction.wording import key

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)
# What nearly all figures look like: nothing of it has to be taken apart.
_PLAIN = re.compile(r"[\d,]+\.\d\d", re.ASCII)
_LOOSE_SEPARATOR = re.compile(r"(?<=[.,])\s+(?=\d)|(?<=\d)\s+(?=[.,])")
_DIGITS_APART = re.compile(r"\d\s+\d")
DIGITS_APART = "digits apart: it may be one figure or two"
_LEADING_ZERO = re.compile(r"0[\d,]", re.ASCII)
_CENT = Decimal("0.01")
# 100 万亿 yuan, three times what all budgets of the country spend in a year.
_LARGEST = Decimal(10) ** 14
# Half widths are stored to four decimals: what is printed more finely counts as printed so.
_FINEST = Decimal("0.0001")
_MOST_DIGITS = 80
_MOST_DECIMALS = 6
_LONGEST_PERCENTAGE = 16
_EXACT = Context(prec=2 * _MOST_DIGITS)


class AmountError(ValueError):
    """A text that stands where a figure should and is none; the message says why."""


class NoUnitOfMeasureError(AmountError):
    """A figure of which nothing says what unit it is printed in."""


class NoFigureError(AmountError):
    """A text that is no single figure (words, two numbers): the row that it stands in may have slipped."""


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A figure as printed: `amount_yuan`, `yuan_per_unit` of the unit that it is printed in, and
    `half_width_yuan`, half a unit of its last digit.

    A printed v with d decimals stands for v ± ½·10⁻ᵈ of its unit of measure (XBRL Calculations 1.1).
    """

    amount_yuan: Decimal
    half_width_yuan: Decimal
    yuan_per_unit: int


def parse_amount(text: str, yuan_per_unit: int | None, measures: Mapping[str, int]) -> PrintedAmount:
    """The figure that a cell prints.

    `yuan_per_unit` is the unit of measure of the table (10,000 for 万元), None where it states none;
    a unit printed in the cell itself, one of `measures`, overrides it. Negatives are printed with a minus or in
    brackets. Raises `NoFigureError` where the text is no figure, `AmountError` where it is one finer than a cent.
    """
    if yuan_per_unit is not None and _PLAIN.fullmatch(text):
        return printed_amount(text, 1, yuan_per_unit)
    if digits_apart(text):
        raise NoFigureError(DIGITS_APART)
    # The unit may stand behind the brackets of a negative figure, or within them.
    number, yuan_per_unit = _split_measure(key(text), yuan_per_unit, measures)
    number, sign = _split_sign(number)
    number, yuan_per_unit = _split_measure(number, yuan_per_unit, measures)
    if yuan_per_unit is None:
        raise NoUnitOfMeasureError("no unit of measure (单位：万元) is printed over the table")
    return printed_amount(number, sign, yuan_per_unit)


def parse_percentage(text: str) -> tuple[Decimal, Decimal]:
    """The percentage that a text prints, with or without its sign, and half a unit of its last digit.

    Raises `NoFigureError` where the text is none, `AmountError` where it is finer or larger than any.
    """
    if digits_apart(text):
        raise NoFigureError(DIGITS_APART)
    number, sign = _split_sign(key(text).removesuffix("%"))
    number, inner_sign = _split_sign(number.removesuffix("%"))
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise NoFigureError("not a number")
    if _LEADING_ZERO.match(number):
        raise NoFigureError("it begins with a zero: digits before it may be lost")
    decimals = len(match.group(1) or "")
    if decimals > _MOST_DECIMALS or len(number) > _LONGEST_PERCENTAGE:
        raise AmountError("finer or larger than any percentage")
    return Decimal(number.replace(",", "")) * sign * inner_sign + 0, Decimal("0.5").scaleb(-decimals)


def digits_apart(text: str) -> bool:
    """Whether blanks stand between digits of a text, other than beside a separator: 12 34, but not 12. 34."""
    return bool(_DIGITS_APART.search(_LOOSE_SEPARATOR.sub("", text)))


@lru_cache(maxsize=16384)
def printed_amount(number: str, sign: int, yuan_per_unit: int) -> PrintedAmount:
    """The figure that digits print, with their sign and unit of measure. Raises `AmountError` as `parse_amount` does."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise NoFigureError("not a number")
    if _LEADING_ZERO.match(number):
        raise NoFigureError("it begins with a zero: digits before it may be lost")
    if len(number) > _MOST_DIGITS:
        raise AmountError("larger than any budget, or finer than 0.01 yuan: more than 80 digits")
    amount = _EXACT.multiply(Decimal(number.replace(",", "")), Decimal(sign * yuan_per_unit))
    if abs(amount) >= _LARGEST:
        raise AmountError("larger than any budget: 10^14 yuan or more")
    in_cents = amount.quantize(_CENT, context=_EXACT)
    if amount != in_cents:
        raise AmountError("finer than 0.01 yuan")
    # Plus 0: there is no minus nothing.
    return PrintedAmount(in_cents + 0, _half_width(len(match.group(1) or ""), yuan_per_unit), yuan_per_unit)


@lru_cache(maxsize=256)
def _half_width(decimals: int, yuan_per_unit: int) -> Decimal:
    """Half a unit of the last digit of a figure with so many decimals, in yuan."""
    return (Decimal(yuan_per_unit) * Decimal("0.5").scaleb(-decimals)).quantize(_FINEST, ROUND_UP)


def _split_measure(number: str, yuan_per_unit: int | None, measures: Mapping[str, int]) -> tuple[str, int | None]:
    for word in sorted(measures, key=len, reverse=True):
        if number.endswith(word):
            return number[: -len(word)], measures[word]
    return number, yuan_per_unit


def _split_sign(number: str) -> tuple[str, int]:
    if number.startswith("(") and number.endswith(")"):
        return number[1:-1], -1
    if number.startswith("-"):
        return number[1:], -1
    return number, 1
