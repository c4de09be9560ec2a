"""Lengths and transformations of CSS, in points. A variable that is not declared counts as one."""

import math
import re
from collections.abc import Mapping

from dagster_project.extraction.pages.drawing import IDENTITY, Matrix, product

_UNITS = {"": 0.75, "px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_ROOT_SIZE = 12.0
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)(%|[a-z]*)", re.IGNORECASE)
_LONGEST = 200
_FARTHEST = 1e6
# `calc`, or `round` to the nearest below, of a product: as viewers of PDF files write them.
_CALCULATION = re.compile(r"(?:calc|round)\((?:down\s*,|up\s*,|nearest\s*,)?(.*?)(?:,\s*[\d.]+px)?\)", re.DOTALL)
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_FUNCTION = re.compile(r"(\w+)\(([^()]*)\)")


def length(printed: str | None, size: float, whole: float | None, variables: Mapping[str, str]) -> float | None:
    """A length, where letters have a size and percentages are of a whole; None where it is none, or cannot be told."""
    if not printed or len(printed) > _LONGEST:
        return None
    if "(" in printed:
        return _calculated(printed, size, whole, variables)
    matched = _LENGTH.fullmatch(printed)
    if not matched:
        return None
    number, unit = float(matched[1]), matched[2].lower()
    scale = _UNITS.get(unit)
    if unit == "em":
        scale = size
    elif unit == "rem":
        scale = _ROOT_SIZE
    elif unit == "%":
        scale = None if whole is None else whole / 100
    found = None if scale is None else number * scale
    return found if found is not None and math.isfinite(found) and abs(found) < _FARTHEST else None


def is_length(printed: str | None) -> bool:
    """Whether a declaration is a length, whatever it is of."""
    return length(printed, 1.0, 1.0, {}) is not None


def _calculated(printed: str, size: float, whole: float | None, variables: Mapping[str, str]) -> float | None:
    """A product of numbers and of one length."""
    printed = _VARIABLE.sub(lambda found: variables.get(found[1]) or (found[2] or "1").strip(), printed)
    matched = _CALCULATION.fullmatch(printed.strip())
    if not matched:
        return length(printed, size, whole, variables) if "(" not in printed else None
    number, measured = 1.0, None
    for factor in matched[1].split("*"):
        try:
            number *= float(factor)
        except ValueError:
            if measured is not None:
                return None
            measured = length(factor.strip(), size, whole, variables) if "(" not in factor else None
            if measured is None:
                return None
    found = number * (measured if measured is not None else _UNITS[""])
    return found if math.isfinite(found) and abs(found) < _FARTHEST else None


def transformation(printed: str | None, size: float, width: float, height: float, variables: Mapping[str, str]) -> Matrix:
    """What `transform` does to a box, from its origin; what is not known does nothing."""
    matrix = IDENTITY
    for name, arguments in _FUNCTION.findall(_VARIABLE.sub("1", (printed or "")[:_LONGEST])):
        matrix = product(_function(name.lower(), arguments.split(","), size, (width, height), variables), matrix)
    return matrix


def _function(name: str, arguments: list[str], size: float, box: tuple[float, float], variables: Mapping[str, str]) -> Matrix:
    """What one function of a transformation does."""
    lengths = [length(argument.strip(), size, whole, variables) or 0.0 for argument, whole in zip(arguments, box, strict=False)]
    numbers = [_number(each) for each in arguments]
    found = {
        "translate": (1, 0, 0, 1, lengths[0], lengths[-1] if len(lengths) > 1 else 0.0),
        "translatex": (1, 0, 0, 1, lengths[0], 0),
        "translatey": (1, 0, 0, 1, 0, length(arguments[0].strip(), size, box[1], variables) or 0.0),
        "rotate": _turned(arguments[0].strip()),
        "scale": (numbers[0], 0, 0, numbers[-1], 0, 0),
        "scalex": (numbers[0], 0, 0, 1, 0, 0),
        "scaley": (1, 0, 0, numbers[0], 0, 0),
    }
    if name == "matrix" and len(numbers) == 6:
        a, b, c, d, e, f = numbers
        return a, b, c, d, e * _UNITS["px"], f * _UNITS["px"]
    return found.get(name, IDENTITY)


def _turned(printed: str) -> Matrix:
    degrees = _number(printed.removesuffix("deg")) if printed.endswith("deg") else 0.0
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return cosine, sine, -sine, cosine, 0, 0


def _number(printed: str) -> float:
    try:
        number = float(printed)
    except ValueError:
        return 1.0
    return number if math.isfinite(number) and abs(number) < _FARTHEST else 1.0
