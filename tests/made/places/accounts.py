"""The truth of a made disclosure as other places tell it: who pays for what, what was left over, and what was meant to be spent.

It is the same budget as that of `tests.made.budget`, in the terms that all national forms share. How it is printed is not
told here.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.made.budget import Budget, Fund, Kind, Line, Procurement, draw_prior_amount

FISCAL = ("general_public", "government_fund", "state_capital")
# Printed behind the income of the year in some forms, which does not hold it there.
FROM_OTHER_UNITS = ("superior_subsidy", "affiliated_unit_income")
OWN = ("business_income", "superior_subsidy", "affiliated_unit_income", "operating_income", "other_income")
SOURCES = (*FISCAL, "fiscal_special_account", *OWN)
PERSONNEL, OPERATING, PROJECT = "personnel", "operating", "project"
BASIC = (PERSONNEL, OPERATING)

_SOURCE_OF_FUND = {
    Fund.GENERAL_PUBLIC: "general_public",
    Fund.GENERAL_PUBLIC_TRANSFER: "general_public",
    Fund.GOVERNMENT_FUND: "government_fund",
    Fund.GOVERNMENT_FUND_TRANSFER: "government_fund",
    Fund.STATE_CAPITAL: "state_capital",
    Fund.STATE_CAPITAL_TRANSFER: "state_capital",
    Fund.FISCAL_SPECIAL_ACCOUNT: "fiscal_special_account",
}
_CARRIED = "fiscal_carryover_"
_PERSONNEL_CLASSES = ("301", "303")
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount of one subject and source of money; of what was spent also its kind and, where it is known, the economic subject.

    `prior` is what the same was in the year before, `initial` what a final account's budget was at the beginning of the
    year, `adjusted` what it was in the end. `is_carried` is money that was left over from the year before.
    """

    subject: str
    source: str
    yuan: int
    kind: str = ""
    economic: str = ""
    is_carried: bool = False
    prior: int = 0
    initial: int = 0
    adjusted: int = 0


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """One of the three public expenses: of this year, of the year before, and of the budget of a final account."""

    yuan: int
    prior: int
    budget: int


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a unit for a year: a budget, or what came of it (`is_final`).

    `counts_carried` where the tables of the three budgets hold what is carried over, too, as those of some places do.
    """

    unit: str
    kind: str
    year: int
    is_final: bool
    counts_carried: bool
    income: tuple[Entry, ...]
    spent: tuple[Entry, ...]
    opening: tuple[Entry, ...]
    closing: tuple[Entry, ...]
    three_public: dict[str, ThreePublic]
    procurement: Procurement
    vehicles: tuple[int, ...]
    costly_equipment: int


def total(entries: Iterable[Entry]) -> int:
    """The sum of entries, in yuan."""
    return sum(entry.yuan for entry in entries)


def of_sources(entries: Iterable[Entry], sources: Iterable[str]) -> list[Entry]:
    """The entries of some sources of money."""
    chosen = frozenset(sources)
    return [entry for entry in entries if entry.source in chosen]


def of_kinds(entries: Iterable[Entry], kinds: Iterable[str]) -> list[Entry]:
    """The entries that are spent in some ways."""
    chosen = frozenset(kinds)
    return [entry for entry in entries if entry.kind in chosen]


def budget_accounts(
    budget: Budget, rng: random.Random, *, has_carryover: bool, counts_carried: bool, folded: dict[str, str]
) -> Accounts:
    """A budget in the terms of other places. Money of a source that a form does not know is `folded` into another."""
    lines = [line for line in budget.lines if has_carryover or not _is_carried(line)]
    spent = tuple(_entry(line, folded, prior=draw_prior_amount(rng, line.yuan)) for line in lines)
    return _accounts(
        budget,
        rng,
        is_final=False,
        counts_carried=counts_carried,
        income=tuple(entry for entry in spent if not entry.is_carried),
        spent=spent,
        opening=tuple(entry for entry in spent if entry.is_carried),
        closing=(),
    )


def final_accounts(budget: Budget, rng: random.Random, *, folded: dict[str, str]) -> Accounts:
    """A final account: the budget's amounts are what was spent; what came in differs by what was left over before and after."""
    spent = tuple(_entry_of_final(line, folded, rng) for line in budget.lines if not _is_carried(line))
    income, opening, closing = [], [], []
    for (subject, source), yuan in _by_subject_and_source(spent).items():
        before = yuan * rng.randint(1, 30) // _PERCENT if rng.random() < 0.3 else 0
        after = yuan * rng.randint(1, 30) // _PERCENT if rng.random() < 0.3 else 0
        income.append(_with_prior(Entry(subject, source, yuan + after - before), rng))
        opening.append(_with_prior(Entry(subject, source, before), rng))
        closing.append(_with_prior(Entry(subject, source, after), rng))
    return _accounts(
        budget,
        rng,
        is_final=True,
        counts_carried=True,
        income=tuple(income),
        spent=spent,
        opening=tuple(entry for entry in opening if entry.yuan),
        closing=tuple(entry for entry in closing if entry.yuan),
    )


