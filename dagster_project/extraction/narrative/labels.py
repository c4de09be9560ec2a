"""What the words before a number (or behind it) say that it measures."""

import re
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.extraction.narrative.quantities import Quantity
from dagster_project.extraction.narrative.subjects import SubjectIndex
from dagster_project.extraction.narrative.words import KnownLabel, NarrativeWords, SectionKind

_CLAUSE_END = re.compile(r"[,;:。]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is measured: the measure, and the subject, fund source or project that it is of, where one is named.

    `start` is where the words that say so begin, in the text they were looked for in.
    """

    measure_code: str
    start: int
    fund_source_code: str = ""
    subject_code: str = ""
    subject_names: tuple[str, ...] = ()
    project_end: int = 0


class LabelReader:
    """Reads the labels of one section; `unit_key` is the key of the name of the unit that speaks."""

    def __init__(self, kind: SectionKind | None, unit_key: str, subjects: SubjectIndex, words: NarrativeWords) -> None:
        self._kind = kind
        self._unit_key = unit_key
        self._subjects = subjects
        self._words = words
        self._labels = words.labels.get(kind.section_code, []) if kind else []

    def before(self, text: str, quantity: Quantity, previous_measure: str, is_listed: bool) -> Meaning | None:
        """The meaning that the text up to a quantity gives it; None where its last words are not known."""
        text = self.without_fillers(text)
        for label in self._labels:
            if text.endswith(label.label) and self._fits(label, quantity, previous_measure):
                return self._measure(label, text, is_listed)
        if self._kind and self._kind.label_kind == "subject":
            return self._subject(text, quantity)
        return None

    def behind(self, text: str, quantity: Quantity, previous_measure: str) -> Meaning | None:
        """The meaning that the words right behind a quantity give it (1 个涉密项目)."""
        named = self._words.copula.sub("", text)
        for label in self._labels:
            if named.startswith(label.label) and self._fits(label, quantity, previous_measure):
                return Meaning(label.measure_code, len(text) - len(named), label.fund_source_code)
        return None

    def without_fillers(self, text: str) -> str:
        """A text without the words at its end that say nothing: 2026 年, 预算数为, 其中, marks."""
        while True:
            shorter = self._words.filler.sub("", text)
            if shorter == text:
                return text
            text = shorter

    def last_clause(self, text: str) -> str:
        """The words at the end of a text, back to the mark before them."""
        return _CLAUSE_END.split(self.without_fillers(text))[-1]

    def _fits(self, label: KnownLabel, quantity: Quantity, previous_measure: str) -> bool:
        if label.under and label.under != previous_measure:
            return False
        expected = self._words.quantity_kinds[label.measure_code]
        return quantity.kind == expected or (expected == "count" and quantity.kind == "bare")

    def _measure(self, label: KnownLabel, text: str, is_listed: bool) -> Meaning:
        at = len(text) - len(label.label)
        start = at - len(_CLAUSE_END.split(text[:at])[-1])
        kind = self._kind
        if kind and kind.label_kind == "project" and is_listed and self._names_a_project(text[:at]):
            return Meaning(kind.measure_code, 0, project_end=at)
        return Meaning(label.measure_code, start, label.fund_source_code)

    def _names_a_project(self, text: str) -> bool:
        return bool(self.without_fillers(text.replace(self._unit_key, "")))

    def _subject(self, text: str, quantity: Quantity) -> Meaning | None:
        kind = self._kind
        if kind is None or quantity.kind != "money":
            return None
        marked = self._words.subject.search(text)
        if marked:
            names = tuple(filter(None, marked.groups()))
            start = marked.start()
        else:
            names = (_CLAUSE_END.split(text)[-1],)
            start = len(text) - len(names[0])
        code = self._subjects.find(names)
        if not code and len(names) == 1:
            code = self._subjects.find_misnamed_class(names[0], quantity.value * Decimal(quantity.yuan_per_unit or 0))
        if not code:
            return None
        return Meaning(kind.measure_code, start, kind.fund_source_code, code, names)
