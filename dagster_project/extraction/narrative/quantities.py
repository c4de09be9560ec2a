"""The numbers of a sentence with their units of measure. What they measure is told by `labels`."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from dagster_project.extraction.narrative.words import NarrativeWords
from dagster_project.extraction.wording import NO_DIGITS

# The number of a year, a day or a document (2026 年, 53 号) is no figure.
_NUMBER = re.compile(r"(?<!\d)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d年月日号])")
_DATE = re.compile(r"(?:19|20)\d\d(?:年|[./-])\d{1,2}(?!\d)(?:月(?:\d{1,2}日)?|[./-]\d{1,2}(?!\d))?")
_POWER = re.compile(r"(?<![\dA-Za-z.])\d+(?:\.\d+)?[eE][+-]?\d+(?![\dA-Za-z])")
# Beside one of these a number is not what its digits alone say: letters, footnote marks, signs of what could not be decoded.
_MARK = f"A-Za-z{NO_DIGITS}\u202d\u202e\u2066-\u2069\ufffd?'’"
_SEPARATOR = ".,、·"
_MARK_BEFORE = re.compile(rf"(?:[{_MARK}]|[\d{_MARK}][{_SEPARATOR}]+|[{_SEPARATOR}]{{2,}}|-\.|\d。)$")
_MARK_BEHIND = re.compile(rf"[{_MARK}]|[{_SEPARATOR}]+[\d{_MARK}]|-\.\d|。\d\d(?!\d)")
_MAY_BE_MARK_BEFORE = re.compile(f"[{_MARK}{_SEPARATOR}。]")
_LETTERS = frozenset(ascii_letters)
# Letters that are taken for digits, among those of a number: 5.0O.
_MISPRINT = re.compile(r"(?<![\dA-Za-z.])\d[\d,]{0,20}\.?\d{0,8}[OoIlZSB]{1,2}[\d.,]{0,20}")
_RAISED_NUMBER = re.compile(rf"[{NO_DIGITS}]+(?:[.,·][{NO_DIGITS}]+)*")
# Without one of these signs there is neither a power, nor a misprint, nor a raised number.
_SIGN_OF_OTHERWISE = re.compile(f"[eEOoIlZSB{NO_DIGITS}]")
_HALF = Decimal("0.5")
_OPERATORS = frozenset("*×÷+")
# Right behind a number, or a sum of money, and before another: 3-5 万元, 3 万元至 5 万元.
_RANGE_SIGNS = "-~—至到"
_RANGE_BEHIND = re.compile(rf"[{_RANGE_SIGNS}]\d")
_RANGE_BEFORE = re.compile(rf"(?:\d|\d[百千万亿]*元)[{_RANGE_SIGNS}]$")
_SIGNS_OF_RANGES = frozenset(_RANGE_SIGNS)
_LONGEST_RANGE_SIGN = 8
_LONGEST_WORD = 8


class Quantity(NamedTuple):
    """A number at a span of the key; `kind` is money, rate, percent, area, count, bare or decimal.

    `role` tells what it is not a figure by itself for: a threshold (50 万元以上), a date, a term of a
    calculation, the end of a range; or why its value cannot be told: its digits stand apart (parted), have a
    footnote mark (marked), it is printed in words (壹佰万元, 5 百万元) or with a power (1e5), or it is called approximate
    (约 5 万元, 5 万元左右). Empty where it may be a figure.
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
        return _half_width(self.decimals)


@lru_cache(maxsize=256)
def _half_width(decimals: int) -> Decimal:
    return _HALF.scaleb(-decimals)


def find_quantities(
    text_key: str, words: NarrativeWords, is_parted: Callable[[int, int], bool] = lambda *_: False
) -> list[Quantity]:
    """The numbers of a key in reading order, those without unit and decimals too (编制数 33).

    `is_parted` tells whether in print something stands among the signs of a span of the key.
    """
    if not may_hold_number(text_key, words):
        return []
    dates = [match.span() for match in _DATE.finditer(text_key)]
    untold = [*_numbers_otherwise(text_key, words), *_numbers_in_words(text_key, words)]
    numbers = _numbers(text_key, dates, words, is_parted)
    if not untold:
        return list(numbers)
    found = [each for each in numbers if not any(other.start <= each.start < other.end for other in untold)]
    return sorted([*found, *untold], key=lambda quantity: quantity.start)


def may_hold_number(text: str, words: NarrativeWords) -> bool:
    """Whether a text, as printed or in its key, has a sign of a number, in digits or in words: many have none."""
    return words.sign_of_number.search(text) is not None


