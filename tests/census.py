"""A census of the digits of a document, which knows nothing of how documents are read.

It counts the signs that stand for a digit in the decoded text, without tags of mark-up: decimal digits of any script and
width, and apart from them digits that are raised, lowered or in circles.
"""

import re
import unicodedata
from typing import NamedTuple

# A tag, not the less-than sign of a target (<=5%): a name follows the bracket.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


class Digits(NamedTuple):
    """How many digits stand on a line: `decimal` are those of figures, `marks` those of footnotes."""

    decimal: int
    marks: int


def census(content: bytes) -> list[Digits]:
    """The digits of each line of a document. Raises `UnicodeDecodeError` where it is in no encoding that is known here."""
    return [_count(_TAG.sub("", line)) for line in _decoded(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def total(content: bytes) -> Digits:
    """The digits of a whole document."""
    lines = census(content)
    return Digits(sum(line.decimal for line in lines), sum(line.marks for line in lines))


def _count(text: str) -> Digits:
    decimal = sum(unicodedata.category(sign) == "Nd" for sign in text)
    marks = sum(unicodedata.category(sign) == "No" and unicodedata.digit(sign, None) is not None for sign in text)
    return Digits(decimal, marks)


def _decoded(content: bytes) -> str:
    for encoding, mark in _MARKS.items():
        if content.startswith(mark):
            return content.removeprefix(mark).decode(
                "utf-8" if encoding == "utf-8-sig" else "utf-16-le" if encoding == "utf-16" else encoding
            )
    if b"\x00" in content:
        return content.decode("utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")
