"""How printed words are compared and shown.

PDF conversion wraps words with spaces, mixes full- and half-width forms and leaves zero-width
characters behind. `key` makes two spellings of the same words equal; `clean` makes a label fit
to be shown. Neither knows what a word means: that is the vocabulary's business.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Signs that turn the order of what follows them stay: what they stand in is not what it looks like.
INVISIBLE = "\u200b-\u200f\u202a-\u202c\u2060-\u2064\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Many fonts of PDFs give a minus as a soft hyphen.
SOFT_MINUS = re.compile(r"\u00ad(?=\s*\.?\d)")
# Footnote marks and the like (², ①, ½) are no digits, though a normalised text would make digits of them.
NO_DIGITS = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u2189\u2460-\u2473\u24ea"
_NO_DIGITS = re.compile(f"([{NO_DIGITS}])")
_DIGITS = re.compile(r"\d+")
# Where the digits of other widths and scripts are, and no Chinese sign is.
_MAY_BE_OTHER_DIGIT = re.compile("[\u0660-\u1c59\ua620-\uabf9\uff10-\uff19\U00010000-\U0010ffff]")
# CJK ideographs and the punctuation that stands among them: no space belongs between two of these.
_CJK = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60“”‘’"
_SPACE_IN_CJK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SAME_SIGN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "−": "-", "〔": "[", "〕": "]"}
_NUMBERING = re.compile(r"(?:[一二三四五六七八九十]+[、.]|\d+[、.](?!\d)|\((?:[一二三四五六七八九十]+|\d+)\)[、.]?)")

# Signs of full width, one for one: a text keeps its length when it is folded so.
_HALF_WIDTH = {**_SAME_SIGN, **{chr(sign): chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F)}, "\u3000": " "}
_CHANGING = re.compile(f"[{''.join(_HALF_WIDTH)}]")
# A text without any other sign is normalised (NFKC) by folding it, which costs a fraction of that.
_NOT_FOLDED_ALONE = re.compile(f"[^\\x00-\\x7f\u3001-\u3003\u3007-\u3011\u4e00-\u9fff—{''.join(_HALF_WIDTH)}]")


def strip_invisible(text: str) -> str:
    """Text without zero-width characters, direction marks and soft hyphens."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def count_digits(text: str) -> int:
    """How many digits, of any width, a text holds."""
    if _MAY_BE_OTHER_DIGIT.search(text):
        return sum(map(len, _DIGITS.findall(text)))
    # As bytes, of which no other sign has that of a digit: they are counted at once, not sign by sign.
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded) - len(encoded.translate(None, b"0123456789"))


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """The form of a text by which two printings are compared: width-folded (NFKC), no spaces.

    Footnote marks stay as they are, so that a figure with one is none.
    """
    return "".join(spaced_key(text).split())


def spaced_key(text: str) -> str:
    """The key of a text with its spaces kept: for words that must stand at the beginning of a line or behind a blank."""
    if text.isascii():
        return text
    if _NOT_FOLDED_ALONE.search(text) is None:
        return fold(text)
    visible = strip_invisible(text)
    if _NO_DIGITS.search(visible):
        parts = _NO_DIGITS.split(visible)
        folded = "".join(part if at % 2 else unicodedata.normalize("NFKC", part) for at, part in enumerate(parts))
    else:
        folded = unicodedata.normalize("NFKC", visible)
    return _translated(folded, _SAME_SIGN)


def fold(text: str) -> str:
    """A text with signs of half width, sign for sign: spaces stay, and every place is where it was."""
    return text if text.isascii() else _translated(text, _HALF_WIDTH)


def _translated(text: str, signs: Mapping[str, str]) -> str:
    """A text with some of its signs replaced. Few are in any text: `str.translate` looks each sign of it up."""
    for sign in set(_CHANGING.findall(text)):
        text = text.replace(sign, signs.get(sign, sign))
    return text


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """A label as it is shown: outer space gone, no space between two Chinese characters, one elsewhere."""
    visible = strip_invisible(text)
    words = visible.split()
    return " ".join(_SPACE_IN_CJK.sub("", visible).split() if len(words) > 1 else words)


def without_numbering(text_key: str) -> str:
    """A key without the numbering that leads it: `一、`, `1.`, `(一)`."""
    number = _NUMBERING.match(text_key)
    return text_key[number.end() :] if number else text_key
