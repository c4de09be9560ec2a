"""Texts of documents as a reader can trust them: what would act on the display unseen is shown instead.

The one place for it: the pages and the command line show every text that is not their own through here.
"""

import re
import unicodedata
from collections.abc import Callable

# Control characters, direction overrides and other formats, half characters, separators of lines and paragraphs.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Letters, marks and unassigned characters that are drawn as nothing: fillers of Hangul and Khmer, joiners, the tags' block.
_DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_BLANKS = "\t\n\r"
# What a spreadsheet takes for the beginning of a formula, of half and of full width, also behind blanks and unseen signs.
_FORMULA = re.compile(r"(?:\s|⟨U\+[0-9A-F]+⟩)*[=+\-@＝＋－＠]")
# A number is no formula, whatever its sign.
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")


def visible(text: str) -> str:
    """A text in one line, with each character that has no shape of its own spelt out: ⟨U+202E⟩."""
    return spelt_out(text, _shown)


def visible_lines(text: str) -> str:
    """A text whose lines stay lines, each of them visible."""
    return text if _is_plain(text) else "\n".join(map(visible, text.split("\n")))


def spelt_out(text: str, spelling: Callable[[str], str]) -> str:
    """A text with another spelling of each character that has no shape of its own: tabs and ends of lines too."""
    return text if _is_plain(text) else "".join(spelling(sign) if _is_unseen(sign) else sign for sign in text)


def clipped(text: str, longest: int) -> str:
    """A text of at most so many characters; an ellipsis stands where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def harmless_in_a_spreadsheet(text: str) -> str:
    """A text as it is safe in a cell: visible, and with an apostrophe before what a spreadsheet would take for a formula."""
    shown = visible_lines(text)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown


def _is_plain(text: str) -> bool:
    return text.isprintable() and not _DRAWN_AS_NOTHING.search(text)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN or _DRAWN_AS_NOTHING.match(character) is not None


def _shown(character: str) -> str:
    return " " if character in _BLANKS else f"⟨U+{ord(character):04X}⟩"
