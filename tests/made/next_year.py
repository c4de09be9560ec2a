"""The year before as a later disclosure states it: what the disclosure of that year prints, or in one place something else."""

import random
from dataclasses import replace

from tests.made.budget import GENERAL_PUBLIC, Budget, of_funds
from tests.made.faults import SMALLEST_ERROR, Fault

# An amount is another by more than the rounding of any figure that it is part of.
_SMALLEST_ERROR_YUAN = SMALLEST_ERROR * 100
_SHARE_THREE_PUBLIC = 0.3


def restate_year_before(budget: Budget, rng: random.Random) -> tuple[Budget, Fault]:
    """A budget with one amount of the year before raised, wherever it is told: nothing in the disclosure tells it from the truth."""
    spent = [item for item, yuan in budget.three_public_prior.items() if yuan]
    if spent and rng.random() < _SHARE_THREE_PUBLIC:
        return _restate_three_public(budget, rng.choice(spent), rng)
    return _restate_line(budget, rng)


def _restate_three_public(budget: Budget, item: str, rng: random.Random) -> tuple[Budget, Fault]:
    true_yuan = budget.three_public_prior[item]
    yuan = _raised(true_yuan, rng)
    stated = replace(budget, three_public_prior={**budget.three_public_prior, item: yuan})
    return stated, _stale_prior("three_public", item, true_yuan, yuan)


def _restate_line(budget: Budget, rng: random.Random) -> tuple[Budget, Fault]:
    line = rng.choice(of_funds(budget.prior, GENERAL_PUBLIC))
    yuan = _raised(line.yuan, rng)
    prior = list(budget.prior)
    prior[prior.index(line)] = replace(line, yuan=yuan)
    return replace(budget, prior=tuple(prior)), _stale_prior("general_public_expenditure", line.subject, line.yuan, yuan)


def _raised(yuan: int, rng: random.Random) -> int:
    return yuan + max(_SMALLEST_ERROR_YUAN, yuan * rng.randint(5, 40) // 100)


def _stale_prior(table_code: str, place: str, true_yuan: int, yuan: int) -> Fault:
    description = f"{place}: {true_yuan} yuan of the year before are stated as {yuan}"
    return Fault("stale_prior", frozenset({"over_time"}), frozenset({table_code}), description)
