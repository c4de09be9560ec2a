"""Projects that a sentence says are kept secret, with the name and the amount that it states."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dagster_project.extraction.claims.claim import Claim
from dagster_project.extraction.claims.paragraphs import DocumentText, Span
from dagster_project.extraction.narrative import Narrative
from dagster_project.extraction.records import FigureRecord
from dagster_project.extraction.wording import key

_CARD = "card"
_LIST_NUMBER = re.compile(r"^(?:\d{1,2}[、.)]|\(\d{1,2}\)[、.]?)")


def withheld_claims(text: DocumentText, narrative: Narrative, words: Iterable[str]) -> Iterator[Claim]:
    """One claim a sentence of the explanations; the cards of projects say of themselves that they are withheld."""
    stated: _Stated | None = None
    told: set[Span] = set()
    for found in text.occurrences(words):
        paragraph = text.paragraph_at(found.start)
        sentence = text.sentence(found.start)
        if paragraph.is_explanation and paragraph.label_kind != _CARD and sentence not in told:
            told.add(sentence)
            stated = stated or _Stated(narrative)
            yield _claim(found.start, sentence, stated.figures(text, sentence, paragraph.section_no))


class _Stated:
    """The figures of sentences, by where these stand."""

    def __init__(self, narrative: Narrative) -> None:
        self._numbers = {
            (each.section_no, each.line_no, key(each.text)): (each.section_no, each.sentence_no) for each in narrative.sentences
        }
        self._figures: dict[tuple[int | None, int | None], list[FigureRecord]] = defaultdict(list)
        for figure in narrative.figures:
            self._figures[figure.section_no, figure.sentence_no].append(figure)

    def figures(self, text: DocumentText, sentence: Span, section_no: int | None) -> list[FigureRecord]:
        """The figures of the sentence that stands here, with or without the number of a list before it."""
        line_no, words = text.spot(sentence.start).line_no, text.key[sentence.start : sentence.end]
        for each in (words, _LIST_NUMBER.sub("", words)):
            number = self._numbers.get((section_no or 0, line_no, each))
            if number:
                return self._figures[number]
        return []


def _claim(at: int, sentence: Span, figures: list[FigureRecord]) -> Claim:
    project = next((figure for figure in figures if figure.project_name), None)
    amount = next((figure for figure in figures if figure.figure_kind == "amount" and figure.amount_yuan is not None), None)
    return Claim(
        "withheld",
        at,
        sentence,
        measure_code=amount.measure_code if amount else None,
        project_name=project.project_name if project else None,
        project_name_key=project.project_name_key if project else None,
        amount_yuan=amount.amount_yuan if amount else None,
        half_width_yuan=amount.half_width_yuan if amount else None,
    )
