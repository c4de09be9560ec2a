"""What becomes of the numbers of sentences: the statements that they make, and the figures that are refused.

How a sentence is read is the business of `statements`.
"""

from collections.abc import Collection, Container
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.amounts import DIGITS_APART, AmountError, PrintedAmount, printed_amount
from dagster_project.extraction.narrative.labels import Meaning
from dagster_project.extraction.narrative.passages import Sentence
from dagster_project.extraction.narrative.quantities import Quantity

AMOUNT = "amount"
SHARE = "share"
CHANGE = "change"
CHANGE_PCT = "change_pct"
# A change against the execution of the year before is a statement of its own: last year's budget is not derived from it.
CHANGE_ACTUAL = "change_against_execution"
CHANGE_ACTUAL_PCT = "change_against_execution_pct"
# One against the budget of the year before among actuals: no figure of theirs is derived from it.
CHANGE_OF_BUDGET = "change_of_budget"
# What a change is counted from, where that has no measure of its own: nothing of the year before is told by it as such.
AMOUNT_OF_PRIOR_BUDGET = "compared_prior_budget"
AMOUNT_OF_PRIOR_ACTUAL = "compared_prior_execution"
AMOUNT_OF_OWN_BUDGET = "compared_own_budget"
QUANTITY = "quantity"
REMARK = "remark"
CHANGE_OF_MONEY = "change of money"
# Against the budget of the same year, in a final account: as little.
CHANGE_OWN_BUDGET = "change_against_own_budget"
CHANGE_OWN_BUDGET_PCT = "change_against_own_budget_pct"
CHANGES_OF_THEIR_OWN = frozenset({CHANGE_ACTUAL, CHANGE_ACTUAL_PCT, CHANGE_OWN_BUDGET, CHANGE_OWN_BUDGET_PCT})
CHANGES = frozenset({CHANGE, CHANGE_PCT, *CHANGES_OF_THEIR_OWN})
CHANGES_OF_VALUE = frozenset({CHANGE, CHANGE_ACTUAL, CHANGE_OWN_BUDGET})
# What a change is where it is against the execution of the year before, rather than against its budget; or against the budget of
# the same year.
AGAINST_ACTUAL = {CHANGE: CHANGE_ACTUAL, CHANGE_PCT: CHANGE_ACTUAL_PCT}
AGAINST_OWN_BUDGET = {CHANGE: CHANGE_OWN_BUDGET, CHANGE_PCT: CHANGE_OWN_BUDGET_PCT}


_MOST_DECIMALS = 6
_MOST_DIGITS = 18
_LARGEST_VALUE = Decimal(10) ** _MOST_DIGITS
_LARGEST_PERCENTAGE = Decimal(10) ** 9
# Numbers that are no figure of their own, and those whose value cannot be told, by their role.
PARTIAL = {
    "calculation": ("part_of_calculation", "a term of a calculation that is printed in the text"),
    "range": ("part_of_range", "the end of a range: it is no single figure"),
}
UNTOLD = {
    "parted": ("amount_not_understood", DIGITS_APART),
    "marked": ("amount_not_understood", "a footnote mark or the like stands at the number"),
    "words": ("amount_not_understood", "a number in words"),
    "approximate": ("amount_not_understood", "an approximate amount"),
    "power": ("amount_not_understood", "a number with a power of ten"),
}
# The roles of numbers that are figures, though not ones that could be read.
UNTOLD_ROLES = frozenset({*PARTIAL, *UNTOLD})


