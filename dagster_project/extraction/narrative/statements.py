"""From sentences to statements: an amount with its share, its change against the year before, and the reason given.

Every number of a sentence ends in one of three ways: loaded with its meaning, structural (it
belongs to a name, a date or a threshold), or rejected with a reason. Numbers that only count
things within a text that is kept whole (8 名人员, in a reason) are part of that text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from dagster_project.extraction.amounts import AmountError
from dagster_project.extraction.narrative.comparisons import Comparison, ComparisonReader, Gap
from dagster_project.extraction.narrative.findings import (
    AMOUNT,
    AMOUNT_OF_OWN_BUDGET,
    AMOUNT_OF_PRIOR_ACTUAL,
    AMOUNT_OF_PRIOR_BUDGET,
    CHANGE,
    CHANGE_ACTUAL,
    CHANGE_ACTUAL_PCT,
    CHANGE_OF_BUDGET,
    CHANGE_OF_MONEY,
    CHANGE_OWN_BUDGET,
    CHANGE_OWN_BUDGET_PCT,
    CHANGE_PCT,
    CHANGES,
    CHANGES_OF_THEIR_OWN,
    CHANGES_OF_VALUE,
    PARTIAL,
    QUANTITY,
    REMARK,
    SHARE,
    UNTOLD,
    Findings,
    LoadedFigure,
    RejectedFigure,
    Statement,
    is_figure,
    money_of,
    settled,
)
from dagster_project.extraction.narrative.labels import Context, LabelReader, Meaning
from dagster_project.extraction.narrative.passages import Passage, Sentence, sentences_of
from dagster_project.extraction.narrative.quantities import Quantity, find_quantities
from dagster_project.extraction.narrative.words import NarrativeWords
from dagster_project.extraction.wording import without_numbering

_CLAUSE_ENDS = (",", ";", ":", "。")
_MARKS = "".join(_CLAUSE_ENDS)
# Nothing but one of these stands between a number and the next one that needs no other word than its unit.
_LIST_MARKS = ",、"
_CLAUSE_END = re.compile("[,;:]")
_PART_NOT_UNDERSTOOD = "a count of which the sentence lists the parts: one of these was not understood"
_PRIOR_AMOUNT = "an amount of the year before, which a change is counted from: it has no measure here"
_BUDGET_AMOUNT = "an amount of the budget, which a change is counted from: it has no measure here"
_OF_A_LIST = "whether it is of the last amount of a list, or of all of them, cannot be told"
_AGAINST = {CHANGE_ACTUAL: "last year's execution", CHANGE_OWN_BUDGET: "the budget"}
_CHANGE_OF_BUDGET = "a change of what was spent against the budget of the year before: it has no measure here"
OF_OTHERS = "words or a year beside it say that it may not be the unit's own figure of this year"
_LONGEST_LABEL = 80
_REMARK_BEHIND = re.compile(r"\((?:备?注:)?([^()]{1,40})\)")
_LENGTH_OF_A_YEAR = 5
_BRACKET = re.compile("[()]")
# No label is looked for farther away: the cost of a text grows with its length alone.
_FARTHEST_LABEL = 400
# A word that must stand right before a number is looked for no farther away.
_FARTHEST_WORD = 24


@dataclass(slots=True)
class _Kept:
    """A text that is kept whole: the reason or the purpose of a statement, from a place of its sentence on."""

    statement: Statement | None
    start: int
    is_reason: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """What numbers measure that a text of its own only mentions: `remark_measure`; one that no words lead to, in a text
    that stands behind a label (预算安排规模：30.00 万元), measures `measure_of_label`."""

    remark_measure: str
    label: str = ""
    measure_of_label: str = ""


# What stands before a percentage in brackets behind a change, and which changes may have it.
_OPENED = {"(": ("increase", "decrease"), "(-": ("decrease",)}


class StatementReader:
    """Reads passages one after the other; without `mentions` every number must be understood by its label."""

    def __init__(
        self, labels: LabelReader, words: NarrativeWords, first_statement_no: int, mentions: Mentions | None = None
    ) -> None:
        self.labels = labels
        self.words = words
        self.mentions = mentions
        self.next_statement_no = first_statement_no

    def read(self, passage: Passage, topic: str = "") -> Findings:
        """The statements of a passage; a number of its first sentence that nothing names is of the topic."""
        progress = Progress(context=Context(topic=topic))
        for sentence in sentences_of(passage):
            self.sentence_reading(sentence, progress).read()
        return settled(progress.findings)

    def sentence_reading(self, sentence: Sentence, progress: "Progress") -> "SentenceReading":
        """What reads a sentence."""
        return SentenceReading(self, sentence, progress)

    def new_statement(self, measure_code: str, meaning: Meaning, label: str) -> Statement:
        """A statement with the next number."""
        statement = Statement(self.next_statement_no, measure_code, meaning, label[:_LONGEST_LABEL])
        self.next_statement_no += 1
        return statement


@dataclass(slots=True)
class Progress:
    """What a passage has given so far, which its next sentence builds on."""

    findings: Findings = field(default_factory=Findings)
    current: Statement | None = None
    context: Context = field(default_factory=Context)
    has_measure_of_label: bool = False
    around_brackets: list[Statement | None] = field(default_factory=list)
    sentence_before: str = ""


class SentenceReading:
    """The reading of one sentence, number by number."""

    def __init__(self, reader: StatementReader, sentence: Sentence, progress: Progress) -> None:
        self._reader = reader
        self._words = reader.words
        self._labels = reader.labels
        self._comparisons = ComparisonReader(reader.labels, reader.words)
        self._sentence = sentence
        self._text = sentence.key
        self._progress = progress
        self._kept: _Kept | None = None
        self._named: Statement | None = None
        self._told = 0
        self._noticed = 0
        self._bracketed = 0
        # 与上年执行数相比，收入总计减少…；支出总计减少…: of the changes that name nothing else each is against that.
        self._opens_against_actual = bool(self._words.opening_actual.match(self._text))
        self._is_from_actual = self._opens_against_actual
        self._is_from_own_budget = False
        self._unclear: list[Quantity] = []
        self._label_spans: list[tuple[int, int]] = []
        self._topic_of_others = self._begins_about_others()
        # 开展绩效自评。其中，二级项目35个，涉及资金…: what a part is of was said in the sentence before.
        self._said_before = progress.sentence_before if self._words.part_prefix.match(self._text) else ""

    def read(self) -> None:
        """Adds what the sentence states to the findings of its passage."""
        quantities = find_quantities(self._text, self._words, self._sentence.is_parted)
        self._notice_subject(quantities)
        self._notice_project()
        for quantity in quantities:
            if quantity.role:
                self._set_aside(quantity)
            else:
                self._read_quantity(quantity, self._gap(quantity, quantities))
        self._notice_kept_text(len(self._text))
        self._close_kept_text(len(self._text))
        self._notice_brackets(len(self._text))
        self._notice_topic(quantities)
        self._settle_unclear()
        self._progress.sentence_before = self._said_before + self._text[-_FARTHEST_LABEL:]

    def _notice_topic(self, quantities: list[Quantity]) -> None:
        """Notices that the sentence is nothing but a label: a number that nothing names in the next one is of it."""
        text = without_numbering(self._text).rstrip("。:")
        is_label = not quantities and len(text) <= _LONGEST_LABEL and self._labels.names_a_measure(text)
        self._progress.context = self._progress.context._replace(topic=text if is_label else "")

    def _notice_project(self) -> None:
        """Notices that the paragraph begins with a project, which it is about, that the sentence quotes the name of one, or that
        it is an item of a list that begins with one."""
        begins = self._sentence.start == 0 or self._sentence.is_listed
        review = self._words.project_review.match(self._text) if begins else None
        listed = self._words.listed_project.match(self._text) if self._sentence.is_listed else None
        named = review or self._words.quoted_project.search(self._text) or listed
        if named:
            self._progress.context = self._progress.context._replace(project_name=self.printed(*named.span("name")))

    def _notice_brackets(self, end: int) -> None:
        """Notices brackets up to a place: behind one that ends, the statement before it goes on."""
        if end <= self._bracketed:
            return
        around = self._progress.around_brackets
        for sign in _BRACKET.findall(self._text, self._bracketed, end):
            if sign == "(":
                around.append(self._progress.current)
            elif around:
                self._progress.current = around.pop()
        self._bracketed = end

    def _notice_subject(self, quantities: list[Quantity]) -> None:
        """Notices that the sentence names a subject, or begins something new: what was named before is no longer spoken of."""
        if self._sentence.is_listed or self._words.class_mark.search(self._text):
            is_name_alone = not any(map(is_figure, quantities))
            named = self._labels.subject_named_by(self._text) if is_name_alone else None
            self._progress.context = self._progress.context._replace(subject=named)

    def _gap(self, quantity: Quantity, quantities: list[Quantity]) -> Gap | None:
        """The text before a number; of the result of a calculation, that before the calculation, None where it is not named."""
        start = max(self._told, quantity.start - _FARTHEST_LABEL)
        if self._text[quantity.start - 1 : quantity.start] != "=":
            return Gap(self._text[start : quantity.start], start)
        terms = [term.start for term in quantities if term.role == "calculation" and start <= term.start < quantity.start]
        before = self._text[start : min(terms, default=quantity.start)]
        return Gap(before, start) if before and before[-1] not in "()" else None

    def _set_aside(self, quantity: Quantity) -> None:
        """Counts a number that is no figure by itself, and rejects one whose value cannot be told."""
        if not is_figure(quantity) and not (quantity.role == "parted" and quantity.kind == "count"):
            return
        if quantity.role in PARTIAL:
            self.reject(quantity, *PARTIAL[quantity.role])
            self._progress.current = None
        elif quantity.role in UNTOLD:
            self.reject(quantity, *UNTOLD[quantity.role])
            # What it is of is said before it: the next number has words of its own, and a share behind it is of it.
            self._told = quantity.end
            self._progress.current = None
        else:
            self._progress.findings.n_structural += 1

    def _read_quantity(self, quantity: Quantity, gap: Gap | None) -> None:
        """Loads a number, or sets it aside as unclear."""
        if gap is None:
            self.reject(quantity, "part_of_calculation", "the result of a calculation that nothing names")
            self._told = quantity.end
            return
        self._notice_kept_text(quantity.start)
        self._notice_brackets(quantity.start)
        self._progress.context = self._progress.context._replace(
            said=self._said_before + self._text[max(0, quantity.start - _FARTHEST_LABEL) : quantity.start]
        )
        span = self._load_quantity(quantity, gap)
        if span is None:
            self._unclear.append(quantity)
        else:
            self._label_spans.append(span)
            self._told = self._noticed = max(quantity.end, span[1])

    def _load_quantity(self, quantity: Quantity, gap: Gap) -> tuple[int, int] | None:
        """Loads a number; gives the span of the words that tell what it is, None where they are not known."""
        self._return_to_named(quantity, gap)
        if self._is_compared(quantity, gap):
            return self._load_compared(quantity, gap)
        kind, rest = self._role(quantity, gap)
        if self._kept and kind in CHANGES and self._goes_on_behind_purpose(rest, gap):
            self._close_kept_text(rest.start + len(rest.text.rstrip(_MARKS)))
        if self._kept and not self._ends_kept_text(quantity, rest):
            return self.remark(quantity, gap)
        if kind == CHANGE_OF_BUDGET:
            return self._refuse_change_of_budget(quantity, gap)
        if (kind in CHANGES or kind == SHARE) and not self._clause(rest):
            return self._add(quantity, kind, gap)
        span = self._begin(quantity, kind, rest)
        if span is None and kind == SHARE:
            # 货物采购授予中小企业合同金额占货物支出金额的100%: a label may name both.
            span = self._begin(quantity, QUANTITY, gap)
        if span is None and kind in CHANGES and self._is_named_again(rest):
            return self._add(quantity, kind, gap)
        if span is None and is_figure(quantity):
            self._notice_refused(kind)
        return span

    def _return_to_named(self, quantity: Quantity, gap: Gap) -> None:
        """Takes up the statement again whose amount a comparison names, before others that were stated in between
        (收入预算35.00万元，其中：财政拨款30.00万元，…。较上年收入预算30.00万元增加…)."""
        if quantity.kind != "money" or self._kept:
            return
        name = self._comparisons.named(self._words.change.sub("", gap.text))
        if not name:
            return
        loaded = (each.statement for each in reversed(self._progress.findings.loaded) if each.figure_kind == AMOUNT)
        called = (each for each in loaded if not each.meaning.subject_code and self._labels.is_called(each.measure_code, name))
        found = next(called, None)
        if found and not found.meaning.fund_source_code and not found.is_change_refused and CHANGES.isdisjoint(found.kinds):
            self._progress.current = self._named = found

    def _is_named_again(self, rest: Gap) -> bool:
        """Whether the clause before a change names again what the statement that is being made is of (决算数较上年减少…)."""
        current, clause = self._progress.current, self._clause(rest)
        if current is None or AMOUNT not in current.kinds or self._is_one_of_several(current):
            return False
        return bool(self._words.named_again.fullmatch(clause)) or self._labels.is_called(current.measure_code, clause)

    def _is_one_of_several(self, current: Statement, *, without_changed: bool = False) -> bool:
        """Whether the sentence of a statement states amounts of others than it, its budget and what it stands under: any of them
        may be meant. Those whose own change is told may be left out."""
        loaded = [each for each in self._progress.findings.loaded if each.figure_kind == AMOUNT]
        sentence = next((each.sentence for each in loaded if each.statement is current), None)
        beside = (each.statement for each in loaded if each.sentence is sentence and each.statement is not current)
        same = (current.measure_code, self._words.initial_measures.get(current.measure_code, ""))
        others = [
            each
            for each in beside
            if each.label != current.led_by and each.changed is not current and not each.is_of(same, current.meaning)
        ]
        return any(not (without_changed and (each.is_unchanged or each.kinds & CHANGES)) for each in others)

    def _is_compared(self, quantity: Quantity, gap: Gap) -> bool:
        """Whether a sum is what a change is counted from: 比上年预算9.00万元减少…"""
        if quantity.kind != "money":
            return False
        behind = (self._words.change_behind, self._words.unchanged_behind)
        is_counted_from = any(pattern.match(self._text, quantity.end) for pattern in behind)
        return is_counted_from and self._comparisons.counted_from(gap.text, self._progress.current) is not None

    def _load_compared(self, quantity: Quantity, gap: Gap) -> tuple[int, int]:
        """Loads what a change is counted from, as a statement of its own; rejects it where of what it is is not told."""
        comparison = self._comparisons.counted_from(gap.text, self._progress.current)
        assert comparison is not None
        self._is_from_actual, self._is_from_own_budget = comparison.is_actual, comparison.is_own_budget
        changed = self._compared(gap, comparison)
        if changed:
            words = self.printed(gap.start + comparison.start, quantity.start)
            statement = self._reader.new_statement(
                self._measure_compared(changed, comparison), changed.meaning, f"{changed.full_label} {words}"
            )
            statement.project_name, statement.changed = changed.project_name, changed
            self._load(quantity, AMOUNT, statement)
        else:
            self.reject(quantity, "about_something_else", _BUDGET_AMOUNT if comparison.is_own_budget else _PRIOR_AMOUNT)
        # 与年初预算数9.00万元持平 says nothing of the year before.
        unchanged = self._words.unchanged_behind.match(self._text, quantity.end) if comparison.is_own_budget else None
        return gap.start + comparison.start, unchanged.end() if unchanged else quantity.start

    def _compared(self, gap: Gap, comparison: Comparison) -> Statement | None:
        """The statement of money whose change is counted from an amount; None where that may be of something else."""
        current, rest = self._progress.current, Gap(gap.text[: comparison.start], gap.start)
        if current is None or self._kept or AMOUNT not in current.kinds or current.is_change_refused:
            return None
        is_against_last_budget = self._words.is_of_actuals and comparison.is_budget
        is_other = self._clause(rest) and not self._is_named_again(rest)
        is_of_list = current.is_last_of_list or self._is_of_several(current, rest)
        return None if is_against_last_budget or is_other or is_of_list else current

    def _measure_compared(self, changed: Statement, comparison: Comparison) -> str:
        """What an amount measures that the change of a statement is counted from."""
        if comparison.is_own_budget:
            initial = self._words.initial_measures.get(changed.measure_code) if comparison.is_initial else None
            return initial or AMOUNT_OF_OWN_BUDGET
        is_actual = comparison.is_actual or self._words.is_of_actuals
        return AMOUNT_OF_PRIOR_ACTUAL if is_actual else AMOUNT_OF_PRIOR_BUDGET

    def _refuse_change_of_budget(self, quantity: Quantity, gap: Gap) -> tuple[int, int]:
        self.reject(quantity, "about_something_else", _CHANGE_OF_BUDGET)
        if self._progress.current:
            self._progress.current.is_change_refused = True
        return gap.start, quantity.start

    def _goes_on_behind_purpose(self, rest: Gap, gap: Gap) -> bool:
        """Whether a change is compared in a clause of its own behind a purpose, or behind the semicolon that ends a reason: the
        statement goes on (主要用于…，比上年增加…)."""
        assert self._kept is not None
        without_change = self._words.change.sub("", gap.text)
        is_compared = (
            len(rest.text) < len(gap.text) and self._comparisons.comparison(without_change, self._progress.current) is not None
        )
        is_of_statement = self._kept.statement is not None and self._kept.statement is self._progress.current
        return is_of_statement and is_compared and rest.text.endswith(";" if self._kept.is_reason else _CLAUSE_ENDS)

    def _notice_refused(self, kind: str) -> None:
        """Sees to it that what follows a number that was not understood is not taken for a part of the statement before."""
        current = self._progress.current
        if kind in CHANGES or kind == SHARE:
            # 比2024年预算增加3.00万元，增长13.64%: the percentage is of the change that was not understood.
            if current:
                current.is_change_refused = True
            return
        self._progress.current = None
        if kind == AMOUNT:
            # The subject of what follows (支出决算) is that of this amount, whatever it is.
            self._progress.context = self._progress.context._replace(subject=None)

    def _role(self, quantity: Quantity, gap: Gap) -> tuple[str, Gap]:
        """What a number is in its statement, by the word right before it, and the text before that word."""
        near = max(0, len(gap.text) - _FARTHEST_WORD)
        if self._is_percentage_in_brackets(quantity, gap):
            return CHANGE_PCT, Gap("", gap.start)
        change = self._words.change.search(gap.text, near)
        if change and quantity.kind != "decimal":
            kind = CHANGE_PCT if quantity.kind == "percent" else CHANGE
            return self._comparisons.change_role(
                kind,
                Gap(gap.text[: change.start()], gap.start),
                self._progress.current,
                is_from_actual=self._is_from_actual,
                is_from_own_budget=self._is_from_own_budget,
            )
        share = self._words.share.search(gap.text, near) if quantity.kind == "percent" else None
        if share:
            return SHARE, Gap(gap.text[: share.start()], gap.start)
        return (AMOUNT if quantity.kind == "money" else QUANTITY), gap

    def _is_percentage_in_brackets(self, quantity: Quantity, gap: Gap) -> bool:
        """Whether a percentage stands alone in brackets right behind a change: 减少3.20万元（16%）, also （-16%）."""
        if quantity.kind != "percent" or gap.text not in _OPENED or self._text[quantity.end : quantity.end + 1] != ")":
            return False
        last = self._progress.findings.loaded[-1] if self._progress.findings.loaded else None
        if last is None or last.sentence is not self._sentence or last.quantity.end != gap.start or last.figure_kind != CHANGE:
            return False
        return last.direction in _OPENED[gap.text]

    def _begin(self, quantity: Quantity, kind: str, rest: Gap) -> tuple[int, int] | None:
        """Begins a statement with a number whose label is known."""
        is_listed = self._sentence.is_listed and rest.start == 0
        meaning = self._labels.before(rest.text, quantity, self._progress.context, is_listed)
        meaning = meaning or self._before_list(rest, quantity) or self._topic(rest, quantity)
        if meaning:
            words_start, end = rest.start, quantity.start
            is_unchanged = bool(self._words.unchanged.search(rest.text, meaning.end))
        else:
            words_start, meaning = quantity.end, self._meaning_behind(quantity, rest)
            if meaning is None:
                return self.remark(quantity, rest) if self._reader.mentions else None
            end, is_unchanged = quantity.end + meaning.end, False
        span = min(words_start + meaning.start, quantity.start), end
        if self._is_of_others(rest, meaning if words_start == rest.start else None, quantity):
            self.reject(quantity, "about_something_else", OF_OTHERS)
            self._progress.current = None
            return min(span[0] + len(meaning.before_label), quantity.start), end
        label = (
            self.printed(words_start + meaning.start, words_start + meaning.end) or self._progress.context.topic or quantity.unit
        )
        statement = self._reader.new_statement(meaning.measure_code, meaning, label)
        statement.is_unchanged = is_unchanged
        statement.is_last_of_list = self._goes_on_a_list(rest)
        if meaning.is_under and self._progress.current:
            statement.led_by = self._progress.current.label
        if meaning.project_end:
            name = self._labels.without_fillers(rest.text[: meaning.project_end])
            statement.project_name = self.printed(rest.start, rest.start + len(name))
        elif meaning.is_of_project:
            statement.project_name = self._progress.context.project_name
        is_percentage = self._words.quantity_kinds[meaning.measure_code] == "percent"
        if not (is_percentage and self._progress.current and (meaning.is_under or meaning.subject_code)):
            # 完成预算94.44%，比上年减少1.00万元: a change behind how much was spent is of the amount before it.
            self._progress.current = statement
        self._is_from_actual, self._is_from_own_budget = self._opens_against_actual, False
        subject = meaning if meaning.subject_code else self._progress.context.subject
        self._progress.context = Context(meaning.measure_code, subject, project_name=self._progress.context.project_name)
        self._load(quantity, kind, statement)
        return span

    def _goes_on_a_list(self, rest: Gap) -> bool:
        """Whether a statement is listed behind an amount that has neither a share nor a change (A 1.00万元、B 2.00万元)."""
        current = self._progress.current
        return rest.text.startswith("、") and current is not None and current.kinds == {AMOUNT}

    def _before_list(self, rest: Gap, quantity: Quantity) -> Meaning | None:
        """What a total measures behind a list of what it consists of (工资福利支出包括基本工资、津贴补贴，支出30.00万元)."""
        found = self._words.list_before_total.search(rest.text.lstrip("".join(_CLAUSE_ENDS)))
        if found is None:
            return None
        meaning = self._labels.before(found["named"], quantity, self._progress.context, False)
        return meaning if meaning and self._labels.is_unqualified(meaning) else None

    def _topic(self, rest: Gap, quantity: Quantity) -> Meaning | None:
        """What the first number of a sentence measures that no words lead to: what the sentence before named alone."""
        topic = self._progress.context.topic
        if not topic or rest.start or self._labels.last_clause(rest.text) or self._labels.names_other_year(rest.text):
            return None
        meaning = self._labels.before(topic, quantity, self._progress.context, False)
        return meaning._replace(start=0, end=0, before_label="") if meaning else None

    def _begins_about_others(self) -> int:
        """The length of the first clause of the sentence, where it says that the rest is about others (下属单位：…); else 0."""
        end = _CLAUSE_END.search(self._text, 0, _FARTHEST_LABEL)
        clause = self._text[: end.start() if end else _FARTHEST_LABEL]
        is_of_others = self._words.other_subject.match(clause) or self._labels.names_other_year(clause)
        if not is_of_others or len(clause) == len(self._text):
            return 0
        return 0 if find_quantities(clause, self._words) else len(clause)

    def _is_of_others(self, rest: Gap, meaning: Meaning | None, quantity: Quantity) -> bool:
        """Whether the words around a number and its label say that it is not the unit's own figure of this year."""
        if self._words_behind_exclude(quantity):
            return True
        if self._topic_of_others:
            behind_topic = self._text[max(rest.start, self._topic_of_others) : rest.start + len(rest.text)]
            is_state = meaning is not None and self._labels.is_state_at(self._text[: self._topic_of_others], meaning.measure_code)
            if not is_state and not self._labels.names_own(behind_topic):
                return True
        return meaning is not None and self._labels.is_of_others(rest.text, meaning)

    def _words_behind_exclude(self, quantity: Quantity) -> bool:
        """Whether the words right behind a number say that it leaves something out, or is of others or of another year. A total
        of all holds what was carried over, as they may say."""
        if self._words.exclusion.match(self._text, quantity.end):
            return not self._is_total_with_carryover(quantity)
        return self.remark_names_others(quantity)

    def _is_total_with_carryover(self, quantity: Quantity) -> bool:
        near = max(0, quantity.start - _FARTHEST_WORD)
        wholes = self._words.total_with_carryover.finditer(self._text, near, quantity.end + _FARTHEST_WORD)
        return any(whole.start() < quantity.start < whole.end() for whole in wholes)

    def remark_names_others(self, quantity: Quantity) -> bool:
        """Whether a remark in brackets right behind a number, which states no number itself, begins with others or another year."""
        remark = _REMARK_BEHIND.match(self._text, quantity.end)
        if remark is None or any(map(is_figure, find_quantities(remark[1], self._words))):
            return False
        return bool(self._words.other_subject.match(remark[1])) or self._labels.names_other_year(remark[1][:_LENGTH_OF_A_YEAR])

    def _meaning_behind(self, quantity: Quantity, rest: Gap) -> Meaning | None:
        """What the words right behind a number mean that has none before it in its clause."""
        clause = self._clause(rest)
        if clause and not self._words.existential.search(clause):
            return None
        text = self._text[quantity.end : quantity.end + _FARTHEST_LABEL]
        end = min((place for place in map(text.find, _CLAUSE_ENDS) if place >= 0), default=len(text))
        found = self._labels.behind(text[:end], quantity, self._progress.context)
        is_next = not rest.text.strip(_LIST_MARKS)
        return found or (self._labels.unit_alone(quantity, self._progress.context) if is_next else None)

    def _add(self, quantity: Quantity, kind: str, gap: Gap) -> tuple[int, int] | None:
        """Adds a share or a change to the statement that is being made."""
        statement = self._progress.current
        if statement is None:
            return None
        expected = self._words.quantity_kinds[statement.measure_code]
        if (statement.is_last_of_list and statement.kinds == {AMOUNT}) or (kind in CHANGES and self._is_of_several(statement, gap)):
            self.reject(quantity, "about_something_else", _OF_A_LIST)
            statement.is_change_refused = True
        elif statement.is_change_refused and kind in CHANGES:
            self.reject(quantity, "no_amount", f"it belongs to a change of “{statement.label}” that was not understood")
        elif kind in statement.kinds:
            self.reject(quantity, "second_of_its_kind", f"the statement of “{statement.label}” has another {kind} already")
            statement.is_change_refused = statement.is_change_refused or kind in CHANGES_OF_VALUE
        elif kind == SHARE and not self._is_share_of_whole(statement.measure_code, gap):
            if self._load_named_share(quantity, statement, gap):
                return gap.start + len(gap.text), quantity.start
            self.reject(quantity, "about_something_else", f"a share of something else than what “{statement.label}” is part of")
        elif kind in (CHANGE_ACTUAL, CHANGE_OWN_BUDGET) and quantity.kind != "money":
            self.reject(quantity, "unit_does_not_fit", f"a change in {quantity.unit} against {_AGAINST[kind]}")
        elif kind in CHANGES_OF_VALUE and not self._fits_change(kind, quantity, expected):
            self.reject(quantity, "unit_does_not_fit", f"a change in {quantity.unit}, which “{statement.label}” is not in")
        else:
            self._load(quantity, kind, statement)
        return gap.start + len(gap.text), quantity.start

    def _is_of_several(self, statement: Statement, gap: Gap) -> bool:
        """Whether a sentence begins with a change, and the one before it stated several amounts that did not change themselves:
        of which of them it is is not told. Behind a bracket that ends it is of what stands before that."""
        if statement is self._named:
            return False
        loaded = self._progress.findings.loaded
        of_statement = [each for each in loaded if each.statement is statement and each.figure_kind == AMOUNT]
        if not of_statement or of_statement[-1].sentence is self._sentence or gap.text.startswith(")"):
            return False
        return self._is_one_of_several(statement, without_changed=True)

    def _fits_change(self, kind: str, quantity: Quantity, expected: str) -> bool:
        """Whether a change may be one of a measure of a kind: in its units, or in money of what is measured in percent of its own
        budget (完成年初预算104.32%，比年初预算增加…)."""
        is_completion = expected == "percent" and kind == CHANGE_OWN_BUDGET and quantity.kind == "money"
        return expected == quantity.kind or is_completion or (quantity.kind, expected) == ("bare", "count")

    def _load_named_share(self, quantity: Quantity, statement: Statement, gap: Gap) -> bool:
        """Loads a share of something else than the whole, where that has a measure of its own (占政府采购支出总额的82.20%)."""
        context = self._progress.context._replace(previous_measure=statement.measure_code)
        meaning = self._labels.before(gap.text, quantity, context, False)
        if meaning is None or not self._labels.is_whole_clause(meaning):
            return False
        words = self.printed(gap.start + meaning.start, gap.start + meaning.end)
        named = self._reader.new_statement(meaning.measure_code, statement.meaning, statement.full_label + words)
        named.project_name, named.changed = statement.project_name, statement
        self._load(quantity, QUANTITY, named)
        return True

    def _is_share_of_whole(self, measure_code: str, gap: Gap) -> bool:
        """Whether what a share is said to be of is what its measure is part of; a share of what is not said is."""
        found = self._words.share.search(gap.text, max(0, len(gap.text) - _FARTHEST_WORD))
        base = self._words.ratio_word.sub("", found["base"]) if found else ""
        return not base or not self._words.wholes.get(measure_code) or self._labels.is_called_whole_of(measure_code, base)

    def remark(self, quantity: Quantity, gap: Gap) -> tuple[int, int] | None:
        """Loads a number that a text only mentions, with the words before it; gives their span, None for what is no figure."""
        if not is_figure(quantity) or quantity.kind == "count":
            return None
        start = max(gap.start, self._kept.start) if self._kept else gap.start
        before = gap.text[start - gap.start :]
        words = self._labels.last_clause(before.rpartition("(")[2]) or self._labels.last_clause(before)
        end = start + len(self._labels.without_fillers(before))
        label = self.printed(end - len(words), end)
        if not label and quantity.kind == "decimal":
            return None
        mentions = self._reader.mentions or Mentions(REMARK)
        is_of_label = not label and quantity.kind == "money" and bool(mentions.measure_of_label)
        measure_code = mentions.measure_of_label if is_of_label else mentions.remark_measure
        if is_of_label and self._progress.has_measure_of_label:
            self.reject(quantity, "label_repeated", f"a second amount stands behind “{mentions.label}”")
        elif measure_code != mentions.remark_measure and self._is_aside(quantity, before):
            self.reject(quantity, "about_something_else", OF_OTHERS)
        else:
            self.mention(quantity, measure_code, label or mentions.label)
        self._progress.has_measure_of_label |= is_of_label
        return end - len(words), quantity.start

    def _is_aside(self, quantity: Quantity, before: str) -> bool:
        """Whether the words around an amount behind a label say that it is not what the label asks for."""
        return self._words_behind_exclude(quantity) or self._labels.names_other_year(before)

    def mention(self, quantity: Quantity, measure_code: str, label: str) -> None:
        """Loads a number as a statement of its own."""
        statement = self._reader.new_statement(measure_code, Meaning(measure_code), _without_odd_bracket(label))
        self._load(quantity, AMOUNT if quantity.kind == "money" else QUANTITY, statement)

    def _load(self, quantity: Quantity, kind: str, statement: Statement) -> None:
        direction = self._direction(quantity) if kind in CHANGES else ""
        try:
            money = money_of(quantity, direction)
        except AmountError as error:
            self.reject(quantity, "amount_not_understood", str(error))
            statement.is_change_refused = statement.is_change_refused or kind in CHANGES_OF_VALUE
            return
        statement.kinds.add(kind)
        if kind in CHANGES_OF_VALUE:
            statement.last_change = kind
        if kind in CHANGES_OF_VALUE and money:
            statement.kinds.add(CHANGE_OF_MONEY)
        if kind in CHANGES_OF_THEIR_OWN:
            kind, statement = self._own_statement(kind, statement)
        self._progress.findings.loaded.append(LoadedFigure(self._sentence, quantity, kind, statement, direction, money))

    def _own_statement(self, kind: str, changed: Statement) -> tuple[str, Statement]:
        """A change against last year's execution, or the own budget, as a statement of its own, and what it is in that."""
        statement = self._reader.new_statement(kind, changed.meaning, changed.full_label)
        statement.project_name, statement.changed = changed.project_name, changed
        figure_kind = QUANTITY if kind in (CHANGE_ACTUAL_PCT, CHANGE_OWN_BUDGET_PCT) else AMOUNT
        statement.kinds.add(figure_kind)
        return figure_kind, statement

    def _direction(self, quantity: Quantity) -> str:
        before = self._text[max(0, quantity.start - _FARTHEST_WORD) : quantity.start]
        if before.endswith(tuple(_OPENED)):
            return self._progress.findings.loaded[-1].direction
        found = self._words.change.search(before)
        return "increase" if found and found.group("increase") else "decrease"

    def reject(self, quantity: Quantity, reason_code: str, reason: str) -> None:
        """Rejects a number with its reason."""
        self._progress.findings.rejected.append(RejectedFigure(self._sentence, quantity, reason_code, reason))

    def printed(self, start: int, end: int) -> str:
        """The text as printed of a span of the sentence."""
        return self._sentence.passage.printed(self._sentence.start + start, self._sentence.start + end)

    def _clause(self, gap: Gap) -> str:
        return "" if gap.text.endswith(_CLAUSE_ENDS) else self._labels.last_clause(gap.text).removeprefix(")")

    def _notice_kept_text(self, end: int) -> None:
        """Notices, up to a place, where a reason or a purpose begins, and that the statement before it has not changed."""
        text = self._text[self._noticed : end]
        start, self._noticed = self._noticed, end
        if self._kept:
            return
        match = self._words.kept_text.search(text)
        self._notice_unchanged(text[: match.start()] if match else text)
        if match:
            self._kept = _Kept(self._progress.current, start + match.end(), bool(self._words.reason.match(match.group())))

    def _notice_unchanged(self, text: str) -> None:
        """Marks the statement that is being made where its next clause says that nothing has changed, and names nothing else."""
        current = self._progress.current
        if current is None or not CHANGES_OF_VALUE.isdisjoint(current.kinds):
            return
        said = self._words.unchanged.search(text)
        if said and not self._labels.last_clause(text[: said.start()]):
            current.is_unchanged = True

    def _ends_kept_text(self, quantity: Quantity, rest: Gap) -> bool:
        """Whether a number begins a new statement, its label alone behind the semicolon that ends a reason or a purpose.

        A comma ends one before a date at which something is counted (主要用于…，截至2024年12月31日，…), and a purpose before a
        percentage that has a label of its own (主要用于…，完成年初预算的102.10%) and before people and groups that have one
        (主要用于…，共接待8批次).
        """
        assert self._kept is not None
        dates = (found.start() - 1 for found in self._words.as_of.finditer(rest.text))
        stop = max(rest.text.rfind(";"), *(place for place in dates if rest.text[place : place + 1] == ","), -1)
        is_counted = stop < 0 and quantity.kind == "count"
        if stop < 0 and quantity.kind in ("percent", "count") and not self._kept.is_reason:
            stop = rest.text.rfind(",")
        if stop < 0 or rest.start + stop < self._kept.start:
            return False
        meaning = self._labels.before(rest.text[stop + 1 :], quantity, self._progress.context, False)
        if is_counted and meaning and not self._words.counted_in.get(meaning.measure_code):
            return False
        if meaning is None or not self._labels.is_unqualified(meaning):
            return False
        self._close_kept_text(rest.start + stop)
        return True

    def _close_kept_text(self, end: int) -> None:
        """Gives a statement its reason or purpose, up to a clause that says of another measure that it has not changed."""
        kept = self._kept
        self._kept = None
        if kept is None or kept.statement is None:
            return
        stop = kept.start
        while (stop := self._text.find(";", stop + 1, end)) >= 0:
            said = self._words.unchanged.search(self._text, stop, end)
            if said and self._labels.names_a_measure(self._text[stop + 1 : said.start()][:_FARTHEST_LABEL]):
                end = stop
        text = self.printed(kept.start, end).rstrip("。；;")
        if kept.is_reason:
            kept.statement.reason = kept.statement.reason or text
        else:
            kept.statement.purpose = kept.statement.purpose or text

    def _settle_unclear(self) -> None:
        """Tells numbers that belong to a name, which is the label of another number, from those not understood."""
        starts = [start for start, _ in self._label_spans]
        self._refuse_wholes_in_part()
        for quantity in filter(is_figure, self._unclear):
            span = bisect_right(starts, quantity.start) - 1
            if span >= 0 and quantity.start < self._label_spans[span][1]:
                self._progress.findings.n_structural += 1
            else:
                self.reject(quantity, "label_not_known", "no known label stands before it: seeds/vocabulary/narrative_labels.csv")

    def _refuse_wholes_in_part(self) -> None:
        """Refuses a count of which the sentence lists parts, where one of these was not understood: its parts would not add up."""
        findings, words = self._progress.findings, self._words
        own = [each for each in findings.loaded if each.sentence is self._sentence and each.quantity.kind == "count"]
        refused = [each.quantity for each in findings.rejected if each.sentence is self._sentence]
        units = {each.unit for each in (*self._unclear, *refused) if each.kind == "count"}
        for each in own:
            if each.quantity.unit in units and each.statement.measure_code in words.wholes.values():
                findings.loaded.remove(each)
                self.reject(each.quantity, "part_not_understood", _PART_NOT_UNDERSTOOD)


def _without_odd_bracket(label: str) -> str:
    """A label without a bracket at its end that is opened before it."""
    return label[:-1] if label[-1:] in ("）", ")") and "（" not in label and "(" not in label else label
