"""What a change is said to be against: the budget of the year before, or what was spent of it."""

from typing import NamedTuple

from dagster_project.extraction.narrative.findings import (
    AGAINST_ACTUAL,
    AGAINST_OWN_BUDGET,
    CHANGE,
    CHANGE_ACTUAL,
    CHANGE_OF_BUDGET,
    CHANGE_OWN_BUDGET,
    CHANGE_PCT,
    Statement,
)
from dagster_project.extraction.narrative.labels import LabelReader
from dagster_project.extraction.narrative.words import NarrativeWords

_LONGEST_COMPARISON = 80


class Gap(NamedTuple):
    """The text before a number, from the number before it on, and where in its sentence it begins."""

    text: str
    start: int


class Comparison(NamedTuple):
    """The words that say what a change is against: where they begin in a text, and whether that is an execution, or a budget, of
    the year before, or the budget of the same year, and then that at its beginning."""

    start: int
    is_actual: bool
    is_budget: bool = False
    is_own_budget: bool = False
    is_initial: bool = False


class ComparisonReader:
    """Reads what changes are against, by the words before them; `current` is the statement that is being made."""

    def __init__(self, labels: LabelReader, words: NarrativeWords) -> None:
        self._labels = labels
        self._words = words

    def change_role(
        self, kind: str, gap: Gap, current: Statement | None, *, is_from_actual: bool, is_from_own_budget: bool
    ) -> tuple[str, Gap]:
        """Which change a number is, by what it is said to be against, and the text before those words.

        `is_from_actual` and `is_from_own_budget` say that what it is counted from, which was refused, is an execution, or the
        budget of the same year.
        """
        comparison = self.comparison(gap.text, current)
        if comparison is None and is_from_own_budget and not gap.text.strip(",;"):
            return AGAINST_OWN_BUDGET[kind], gap
        if comparison is None and (own := self._own_budget(kind, gap.text, current)):
            return AGAINST_OWN_BUDGET[kind], Gap(gap.text[: own.start], gap.start)
        behind = None if comparison else self._words.compared_before_name.search(gap.text)
        is_budget = comparison.is_budget if comparison else bool(behind and behind["budget"])
        is_named_actual = comparison.is_actual if comparison else bool(behind and behind["actual"])
        is_named = bool(comparison or behind)
        is_actual = is_named_actual or (not is_named and (is_from_actual or _goes_on_against_actual(kind, current)))
        end = comparison.start if comparison else behind.end("named") if behind else len(gap.text)
        return self._kind_of_change(kind, current, is_budget=is_budget, is_actual=is_actual), Gap(gap.text[:end], gap.start)

    def named(self, text: str) -> str:
        """What the words at the end of a text name that is compared with the year before (较2025年收入预算), nothing before them in
        their clause; empty where they name nothing."""
        found = self._words.compared_by_name.search(text, max(0, len(text) - _LONGEST_COMPARISON))
        if found is None or text[: found.start()].strip(",;"):
            return ""
        return found["of_year"]

    def counted_from(self, text: str, current: Statement | None) -> Comparison | None:
        """What the words at the end of a text say that an amount is which a change is counted from, if anything."""
        found = self.comparison(text, current)
        return found or (self._own_budget(CHANGE, text, current) if self._words.is_of_actuals else None)

    def _own_budget(self, kind: str, text: str, current: Statement | None) -> Comparison | None:
        """What the words at the end of a text say that a change among actuals is against, if that is the budget of the same year.

        A percentage that is against nothing itself goes on with such a change.
        """
        if not self._words.is_of_actuals:
            return None
        last_change = current.last_change if current else ""
        if kind == CHANGE_PCT and last_change == CHANGE_OWN_BUDGET and not text.strip(",;"):
            return Comparison(len(text), is_actual=False, is_own_budget=True)
        near = max(0, len(text) - _LONGEST_COMPARISON)
        found = self._words.own_budget.search(text, near)
        named = None if found or current is None else self._words.own_budget_by_name.search(text, near)
        if named and current and self._labels.is_called(current.measure_code, named["of_year"]):
            found = named
        if found is None:
            return None
        is_initial = self._words.later_budget.search(found.group()) is None
        return Comparison(found.start(), is_actual=False, is_own_budget=True, is_initial=is_initial)

    def _kind_of_change(self, kind: str, current: Statement | None, *, is_budget: bool, is_actual: bool) -> str:
        """Which change one against a budget, an execution or neither is.

        Among actuals one against an execution is of their own kind, in a budget one against a budget.
        """
        if self._words.is_of_actuals:
            return CHANGE_OF_BUDGET if is_budget else kind
        is_meant = kind == CHANGE_PCT and current is not None and self._labels.is_against_actual(current.measure_code)
        return AGAINST_ACTUAL[kind] if is_actual and not is_meant else kind

    def comparison(self, text: str, current: Statement | None) -> Comparison | None:
        """What the words at the end of a text say that a change is against, if that is the year before.

        They may name what is compared, if it is what the statement is about (比上年“三公”经费预算).
        """
        near = max(0, len(text) - _LONGEST_COMPARISON)
        for pattern, is_actual in ((self._words.prior_actual, True), (self._words.prior_year, False)):
            if found := pattern.search(text, near):
                is_budget = not is_actual and self._words.compared_budget.search(found.group()) is not None
                return Comparison(found.start(), is_actual, is_budget)
        named = self._words.compared_by_name.search(text, near)
        if named is None or current is None:
            return None
        execution = self._words.names_execution.search(named["of_year"])
        words = self._words.names_budget.sub("", named["of_year"][: execution.start() if execution else None])
        # 收入预算 may be its name, which 收入 is not.
        is_own = any(self._labels.is_called(current.measure_code, each) for each in {words, named["of_year"]})
        is_budget = execution is None and words != named["of_year"]
        return Comparison(named.start(), execution is not None, is_budget) if is_own else None


def _goes_on_against_actual(kind: str, current: Statement | None) -> bool:
    """Whether a change that is against nothing itself goes on with one that is against an execution (增加3.00万元，增长5%)."""
    kinds = current.kinds if current else set()
    return kind == CHANGE_PCT and CHANGE_ACTUAL in kinds and CHANGE not in kinds
