"""What the shape of signs tells, whatever they mean: figures, marks that stand for none, dotted leaders."""

import re

_FIGURE = re.compile(r"[-+−–—]?[(（]?[-−]?\d+(?:[,，]\d+)*(?:\.\d+)?[%％]?[)）]?")
_MARK = re.compile(r"[-–—―/*※×]+")
_ENDS = ("。", "！", "？", "；", "：")
_LEADER = re.compile(r"[.…·․‥．・。_] ?[.…·․‥．・。_] ?[.…·․‥．・。_]|……")

# No line ends with an opening bracket or begins with a closing one or with a mark of punctuation: （项）。 But 七、 and （二）
# are the numbers of paragraphs.
_UNBROKEN = re.compile(
    r"(?![（(]?[一二三四五六七八九十\d]{1,3}[）)、])[（(《〈“‘〔【]*[^\s!-~][）)》〉”’〕】，。；：、！？]+|[!-~]+"
)


def is_figure(text: str) -> bool:
    """Whether a piece of a line is a number alone."""
    return _FIGURE.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """Whether a piece only fills its place, as a dash does for nothing."""
    return _MARK.fullmatch(text) is not None


def is_spread(text: str) -> bool:
    """Whether a piece is one sign that may belong to a word whose signs are spread, as those of 合 计 are."""
    return len(text) == 1 and not text.isascii()


def has_leader(text: str) -> bool:
    """Whether a line leads the eye by dots to what stands at its end, as contents do."""
    return _LEADER.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a mark that ends a sentence."""
    return text.endswith(_ENDS)


def has_letters(text: str) -> bool:
    """Whether a line holds a letter that is as high as its field: digits and marks are not."""
    return any(sign.isalpha() and not sign.isascii() for sign in text)


def unbroken_signs(text: str) -> int:
    """How many signs at the beginning of a text no line is broken among: those of a figure or a word, （项）。"""
    found = _UNBROKEN.match(text)
    return found.end() if found else 0