def _numbers(
    text_key: str, dates: list[tuple[int, int]], words: NarrativeWords, is_parted: Callable[[int, int], bool]
) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text_key):
        start, end = match.span()
        unit = words.unit.match(text_key, end)
        unit_text, rate = (unit.group(1), unit.group(2) or "") if unit else ("", "")
        behind = end + len(unit_text) + len(rate)
        decimals = len(match.group(2)) - 1 if match.group(2) else 0
        if not unit_text and _is_in_a_word(text_key, start, end):
            continue
        multiple = None if unit else words.multiple.match(text_key, end)
        role = _role(text_key, start, end, behind, dates, words) or _damage(text_key, start, end, is_parted)
        yield Quantity(
            start=start,
            end=multiple.end() if multiple else behind,
            text=match.group(),
            value=Decimal(match.group().replace(",", "")),
            decimals=decimals,
            unit=multiple.group() if multiple else unit_text + rate,
            kind="money" if multiple else _kind(unit_text, rate, decimals, words),
            yuan_per_unit=None if rate or multiple else words.money.get(unit_text),
            role="words" if multiple else role,
        )


def _numbers_otherwise(text_key: str, words: NarrativeWords) -> Iterator[Quantity]:
    """Numbers with a power of ten (1e5 元), and sums of money with letters among their digits or in raised or circled ones."""
    if _SIGN_OF_OTHERWISE.search(text_key) is None:
        return
    for match in _POWER.finditer(text_key):
        unit = words.unit.match(text_key, match.end())
        yield _untold(match, unit.group() if unit else "", "power")
    for match in _MISPRINT.finditer(text_key):
        unit = words.unit.match(text_key, match.end())
        if unit and unit.group() in words.money:
            yield _untold(match, unit.group(), "marked")
    for match in _RAISED_NUMBER.finditer(text_key):
        unit = words.unit.match(text_key, match.end())
        is_behind_digits = text_key[match.start() - 1 : match.start()].isdecimal()
        if unit and unit.group() in words.money and not is_behind_digits:
            yield _untold(match, unit.group(), "marked")


def _numbers_in_words(text_key: str, words: NarrativeWords) -> Iterator[Quantity]:
    """Sums of money in words: 壹佰万元."""
    if words.may_be_money_in_words.search(text_key) is None:
        return
    for match in words.money_in_words.finditer(text_key):
        yield _untold(match, "", "threshold" if words.threshold.match(text_key, match.end()) else "words")


def _untold(match: re.Match[str], unit: str, role: str) -> Quantity:
    return Quantity(match.start(), match.end() + len(unit), match.group(), Decimal(0), 0, unit, "money", None, role)


def _is_in_a_word(text_key: str, start: int, end: int) -> bool:
    """Whether a letter stands beside a number: V1.5, 10058K."""
    return text_key[max(0, start - 1) : start] in _LETTERS or text_key[end : end + 1] in _LETTERS


def _damage(text_key: str, start: int, end: int, is_parted: Callable[[int, int], bool]) -> str:
    """Why the value of a number cannot be told from its digits; empty where it can."""
    may_be_marked = start > 0 and _MAY_BE_MARK_BEFORE.match(text_key, start - 1)
    if (may_be_marked and _MARK_BEFORE.search(text_key[max(0, start - 3) : start])) or _MARK_BEHIND.match(text_key, end):
        return "marked"
    return "parted" if is_parted(start, end) else ""


def _kind(unit: str, rate: str, decimals: int, words: NarrativeWords) -> str:
    if unit in words.money:
        return "rate" if rate else "money"
    if unit:
        return words.unit_kinds[unit]
    return "decimal" if decimals else "bare"


def _role(text_key: str, start: int, end: int, behind: int, dates: list[tuple[int, int]], words: NarrativeWords) -> str:
    if dates and behind == end and any(first <= start < last for first, last in dates):
        return "date"
    if behind > end and words.threshold.match(text_key, behind):
        return "threshold"
    if text_key[behind : behind + 1] in _OPERATORS or text_key[start - 1 : start] in _OPERATORS:
        return "calculation"
    if _is_approximate(text_key, start, end, behind, words):
        return "approximate"
    if _is_end_of_range(text_key, start) or (behind > end and _RANGE_BEHIND.match(text_key, behind)):
        return "range"
    return ""


def _is_approximate(text_key: str, start: int, end: int, behind: int, words: NarrativeWords) -> bool:
    unit = text_key[end:behind]
    if unit not in words.money and unit != "%":
        return False
    near = max(0, start - _LONGEST_WORD)
    is_called_so = text_key.endswith(words.approximate, near, start) and not text_key.endswith(words.not_approximate, near, start)
    return is_called_so or words.approximate_behind.match(text_key, behind) is not None


def _is_end_of_range(text_key: str, start: int) -> bool:
    if text_key[max(0, start - 1) : start] not in _SIGNS_OF_RANGES:
        return False
    return _RANGE_BEFORE.search(text_key[max(0, start - _LONGEST_RANGE_SIGN) : start]) is not None
