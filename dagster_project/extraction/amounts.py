"""Printed figures: text in, yuan out, with the half width of the interval that the print stands for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.extraction.wording import key

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_LOOSE_SEPARATOR = re.compile(r"(?<=[.,])\s+(?=\d)|(?<=\d)\s+(?=[.,])")
_DIGITS_APART = re.compile(r"\d\s+\d")
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 16


class AmountError(ValueError):
    """A text that stands where a figure should and is none; the message says why."""


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """A figure as printed: `amount_yuan`, and `half_width_yuan`, half a unit of its last digit.

    A printed v with d decimals stands for v ± ½·10⁻ᵈ of its unit of measure (XBRL Calculations 1.1).
    """

    amount_yuan: Decimal
    half_width_yuan: Decimal


def parse_amount(text: str, yuan_per_unit: int, measures: Mapping[str, int]) -> PrintedAmount:
    """The figure that a cell prints.

    `yuan_per_unit` is the unit of measure of the table (10,000 for 万元); a unit printed in the
    cell itself, one of `measures`, overrides it. Negatives are printed with a minus or in
    brackets. Raises `AmountError` where the text is no figure, or one finer than a cent.
    """
    printed = _LOOSE_SEPARATOR.sub("", text)
    if _DIGITS_APART.search(printed):
        raise AmountError("digits apart: it may be one figure or two")
    number = key(printed)
    number, yuan_per_unit = _split_measure(number, yuan_per_unit, measures)
    number, sign = _split_sign(number)
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise AmountError("not a number")
    amount = sign * Decimal(number.replace(",", "")) * yuan_per_unit
    if abs(amount) >= _LARGEST:
        raise AmountError("larger than any budget: 10^16 yuan or more")
    if amount != amount.quantize(_CENT):
        raise AmountError("finer than 0.01 yuan")
    decimals = len(match.group(1) or "")
    half_width = Decimal(yuan_per_unit) * Decimal("0.5").scaleb(-decimals)
    return PrintedAmount(amount.quantize(_CENT), half_width)


def _split_measure(number: str, yuan_per_unit: int, measures: Mapping[str, int]) -> tuple[str, int]:
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
