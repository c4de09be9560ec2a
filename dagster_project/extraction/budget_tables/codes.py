"""Subject codes as the label cells of a row print them: whole, cut in columns, before their names, or filled in part.

What a code means, and whether it is one, is the business of `labels`.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dagster_project.extraction.budget_tables.subject_names import CODE_LENGTHS
from dagster_project.extraction.wording import clean, key

_CODE_AND_NAME = re.compile(r"(\d+(?:\s+\d+)*)?\s*(.*)", re.DOTALL)
# [2010301]行政运行, 2010301-行政运行: a bracket or a dash keeps the code from the name.
_CODE_APART = re.compile(r"(?:[\[(（［【〔](\d{3,})[\])）］】〕]|(\d{3,})\s*[-—–－]+(?=\s*\D))\s*(.*)", re.DOTALL)
# 1、教育支出, 2.教育支出: the number of a line, no code.
_NUMBER_OF_LINE = re.compile(r"\d{1,2}\s*[、.．](?!\d)")
_STARTS_WITH_CODE = re.compile(r"\W?\d{3}")
_DIGITS_OF_A_PART = 2


class CutCode(NamedTuple):
    """The parts of a code in columns of their own (类, 款, 项), some of which before the last are blank."""

    parts: tuple[str, ...]

    def below(self, above: str) -> str:
        """The code, with what is blank as in the code `above`, the last one printed; empty where that has no such part."""
        code = ""
        for part, length in zip(self.parts, CODE_LENGTHS, strict=False):
            whole = code + part if part else above[:length]
            if len(whole) != length or not whole.startswith(code):
                return ""
            code = whole
        return code

    def known_above(self, above: str) -> str:
        """What of the code `above` stands over the last part."""
        return above[: CODE_LENGTHS[len(self.parts) - 2]] if len(self.parts) > 1 else ""


def code_and_name(texts: Iterable[str]) -> tuple[str, str]:
    """A subject code and its name from the label cells of a row, however they are cut.

    Codes come as 201 | 41 | 01, as 201 | 20141 | 2014101, or before the name in one cell. A part
    of one digit (201 | 1) may be one that lost a zero, or another thing: it is kept apart by a space.
    """
    return _code_and_name(tuple(texts))


@lru_cache(maxsize=16384)
def _code_and_name(texts: tuple[str, ...]) -> tuple[str, str]:
    """Cached: the same subjects stand in table after table."""
    code = ""
    names: list[str] = []
    for text in filter(None, texts):
        digits, name = ("", clean(text)) if names else _digits_and_name(text)
        for part in map(key, digits.split()):
            if len(part) > _DIGITS_OF_A_PART and part.startswith(code):
                code = part
            else:
                code += f" {part}" if len(part) == 1 else part
        if name:
            names.append(name)
    return code, clean(" ".join(names))


def _digits_and_name(text: str) -> tuple[str, str]:
    """The digits that a cell begins with, and what stands behind them."""
    if key(text).isdigit():
        return key(text), ""
    apart = _CODE_APART.fullmatch(clean(text))
    if apart:
        return apart.group(1) or apart.group(2), apart.group(3)
    if _NUMBER_OF_LINE.match(text):
        return "", clean(text)
    match = _CODE_AND_NAME.fullmatch(clean(text))
    return (match.group(1) or "", match.group(2)) if match else ("", clean(text))


def subjects_side_by_side(texts: Sequence[str]) -> list[list[str]]:
    """Label cells parted where a code follows a name: 30101 | 基本工资 | 50101 | 工资奖金津补贴."""
    subjects: list[list[str]] = [[]]
    has_name = False
    for text in texts:
        is_code = bool(_STARTS_WITH_CODE.match(text))
        if is_code and has_name:
            subjects.append([])
            has_name = False
        subjects[-1].append(text)
        has_name = has_name or bool(text and not key(text).isdigit())
    return subjects


def cut_code(texts: Sequence[str]) -> CutCode | None:
    """The parts of a code of which one before the last is blank; None where the cells hold no such code."""
    parts: list[str] = []
    for part in map(key, texts):
        if part and not part.isdigit():
            break
        parts.append(part)
    while parts and not parts[-1]:
        parts.pop()
    if all(parts) or len(parts) > len(CODE_LENGTHS):
        return None
    lengths = (CODE_LENGTHS[0], *(_DIGITS_OF_A_PART for _ in CODE_LENGTHS[1:]))
    is_cut = all(len(part) in (0, length) for part, length in zip(parts, lengths, strict=False))
    return CutCode(tuple(parts)) if is_cut else None


def prints_code(text: str) -> bool:
    """Whether a label cell begins with a code, or holds a part of one."""
    word = key(text)
    return bool(_STARTS_WITH_CODE.match(word)) or (word.isdigit() and len(word) == _DIGITS_OF_A_PART)


def is_code(text: str) -> bool:
    """Whether a text may be a subject code by its length."""
    return text.isdigit() and len(text) in CODE_LENGTHS
