"""Numbers of spreadsheets as they are displayed: `0.1359` with the format `0.00%` is `13.59%`.

A format that is not understood (fractions, scientific notation, conditions) leaves the number itself, without the traces of
binary fractions. Dates are ISO dates, whatever their format.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

# What a spreadsheet keeps of a number; more digits are traces of binary fractions.
_DIGITS = 15
_EXACT = Context(prec=400)
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|([0#?.,]+)|(E[+-])|(.)', re.DOTALL)
_SECTION_END = re.compile(r'("[^"]*"|\\.|_.|\*.|\[[^\]]*\])|;', re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.DOTALL | re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]|上午|\[[hms]+\]", re.IGNORECASE)
_DAY_LETTER = re.compile(r"[yd]", re.IGNORECASE)
_TIME_LETTER = re.compile(r"[hs]", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)")
_LAST_DAY = 2_958_465
# Excel takes 1900 for a leap year: its days from 1 March on count from 30 December 1899.
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_SECONDS_OF_DAY = 86_400


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of a format: what is before and behind the digits, and how these are printed."""

    before: str
    behind: str
    decimals: int
    optional_decimals: int
    least_digits: int
    is_grouped: bool
    scale: int
    has_digits: bool


def displayed(value: float, code: str | None, *, counts_from_1904: bool = False) -> str:
    """A number as its format displays it."""
    if code and _is_date(code):
        return _date(value, code, counts_from_1904) or plain(value)
    number = _decimal(value)
    if number is None:
        return ""
    sections = _sections(code or "")
    if sections is None or len(sections) > 4:
        return plain(value)
    section, number = _choose(sections, number)
    return plain(value) if section is None else _printed(section, number)


def plain(value: float) -> str:
    """A number itself: no exponent, no trailing zeros, no traces of binary fractions."""
    number = _decimal(value)
    if number is None:
        return ""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


def _decimal(value: float) -> Decimal | None:
    number = Decimal(f"{value:.{_DIGITS}g}")
    return number if number.is_finite() else None


def _choose(sections: tuple[_Section | None, ...], number: Decimal) -> tuple[_Section | None, Decimal]:
    """The section for a number, and the number that it prints; a minus that the section does not print itself is kept."""
    first = sections[0]
    if number < 0 and len(sections) > 1:
        section = sections[1]
        says_so = section is not None and (not section.has_digits or any(sign in section.before for sign in "-−("))
        return section, -number if says_so else number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return first, number


def _printed(section: _Section, number: Decimal) -> str:
    if not section.has_digits:
        return section.before.strip()
    scaled = number.scaleb(section.scale, _EXACT)
    step = Decimal(1).scaleb(-section.decimals - section.optional_decimals)
    rounded = scaled.quantize(step, ROUND_HALF_UP, _EXACT)
    text = f"{abs(rounded):,f}" if section.is_grouped else f"{abs(rounded):f}"
    whole, _, decimals = text.partition(".")
    whole = whole.lstrip("0") if section.least_digits == 0 else whole.zfill(section.least_digits)
    kept = decimals[: section.decimals] + decimals[section.decimals :].rstrip("0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{section.before}{whole}{'.' if kept else ''}{kept}{section.behind}".strip()


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section | None, ...] | None:
    """The sections of a format; None for one that is not understood."""
    parts, begin = [], 0
    for found in _SECTION_END.finditer(code):
        if not found.group(1):
            parts.append(code[begin : found.start()])
            begin = found.end()
    parts.append(code[begin:])
    # A condition says which numbers a section is for, and the places of the sections say nothing.
    if any(re.search(r"\[[<>=]", part) for part in parts):
        return None
    return tuple(_section(part, is_first=at == 0) for at, part in enumerate(parts))


def _section(part: str, *, is_first: bool) -> _Section | None:
    """A section; None where it displays the number itself, or is not understood."""
    if part.strip().lower() in {"general", "g/通用格式", "@"} or (is_first and not part):
        return None
    before, digits, behind, percents = "", "", "", 0
    for quoted, escaped, bracketed, places, exponent, other in _TOKEN.findall(part):
        if exponent or other in {"/", "@"} or (places and behind and digits):
            return None
        literal = quoted or escaped or other
        if bracketed:
            currency = _CURRENCY.match(bracketed)
            literal = currency.group(1) if currency else ""
        percents += other == "%"
        if places:
            digits += places
        elif digits:
            behind += literal
        else:
            before += literal
    return _of_digits(before, digits, behind, percents)


def _of_digits(before: str, digits: str, behind: str, percents: int) -> _Section | None:
    whole, _, decimals = digits.partition(".")
    if "." in decimals:
        return None
    thousands = len(digits) - len(digits.rstrip(","))
    whole_digits = whole.rstrip(",")
    decimals = decimals.rstrip(",")
    return _Section(
        before=before,
        behind=behind,
        decimals=decimals.count("0"),
        optional_decimals=len(decimals) - decimals.count("0"),
        least_digits=whole_digits.count("0"),
        is_grouped="," in whole_digits,
        scale=2 * percents - 3 * thousands,
        # Question marks alone keep a place free, as behind the stroke of a nil in accounts.
        has_digits=any(sign in digits for sign in "0#"),
    )


@lru_cache(maxsize=1024)
def _is_date(code: str) -> bool:
    bare = _QUOTED.sub("", code)
    return "general" not in bare.lower() and "通用" not in bare and bool(_DATE_LETTER.search(bare))


def _date(value: float, code: str, counts_from_1904: bool) -> str | None:
    """The day, the time, or both, that a format displays; None where there is no such day."""
    if not 0 <= value < _LAST_DAY:
        return None
    first = _FIRST_DAY_1904 if counts_from_1904 else _FIRST_DAY
    # The days of January and February 1900 are one off in a count that has 29 February 1900.
    days = value + 1 if not counts_from_1904 and 1 <= value < 60 else value
    moment = first + timedelta(seconds=round(days * _SECONDS_OF_DAY))
    bare = _QUOTED.sub("", code)
    has_time, has_day = bool(_TIME_LETTER.search(bare)), bool(_DAY_LETTER.search(bare)) or not _TIME_LETTER.search(bare)
    if has_time and has_day:
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    return moment.strftime("%Y-%m-%d" if has_day else "%H:%M:%S")


# Formats that a file names by number alone. 27 to 36 and 50 to 58 are dates of Chinese, Japanese and Korean Excel.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0;-#,##0",
    6: "#,##0;-#,##0",
    7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    48: "##0.0E+0",
    49: "@",
}
