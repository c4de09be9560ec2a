"""How the money of a project is allocated: amounts named by the words before them, printed sums, rates and prices."""

import re

from dagster_project.extraction.narrative.comparisons import Gap
from dagster_project.extraction.narrative.labels import LabelReader
from dagster_project.extraction.narrative.passages import Sentence
from dagster_project.extraction.narrative.quantities import Quantity
from dagster_project.extraction.narrative.statements import OF_OTHERS, Mentions, Progress, SentenceReading, StatementReader
from dagster_project.extraction.narrative.words import NarrativeWords

ALLOCATION = "project_allocation"
ALLOCATION_SUM = "project_allocation_sum"
ALLOCATION_RATE = "project_allocation_rate"
REMARK = "project_remark"

# The words of an item are not looked for farther away.
_LONGEST_ITEM = 2000
# What stands between the number before and a label: marks, and a remark about that number.
_BEFORE_A_LABEL = re.compile(r"[,:;、)]+|\([^()]*\)(?=[,:;、])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


class AllocationReader(StatementReader):
    """Reads how money is allocated; an amount of another year than `fiscal_year` is a remark."""

    def __init__(self, labels: LabelReader, words: NarrativeWords, first_statement_no: int, fiscal_year: int) -> None:
        super().__init__(labels, words, first_statement_no, Mentions(REMARK))
        self.fiscal_year = fiscal_year
        self.is_among_organs: bool | None = None

    def sentence_reading(self, sentence: Sentence, progress: Progress) -> SentenceReading:
        """What reads a sentence."""
        return _AllocationReading(self, sentence, progress)


class _AllocationReading(SentenceReading):
    """The reading of one sentence, item by item: items end with a semicolon."""

    def __init__(self, reader: AllocationReader, sentence: Sentence, progress: Progress) -> None:
        super().__init__(reader, sentence, progress)
        self._allocations = reader
        self._is_distributed = bool(self._words.distribution.search(self._text))
        self._item_start = 0
        self._item_has_amount = False

    def remark(self, quantity: Quantity, gap: Gap) -> tuple[int, int] | None:
        """Loads a number of an item, with all words that lead to it from the number before."""
        if quantity.kind in ("bare", "count"):
            return None
        self._go_to_item(quantity.start)
        text = self._text[: quantity.start]
        is_aside = text.count("(", self._item_start) > text.count(")", self._item_start)
        is_sum = bool(self._words.sum_word.search(gap.text)) and self._item_has_amount
        start = max(gap.start, text.rfind("(") + 1 if is_aside else self._item_start)
        span = self._label_span(start, gap.start + len(gap.text)) or self._label_span(self._item_start, gap.start)
        if span is None:
            self.reject(quantity, "label_not_known", "no words tell what it is for")
            return start, quantity.start
        # With the words that say nothing more: a year behind the name of what is compared.
        words = text[span[0] :] if span[1] > gap.start else text[slice(*span)]
        if quantity.kind == "money" and (self._is_of_another_organ(span, words) or self.remark_names_others(quantity)):
            self.reject(quantity, "about_something_else", OF_OTHERS)
            return span[0], quantity.start
        self.mention(quantity, self._measure(quantity, words, is_aside, is_sum), self.printed(*span))
        self._item_has_amount = self._item_has_amount or (quantity.kind == "money" and not is_aside)
        return span[0], quantity.start

    def _go_to_item(self, place: int) -> None:
        """Notes where the item of a place begins: behind the last semicolon, and not too far back."""
        start = max(self._text.rfind(";", self._item_start, place) + 1, place - _LONGEST_ITEM)
        if start > self._item_start:
            self._item_start, self._item_has_amount = start, False

    def _is_of_another_organ(self, span: tuple[int, int], words: str) -> bool:
        """Whether an amount is a budget figure of another organ, where the money is not allocated among organs."""
        organ = self._labels.organ_of(words)
        if self._allocations.is_among_organs is None:
            self._allocations.is_among_organs = bool(organ)
        if not organ or self._allocations.is_among_organs:
            return False
        starts_anew = not self._sentence.is_listed and (span[0] == 0 or self._sentence.begins_line(span[0]))
        return starts_anew or bool(self._words.region.match(organ))

    def _measure(self, quantity: Quantity, words: str, is_aside: bool, is_sum: bool) -> str:
        """What a number behind some words measures."""
        if quantity.kind == "rate":
            return ALLOCATION_RATE
        is_no_allocation = bool(self._words.change.search(words) or self._words.no_allocation.search(words))
        if quantity.kind == "percent":
            return REMARK if is_no_allocation else ALLOCATION_RATE
        years = {int(year) for year in _YEAR.findall(words)}
        is_of_others = bool(years) and self._allocations.fiscal_year not in years
        if quantity.kind != "money" or is_aside or is_no_allocation or is_of_others or self._is_distributed:
            return REMARK
        return ALLOCATION_SUM if is_sum else ALLOCATION

    def _label_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The span without the marks and the remark in brackets before it, and the words behind it that say nothing.

        None where nothing is left.
        """
        words = self._words.sum_word.sub("", self._labels.without_fillers(self._text[start:end]))
        end = start + len(words.rstrip(",:"))
        while start < end and (before := _BEFORE_A_LABEL.match(self._text, start, end)):
            start = before.end()
        return (start, end) if start < end else None
