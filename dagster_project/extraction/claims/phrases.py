"""Claims that a phrase alone tells: a table that is empty, what is not arranged, no units below, template text, wrong words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.extraction.claims.claim import Claim
from dagster_project.extraction.claims.paragraphs import DocumentText, Occurrence, Place, Span
from dagster_project.extraction.claims.words import LEAD, ClaimWords, UnitsBelowPhrase
from dagster_project.extraction.narrative.words import KnownLabel, NarrativeWords
from dagster_project.extraction.records import TableRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.vocabulary.composition import ByEnd

_ENUMERATION = re.compile("[、和及与]")
_CLAUSE = re.compile(r"[^,;:。!?\n]{0,80}")
_LEAD = re.compile(LEAD)
_YEAR = re.compile(r"(\d{4})年度?")
_CHINESE = re.compile("[一-鿿]")
# The end of a blank is looked for no farther away.
_FARTHEST = 80


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Finds the claims of one document, of a fiscal year; `own_names` are what it calls the unit that speaks.

    `has_units_below` is whether the document names units that belong to it.
    """

    text: DocumentText
    fiscal_year: int
    own_names: frozenset[str]
    has_units_below: bool
    tables: Sequence[TableRecord]
    words: ClaimWords
    narrative_words: NarrativeWords
    vocabulary: Vocabulary

    def claims(self) -> Iterator[Claim]:
        """The claims of all kinds."""
        yield from self._empty_tables()
        yield from self._not_arranged()
        if not self.has_units_below:
            yield from self._no_units_below()
        yield from self._template_texts()
        yield from self._misnomers()

    def _empty_tables(self) -> Iterator[Claim]:
        for found in self.text.occurrences(self.words.empty_table):
            clause = self.text.key[self.text.clause_start(found.start) : found.start]
            clause = clause.rpartition(found.word)[2].removesuffix("均")
            if clause in self.words.table_itself:
                named = [self._table_above(found.start)]
            else:
                codes = map(self.vocabulary.title_code, _ENUMERATION.split(clause))
                named = [(None, code) for code in codes if code]
            for table_no, table_code in named or [(None, None)]:
                yield Claim("empty_table", found.start, self.text.sentence(found.start), table_no=table_no, table_code=table_code)

    def _table_above(self, at: int) -> tuple[int | None, str | None]:
        line_no = self.text.line(at).line_no
        above = [table for table in self.tables if table.last_line_no < line_no]
        table = max(above, key=lambda each: each.last_line_no, default=None)
        return (table.table_no, table.table_code) if table else (None, None)

    def _not_arranged(self) -> Iterator[Claim]:
        for found in self.text.occurrences(self.words.not_arranged):
            paragraph = self.text.paragraph_at(found.start)
            labels = self.narrative_words.labels_by_end.get(paragraph.section_code)
            sentence = self.text.sentence(found.start)
            if labels and not self.narrative_words.reason.search(self.text.key, sentence.start, found.start):
                label = self._label_beside(found, labels)
                if label:
                    yield Claim(
                        "not_arranged",
                        found.start,
                        sentence,
                        measure_code=label.measure_code,
                        fund_source_code=label.fund_source_code or None,
                    )

    def _label_beside(self, found: Occurrence, labels: ByEnd[KnownLabel]) -> KnownLabel | None:
        """The label that makes a whole clause with the words that it is not arranged, behind it or before it."""
        before = self._less_own_words(self.text.key[self.text.clause_start(found.start) : found.start])
        clause = _CLAUSE.match(self.text.key, found.end)
        behind = clause.group() if clause else ""
        named = behind if not before else before if not behind else ""
        return next((label for text, label in labels.at_end(named) if text == named and not label.under), None)

    def _no_units_below(self) -> Iterator[Claim]:
        """One claim a sentence. What is said of another unit, or of some of its units alone, is none."""
        told: set[Span] = set()
        for phrase in self.words.no_units_below:
            for found in self.text.occurrences([phrase.lead]):
                sentence = self.text.sentence(found.start)
                is_text = self.text.paragraph_at(found.start).place in (Place.OUTSIDE, Place.EXPLANATION)
                if is_text and sentence not in told and self._says_of_itself(phrase, found, sentence):
                    told.add(sentence)
                    yield Claim("no_subordinate_units", found.start, sentence)

    def _says_of_itself(self, phrase: UnitsBelowPhrase, found: Occurrence, sentence: Span) -> bool:
        """Whether the words of a phrase stand here with nothing but the unit's own names among them and before them."""
        if not phrase.pattern.match(self._less_own_words(self.text.key[found.start : sentence.end], kept=phrase.text)):
            return False
        start = self.text.clause_start(found.start)
        before = _LEAD.sub("", self.text.key[start : found.start], count=1)
        is_named = bool(before) or phrase.is_anywhere or start == self.text.span(self.text.paragraph_no(start)).start
        return is_named and not self._less_own_words(before)

    def _less_own_words(self, clause: str, kept: str = "") -> str:
        """A clause less the unit's own names but those within words that are `kept`, the current year and the kind of budget."""
        for name in sorted(filter(None, self.own_names), key=len, reverse=True):
            clause = clause if name in kept else clause.replace(name, "")
        year = _YEAR.search(clause)
        if year and int(year.group(1)) == self.fiscal_year:
            clause = clause.replace(year.group(), "")
        for kind in self.words.document_kinds:
            clause = clause.removeprefix(kind)
        return clause

    def _template_texts(self) -> Iterator[Claim]:
        """One claim a paragraph, however much of the template is left in it."""
        told: set[int] = set()
        blanks = (found for found in self.text.occurrences(self.words.template_blanks) if self._is_blank(found))
        for found in sorted([*self.text.occurrences(self.words.template_text), *blanks], key=lambda each: each.start):
            number = self.text.paragraph_no(found.start)
            if number not in told and self.text.paragraphs[number].place is not Place.CELL:
                told.add(number)
                yield Claim("template_text", found.start, self.text.span(number))

    def _is_blank(self, found: Occurrence) -> bool:
        """Whether signs stand for words to be filled in: beside Chinese text. Beside a digit or a letter they hide some."""
        key, sign = self.text.key, found.word[0]
        before = key[max(0, found.start - _FARTHEST) : found.start].rstrip(sign)[-1:]
        behind = key[found.end : found.end + _FARTHEST].lstrip(sign)[:1]
        around = before + behind
        return bool(_CHINESE.search(around)) and not any(sign.isascii() and sign.isalnum() for sign in around)

    def _misnomers(self) -> Iterator[Claim]:
        for found in self.text.occurrences(self.words.right_words):
            if self.text.paragraph_at(found.start).is_explanation:
                right_word = self.words.right_words[found.word]
                yield Claim("misnomer", found.start, self.text.sentence(found.start), subject_name=right_word)