@dataclass(slots=True)
class Statement:
    """What is said of one measure: its figures belong together, and so do the reason and the purpose given.

    `is_last_of_list` says that an enumeration comma parts it from another amount of which nothing more is told. `changed` is the
    statement whose change, or share of something else than its whole, it is. `led_by` is the label of the statement that its own
    stands under (公务接待费年初预算 before 支出决算); `last_change` what the last change of it is against.
    """

    statement_no: int
    measure_code: str
    meaning: Meaning
    label: str
    project_name: str = ""
    kinds: set[str] = field(default_factory=set)
    reason: str = ""
    purpose: str = ""
    is_unchanged: bool = False
    is_change_refused: bool = False
    is_last_of_list: bool = False
    led_by: str = ""
    last_change: str = ""
    changed: "Statement | None" = None

    @property
    def full_label(self) -> str:
        """Its label, behind that of the statement that it stands under: 支出决算 alone does not say of what."""
        return f"{self.led_by} {self.label}" if self.led_by else self.label

    def is_of(self, measure_codes: Container[str], meaning: Meaning) -> bool:
        """Whether it is of one of some measures, of the same subject and money as another meaning."""
        same = (meaning.subject_code, meaning.fund_source_code)
        return self.measure_code in measure_codes and (self.meaning.subject_code, self.meaning.fund_source_code) == same

    @property
    def stands_alone(self) -> bool:
        """Whether it has a figure that its share or its percentage is of: an amount, a quantity or a change of money."""
        return not self.kinds.isdisjoint({AMOUNT, QUANTITY, CHANGE_OF_MONEY})


class LoadedFigure(NamedTuple):
    """A number with its meaning: the statement that it is part of, and what it is in it."""

    sentence: Sentence
    quantity: Quantity
    figure_kind: str
    statement: Statement
    direction: str = ""
    money: PrintedAmount | None = None


class RejectedFigure(NamedTuple):
    """A number that was not understood, and why."""

    sentence: Sentence
    quantity: Quantity
    reason_code: str
    reason: str


@dataclass(slots=True)
class Findings:
    """What became of the numbers of a passage."""

    loaded: list[LoadedFigure] = field(default_factory=list)
    rejected: list[RejectedFigure] = field(default_factory=list)
    n_structural: int = 0

    def refused(self, reason_code: str, reason: str) -> "Findings":
        """The same numbers, of which none is loaded."""
        return self.without({each.statement.statement_no for each in self.loaded}, reason_code, reason)

    def without(self, statements: Collection[int], reason_code: str, reason: str) -> "Findings":
        """The same numbers, of which those of some statements, by number, are not loaded."""
        if not statements:
            return self
        kept = [each for each in self.loaded if each.statement.statement_no not in statements]
        refused = [
            RejectedFigure(each.sentence, each.quantity, reason_code, reason)
            for each in self.loaded
            if each.statement.statement_no in statements
        ]
        return Findings(kept, [*self.rejected, *refused], self.n_structural)


def settled(findings: Findings) -> Findings:
    """The findings of a passage, in which a share or a change of nothing that is stated is refused."""
    alone = {each.statement.statement_no for each in findings.loaded if not each.statement.stands_alone}
    return findings.without(alone, "no_amount", "it is a share or a change of something whose amount is not stated")


def is_figure(quantity: Quantity) -> bool:
    """Whether a number is one that must be accounted for: it has decimals, or a unit other than one that counts things."""
    return bool(quantity.decimals) or quantity.kind not in ("bare", "count")


def money_of(quantity: Quantity, direction: str) -> PrintedAmount | None:
    """What a quantity is worth, where it is a sum of money. Raises `AmountError` where it is none that can be kept."""
    if quantity.decimals > _MOST_DECIMALS:
        raise AmountError(f"more than {_MOST_DECIMALS} decimals")
    if quantity.value >= _LARGEST_VALUE:
        raise AmountError(f"more than {_MOST_DIGITS} digits")
    if quantity.kind == "percent" and quantity.value >= _LARGEST_PERCENTAGE:
        raise AmountError("larger than any percentage: 10^9 % or more")
    if quantity.yuan_per_unit is None:
        return None
    return printed_amount(quantity.text, -1 if direction == "decrease" else 1, quantity.yuan_per_unit)
