"""The cards of projects: a label and a text a field, from the name of one project to that of the next."""

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from dagster_project.extraction.narrative.words import NarrativeWords, narrative_words
from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, key, without_numbering

NAME = "project_name"
BUDGET = "budget"
ALLOCATION = "allocation"
PERIOD = "period"

_LONGEST_LABEL = 80
# Every sign that is a colon in a key.
_LABEL_END = re.compile(r"[:：﹕︓]")
# What states an amount, or ends as a sentence does, goes on with no name.
_AMOUNT = re.compile(r"\d\.\d+\s*[百千万亿]*\s*[美欧港日]?元")
_SENTENCE_END = re.compile(r"[。；！？;!?]\s*$")
_DATE = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})(?!\d)(?:[月./-](?:(\d{1,2})(?!\d)日?)?)?")


@dataclass(slots=True)
class CardField:
    """A field of a card: its label as printed, its text line by line behind the label."""

    name: str
    label: str
    lines: list[TextLine]

    @property
    def text(self) -> str:
        return clean("".join(line.text for line in self.lines))


@dataclass(slots=True)
class Card:
    """What is printed of a project, field by field, each once."""

    line: TextLine
    fields: dict[str, CardField] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The text of a field; None where it is not printed."""
        found = self.fields.get(name)
        return found.text or None if found else None


def with_fields_apart(document: SourceDocument, vocabulary: Vocabulary) -> SourceDocument:
    """The document with paragraphs cut where a field of a card begins a printed line behind a whole sentence.

    A paragraph that fills its last line cannot be told from the next by where its lines end: the label of a field tells.
    """
    if not any(isinstance(block, TextLine) and len(block.printed) > 1 for block in document.blocks):
        return document
    words = narrative_words(vocabulary)
    pieces = ((block,) if isinstance(block, Grid) else _fields_apart(block, words) for block in document.blocks)
    return replace(document, blocks=tuple(chain.from_iterable(pieces)))


def _fields_apart(paragraph: TextLine, words: NarrativeWords) -> Iterator[TextLine]:
    for at, printed in enumerate(paragraph.printed):
        before, text = paragraph.text[: printed.start], paragraph.text[printed.start :]
        if _SENTENCE_END.search(before) and words.card_field.match(without_numbering(key(text[:_LONGEST_LABEL]))):
            field_before, rest = paragraph.cut_before(at)
            yield field_before
            yield from _fields_apart(rest, words)
            return
    yield paragraph


def cards_of(paragraphs: Iterable[list[TextLine]], words: NarrativeWords) -> tuple[list[Card], list[list[TextLine]]]:
    """The cards of a section, and the paragraphs that stand in none.

    These stand before the first card, under a label without a name, or from a label on that the card has already: the
    name of another project must have been lost before it.
    """
    cards: list[Card] = []
    others: list[list[TextLine]] = []
    card: Card | None = None
    current: CardField | None = None
    for paragraph in chain.from_iterable(_without_sentences(each, words) for each in paragraphs):
        found = _field(paragraph, words)
        if found and found.name == NAME:
            card, current = (Card(paragraph[0]) if found.text and not _AMOUNT.search(found.text) else None), None
            cards.extend([card] if card else [])
        elif found and card and found.name in card.fields:
            card = current = None
        if found and card:
            card.fields[found.name] = current = found
        elif current and not (current.name == NAME and _is_sentence(paragraph[-1])):
            current.lines.extend(paragraph)
        else:
            others.append(paragraph)
    return cards, others


def _without_sentences(paragraph: list[TextLine], words: NarrativeWords) -> Iterator[list[TextLine]]:
    """A paragraph; of one that names a project first the lines of the name, then those of the sentence behind it."""
    found = _field(paragraph, words)
    lines = enumerate(paragraph) if found and found.name == NAME else ()
    end = next((at for at, line in lines if at and _is_sentence(line)), len(paragraph))
    yield paragraph[:end]
    if end < len(paragraph):
        yield paragraph[end:]


def _is_sentence(line: TextLine) -> bool:
    return bool(_SENTENCE_END.search(line.text) or _AMOUNT.search(line.text))


def _field(paragraph: list[TextLine], words: NarrativeWords) -> CardField | None:
    first = paragraph[0]
    match = words.card_field.match(without_numbering(key(first.text)))
    if match is None:
        return None
    label, text = _LABEL_END.split(first.text, maxsplit=1)
    behind_label = first.behind(len(first.text) - len(text))
    return CardField(words.card_fields[match.group(1)], clean(label), [behind_label, *paragraph[1:]])


def period_of(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of a printed period; a month without a day is the whole month.

    None twice where the text does not hold two dates, the second not before the first.
    """
    found = list(_DATE.finditer(key(text)))
    if len(found) != 2:
        return None, None
    try:
        start, end = _first_day(found[0]), _last_day(found[1])
    except (ValueError, calendar.IllegalMonthError):
        return None, None
    return (start, end) if start <= end else (None, None)


def _first_day(date: re.Match[str]) -> datetime.date:
    return datetime.date(int(date[1]), int(date[2]), int(date[3] or 1))


def _last_day(date: re.Match[str]) -> datetime.date:
    year, month = int(date[1]), int(date[2])
    return datetime.date(year, month, int(date[3] or calendar.monthrange(year, month)[1]))
