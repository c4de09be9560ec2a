"""Whole consistent disclosures, made from a seed, and the same with one fault planted in them.

`make_disclosure` gives a disclosure of which every sum and every statement holds; the same seed gives
the same text. `plant` puts one fault of a kind into it and says what it is. `make_next_year` gives the disclosure
of the same unit for the year after, `plant_in_next_year` the same with a year before that is not what was disclosed.
"""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.made import faults, slips
from tests.made.budget import STATE_CAPITAL, Budget, draw_budget, draw_budget_after, following, of_funds
from tests.made.document import PrintedFigure, figures_of, text_of
from tests.made.faults import Fault
from tests.made.layout import lay_out
from tests.made.next_year import restate_year_before
from tests.made.printed import PrintedDisclosure
from tests.made.state_capital import with_state_capital
from tests.made.style import Style, draw_style, on_pages

_PLANTERS = {**faults.PLANTERS, **slips.PLANTERS}
FAULT_KINDS: tuple[str, ...] = tuple(_PLANTERS)
_SHARE_ENTRUSTED = 0.55
_SHARE_STATE_CAPITAL = 0.125
# Of the units that had state capital in the year before.
_SHARE_STATE_CAPITAL_AGAIN = 0.5
_SHARE_TRANSFERRED = 0.25
MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class MadeDisclosure:
    """A disclosure without faults: its text, and every figure of its budget tables."""

    seed: int
    text: str
    unit_name: str
    fiscal_year: int
    figures: tuple[PrintedFigure, ...]


@dataclass(frozen=True, slots=True)
class FaultyDisclosure:
    """A disclosure with one fault; the figures are as they are printed, the fault among them."""

    seed: int
    text: str
    unit_name: str
    fiscal_year: int
    figures: tuple[PrintedFigure, ...]
    fault: Fault


def make_disclosure(seed: int) -> MadeDisclosure:
    """The disclosure of a seed."""
    return _made(seed, _drawn(seed))


def print_disclosure(seed: int) -> tuple[PrintedDisclosure, Style]:
    """The disclosure of a seed before it is text: what each of its figures is, and the layout it is written in."""
    drawn = _drawn(seed)
    return drawn.laid_out(), drawn.style


def print_on_pages(seed: int) -> PrintedDisclosure:
    """The disclosure of a seed as its pages show it, without the ways in which a text that is taken from them differs."""
    drawn = _drawn(seed)
    drawn.style = on_pages(drawn.style)
    return drawn.laid_out()


def make_next_year(seed: int) -> MadeDisclosure:
    """The disclosure of the year after that of a seed, of the same unit: its year before is what that one prints."""
    return _made(seed, _drawn_next_year(seed))


def plant(seed: int, kind: str) -> FaultyDisclosure | None:
    """The disclosure of a seed with one fault of a kind; None where it has no place for one."""
    drawn = _drawn(seed)
    printed = drawn.laid_out()
    fault = _PLANTERS[kind](printed, random.Random(f"fault {seed} {kind}"))
    return _faulty(seed, drawn, printed, fault) if fault else None


def plant_in_next_year(seed: int) -> FaultyDisclosure:
    """The disclosure of the year after that of a seed, which states another amount of the year before than that one prints."""
    drawn = _drawn_next_year(seed)
    drawn.budget, fault = restate_year_before(drawn.budget, random.Random(f"fault {seed} stale_prior"))
    return _faulty(seed, drawn, drawn.laid_out(), fault)


def write_disclosures(folder: Path, seeds: Iterable[int], kind: str | None = None) -> list[dict[str, Any]]:
    """Writes the disclosures of some seeds, each with a fault of a kind if one is named; gives what was written.

    The manifest is written beside them, as JSON lines. A disclosure without a place for the fault is left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = []
    for seed in seeds:
        made = make_disclosure(seed) if kind is None else plant(seed, kind)
        if made is None:
            continue
        name = f"{kind or 'clean'}-{seed:06}.txt"
        (folder / name).write_text(made.text, encoding="utf-8")
        manifest.append(_entry(name, made))
    lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in manifest)
    (folder / MANIFEST).write_text("".join(lines), encoding="utf-8")
    return manifest


def _entry(name: str, made: MadeDisclosure | FaultyDisclosure) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": name, "seed": made.seed, "unit_name": made.unit_name, "fiscal_year": made.fiscal_year}
    if isinstance(made, MadeDisclosure):
        return entry
    fault = made.fault
    return {
        **entry,
        "kind": fault.kind,
        "families": sorted(fault.families),
        "table_codes": sorted(fault.table_codes),
        "description": fault.description,
        "is_uniquely_repairable": fault.is_uniquely_repairable,
        "true_cells": [
            {
                "table_code": cell.meaning.table_code,
                "row_kind": cell.meaning.row_kind,
                "row_label": cell.meaning.row_label,
                "subject_code": cell.meaning.subject_code,
                "item_code": cell.meaning.item_code,
                "project": cell.meaning.project,
                "column_code": cell.meaning.column_code,
                "true_text": cell.true_text,
                "printed_text": cell.printed_text,
            }
            for cell in fault.true_cells
        ],
    }


@dataclass(slots=True)
class _Drawn:
    """What a disclosure is made of: a budget, a layout, and the random words that are still to come."""

    budget: Budget
    style: Style
    rng: random.Random

    def laid_out(self) -> PrintedDisclosure:
        """The disclosure as it is printed; made once, since it uses the random words up."""
        return lay_out(self.budget, self.style, self.rng)


def _drawn(seed: int) -> _Drawn:
    rng = random.Random(f"disclosure {seed}")
    style = draw_style(rng)
    budget = draw_budget(rng, _share_entrusted(style))
    return _Drawn(_perhaps_with_state_capital(budget, style, f"state capital {seed}", _SHARE_STATE_CAPITAL), style, rng)


def _drawn_next_year(seed: int) -> _Drawn:
    earlier = _drawn(seed).budget
    rng = random.Random(f"year after {seed}")
    style = draw_style(rng)
    budget = draw_budget_after(rng, earlier, _share_entrusted(style))
    share = _SHARE_STATE_CAPITAL_AGAIN if of_funds(earlier.lines, STATE_CAPITAL) else _SHARE_STATE_CAPITAL
    budget = _perhaps_with_state_capital(budget, style, f"state capital after {seed}", share)
    return _Drawn(following(budget, earlier), style, rng)


def _share_entrusted(style: Style) -> float:
    """What cards allot to entrusted services must have its table."""
    return _SHARE_ENTRUSTED if style.has_entrusted_table else 0


def _perhaps_with_state_capital(budget: Budget, style: Style, seed: str, share: float) -> Budget:
    rng = random.Random(seed)
    if rng.random() >= share:
        return budget
    return with_state_capital(budget, rng, _SHARE_TRANSFERRED if style.has_state_capital_transfer else 0)


def _made(seed: int, drawn: _Drawn) -> MadeDisclosure:
    printed, budget = drawn.laid_out(), drawn.budget
    return MadeDisclosure(seed, text_of(printed, drawn.style), budget.unit, budget.year, figures_of(printed))


def _faulty(seed: int, drawn: _Drawn, printed: PrintedDisclosure, fault: Fault) -> FaultyDisclosure:
    budget = drawn.budget
    return FaultyDisclosure(seed, text_of(printed, drawn.style), budget.unit, budget.year, figures_of(printed), fault)
