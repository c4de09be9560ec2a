"""Years that are printed where the text demands a certain one: the current, the one before it, or none that is to come."""

import re
from collections.abc import Collection, Iterator, Sequence

from dagster_project.extraction.claims.claim import Claim
from dagster_project.extraction.claims.paragraphs import DocumentText, Place
from dagster_project.extraction.claims.words import START, TITLE, ClaimWords, YearPhrase
from dagster_project.extraction.narrative.words import NarrativeWords
from dagster_project.extraction.records import TableRecord

_YEAR = re.compile(r"(?<!\d)\d{4}年")
_YEAR_LENGTH = 4
# A year that a paragraph begins with stands behind a number and a name at most.
_LONGEST_START = 120
# A table stands at most so many lines below a year that stands under its title.
_LINES_TO_A_TABLE = 8


class YearFinder:
    """Finds the years of a document that phrases surround; `own_names` are what it calls the unit that speaks."""

    def __init__(
        self,
        text: DocumentText,
        tables: Sequence[TableRecord],
        own_names: Collection[str],
        words: ClaimWords,
        narrative_words: NarrativeWords,
    ) -> None:
        self._text = text
        self._tables = tables
        self._own_names = own_names
        self._claim_words = words
        self._words = narrative_words

    def claims(self) -> Iterator[Claim]:
        """One claim a year, or two where a phrase has two: the first phrase that surrounds it counts."""
        seen: set[int] = set()
        for sign, end in self._years():
            number = self._text.paragraph_no(end)
            for phrase in self._phrases(number, sign):
                match = self._match(phrase, number, end)
                if match and match.start(2) not in seen and self._counts(match, phrase):
                    seen.add(match.start(2))
                    yield from self._claims_of(match, phrase)
                    break

    def _years(self) -> Iterator[tuple[str, int]]:
        """Where numbers of four digits end, with the sign behind them, if a phrase has that sign behind a year."""
        key = self._text.key
        for found in self._text.occurrences(self._claim_words.signs_behind_years):
            start = found.start - _YEAR_LENGTH
            if key[start : found.start].isdecimal() and not key[start - 1 : start].isdecimal():
                yield found.word, found.start

    def _phrases(self, number: int, sign: str) -> Sequence[YearPhrase]:
        """The phrases that count in a paragraph, with this sign behind the year."""
        paragraph, words = self._text.paragraphs[number], self._claim_words
        if paragraph.place is Place.CELL:
            return words.years_in_cells.get(sign, ())
        return words.years.get((paragraph.section_code, sign)) or words.years.get(("", sign)) or ()

    def _match(self, phrase: YearPhrase, number: int, end: int) -> re.Match[str] | None:
        """The words of a phrase around a year that ends here. Most are told by what stands behind it."""
        first, key = self._text.starts[number], self._text.key
        start = max(end - _YEAR_LENGTH - len(phrase.before), 0) if phrase.is_anywhere else first
        if end - start > _LONGEST_START or phrase.behind.match(key, end) is None:
            return None
        return phrase.pattern.match(key, start, self._text.starts[number + 1] - 1)

    def _counts(self, match: re.Match[str], phrase: YearPhrase) -> bool:
        """Whether a start of a paragraph is about the unit itself, and no other year stands before a reason is given."""
        if phrase.place != START:
            return True
        if match["name"] not in self._own_names:
            return False
        end = self._text.sentence(match.end() - 1).end
        kept = self._words.kept_text.search(self._text.key, match.end(), end)
        return _YEAR.search(self._text.key, match.end(), kept.start() if kept else end) is None

    def _claims_of(self, match: re.Match[str], phrase: YearPhrase) -> Iterator[Claim]:
        table = self._table_below(match.start()) if phrase.place == TITLE else None
        if phrase.place == TITLE and table is None:
            return
        years = match.groups()[1:]
        shown = self._text.sentence(match.end() - 1)
        # 2025年与2026年, 2026年与2025年: the roles are those of the years in order.
        for year, role in zip(sorted(years), phrase.roles, strict=True):
            at = match.start(2 + years.index(year))
            yield Claim(
                claim_kind="year",
                at=at,
                shown=shown,
                table_no=table.table_no if table else None,
                table_code=table.table_code if table else None,
                year=int(year),
                year_role=role,
            )

    def _table_below(self, at: int) -> TableRecord | None:
        """The table whose title a line belongs to: the next one, if it begins a few lines below."""
        line_no = self._text.line(at).line_no
        below = (table for table in self._tables if line_no < table.first_line_no <= line_no + _LINES_TO_A_TABLE)
        return min(below, key=lambda table: table.first_line_no, default=None)
