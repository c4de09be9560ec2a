"""From sentences to statements: an amount with its share, its change against the year before, and the reason given.

Every number of a sentence ends in one of three ways: loaded with its meaning, structural (it
belongs to a name, a date or a threshold), or rejected with a reason. Numbers that only count
things within a text that is kept whole (8 名人员, in a reason) are part of that text.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from dagster_project.extraction.narrative.labels import LabelReader, Meaning
from dagster_project.extraction.narrative.passages import Passage, Sentence, sentences_of
from dagster_project.extraction.narrative.quantities import Quantity, find_quantities
from dagster_project.extraction.narrative.words import NarrativeWords

AMOUNT = "amount"
SHARE = "share"
CHANGE = "change"
CHANGE_PCT = "change_pct"
QUANTITY = "quantity"
REMARK = "remark"

_CLAUSE_ENDS = ",;:。"
_LARGEST = Decimal(10) ** 16
_CENT = Decimal("0.01")
_MOST_DECIMALS = 6
_MOST_DIGITS = 18
_LONGEST_LABEL = 80


@dataclass(slots=True)
class Statement:
    """What is said of one measure: its figures belong together, and so do the reason and the purpose given."""

    statement_no: int
    measure_code: str
    meaning: Meaning
    label: str
    project_name: str = ""
    kinds: set[str] = field(default_factory=set)
    reason: str = ""
    purpose: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class LoadedFigure:
    """A number with its meaning: the statement that it is part of, and what it is in it."""

    sentence: Sentence
    quantity: Quantity
    figure_kind: str
    statement: Statement
    direction: str = ""


@dataclass(frozen=True, slots=True)
class RejectedFigure:
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


class StatementReader:
    """Reads passages one after the other; without `mentions` every number must be understood by its label."""

    def __init__(
        self, labels: LabelReader, words: NarrativeWords, first_statement_no: int, mentions: Mentions | None = None
    ) -> None:
        self.labels = labels
        self.words = words
        self.mentions = mentions
        self.next_statement_no = first_statement_no

    def read(self, passage: Passage) -> Findings:
        """The statements of a passage."""
        reading = self.reading()
        for sentence in sentences_of(passage):
            reading.read_sentence(sentence)
        return reading.findings

    def reading(self) -> "PassageReading":
        """What reads a passage."""
        return PassageReading(self)

    def new_statement(self, measure_code: str, meaning: Meaning, label: str) -> Statement:
        """A statement with the next number."""
        statement = Statement(self.next_statement_no, measure_code, meaning, label[:_LONGEST_LABEL])
        self.next_statement_no += 1
        return statement


class PassageReading:
    """The reading of one passage: the statement that is being made, and what was stated before it."""

    def __init__(self, reader: StatementReader) -> None:
        self.findings = Findings()
        self._reader = reader
        self._words = reader.words
        self._labels = reader.labels
        self._current: Statement | None = None
        self._previous_measure = ""
        self._kept: _Kept | None = None

    def read_sentence(self, sentence: Sentence) -> None:
        text = sentence.key
        quantities = find_quantities(text, self._words)
        self._kept = None
        unclear: list[Quantity] = []
        label_spans: list[tuple[int, int]] = []
        at = 0
        for quantity in quantities:
            if quantity.role:
                self._set_aside(sentence, quantity)
                continue
            before = _before(text, at, quantity, quantities)
            if before is None:
                self._reject(sentence, quantity, "part_of_calculation", "the result of a calculation that nothing names")
                at = quantity.end
                continue
            span = self._read_quantity(sentence, quantity, at, before)
            if span is None:
                unclear.append(quantity)
                continue
            label_spans.append(span)
            at = max(quantity.end, span[1])
        self._read_rest(sentence, at)
        for quantity in unclear:
            if any(start <= quantity.start < end for start, end in label_spans):
                self.findings.n_structural += 1 if _is_figure(quantity) else 0
            elif _is_figure(quantity):
                self._reject(sentence, quantity, "label_not_known", "no known label stands before it: seeds/narrative_labels.csv")

    def _set_aside(self, sentence: Sentence, quantity: Quantity) -> None:
        """Counts a number that is no figure by itself, and rejects one of a calculation or a range."""
        if not _is_figure(quantity):
            return
        if quantity.role == "calculation":
            self._reject(sentence, quantity, "part_of_calculation", "a term of a calculation that is printed in the text")
        elif quantity.role == "range":
            self._reject(sentence, quantity, "part_of_range", "the end of a range: it is no single figure")
        else:
            self.findings.n_structural += 1

    def _read_quantity(self, sentence: Sentence, quantity: Quantity, at: int, before: str) -> tuple[int, int] | None:
        """Loads a number; gives the span of the words that tell what it is, None where they are not known."""
        kind, rest = self._role(quantity, before)
        self._notice_kept_text(at, before)
        if self._kept and not self._ends_kept_text(sentence, quantity, rest, at):
            return self.remark(sentence, quantity, before, at)
        if kind in (SHARE, CHANGE, CHANGE_PCT) and not self._clause(rest):
            return self._add(sentence, quantity, kind, before, at)
        return self._begin(sentence, quantity, kind, rest, at)

    def _role(self, quantity: Quantity, before: str) -> tuple[str, str]:
        """What a number is in its statement, by the word right before it, and the text before that word."""
        change = self._words.change.search(before)
        if change and quantity.kind != "decimal":
            kind = CHANGE_PCT if quantity.kind == "percent" else CHANGE
            return kind, self._words.prior_year.sub("", before[: change.start()])
        share = self._words.share.search(before) if quantity.kind == "percent" else None
        if share:
            return SHARE, before[: share.start()]
        return (AMOUNT if quantity.kind == "money" else QUANTITY), before

    def _begin(self, sentence: Sentence, quantity: Quantity, kind: str, rest: str, at: int) -> tuple[int, int] | None:
        """Begins a statement with a number whose label is known."""
        meaning = self._labels.before(rest, quantity, self._previous_measure, sentence.is_listed and at == 0)
        if meaning:
            label = sentence.passage.printed(
                sentence.start + at + meaning.start, sentence.start + at + len(self._labels.without_fillers(rest))
            )
            span = (at + meaning.start, quantity.start)
        else:
            behind, meaning = self._behind(sentence, quantity, rest)
            if meaning is None:
                return self.remark(sentence, quantity, rest, at) if self._reader.mentions else None
            end = quantity.end + len(behind)
            label = sentence.passage.printed(sentence.start + quantity.end + meaning.start, sentence.start + end)
            span = (quantity.start, end)
        statement = self._reader.new_statement(meaning.measure_code, meaning, label)
        if meaning.project_end:
            statement.project_name = sentence.passage.printed(
                sentence.start + at, sentence.start + at + len(self._labels.without_fillers(rest[: meaning.project_end]))
            )
        self._current = statement
        self._previous_measure = meaning.measure_code
        self._load(sentence, quantity, kind, statement)
        return span

    def _behind(self, sentence: Sentence, quantity: Quantity, rest: str) -> tuple[str, Meaning | None]:
        """The words right behind a number that has none before it in its clause, and what they mean."""
        clause = self._clause(rest)
        if clause and not self._words.existential.search(clause):
            return "", None
        text = sentence.key[quantity.end :]
        end = min((place for place in map(text.find, _CLAUSE_ENDS) if place >= 0), default=len(text))
        return text[:end], self._labels.behind(text[:end], quantity, self._previous_measure)

    def _add(self, sentence: Sentence, quantity: Quantity, kind: str, before: str, at: int) -> tuple[int, int] | None:
        """Adds a share or a change to the statement that is being made."""
        statement = self._current
        if statement is None:
            return None
        if kind in statement.kinds:
            self._reject(
                sentence, quantity, "second_of_its_kind", f"the statement of “{statement.label}” has another {kind} already"
            )
            return at, quantity.start
        expected = self._words.quantity_kinds[statement.measure_code]
        if kind == CHANGE and expected and quantity.kind not in (expected, "bare"):
            self._reject(
                sentence,
                quantity,
                "unit_does_not_fit",
                f"a change in {quantity.unit}, which “{statement.label}” is not in",
            )
            return at, quantity.start
        self._load(sentence, quantity, kind, statement)
        return at + len(before), quantity.start

    def remark(self, sentence: Sentence, quantity: Quantity, before: str, at: int) -> tuple[int, int] | None:
        """Loads a number that a text only mentions, with the words before it."""
        if not _is_figure(quantity) or quantity.kind == "count":
            return None
        start = max(at, self._kept.start) if self._kept else at
        before = before[start - at :]
        words = self._labels.last_clause(before.rpartition("(")[2]) or self._labels.last_clause(before)
        end = start + len(self._labels.without_fillers(before))
        label = sentence.passage.printed(sentence.start + end - len(words), sentence.start + end)
        if not label and quantity.kind == "decimal":
            return None
        mentions = self._reader.mentions or Mentions(REMARK)
        measure_code = mentions.remark_measure if label else mentions.measure_of_label or mentions.remark_measure
        self.mention(sentence, quantity, measure_code, label or mentions.label)
        return end - len(words), quantity.start

    def mention(self, sentence: Sentence, quantity: Quantity, measure_code: str, label: str) -> None:
        """Loads a number as a statement of its own."""
        statement = self._reader.new_statement(measure_code, Meaning(measure_code, 0), label)
        self._load(sentence, quantity, AMOUNT if quantity.kind == "money" else QUANTITY, statement)

    def _load(self, sentence: Sentence, quantity: Quantity, kind: str, statement: Statement) -> None:
        problem = _problem(quantity)
        if problem:
            self._reject(sentence, quantity, "amount_not_understood", problem)
            return
        statement.kinds.add(kind)
        direction = ""
        if kind in (CHANGE, CHANGE_PCT):
            found = self._words.change.search(sentence.key[: quantity.start])
            direction = "increase" if found and found.group("increase") else "decrease"
        self.findings.loaded.append(LoadedFigure(sentence, quantity, kind, statement, direction))

    def _reject(self, sentence: Sentence, quantity: Quantity, reason_code: str, reason: str) -> None:
        self.findings.rejected.append(RejectedFigure(sentence, quantity, reason_code, reason))

    def _clause(self, rest: str) -> str:
        return self._labels.last_clause(rest) if not rest or rest[-1] not in _CLAUSE_ENDS else ""

    def _notice_kept_text(self, at: int, before: str) -> None:
        """Notices where a reason or a purpose begins, and that the statement before it has not changed."""
        if self._kept:
            return
        match = self._words.kept_text.search(before)
        stated = before[: match.start()] if match else before
        if self._current and CHANGE not in self._current.kinds and self._words.unchanged.search(stated):
            self._current.is_unchanged = True
        if match:
            self._kept = _Kept(self._current, at + match.end(), bool(self._words.reason.match(match.group())))

    def _ends_kept_text(self, sentence: Sentence, quantity: Quantity, rest: str, at: int) -> bool:
        """Whether a number begins a new statement behind the semicolon that ends a reason or a purpose."""
        assert self._kept is not None
        stop = rest.rfind(";")
        if stop < 0 or at + stop < self._kept.start:
            return False
        if self._labels.before(rest[stop + 1 :], quantity, self._previous_measure, False) is None:
            return False
        self._close_kept_text(sentence, at + stop)
        return True

    def _close_kept_text(self, sentence: Sentence, end: int) -> None:
        kept = self._kept
        self._kept = None
        if kept is None or kept.statement is None:
            return
        text = sentence.passage.printed(sentence.start + kept.start, sentence.start + end).rstrip("。；;")
        if kept.is_reason:
            kept.statement.reason = kept.statement.reason or text
        else:
            kept.statement.purpose = kept.statement.purpose or text

    def _read_rest(self, sentence: Sentence, at: int) -> None:
        """Reads what stands behind the last number: the end of a reason, or that nothing has changed."""
        self._notice_kept_text(at, sentence.key[at:])
        self._close_kept_text(sentence, len(sentence.key))


def _before(text: str, at: int, quantity: Quantity, quantities: list[Quantity]) -> str | None:
    """The text between the number before and this one.

    Of the result of a calculation it is the text before the calculation, None where that gives it no name.
    """
    if text[quantity.start - 1 : quantity.start] != "=":
        return text[at : quantity.start]
    terms = [term.start for term in quantities if term.role == "calculation" and at <= term.start < quantity.start]
    before = text[at : min(terms, default=quantity.start)]
    return before if before and before[-1] not in "()" else None


def _is_figure(quantity: Quantity) -> bool:
    """Whether a number is one that must be accounted for: it has decimals, or a unit other than one that counts things."""
    return bool(quantity.decimals) or quantity.kind not in ("bare", "count")


def _problem(quantity: Quantity) -> str:
    if quantity.decimals > _MOST_DECIMALS:
        return f"more than {_MOST_DECIMALS} decimals"
    if quantity.value >= Decimal(10) ** _MOST_DIGITS:
        return f"more than {_MOST_DIGITS} digits"
    if quantity.yuan_per_unit is None:
        return ""
    amount = quantity.value * quantity.yuan_per_unit
    if abs(amount) >= _LARGEST:
        return "larger than any budget: 10^16 yuan or more"
    return "" if amount == amount.quantize(_CENT) else "finer than 0.01 yuan"
