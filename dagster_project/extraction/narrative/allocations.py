"""How the money of a project is allocated: amounts named by the words before them, printed sums, rates and prices."""

import re

from dagster_project.extraction.narrative.labels import LabelReader
from dagster_project.extraction.narrative.passages import Sentence
from dagster_project.extraction.narrative.quantities import Quantity
from dagster_project.extraction.narrative.statements import Mentions, PassageReading, StatementReader
from dagster_project.extraction.narrative.words import NarrativeWords

ALLOCATION = "project_allocation"
ALLOCATION_SUM = "project_allocation_sum"
ALLOCATION_RATE = "project_allocation_rate"
REMARK = "project_remark"

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


class AllocationReader(StatementReader):
    """Reads how money is allocated; an amount of another year than `fiscal_year` is a remark."""

    def __init__(self, labels: LabelReader, words: NarrativeWords, first_statement_no: int, fiscal_year: int) -> None:
        super().__init__(labels, words, first_statement_no, Mentions(REMARK))
        self.fiscal_year = fiscal_year

    def reading(self) -> PassageReading:
        """What reads a passage."""
        return _AllocationReading(self)


class _AllocationReading(PassageReading):
    """The reading of one passage, item by item: items end with a semicolon or a full stop."""

    def __init__(self, reader: AllocationReader) -> None:
        super().__init__(reader)
        self._fiscal_year = reader.fiscal_year
        self._item: tuple[Sentence, int] | None = None
        self._has_amount = False

    def remark(self, sentence: Sentence, quantity: Quantity, before: str, at: int) -> tuple[int, int] | None:
        """Loads a number of an item, with all words that lead to it from the number before."""
        if quantity.kind in ("bare", "count"):
            return None
        text = sentence.key[: quantity.start]
        item_start = text.rfind(";") + 1
        if self._item != (sentence, item_start):
            self._item, self._has_amount = (sentence, item_start), False
        is_aside = text.count("(", item_start) > text.count(")", item_start)
        is_sum = bool(self._words.sum_word.search(before)) and self._has_amount
        start = max(at, text.rfind("(") + 1) if is_aside else max(at, item_start)
        end = at + len(before)
        span = self._label_span(text, start, end) or self._label_span(text, item_start, at)
        if span is None:
            self._reject(sentence, quantity, "label_not_known", "no words tell what it is for")
            return start, quantity.start
        label = sentence.passage.printed(sentence.start + span[0], sentence.start + span[1])
        self.mention(sentence, quantity, self._measure(quantity, text[span[0] : span[1]], is_aside, is_sum), label)
        self._has_amount = self._has_amount or (quantity.kind == "money" and not is_aside)
        return span[0], quantity.start

    def _measure(self, quantity: Quantity, label: str, is_aside: bool, is_sum: bool) -> str:
        if quantity.kind in ("rate", "percent"):
            return ALLOCATION_RATE
        years = {int(year) for year in _YEAR.findall(label)}
        if quantity.kind != "money" or is_aside or (years and self._fiscal_year not in years):
            return REMARK
        return ALLOCATION_SUM if is_sum else ALLOCATION

    def _label_span(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The span without the marks before it and the words behind it that say nothing; None where nothing is left."""
        end = start + len(self._words.sum_word.sub("", self._labels.without_fillers(text[start:end])).rstrip(",:"))
        while start < end and text[start] in ",:;、)":
            start += 1
        return (start, end) if start < end else None
