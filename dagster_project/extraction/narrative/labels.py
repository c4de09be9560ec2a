"""What the words before a number (or behind it) say that it measures."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.identity import is_same_unit
from dagster_project.extraction.narrative.quantities import Quantity
from dagster_project.extraction.narrative.subjects import SubjectIndex
from dagster_project.extraction.narrative.words import KnownLabel, NarrativeWords, SectionKind

_CLAUSE_ENDS = ",;:。"
_YEAR_ENDS = "年度"
_LONGEST_END = 24
_LONGEST_FIGURE_OF_ORGAN = 120
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


class Meaning(NamedTuple):
    """What is measured: the measure, and the subject, fund source or project that it is of, where one is named.

    The words that say so stand at `start:end` of the text they were looked for in; `before_label` are those of
    its clause that stand before the label itself.
    """

    measure_code: str
    start: int = 0
    end: int = 0
    before_label: str = ""
    fund_source_code: str = ""
    subject_code: str = ""
    subject_names: tuple[str, ...] = ()
    project_end: int = 0


def without_end(text: str, pattern: re.Pattern[str]) -> str:
    """A text without a few words at its end."""
    found = pattern.search(text, max(0, len(text) - _LONGEST_END))
    return text[: found.start()] if found else text


def last_clause(text: str) -> str:
    """The end of a text, back to the mark before it."""
    return text[max(map(text.rfind, _CLAUSE_ENDS)) + 1 :]


class LabelReader:
    """Reads the labels of one section; `unit_key` is the key of the name of the unit that speaks of its `fiscal_year`."""

    def __init__(
        self, kind: SectionKind | None, unit_key: str, fiscal_year: int, subjects: SubjectIndex, words: NarrativeWords
    ) -> None:
        self._kind = kind
        self._unit_key = unit_key
        self._fiscal_year = str(fiscal_year)
        self._subjects = subjects
        self._words = words
        self._labels = words.labels.get(kind.section_code, []) if kind else []
        self._label_words = tuple(label.label for label in self._labels)

    def before(self, text: str, quantity: Quantity, previous_measure: str, is_listed: bool) -> Meaning | None:
        """The meaning that the text up to a quantity gives it; None where its last words are not known."""
        found: Meaning | None = None
        for shorter in self._without_fillers_at_end(text):
            known = self._known(shorter, quantity, previous_measure, is_listed) or self._subject(shorter, quantity)
            if known and self.is_whole_clause(known):
                return known
            # 基本支出预算数为: 支出预算 is a label too, but leaves 基本 unsaid.
            found = found or known
        if found:
            return found
        return self._misnamed_class(self.last_clause(text), len(self.without_fillers(text)), quantity)

    def behind(self, text: str, quantity: Quantity, previous_measure: str) -> Meaning | None:
        """The meaning that the words right behind a quantity give it (1 个涉密项目)."""
        named = self._words.copula.sub("", text)
        for label in self._labels:
            if named.startswith(label.label) and self._fits(label, quantity, previous_measure):
                start = len(text) - len(named)
                # The words go on to the end of the clause, but not over another number.
                end = start + len(label.label) if any(map(str.isdigit, named[len(label.label) :])) else len(text)
                return Meaning(label.measure_code, start, end, fund_source_code=label.fund_source_code)
        return None

    def names_a_measure(self, clause: str) -> bool:
        """Whether a clause is nothing but a label."""
        return any(
            shorter.endswith(label.label) and not self._own_words(shorter[: -len(label.label)])
            for shorter in self._without_fillers_at_end(clause)
            for label in self._labels
        )

    def is_whole_clause(self, meaning: Meaning) -> bool:
        """Whether nothing stands before the label in its clause, but the unit's own name or a year."""
        return not meaning.before_label or not self._own_words(meaning.before_label)

    def is_of_others(self, text: str, meaning: Meaning) -> bool:
        """Whether the words at the end of a text say that the label in it is not the unit's own of this year.

        Words before the label must be known to change nothing (本单位, 当年). Another year may stand before the label,
        in a clause of its own or behind the label; another label may stand before it. Of the name of a project nothing
        of this is asked.
        """
        if meaning.before_label and not meaning.project_end:
            words = self._own_words(meaning.before_label)
            if not self._words.qualifiers.fullmatch(words):
                return True
        start = meaning.project_end or meaning.start
        before = text[:start]
        fillers = before[len(self.without_fillers(before)) :]
        return self.names_other_year(fillers + text[start:]) or self._follows_a_label(before)

    def names_other_year(self, text: str) -> bool:
        """Whether a text names a year that is not the fiscal year."""
        return any(year != self._fiscal_year for year in _YEAR.findall(text))

    def names_own(self, text: str) -> bool:
        """Whether a text names the unit itself or the fiscal year."""
        return self._unit_key in text or self._fiscal_year in text or bool(self._words.own_time.search(text))

    def organ_of(self, label: str) -> str:
        """The other organ that a label says its figure is of (某局公务接待费); empty where it names none or the unit itself."""
        shorter_labels = self._without_fillers_at_end(label) if len(label) <= _LONGEST_FIGURE_OF_ORGAN else ()
        found = next(filter(None, map(self._words.figure_of_organ.fullmatch, shorter_labels)), None)
        organ = found["organ"] if found else ""
        is_own = self._unit_key in organ or self._words.own_time.search(organ) or is_same_unit(organ, self._unit_key)
        return "" if is_own else organ

    def _follows_a_label(self, text: str) -> bool:
        """Whether the clause before a label is nothing but another label: one number behind two labels is either's."""
        return text.endswith(",") and self.names_a_measure(last_clause(text.rstrip(",")))

    def without_fillers(self, text: str) -> str:
        """A text without the words at its end that say nothing: 2026 年, 预算数为, 其中, marks."""
        while text[-1:] in self._words.filler_ends:
            shorter = without_end(text, self._words.filler)
            if shorter == text:
                break
            text = shorter
        return text

    def last_clause(self, text: str) -> str:
        """The words at the end of a text, back to the mark before them."""
        return last_clause(self.without_fillers(text))

    def _without_fillers_at_end(self, text: str) -> Iterator[str]:
        """A text less ever more of the fillers at its end: what is a filler here may be the end of a label there."""
        shorter_texts = {text}
        while shorter_texts:
            longest = max(shorter_texts, key=len) if len(shorter_texts) > 1 else next(iter(shorter_texts))
            yield longest
            shorter_texts.remove(longest)
            for word in self._words.fillers_by_end.get(longest[-1:], ()):
                if longest.endswith(word):
                    shorter_texts.add(longest[: -len(word)])
            if longest[-1:] in _YEAR_ENDS:
                shorter_texts.add(without_end(longest, self._words.year))
                shorter_texts.discard(longest)

    def _known(self, text: str, quantity: Quantity, previous_measure: str, is_listed: bool) -> Meaning | None:
        """The meaning of the longest label that a text ends with."""
        if not text.endswith(self._label_words):
            return None
        fitting = (each for each in self._labels if text.endswith(each.label) and self._fits(each, quantity, previous_measure))
        label = next(fitting, None)
        return self._measure(label, text, is_listed) if label else None

    def _fits(self, label: KnownLabel, quantity: Quantity, previous_measure: str) -> bool:
        if label.under and label.under != previous_measure:
            return False
        expected = self._words.quantity_kinds[label.measure_code]
        return quantity.kind == expected or (expected == "count" and quantity.kind == "bare")

    def _measure(self, label: KnownLabel, text: str, is_listed: bool) -> Meaning:
        at = len(text) - len(label.label)
        kind = self._kind
        if kind and kind.label_kind == "project" and is_listed and self._own_words(text[:at]):
            return Meaning(kind.measure_code, 0, len(text), text[:at], project_end=at)
        before_label = last_clause(text[:at])
        return Meaning(label.measure_code, at - len(before_label), len(text), before_label, label.fund_source_code)

    def _own_words(self, text: str) -> str:
        """The words of a text besides the unit's own name and fillers."""
        return self.without_fillers(text.replace(self._unit_key, ""))

    def _subject(self, text: str, quantity: Quantity) -> Meaning | None:
        """The subject that a text ends with: class, section and item, each marked as what it is, or a class alone."""
        if self._kind is None or self._kind.label_kind != "subject" or quantity.kind != "money":
            return None
        marked = self._words.subject.search(text) if text.endswith(")") else None
        names = tuple(filter(None, marked.groups())) if marked else (last_clause(text),)
        code = self._subjects.find(names)
        start = marked.start() if marked else len(text) - len(names[0])
        return self._of_subject(code, names, start, len(text)) if code else None

    def _misnamed_class(self, clause: str, end: int, quantity: Quantity) -> Meaning | None:
        """The class that a clause names by a slip of the pen, told by the amount that is printed for it."""
        if self._kind is None or self._kind.label_kind != "subject" or quantity.yuan_per_unit is None:
            return None
        marked = self._words.subject.search(clause) if clause.endswith(")") else None
        name = marked.group(1) if marked else clause
        if marked and marked.group(2):
            return None
        code = self._subjects.find_misnamed_class(name, quantity.value * Decimal(quantity.yuan_per_unit))
        return self._of_subject(code, (name,), end - len(clause), end) if code else None

    def _of_subject(self, code: str, names: tuple[str, ...], start: int, end: int) -> Meaning:
        assert self._kind is not None
        return Meaning(self._kind.measure_code, start, end, "", self._kind.fund_source_code, code, names)
