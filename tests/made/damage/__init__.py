"""Documents damaged in one named way each, with all that may still be published of them.

`damage_made(seed, kind)` damages the made document of a seed. What is true of it is told by the generator that made
it, and by what the damage did; no reader of documents is asked. `damage_sample` damages a text of raw/.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.made.damage import coding, figures, headings, layout, measures, order, performance, sentences
from tests.made.damage.draft import Draft, made_draft
from tests.made.damage.kinds import KINDS
from tests.made.damage.sample import sample_draft
from tests.made.truth import StatedMeaning, TableMeaning

__all__ = [
    "KINDS",
    "DamagedDocument",
    "coding",
    "damage_made",
    "damage_sample",
    "figures",
    "headings",
    "layout",
    "measures",
    "order",
    "performance",
    "sentences",
]


@dataclass(frozen=True, slots=True)
class DamagedDocument:
    """A damaged document: its bytes, what may be published of it (see `Draft`), and the lines that were touched."""

    kind: str
    seed: int
    content: bytes
    unit: str
    year: int
    tables: Counter[TableMeaning]
    stated: Counter[StatedMeaning]
    planted: tuple[str, ...]
    beside: frozenset[tuple[str, str]]
    touched: tuple[str, ...]


def undamaged(seed: int, kind: str) -> DamagedDocument:
    """The made document of a seed as it is: all that it prints must be published."""
    return _damaged(made_draft(seed, kind), seed, kind)


def damage_made(seed: int, kind: str) -> DamagedDocument | None:
    """The made document of a seed, damaged; None where it has no place for this kind."""
    draft = made_draft(seed, kind)
    return _damaged(draft, seed, kind) if KINDS[kind](draft) else None


def damage_sample(sample: Path, seed: int, kind: str) -> DamagedDocument | None:
    """The text of a file of raw/, damaged; None where it has no place for this kind."""
    draft = sample_draft(sample, seed, kind)
    return _damaged(draft, seed, kind) if KINDS[kind](draft) else None


def _damaged(draft: Draft, seed: int, kind: str) -> DamagedDocument:
    return DamagedDocument(
        kind,
        seed,
        draft.encode(draft.text),
        draft.unit,
        draft.year,
        draft.tables,
        draft.stated,
        tuple(draft.planted),
        frozenset(draft.beside),
        tuple(draft.touched),
    )
