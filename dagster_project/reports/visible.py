"""Texts of documents as a reader can trust them: what would act on the display unseen is shown instead."""

import unicodedata

# Control characters, direction overrides and other formats, half characters, separators of lines and paragraphs.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_BLANKS = "\t\n\r"


def visible(text: str) -> str:
    """A text in one line, with each character that has no shape of its own spelt out: ⟨U+202E⟩."""
    return text if text.isprintable() else "".join(map(_shown, text))


def clipped(text: str, longest: int) -> str:
    """A text of at most so many characters; an ellipsis stands where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _shown(character: str) -> str:
    if character in _BLANKS:
        return " "
    return f"⟨U+{ord(character):04X}⟩" if unicodedata.category(character) in _UNSEEN else character