def _accounts(
    budget: Budget,
    rng: random.Random,
    *,
    is_final: bool,
    counts_carried: bool,
    income: tuple[Entry, ...],
    spent: tuple[Entry, ...],
    opening: tuple[Entry, ...],
    closing: tuple[Entry, ...],
) -> Accounts:
    return Accounts(
        unit=budget.unit,
        kind=budget.kind,
        year=budget.year,
        is_final=is_final,
        counts_carried=counts_carried,
        income=income,
        spent=spent,
        opening=opening,
        closing=closing,
        three_public={item: _three_public(yuan, rng) for item, yuan in budget.three_public.items()},
        procurement=budget.procurement,
        vehicles=tuple(count for _, count, _ in budget.assets.vehicles),
        costly_equipment=budget.assets.equipment_over_1m,
    )


def _three_public(yuan: int, rng: random.Random) -> ThreePublic:
    return ThreePublic(yuan, draw_prior_amount(rng, yuan), yuan * rng.randint(100, 180) // _PERCENT)


def _is_carried(line: Line) -> bool:
    return line.fund in {Fund.FISCAL_CARRYOVER, Fund.NON_FISCAL_CARRYOVER}


def _entry(line: Line, folded: dict[str, str], *, prior: int, initial: int = 0, adjusted: int = 0) -> Entry:
    source = _source(line)
    return Entry(
        line.subject,
        folded.get(source, source),
        line.yuan,
        _kind(line),
        line.economic,
        _is_carried(line),
        prior,
        initial,
        adjusted,
    )


def _entry_of_final(line: Line, folded: dict[str, str], rng: random.Random) -> Entry:
    initial = 0 if rng.random() < 0.05 else line.yuan * rng.choice((100, 100, rng.randint(60, 150))) // _PERCENT
    adjusted = line.yuan * rng.choice((100, rng.randint(100, 125))) // _PERCENT
    return _entry(line, folded, prior=draw_prior_amount(rng, line.yuan), initial=initial, adjusted=adjusted)


def _with_prior(entry: Entry, rng: random.Random) -> Entry:
    return Entry(entry.subject, entry.source, entry.yuan, prior=draw_prior_amount(rng, entry.yuan))


def _source(line: Line) -> str:
    if line.fund is Fund.FISCAL_CARRYOVER:
        return line.origin.removeprefix(_CARRIED)
    if line.fund is Fund.NON_FISCAL_CARRYOVER:
        return "other_income"
    return _SOURCE_OF_FUND.get(line.fund) or line.origin


def _kind(line: Line) -> str:
    """Forms with blocks tell personnel by its economic class, so that it is told so everywhere.

    What is carried over has no economic subject, and is that of projects.
    """
    if line.kind is Kind.PROJECT or _is_carried(line):
        return PROJECT
    if line.economic:
        return PERSONNEL if line.economic[:3] in _PERSONNEL_CLASSES else OPERATING
    return line.kind.value


def _by_subject_and_source(entries: Iterable[Entry]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for entry in entries:
        key = entry.subject, entry.source
        sums[key] = sums.get(key, 0) + entry.yuan
    return sums


Choice = Callable[[Accounts], Iterable[Entry]]


def _of_fund(source: str) -> Choice:
    return lambda accounts: [
        entry for entry in accounts.spent if entry.source == source and (accounts.counts_carried or not entry.is_carried)
    ]


_general_public = _of_fund("general_public")


# What a table of subjects prints of, by its code.
SPENT_IN_TABLE: dict[str, Choice] = {
    "expenditure": lambda accounts: accounts.spent,
    "appropriation_by_function": lambda accounts: of_sources(accounts.spent, FISCAL),
    "general_public_expenditure": _general_public,
    "government_fund_expenditure": _of_fund("government_fund"),
    "state_capital_expenditure": _of_fund("state_capital"),
    "basic_expenditure": lambda accounts: of_kinds(_general_public(accounts), BASIC),
    "project_by_economic": lambda accounts: [entry for entry in of_kinds(_general_public(accounts), [PROJECT]) if entry.economic],
    "basic_funding": lambda accounts: [entry for entry in of_kinds(accounts.spent, BASIC) if entry.economic],
    "basic_by_function": lambda accounts: of_kinds(_general_public(accounts), BASIC),
    "appropriation_basic": lambda accounts: of_kinds(of_sources(accounts.spent, FISCAL), BASIC),
}
