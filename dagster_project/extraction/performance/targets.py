"""A printed target (指标值): its operator, its number and its unit. `>=95%`, `<=958. 90 元/ 天`, `有效提升`.

The spaces in a target are wraps of the printed line, so it is read in its key, where there are none.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from dagster_project.extraction.amounts import DIGITS_APART, digits_apart
from dagster_project.extraction.performance.words import PerformanceWords
from dagster_project.extraction.wording import key

_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")
# A unit may end in a power (m2), but another number in it makes it something else: a date, a range.
_UNIT = re.compile(r"(?:[^0-9]|(?<=[A-Za-z])[0-9])*")
# 2026年12月1日前, 2026-12-01: an operator before it says no later than that.
_DAY = re.compile(r"[0-9]{4}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|([-/])[0-9]{1,2}\1[0-9]{1,2})(?:底|以|之)?前?")
_DIGIT = re.compile(r"[0-9]")
SEVERAL_TARGETS = "several targets stand in one cell: which indicator each is of is not told"
# What the records can hold.
_MOST_DIGITS = 18
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Target:
    """A target as read; `problem` says why the number of one that has an operator is not understood.

    A date or an adjective has neither operator nor value, and is no problem. `number` is the number as printed.
    """

    operator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    number: str = ""
    problem: str = ""


@lru_cache(maxsize=4096)
def parse_target(text: str, words: PerformanceWords) -> Target:
    """The target that a text states. Never raises."""
    word = key(text)
    printed, operator = next((pair for pair in words.operators if word.startswith(pair[0])), ("", ""))
    rest = word[len(printed) :]
    # A cell wraps its text also within decimals; a blank among whole digits may part two numbers.
    if digits_apart(text.split(".", maxsplit=1)[0]):
        return Target(operator or None, problem=DIGITS_APART if operator else "")
    if operator and _DAY.fullmatch(rest):
        return Target(operator)
    if operator and _is_of_several(rest, words):
        return Target(operator, problem=SEVERAL_TARGETS)
    match = _NUMBER.match(rest)
    unit = rest[match.end() :] if match else ""
    if match is None or _problem(match, unit, words):
        problem = "" if match is None else _problem(match, unit, words)
        if match is None and _DIGIT.search(rest):
            problem = "no number stands behind the operator"
        return Target(operator or None, problem=problem if operator else "")
    if not operator and unit not in words.countable_units:
        return Target()
    number = match.group().replace(",", "")
    return Target(operator or None, Decimal(number), unit or None, number)


@lru_cache(maxsize=1024)
def half_width(number: str) -> Decimal:
    """Half a unit of the last digit of a printed number (XBRL Calculations 1.1)."""
    return Decimal("0.5").scaleb(-len(number.partition(".")[2]))


def _is_of_several(rest: str, words: PerformanceWords) -> bool:
    """Whether numbers follow one another, each with its unit, and each further one behind a separator or an operator, or with the
    unit of the first.
    """
    targets = list(_one_of_several(words).finditer(rest))
    if len(targets) < 2 or "".join(target.group() for target in targets) != rest:
        return False
    return all(before["end"] or each["operator"] or each["unit"] == targets[0]["unit"] for before, each in pairwise(targets))


@cache
def _one_of_several(words: PerformanceWords) -> re.Pattern[str]:
    operator = f"(?:{'|'.join(map(re.escape, words.operator_starts))})"
    return re.compile(rf"(?P<operator>{operator})?[0-9][0-9,.]*(?P<unit>[^0-9;,、]+?)(?P<end>[;,、]*)(?={operator}?[0-9]|$)")


def _problem(match: re.Match[str], unit: str, words: PerformanceWords) -> str:
    """Why a number and what stands behind it are no value with its unit; empty where they are."""
    if not _UNIT.fullmatch(unit) or any(printed in unit for printed in words.operator_starts):
        return "there is more than one number behind the operator"
    if _is_date(unit, words):
        return "the unit is of a date, and the number is none"
    if len(match.group(2).replace(",", "")) > _MOST_DIGITS or len(match.group(3) or "") > _MOST_DECIMALS:
        return "the number has more digits than any target"
    return ""


def _is_date(unit: str, words: PerformanceWords) -> bool:
    """Whether a unit is two words of a date side by side, with the numbers between them lost: 年月."""
    first = next((word for word in words.date_words if unit.startswith(word)), "")
    return bool(first) and unit.startswith(words.date_words, len(first))
