"""Money of the state capital budget (国有资本经营预算) in a made budget: few units have any.

It is drawn from a generator of its own, so that a budget without it is what it would be if there were none at all.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tests.made import classification, words
from tests.made.budget import Budget, Fund, Kind, Line, Project, draw_amount, draw_prior_amount

_CLASS = "223"
_CARRIED = "fiscal_carryover_state_capital"
_SHARE_CARRIED = 0.2
_SHARE_BASIC = 0.2


def with_state_capital(budget: Budget, rng: random.Random, share_transferred: float) -> Budget:
    """A budget with projects that state capital pays for, their money sometimes transferred from above (a share of 0 to 1)."""
    lines = list(_lines(rng, words.names_beside(rng, [project.name for project in budget.projects]), share_transferred))
    projects = [Project(line.project, words.basis(rng), words.purpose(rng)) for line in lines if line.project]
    # A unit in its first year has no year before.
    prior = list(_prior(rng, lines)) if budget.prior else []
    return replace(budget, lines=(*budget.lines, *lines), prior=(*budget.prior, *prior), projects=(*budget.projects, *projects))


def _lines(rng: random.Random, names: list[str], share_transferred: float) -> Iterator[Line]:
    items = classification.items_of_class()[_CLASS]
    for item in rng.sample(items, rng.randint(1, 2)):
        fund = Fund.STATE_CAPITAL_TRANSFER if rng.random() < share_transferred else Fund.STATE_CAPITAL
        for _ in range(rng.randint(1, 2)):
            yield Line(item, fund, Kind.PROJECT, draw_amount(rng, 2, 300), project=names.pop())
        if rng.random() < _SHARE_BASIC:
            yield Line(item, fund, rng.choice((Kind.PERSONNEL, Kind.OPERATING)), draw_amount(rng, 1, 60))
    if rng.random() < _SHARE_CARRIED:
        yuan = draw_amount(rng, 1, 300)
        yield Line(rng.choice(items), Fund.FISCAL_CARRYOVER, Kind.PROJECT, yuan, project=names.pop(), origin=_CARRIED)


def _prior(rng: random.Random, lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yuan = draw_prior_amount(rng, line.yuan)
        if yuan:
            yield Line(line.subject, line.fund, line.kind, yuan)
