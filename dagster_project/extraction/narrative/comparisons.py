"""What a change is said to be against: the budget of the year before, or what was spent of it."""

from typing import NamedTuple

from dagster_project.extraction.narrative.findings import AGAINST_ACTUAL, CHANGE, CHANGE_ACTUAL, CHANGE_PCT, Statement
from dagster_project.extraction.narrative.labels import LabelReader
from dagster_project.extraction.narrative.words import NarrativeWords

_LONGEST_COMPARISON = 80


class Gap(NamedTuple):
    """The text before a number, from the number before it on, and where in its sentence it begins."""

    text: str
    start: int


class Comparison(NamedTuple):
    """The words that say what a change is against: where they begin in a text, and whether that is an execution."""

    start: int
    is_actual: bool


class ComparisonReader:
    """Reads what changes are against, by the words before them; `current` is the statement that is being made."""

    def __init__(self, labels: LabelReader, words: NarrativeWords) -> None:
        self._labels = labels
        self._words = words

    def change_role(self, kind: str, gap: Gap, current: Statement | None, *, is_from_actual: bool) -> tuple[str, Gap]:
        """Which change a number is, by what it is said to be against, and the text before those words.

        `is_from_actual` says that what it is counted from, which was refused, is an execution.
        """
        comparison = self.comparison(gap.text, current)
        behind = None if comparison else self._words.compared_before_name.search(gap.text)
        is_named_actual = comparison.is_actual if comparison else bool(behind and behind["actual"])
        is_actual = is_named_actual or (not comparison and (is_from_actual or _goes_on_against_actual(kind, current)))
        is_meant = kind == CHANGE_PCT and current is not None and self._labels.is_against_actual(current.measure_code)
        found = kind if is_meant or not is_actual else AGAINST_ACTUAL[kind]
        end = comparison.start if comparison else behind.end("named") if behind else len(gap.text)
        return found, Gap(gap.text[:end], gap.start)

    def comparison(self, text: str, current: Statement | None) -> Comparison | None:
        """What the words at the end of a text say that a change is against, if that is the year before.

        They may name what is compared, if it is what the statement is about (比上年“三公”经费预算).
        """
        near = max(0, len(text) - _LONGEST_COMPARISON)
        for pattern, is_actual in ((self._words.prior_actual, True), (self._words.prior_year, False)):
            if found := pattern.search(text, near):
                return Comparison(found.start(), is_actual)
        named = self._words.compared_by_name.search(text, near)
        if named is None or current is None:
            return None
        execution = self._words.names_execution.search(named["of_year"])
        words = self._words.names_budget.sub("", named["of_year"][: execution.start() if execution else None])
        is_own = self._labels.is_called(current.measure_code, words)
        return Comparison(named.start(), execution is not None) if is_own else None


def _goes_on_against_actual(kind: str, current: Statement | None) -> bool:
    """Whether a change that is against nothing itself goes on with one that is against an execution (增加3.00万元，增长5%)."""
    kinds = current.kinds if current else set()
    return kind == CHANGE_PCT and CHANGE_ACTUAL in kinds and CHANGE not in kinds
