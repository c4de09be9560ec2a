"""Whole consistent disclosures in the forms of other places, made from a seed, and the same with one mistake planted in them.

A place is a file of `layouts/`: its tables, its sentences, its ways of printing. What is printed comes from the same
budgets as the disclosures of `tests.made`; the words that a place has for a thing are drawn with them.
"""

import random
from dataclasses import dataclass

from tests.made.budget import draw_budget
from tests.made.places.accounts import Accounts, budget_accounts, final_accounts
from tests.made.places.forms import PLACES, Form, draw_form
from tests.made.places.mistakes import PLANTERS, Mistake
from tests.made.places.printing import print_disclosure, text_of
from tests.made.printed import PrintedDisclosure

__all__ = ["MISTAKES", "PLACES", "MistakenDisclosure", "PlaceDisclosure", "make_in_place", "mistake_in_place"]

MISTAKES: tuple[str, ...] = tuple(PLANTERS)


@dataclass(frozen=True, slots=True)
class PlaceDisclosure:
    """A disclosure in the forms of a place, before it is text."""

    place: str
    seed: int
    printed: PrintedDisclosure

    @property
    def text(self) -> str:
        """The disclosure as text with tabs."""
        return text_of(self.printed)


@dataclass(frozen=True, slots=True)
class MistakenDisclosure(PlaceDisclosure):
    """A disclosure in the forms of a place with one mistake in it."""

    mistake: Mistake


def make_in_place(place: str, seed: int) -> PlaceDisclosure:
    """The disclosure of a place and a seed."""
    rng = random.Random(f"{place} {seed}")
    form = draw_form(place, rng)
    return PlaceDisclosure(place, seed, print_disclosure(form, _accounts(form, rng), rng))


def mistake_in_place(place: str, seed: int, kind: str) -> MistakenDisclosure | None:
    """The disclosure of a place and a seed with one mistake of a kind; None where it has no place for one."""
    made = make_in_place(place, seed)
    mistake = PLANTERS[kind](made.printed, random.Random(f"mistake {place} {seed} {kind}"))
    return MistakenDisclosure(place, seed, made.printed, mistake) if mistake else None


def _accounts(form: Form, rng: random.Random) -> Accounts:
    budget = draw_budget(rng, share_entrusted=0)
    if form.is_final:
        return final_accounts(budget, rng, folded=form.folded)
    return budget_accounts(budget, rng, has_carryover=form.has_carryover, counts_carried=form.counts_carried, folded=form.folded)
