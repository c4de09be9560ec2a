"""What the words before a number (or behind it) say that it measures."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from dagster_project.extraction.narrative.quantities import Quantity
from dagster_project.extraction.narrative.subjects import SubjectIndex
from dagster_project.extraction.narrative.words import (
    SAID,
    SAID_END,
    UNDER_PROJECT,
    UNDER_SUBJECT,
    KnownLabel,
    NarrativeWords,
    SectionKind,
)
from dagster_project.extraction.units_and_years import is_same_unit
from dagster_project.extraction.wording import key, without_numbering

_CLAUSE_ENDS = ",;:。"
_YEAR_ENDS = "年度"
_CLASS_LENGTH, _SECTION_LENGTH = 3, 5
_LONGEST_END = 24
# 财政局 alone may be the end of many names.
_SHORTEST_OWN_NAME = 4
# ①检察（款）行政运行（项）
_CIRCLED_NUMBER = re.compile("^[\u2460-\u2473]")
_LONGEST_FIGURE_OF_ORGAN = 120
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


_PRIOR_YEAR = "prior_year"
_AGAINST_ACTUAL = "against_prior_actual"
_AT_DATE = "at_date"
# [2010301]行政运行, 2010301-行政运行, 2010301行政运行; 行政运行（2010301）
_DIGITS = r"(?:\d{3}|\d{5}|\d{7})"
_NAMED_BEHIND = re.compile(rf"(?:[\[(]|(?<![\d\[(]))(?P<code>{_DIGITS})[\])\-—–]?(?P<name>(?!\d)[^,;:。\[\]]{{2,60}})$")
_NAMED_BEFORE = re.compile(rf"(?:^|(?<=[,;:。]))(?P<name>[^,;:。\[\]]{{2,60}}?)[\[(](?P<code>{_DIGITS})[\])]$")
# 进修及培训（20508）培训支出（2050803）
_NAMED_LAST = re.compile(rf"(?<=[\])])(?P<name>[^,;:。\[\]()]{{2,60}})[\[(](?P<code>{_DIGITS})[\])]$")
# Between the names of “class-section-item”.
_NAME_SEPARATOR = re.compile("[-—–]")


class Meaning(NamedTuple):
    """What is measured: the measure, and the subject, fund source or project that it is of, where one is named.

    The words that say so stand at `start:end` of the text they were looked for in; `before_label` are those of
    its clause that stand before the label itself. `is_under` says that the label counts under another measure.
    """

    measure_code: str
    start: int = 0
    end: int = 0
    before_label: str = ""
    fund_source_code: str = ""
    subject_code: str = ""
    subject_names: tuple[str, ...] = ()
    project_end: int = 0
    is_of_project: bool = False
    is_under: bool = False


class Context(NamedTuple):
    """What the text before a number has told: the measure that was stated last, the subject that was named last, what a
    sentence before it named alone (（二）公务接待费。2026年预算数…), the project that the paragraph is about, and the sentence
    up to the number."""

    previous_measure: str = ""
    subject: Meaning | None = None
    topic: str = ""
    project_name: str = ""
    said: str = ""


def without_end(text: str, pattern: re.Pattern[str]) -> str:
    """A text without a few words at its end."""
    found = pattern.search(text, max(0, len(text) - _LONGEST_END))
    return text[: found.start()] if found else text


def last_clause(text: str) -> str:
    """The end of a text, back to the mark before it; a bracket that is opened there and not closed is one."""
    clause = text[max(map(text.rfind, _CLAUSE_ENDS)) + 1 :]
    return clause.removeprefix("(") if clause.count("(") > clause.count(")") else clause


class LabelReader:
    """Reads the labels of one section; `unit_key` is the key of the name of the unit that speaks of its `fiscal_year`.

    `class_name` is that of the class whose sections and items are listed below it, if any.
    """

    def __init__(
        self,
        kind: SectionKind | None,
        unit_key: str,
        fiscal_year: int,
        subjects: SubjectIndex,
        words: NarrativeWords,
        class_name: str = "",
    ) -> None:
        self._kind = kind
        self._unit_key = unit_key
        self._own_names = _own_names(unit_key, words)
        self._fiscal_year = str(fiscal_year)
        self._subjects = subjects
        self._words = words
        self._labels = words.labels.get(kind.section_code, []) if kind else []
        self._labels_by_end = words.labels_by_end.get(kind.section_code) if kind else None
        self._class_name = class_name

    def before(self, text: str, quantity: Quantity, context: Context, is_listed: bool) -> Meaning | None:
        """The meaning that the text up to a quantity gives it; None where its last words are not known."""
        found: Meaning | None = None
        for shorter in self._without_fillers_at_end(text):
            # 一般公共服务支出: 支出 is a label in places, but leaves words unsaid that a subject does not.
            for read in (self._known, self._subject_alone):
                known = read(shorter, quantity, context, is_listed)
                if known and self.is_whole_clause(known):
                    return known
                # 基本支出预算数为: 支出预算 is a label too, but leaves 基本 unsaid.
                found = found or known
        if found:
            return found
        return self._misnamed_class(self.last_clause(text), len(self.without_fillers(text)), quantity)

    def behind(self, text: str, quantity: Quantity, context: Context) -> Meaning | None:
        """The meaning that the words right behind a quantity give it (1 个涉密项目)."""
        named = self._words.copula.sub("", text)
        for label in self._labels:
            if named.startswith(label.label) and self._fits(label, quantity, context):
                start = len(text) - len(named)
                # The words go on to the end of the clause, but not over another number.
                end = start + len(label.label) if any(map(str.isdigit, named[len(label.label) :])) else len(text)
                return Meaning(label.measure_code, start, end, fund_source_code=label.fund_source_code)
        return None

    def unit_alone(self, quantity: Quantity, context: Context) -> Meaning | None:
        """The meaning that the unit of a quantity gives it, behind what it belongs to (国内公务接待16批次，142人次)."""
        under = (label for label in self._labels if label.under and label.label == quantity.unit)
        found = next((label for label in under if self._fits(label, quantity, context)), None)
        return Meaning(found.measure_code) if found else None

    def names_a_measure(self, clause: str) -> bool:
        """Whether a clause is nothing but a label."""
        return any(
            not self._own_words(shorter[: -len(label.label)])
            for shorter in self._without_fillers_at_end(clause)
            for label in self._labels_at_end(shorter)
        )

    def is_called(self, measure_code: str, text: str) -> bool:
        """Whether words are a label of a measure, with nothing before it but what changes nothing."""
        return any(
            label.measure_code == measure_code
            and self._words.qualifiers.fullmatch(self._own_words(shorter[: -len(label.label)])) is not None
            for shorter in self._without_fillers_at_end(text.removesuffix("的"))
            for label in self._labels_at_end(shorter)
        )

    def is_called_whole_of(self, measure_code: str, text: str) -> bool:
        """Whether words name what a measure is part of."""
        whole = self._words.wholes.get(measure_code, "")
        return bool(whole) and self.is_called(whole, text)

    def is_whole_clause(self, meaning: Meaning) -> bool:
        """Whether nothing stands before the label in its clause, but the unit's own name or a year."""
        return not meaning.before_label or not self._own_words(meaning.before_label)

    def is_unqualified(self, meaning: Meaning) -> bool:
        """Whether nothing stands before the label in its clause but what changes nothing (本部门当年)."""
        return self._words.qualifiers.fullmatch(self._own_words(meaning.before_label)) is not None

    def is_of_others(self, text: str, meaning: Meaning) -> bool:
        """Whether the words at the end of a text say that the label in it is not the unit's own of this year.

        Words before the label must be known to change nothing (本单位, 当年). Another year may stand before the label,
        in a clause of its own or behind the label; another label may stand before it. Of the name of a project nothing
        of this is asked.
        """
        if meaning.before_label and not meaning.project_end and not self.is_unqualified(meaning):
            return True
        start = meaning.project_end or meaning.start
        before = text[:start]
        fillers = before[len(self.without_fillers(before)) :]
        return not self._is_of_its_time(fillers + text[start:], meaning.measure_code) or self._follows_a_label(before)

    def _is_of_its_time(self, text: str, measure_code: str) -> bool:
        """Whether the years that a text names are that of a measure: the fiscal year, or the one before, which must be named."""
        if self._words.measure_times.get(measure_code) != _PRIOR_YEAR:
            return not self.names_other_year(text)
        return set(_YEAR.findall(text)) == {str(int(self._fiscal_year) - 1)}

    def is_state_at(self, clause: str, measure_code: str) -> bool:
        """Whether a clause names the date at which a measure is what it is (截至2024年8月31日): no matter of a year."""
        return self._words.measure_times.get(measure_code) == _AT_DATE and bool(self._words.as_of.fullmatch(clause))

    def is_against_actual(self, measure_code: str) -> bool:
        """Whether a measure is set against the execution of the year before, rather than against its budget."""
        return self._words.measure_times.get(measure_code) == _AGAINST_ACTUAL

    def names_other_year(self, text: str) -> bool:
        """Whether a text names a year that is not the fiscal year, but to compare with the year before."""
        return self._has_other_year(text) and self._has_other_year(self._words.comparison.sub("", text))

    def _has_other_year(self, text: str) -> bool:
        return "年" in text and any(year != self._fiscal_year for year in _YEAR.findall(text))

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

    def _labels_at_end(self, text: str) -> Iterator[KnownLabel]:
        """The labels that a text ends with, the longest first."""
        return (label for _, label in self._labels_by_end.at_end(text)) if self._labels_by_end else iter(())

    def _known(self, text: str, quantity: Quantity, context: Context, is_listed: bool) -> Meaning | None:
        """The meaning of the longest label that a text ends with.

        A shorter one for the same is taken where the longer one takes a part of the words before it (本 | 部门预算收入).
        """
        found: Meaning | None = None
        for label in self._nearest_said(self._labels_at_end(text), context):
            if not self._fits(label, quantity, context):
                continue
            measured = self._measure(label, text, is_listed)
            if measured.is_of_project and self._own_words(measured.before_label) == key(context.project_name):
                measured = measured._replace(before_label="")
            meaning = self._under_subject(measured, text, context, is_listed) if label.under == UNDER_SUBJECT else measured
            if meaning is None or (found and not _is_same(meaning, found)):
                continue
            if self.is_unqualified(meaning):
                return meaning
            found = found or meaning
        return found

    def _nearest_said(self, labels: Iterator[KnownLabel], context: Context) -> Iterable[KnownLabel]:
        """Labels in their order; of those that differ in the words that must have been said, that whose words were said last."""
        found = list(labels)
        if not any(label.under.startswith(SAID) for label in found):
            return found
        return sorted(found, key=lambda label: (-len(label.label), *_distance(label, context)))

    def _under_subject(self, meaning: Meaning, text: str, context: Context, is_listed: bool) -> Meaning | None:
        """The meaning of a label whose figure is of a subject: the one named right before it, else the one named last."""
        before = self.without_fillers(text[: len(text) - (meaning.end - meaning.start - len(meaning.before_label))])
        named = self._named_subject(before, is_listed)
        subject = named or (None if self._own_words(meaning.before_label) else context.subject)
        if subject is None:
            return None
        start, before_label = (named.start, "") if named else (meaning.start, meaning.before_label)
        return meaning._replace(
            measure_code=self._of_level(meaning.measure_code, subject.subject_code),
            start=start,
            before_label=before_label,
            subject_code=subject.subject_code,
            subject_names=subject.subject_names,
            fund_source_code=subject.fund_source_code,
        )

    def _fits(self, label: KnownLabel, quantity: Quantity, context: Context) -> bool:
        if label.under == UNDER_PROJECT and not context.project_name:
            return False
        if self._is_under_measure(label) and not self._follows(label, context.previous_measure):
            return False
        if label.under.startswith(SAID) and label.under.strip(SAID + SAID_END) not in context.said:
            return False
        expected = self._words.quantity_kinds[label.measure_code]
        units = self._words.counted_in.get(label.measure_code)
        if units and quantity.unit and quantity.unit not in units:
            return False
        return not expected or quantity.kind == expected or (expected == "count" and quantity.kind == "bare")

    def _is_under_measure(self, label: KnownLabel) -> bool:
        return bool(label.under) and label.under not in (UNDER_SUBJECT, UNDER_PROJECT) and not label.under.startswith(SAID)

    def _follows(self, label: KnownLabel, previous_measure: str) -> bool:
        """Whether the measure that a label must stand under was stated just before, or another part of that measure."""
        wholes = self._words.wholes
        is_sibling = wholes.get(previous_measure) == label.under == wholes.get(label.measure_code)
        return label.under == previous_measure or is_sibling

    def _measure(self, label: KnownLabel, text: str, is_listed: bool) -> Meaning:
        at = len(text) - len(label.label)
        kind = self._kind
        if kind and kind.label_kind == "project" and is_listed and self._own_words(text[:at]):
            return Meaning(kind.measure_code, 0, len(text), text[:at], project_end=at)
        before_label = last_clause(text[:at])
        is_of_project = label.under == UNDER_PROJECT
        if is_of_project:
            before_label = self._words.quoted_name.sub("", before_label)
        start = at - len(before_label)
        is_under = self._is_under_measure(label)
        of = (label.measure_code, start, len(text), before_label, label.fund_source_code)
        return Meaning(*of, is_of_project=is_of_project, is_under=is_under)

    def _own_words(self, text: str) -> str:
        """The words of a text besides the unit's own name and fillers."""
        return self.without_fillers(self._own_names.sub("", text))

    def _subject_alone(self, text: str, quantity: Quantity, _context: Context, is_listed: bool) -> Meaning | None:
        """The subject that a text ends with: class, section and item, each marked as what it is, or a class alone."""
        return self._named_subject(text, is_listed) if quantity.kind == "money" else None

    def subject_named_by(self, sentence: str) -> Meaning | None:
        """The subject that a sentence without a figure ends with: what follows is about it."""
        text = self.without_fillers(sentence.rstrip("。"))
        return self._named_subject(text) if self._words.class_mark.search(text) or self._below_class(text) else None

    def _named_subject(self, text: str, is_listed: bool = False) -> Meaning | None:
        """The subject that a text ends with; of an item of a list also one that is named alone."""
        if self._kind is None or self._kind.label_kind != "subject":
            return None
        quoted = self._words.quoted_subject.search(text)
        called = self._words.called_a_subject.sub("", text)
        named = quoted.group("name") if quoted else called
        at = quoted.start() if quoted else 0
        marked = self._words.subject.search(named) if named.endswith(self._words.subject_ends) else None
        below_class = self._below_class(named) if marked is None else None
        if marked:
            names = (without_numbering(marked[1]), *filter(None, marked.groups()[1:]))
        elif below_class:
            section, *item = below_class.groups()
            marked, names = below_class, (self._class_name, _CIRCLED_NUMBER.sub("", section), *item)
        elif quoted:
            names = tuple(_NAME_SEPARATOR.split(named))
        else:
            names = (self._words.list_opening.sub("", without_numbering(last_clause(called))),)
        coded = self._named_by_code(named) if marked is None else []
        if coded:
            found = next((each for each in coded if self._subjects.is_called(each["code"], each["name"])), None)
            start = at if quoted or found is None else found.start()
            return self._of_subject(found["code"], (found["name"],), start, len(text)) if found else None
        start = at if quoted else marked.start() if marked else len(called) - len(names[0])
        # “文化旅游体育与传媒支出”（类）
        code = self._subjects.find(names) or self._subjects.find(name.replace('"', "") for name in names)
        if not code and is_listed and self._is_alone(names[0], called):
            code = self._subjects.find_below_class(names[0])
        return self._of_subject(code, names, start, len(text)) if code else None

    def _is_alone(self, name: str, text: str) -> bool:
        """Whether a text is nothing but a name (1.森林培育), in a section that tells of subjects of every level."""
        assert self._kind is not None
        return self._kind.measure_code in self._words.class_measures and name == text

    def _named_by_code(self, named: str) -> list[re.Match[str]]:
        """What a text may end with that names a subject by its code, one of which must be right."""
        return [found for pattern in (_NAMED_BEHIND, _NAMED_BEFORE, _NAMED_LAST) if (found := pattern.search(named))]

    def _of_level(self, measure_code: str, subject_code: str) -> str:
        """What amounts of a class or a section measure, where those of items have a measure."""
        levels = {_CLASS_LENGTH: self._words.class_measures, _SECTION_LENGTH: self._words.section_measures}
        return levels.get(len(subject_code), {}).get(measure_code) or measure_code

    def _below_class(self, named: str) -> re.Match[str] | None:
        """The section and the item, or the section alone, that a text ends with below the class that is listed."""
        patterns = (self._words.section_and_item, self._words.section_alone) if self._class_name else ()
        return next(filter(None, (pattern.search(named) for pattern in patterns)), None)

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
        measure_code = self._of_level(self._kind.measure_code, code)
        return Meaning(measure_code, start, end, "", self._kind.fund_source_code, code, names)


def _own_names(unit_key: str, words: NarrativeWords) -> re.Pattern[str]:
    """The names that a unit may call itself by: its own, and that without the regions before it (青海省 | 玛多县农牧和科技局)."""
    names = [unit_key]
    while (region := words.region_before.match(names[-1])) and len(names[-1]) - region.end() >= _SHORTEST_OWN_NAME:
        names.append(names[-1][region.end() :])
    return re.compile("|".join(map(re.escape, names)))


def _is_same(one: Meaning, other: Meaning) -> bool:
    """Whether two meanings are of the same measure, of the same money."""
    return (one.measure_code, one.fund_source_code, one.subject_code) == (
        other.measure_code,
        other.fund_source_code,
        other.subject_code,
    )


def _distance(label: KnownLabel, context: Context) -> tuple[int, int]:
    """How far before a number the words end that must have been said, the longest first; the farthest where none must."""
    words = label.under.strip(SAID + SAID_END) if label.under.startswith(SAID) else ""
    at = context.said.rfind(words) if words else -1
    return (len(context.said) - at - len(words), -len(words)) if at >= 0 else (len(context.said) + 1, 0)
