"""Damage to bytes: encodings, line ends, controls, signs that are not seen."""

import re

from tests.made.damage.draft import Draft
from tests.made.damage.kinds import damage


def _encoded(name: str, encoding: str) -> None:
    def encode(draft: Draft) -> bool:
        draft.encode = lambda text: text.encode(encoding, errors="replace")
        return True

    encode.__name__ = name
    damage(encode)


for _name, _encoding in {
    "utf_8_with_mark": "utf-8-sig", "utf_16": "utf-16", "utf_16_le_without_mark": "utf-16-le", "gb18030": "gb18030", "gbk": "gbk", "utf_32": "utf-32",
}.items():  # fmt: skip
    _encoded(_name, _encoding)


def _replaced(name: str, old: str, new: str) -> None:
    def replace(draft: Draft) -> bool:
        draft.rename(old, new)
        draft.encode = lambda text: text.replace(old, new).encode()
        return True

    replace.__name__ = name
    damage(replace)


for _name, (_old, _new) in {
    "carriage_returns": ("\n", "\r\n"), "carriage_returns_alone": ("\n", "\r"), "line_separators": ("\n", "\u2028"), "next_lines": ("\n", "\x85"),
    "vertical_tabs": ("\n", "\v\n"), "no_blank_lines": ("\n\n", "\n"), "more_blank_lines": ("\n\n", "\n\n\n\n"), "wide_colons": ("：", ":"),
    "narrow_brackets": ("（", "("), "half_commas": ("，", ","), "no_stops": ("。", ""), "half_stops": ("。", "."), "no_commas_in_sentences": ("，", ""),
    "traditional_万": ("万元", "萬元"), "spaces_between_万_and_元": ("万元", "万 元"), "a_space_before_万元": ("万元", " 万元"),
    "tabs_with_spaces": ("\t", " \t "), "tabs_with_no_break_spaces": ("\t", "\u00a0\t\u00a0"), "tabs_with_zero_width": ("\t", "\u200b\t\ufeff"),
}.items():  # fmt: skip
    _replaced(_name, _old, _new)


@damage
def wide_digits_everywhere(draft: Draft) -> bool:
    draft.lines = [line.translate(str.maketrans("0123456789", "０１２３４５６７８９")) for line in draft.lines]
    return True


@damage
def null_bytes_in_a_figure(draft: Draft) -> bool:
    return _in_bytes(draft, lambda content, cut: content[:cut] + b"\0" + content[cut:])


@damage
def a_byte_that_is_no_text(draft: Draft) -> bool:
    return _in_bytes(draft, lambda content, cut: content[:cut] + b"\xff" + content[cut:])


@damage
def a_byte_in_the_place_of_a_digit(draft: Draft) -> bool:
    return _in_bytes(draft, lambda content, cut: content[:cut] + b"\xff" + content[cut + 1 :])


@damage
def a_digit_lost_to_a_null_byte(draft: Draft) -> bool:
    return _in_bytes(draft, lambda content, cut: content[:cut] + b"\0" + content[cut + 1 :])


def _in_bytes(draft: Draft, change) -> bool:
    """Changes the bytes within a figure."""
    place = draft.rng.random()

    def encode(text: str) -> bytes:
        content = text.encode()
        found = [found.start() + 1 for found in re.finditer(rb"(?<![\d.,])\d\d[\d,]*\.\d\d(?![\d.%])", content)]
        return change(content, found[int(place * len(found))])

    draft.encode = encode
    return True


@damage
def control_characters_between_cells(draft: Draft) -> bool:
    draft.lines = [line.replace("\t", draft.rng.choice(("\x1b[31m\t", "\t\x07", "\t"))) for line in draft.lines]
    return True


@damage
def directional_marks_about_figures(draft: Draft) -> bool:
    draft.lines = [re.sub(r"(\d[\d,]*\.\d\d)", "\u202d\\1\u202c", line) for line in draft.lines]
    return True


@damage
def a_reversed_figure(draft: Draft) -> bool:
    """A right-to-left override shows the figure reversed: 12.34 is seen where 43.21 is stored."""
    grid_rows = [place for grid in draft.grids() for place in draft.rows(grid)]
    place = draft.rng.choice(grid_rows)
    draft.replace(place, re.sub(r"(\d[\d,]*\.\d\d)", lambda found: f"\u202e{found[1][::-1]}\u202c", draft.lines[place], count=1))
    return True
