"""Disclosures of places as conversions damage them: a cell lost from a row, or added to it, and a line lost.

What stays printed stays true. A figure that is lost may be missing; none may be read as what it is not.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.made.places import PlaceDisclosure, make_in_place

_FIGURE = re.compile(r"\d\.\d\d")


@dataclass(frozen=True, slots=True)
class DamagedDisclosure(PlaceDisclosure):
    """A disclosure of a place, damaged: its text then, and the line as it was and as it is."""

    damaged_text: str
    was: str
    is_now: str


# What a damage makes of the cells of a row.
Damage = Callable[[list[str], random.Random], list[str]]


def _cell_lost(cells: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(cells))
    return cells[:at] + cells[at + 1 :]


def _blank_lost(cells: list[str], rng: random.Random) -> list[str]:
    blanks = [at for at, cell in enumerate(cells) if not cell]
    at = rng.choice(blanks) if blanks else len(cells)
    return cells[:at] + cells[at + 1 :]


def _blanks_lost(cells: list[str], rng: random.Random) -> list[str]:
    return _blank_lost(_blank_lost(cells, rng), rng)


def _cell_added(cells: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(cells) + 1)
    return [*cells[:at], "", *cells[at:]]


def _cells_joined(cells: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(len(cells) - 1)
    return [*cells[:at], cells[at] + cells[at + 1], *cells[at + 2 :]]


_OF_ROWS: dict[str, Damage] = {
    "cell_lost": _cell_lost,
    "blank_lost": _blank_lost,
    "blanks_lost": _blanks_lost,
    "cell_added": _cell_added,
    "cells_joined": _cells_joined,
}
DAMAGES: tuple[str, ...] = (*_OF_ROWS, "header_cell_lost", "line_lost")


def damage_in_place(place: str, seed: int, kind: str) -> DamagedDisclosure:
    """The disclosure of a place and a seed, damaged in one line; a row of figures, of the header, or any."""
    made = make_in_place(place, seed)
    rng = random.Random(f"damage {place} {seed} {kind}")
    lines = made.text.split("\n")
    rows = [at for at, line in enumerate(lines) if "\t" in line]
    figures = [at for at in rows if _FIGURE.search(lines[at])]
    if kind == "line_lost":
        at = rng.choice([at for at, line in enumerate(lines) if line])
        was, lines[at] = lines[at], ""
    elif kind == "header_cell_lost":
        at = rng.choice([at for at in rows if not re.search(r"\d", lines[at])])
        was, lines[at] = lines[at], "\t".join(_cell_lost(lines[at].split("\t"), rng))
    else:
        at = rng.choice(figures)
        was, lines[at] = lines[at], "\t".join(_OF_ROWS[kind](lines[at].split("\t"), rng))
    return DamagedDisclosure(place, seed, made.printed, "\n".join(lines), was, lines[at])
