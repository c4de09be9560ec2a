"""What a document prints outside its tables and the sections that are read: the figures in it are refused, not lost.

Titles, contents, the overview of the unit, the glossary, notes between tables. Structural are numbers that are no figures:
years, dates, thresholds, numbers of pages, tables and lists, and counts without a unit of measure.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dagster_project.extraction.budget_tables.loose_rows import is_loose_row
from dagster_project.extraction.narrative import Narrative
from dagster_project.extraction.narrative.findings import UNTOLD_ROLES, is_figure
from dagster_project.extraction.narrative.passages import passage_of
from dagster_project.extraction.narrative.quantities import Quantity, find_quantities, may_hold_number
from dagster_project.extraction.narrative.sections import Section
from dagster_project.extraction.narrative.words import NarrativeWords, narrative_words
from dagster_project.extraction.places import Spot
from dagster_project.extraction.privacy import without_people
from dagster_project.extraction.readers import SourceDocument, TextLine
from dagster_project.extraction.records import RejectedRecord, RemainingTextRecord
from dagster_project.extraction.second_disclosure import ANOTHER_DISCLOSURE, SPLIT_THE_FILE
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import clean, count_digits

_OUTSIDE = ("outside_sections", "it stands outside the tables and the sections that are read")
_REFUSED_SECTION = ("section_refused", "it stands in a section about another unit, or in one that is printed before")
_SECOND = (ANOTHER_DISCLOSURE, SPLIT_THE_FILE)
_LOOSE_ROW = ("row_not_understood", "a row of figures outside a table: nothing tells what they are")


class RemainingText(NamedTuple):
    """The record of the remaining text of a document, and the figures in it."""

    record: RemainingTextRecord
    rejected: list[RejectedRecord]


def remaining_text(
    document: SourceDocument,
    own: SourceDocument,
    narrative: Narrative,
    content_sha256: str,
    vocabulary: Vocabulary,
) -> RemainingText:
    """What became of the lines that are in no section that was read; those behind the document's `own` part are another's."""
    read, refused_lines = _lines_of(narrative.texts), _lines_of(narrative.refused_texts)
    lines = [block for block in document.blocks if isinstance(block, TextLine) and id(block) not in read]
    own_lines = {id(block) for block in own.blocks}
    words = narrative_words(vocabulary)
    rejected: list[RejectedRecord] = []
    n_structural = 0
    for line in lines:
        figures = list(_figures(line, words, vocabulary))
        refused = [(text, spot, reason) for text, spot, reason in figures if reason]
        n_structural += len(figures) - len(refused)
        for figure_no, (text, spot, reason) in enumerate(refused, start=1):
            told = _SECOND if id(line) not in own_lines else _REFUSED_SECTION if id(line) in refused_lines else reason
            rejected.append(_rejected(spot, figure_no, without_people(text, vocabulary), told, content_sha256))
    record = RemainingTextRecord(
        content_sha256=content_sha256,
        first_line_no=min((line.line_no for line in lines), default=1),
        last_line_no=max((line.last_line_no for line in lines), default=1),
        figures_seen=n_structural + len(rejected),
        figures_structural=n_structural,
        figures_rejected=len(rejected),
        digits_seen=count_digits("".join([line.text for line in lines])),
    )
    return RemainingText(record, rejected)


def _lines_of(sections: Iterable[Section]) -> set[int]:
    return {id(line) for section in sections for line in (section.begun, *section.lines) if line}


def _figures(line: TextLine, words: NarrativeWords, vocabulary: Vocabulary) -> Iterator[tuple[str, Spot, tuple[str, str] | None]]:
    """The figures of a line as printed, each with where it stands and why it is refused; None for a date or a threshold."""
    if not may_hold_number(line.text, words):
        return
    if is_loose_row(line.text, vocabulary):
        yield clean(line.text), line.spot(0, len(line.text)), _LOOSE_ROW
        return
    passage = passage_of([line])
    for quantity in find_quantities(passage.key, words, passage.is_parted):
        if is_figure(quantity):
            spot = passage.spot(quantity.start, quantity.end)
            yield passage.printed(quantity.start, quantity.end), spot, _reason(quantity)


def _reason(quantity: Quantity) -> tuple[str, str] | None:
    return _OUTSIDE if not quantity.role or quantity.role in UNTOLD_ROLES else None


def _rejected(spot: Spot, figure_no: int, text: str, reason: tuple[str, str], content_sha256: str) -> RejectedRecord:
    return RejectedRecord(
        content_sha256=content_sha256,
        table_no=None,
        table_code=None,
        row_no=None,
        column_no=None,
        page_no=spot.page_no,
        line_no=spot.line_no,
        text=text,
        reason_code=reason[0],
        reason=reason[1],
        figure_no=figure_no,
        box=spot.box,
    )
