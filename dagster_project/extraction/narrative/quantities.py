"""The numbers of a sentence with their units of measure. What they measure is told by `labels`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.narrative.words import NarrativeWords

# The number of a year, a day or a document (2026 年, 53 号) is no figure.
_NUMBER = re.compile(r"(?<![\dA-Za-z.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\dA-Za-z年月日号])")
_DATE = re.compile(r"(?:19|20)\d\d(?:年|[./-])\d{1,2}(?!\d)(?:月(?:\d{1,2}日)?|[./-]\d{1,2}(?!\d))?")
_HALF = Decimal("0.5")
_OPERATORS = "*×÷+"
_RANGE_SIGNS = "-~—至到"


class Quantity(NamedTuple):
    """A number at a span of the key; `kind` is money, rate, percent, area, count, bare or decimal.

    `role` tells what it is not a figure by itself for: a threshold (50 万元以上), a date, a term of a
    calculation, the end of a range; empty where it may be a figure.
    """

    start: int
    end: int
    text: str
    value: Decimal
    decimals: int
    unit: str
    kind: str
    yuan_per_unit: int | None
    role: str = ""

    @property
    def half_width(self) -> Decimal:
        """Half a unit of the last printed digit (XBRL Calculations 1.1)."""
        return _HALF.scaleb(-self.decimals)


def find_quantities(text_key: str, words: NarrativeWords) -> list[Quantity]:
    """The numbers of a key in reading order, those without unit and decimals too (编制数 33)."""
    dates = [match.span() for match in _DATE.finditer(text_key)]
    return list(_quantities(text_key, dates, words))


def _quantities(text_key: str, dates: list[tuple[int, int]], words: NarrativeWords) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text_key):
        start, end = match.span()
        unit = words.unit.match(text_key, end)
        unit_text, rate = (unit.group(1), unit.group(2) or "") if unit else ("", "")
        behind = end + len(unit_text) + len(rate)
        decimals = len(match.group(2)) - 1 if match.group(2) else 0
        yield Quantity(
            start=start,
            end=behind,
            text=match.group(),
            value=Decimal(match.group().replace(",", "")),
            decimals=decimals,
            unit=unit_text + rate,
            kind=_kind(unit_text, rate, decimals, words),
            yuan_per_unit=None if rate else words.money.get(unit_text),
            role=_role(text_key, start, end, behind, dates, words),
        )


def _kind(unit: str, rate: str, decimals: int, words: NarrativeWords) -> str:
    if unit in words.money:
        return "rate" if rate else "money"
    if unit:
        return words.unit_kinds[unit]
    return "decimal" if decimals else "bare"


def _role(text_key: str, start: int, end: int, behind: int, dates: list[tuple[int, int]], words: NarrativeWords) -> str:
    if behind == end and any(first <= start < last for first, last in dates):
        return "date"
    if behind > end and words.threshold.match(text_key, behind):
        return "threshold"
    if text_key[behind : behind + 1] in tuple(_OPERATORS) or text_key[start - 1 : start] in tuple(_OPERATORS):
        return "calculation"
    if start > 1 and text_key[start - 1] in _RANGE_SIGNS and text_key[start - 2].isdigit():
        return "range"
    return ""
