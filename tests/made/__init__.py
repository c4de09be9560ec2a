"""Whole consistent disclosures, made from a seed, and the same with one fault planted in them.

`make_disclosure` gives a disclosure of which every sum and every statement holds; the same seed gives
the same text. `plant` puts one fault of a kind into it and says what it is.
"""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.made import faults, slips
from tests.made.budget import Budget, draw_budget
from tests.made.document import PrintedFigure, figures_of, text_of
from tests.made.faults import Fault
from tests.made.layout import lay_out
from tests.made.printed import PrintedDisclosure
from tests.made.style import Style, draw_style

_PLANTERS = {**faults.PLANTERS, **slips.PLANTERS}
FAULT_KINDS: tuple[str, ...] = tuple(_PLANTERS)
_SHARE_ENTRUSTED = 0.55
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
    budget, style, printed = _printed(seed)
    return MadeDisclosure(seed, text_of(printed, style), budget.unit, budget.year, figures_of(printed))


def plant(seed: int, kind: str) -> FaultyDisclosure | None:
    """The disclosure of a seed with one fault of a kind; None where it has no place for one."""
    budget, style, printed = _printed(seed)
    fault = _PLANTERS[kind](printed, random.Random(f"fault {seed} {kind}"))
    if fault is None:
        return None
    return FaultyDisclosure(seed, text_of(printed, style), budget.unit, budget.year, figures_of(printed), fault)


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


def _printed(seed: int) -> tuple[Budget, Style, PrintedDisclosure]:
    rng = random.Random(f"disclosure {seed}")
    style = draw_style(rng)
    # What cards allot to entrusted services must have its table.
    budget = draw_budget(rng, _SHARE_ENTRUSTED if style.has_entrusted_table else 0)
    return budget, style, lay_out(budget, style, rng)
