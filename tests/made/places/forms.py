"""The forms of a place as data: its tables, its sections and its ways of printing, from a file of `layouts/`.

A text may offer words of which one is drawn, `{收入总表|收入预算总表}`: no two disclosures of a place are worded alike.
"""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_LAYOUTS = Path(__file__).parent / "layouts"
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")

PLACES: tuple[str, ...] = tuple(sorted(path.stem for path in _LAYOUTS.glob("*.toml")))


@dataclass(frozen=True, slots=True)
class Printing:
    """How figures are printed: the unit of measure of the tables, decimals, what stands for nothing."""

    measure: str
    has_separators: bool
    shows_zero: bool
    trims_zeros: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The forms of a place, worded for one disclosure.

    `tables` and `sections` are as the file has them, with all choices made.
    """

    place: str
    is_final: bool
    has_carryover: bool
    counts_carried: bool
    folded: dict[str, str]
    printing: Printing
    words: dict[str, str]
    cover: list[str]
    tables: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    has_explanations_first: bool


def draw_form(place: str, rng: random.Random) -> Form:
    """The forms of a place, with the words of one disclosure."""
    data = _worded(_layout(place), rng)
    printing = data["printing"]
    return Form(
        place=place,
        is_final=data.get("is_final", False),
        has_carryover=rng.choice(data.get("has_carryover", [False])),
        counts_carried=rng.choice(data.get("counts_carried", [False])),
        folded=data.get("folded", {}),
        printing=Printing(
            rng.choice(printing["measures"]),
            rng.choice(printing.get("separators", [True])),
            rng.choice(printing.get("zeros", [False])),
            rng.choice(printing.get("trims", [False])),
        ),
        words=data["words"],
        cover=data["cover"],
        tables=data["table"],
        sections=data["section"],
        has_explanations_first=data.get("has_explanations_first", False),
    )


@lru_cache(maxsize=32)
def _layout(place: str) -> dict[str, Any]:
    with (_LAYOUTS / f"{place}.toml").open("rb") as file:
        return tomllib.load(file)


def _worded(value: Any, rng: random.Random) -> Any:
    """A part of a file with one of the offered words at each place."""
    if isinstance(value, str):
        return chosen(value, rng)
    if isinstance(value, list):
        return [_worded(each, rng) for each in value]
    if isinstance(value, dict):
        return {key: _worded(each, rng) for key, each in value.items()}
    return value


def chosen(text: str, rng: random.Random) -> str:
    """A text with one of the words at each place that offers some; places within places first."""
    while found := _CHOICE.search(text):
        text = text[: found.start()] + rng.choice(found[1].split("|")) + text[found.end() :]
    return text


def put(text: str, words: dict[str, str]) -> str:
    """A text with words in their places: `<unit>`."""
    for name, word in words.items():
        text = text.replace(f"<{name}>", word)
    return text
