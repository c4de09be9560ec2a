"""Makes records of the explanations: sections, sentences with figures in them, the figures, and the cards of projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from dagster_project.extraction.identity import Identity
from dagster_project.extraction.narrative.allocations import AllocationReader
from dagster_project.extraction.narrative.cards import ALLOCATION, BUDGET, NAME, PERIOD, Card, CardField, cards_of, period_of
from dagster_project.extraction.narrative.findings import AMOUNT, QUANTITY, REMARK, Findings, LoadedFigure, RejectedFigure
from dagster_project.extraction.narrative.labels import LabelReader
from dagster_project.extraction.narrative.passages import Passage, Sentence, passage_of
from dagster_project.extraction.narrative.quantities import find_quantities
from dagster_project.extraction.narrative.sections import Section, own_sections, sections_of
from dagster_project.extraction.narrative.statements import Mentions, StatementReader
from dagster_project.extraction.narrative.subjects import SubjectIndex
from dagster_project.extraction.narrative.words import NarrativeWords, SectionKind, narrative_words
from dagster_project.extraction.privacy import NAME as UNNAMED
from dagster_project.extraction.privacy import people_in, without_people
from dagster_project.extraction.readers import SourceDocument, TextLine
from dagster_project.extraction.records import (
    CellRecord,
    FigureRecord,
    ProjectCardRecord,
    RejectedRecord,
    SectionRecord,
    SentenceRecord,
)
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.vocabulary.checks import GOAL_SECTION
from dagster_project.extraction.wording import clean, count_digits, key

# The fields of a card that are kept as texts.
_CARD_TEXTS = (
    *("basis", "carrying_unit", ALLOCATION, PERIOD, "funding"),
    *("standard", "scope", "method", "procedure", "beneficiaries"),
)
_GOAL = SectionKind(GOAL_SECTION, "", "", "")
_GOAL_REMARK = "goal_remark"
_SHORTEST_PARAGRAPH = 20
_CARD_REMARK = "project_remark"
_CARD_BUDGET = "project_card_budget"
_PLACE_OF_FIGURE = attrgetter("sentence.start", "quantity.start")
_STATED_BEFORE = ("stated_before", "the section states the same before: one of the two is about something else")


@dataclass(frozen=True, slots=True)
class GoalCell:
    """The cell of a performance table that states its goal, whose text is read like a sentence."""

    table_no: int
    table_code: str
    row_no: int
    column_no: int
    project_name: str | None
    line: TextLine


@dataclass(slots=True)
class Narrative:
    """The records of the explanations of one document, and the text of the sections that they were read from, in order.

    `refused_texts` are the sections that are about another unit, or that are printed before.
    """

    texts: list[Section] = field(default_factory=list)
    refused_texts: list[Section] = field(default_factory=list)
    sections: list[SectionRecord] = field(default_factory=list)
    sentences: list[SentenceRecord] = field(default_factory=list)
    figures: list[FigureRecord] = field(default_factory=list)
    project_cards: list[ProjectCardRecord] = field(default_factory=list)
    rejected: list[RejectedRecord] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where figures stand: in a section, or in a cell of a performance table. Numbers the sentences and figures in it."""

    section_no: int | None = None
    section_code: str | None = None
    cell: GoalCell | None = None
    sentence_no: int = 0
    figure_no: int = 0
    n_loaded: int = 0
    n_structural: int = 0
    n_rejected: int = 0

    @property
    def figure_id(self) -> str:
        if self.cell:
            return f"{self.cell.table_no}:{self.cell.row_no}:{self.cell.column_no}:{self.figure_no}"
        return f"s{self.section_no}:{self.sentence_no}:{self.figure_no}"


class NarrativeReader:
    """Reads the explanations of one document, whose budget tables hold `cells`."""

    def __init__(self, content_sha256: str, identity: Identity, cells: Iterable[CellRecord], vocabulary: Vocabulary) -> None:
        self._sha256 = content_sha256
        self._unit_key = key(identity.unit_name)
        self._fiscal_year = identity.fiscal_year
        self._vocabulary = vocabulary
        self._words: NarrativeWords = narrative_words(vocabulary, identity.fiscal_year, identity.phase)
        self._subjects = SubjectIndex(cells, vocabulary)
        self._next_statement_no = 1
        self._people: list[str] = []
        self._read: set[tuple[int | None, str]] = set()
        self._stated: dict[tuple[object, ...], Decimal | None] = {}
        self._narrative = Narrative()

    def read(self, document: SourceDocument, goals: Sequence[GoalCell] = ()) -> Narrative:
        """The records of the sections of a document and of the goals of its performance tables."""
        sections = sections_of(document, self._vocabulary, self._words)
        self._narrative.texts, self._narrative.refused_texts = own_sections(sections, self._unit_key, self._vocabulary)
        for section_no, section in enumerate(self._narrative.texts, start=1):
            self._read_section(section_no, section)
        for goal in goals:
            place = _Place(cell=goal)
            reader = StatementReader(self._labels(_GOAL), self._words, self._next_statement_no, Mentions(_GOAL_REMARK))
            self._read_passage(place, passage_of([goal.line]), reader, goal.project_name)
        return self._narrative

    def _read_section(self, section_no: int, section: Section) -> None:
        kind = section.kind
        place = _Place(section_no, kind.section_code if kind else None)
        paragraphs = section.paragraphs
        if kind and kind.label_kind == "card":
            cards, paragraphs = cards_of(paragraphs, self._words)
            labels = self._labels(kind)
            for card in cards:
                self._read_card(place, card, labels)
        labels = self._labels(kind)
        topic = section.topic
        for paragraph in paragraphs:
            passage = passage_of(paragraph)
            if named := self._words.class_first.match(passage.key) or self._words.class_with_amount.match(passage.key):
                labels = self._labels(kind, named["name"])
            of_list = self._words.kind_of_list(passage.key, place.section_code)
            reader = StatementReader(self._labels(of_list) if of_list else labels, self._words, self._next_statement_no)
            self._read_passage(place, passage, reader, topic=topic)
            topic = ""
        lines = section.lines
        self._narrative.sections.append(
            SectionRecord(
                content_sha256=self._sha256,
                section_no=section_no,
                section_code=place.section_code,
                title=without_people(clean(section.heading.text), self._vocabulary),
                page_no=section.heading.page_no,
                first_line_no=section.heading.line_no,
                last_line_no=lines[-1].last_line_no,
                figures_seen=place.n_loaded + place.n_structural + place.n_rejected,
                figures_loaded=place.n_loaded,
                figures_structural=place.n_structural,
                figures_rejected=place.n_rejected,
                digits_seen=count_digits("".join([line.text for line in lines])),
            )
        )

    def _read_card(self, place: _Place, card: Card, labels: LabelReader) -> None:
        name = without_people(card.text(NAME) or "", self._vocabulary)
        budget_figure_id: str | None = None
        for card_field in card.fields.values():
            first_figure = len(self._narrative.figures)
            self._read_card_field(place, card_field, labels, name)
            figures = self._narrative.figures[first_figure:]
            if card_field.name == BUDGET:
                budget = (figure.figure_id for figure in figures if figure.measure_code == _CARD_BUDGET)
                budget_figure_id = next(budget, None)
        texts = {name: card.text(name) for name in _CARD_TEXTS}
        shown = {name: without_people(text, self._vocabulary) if text else None for name, text in texts.items()}
        is_withheld = any(self._words.withheld.search(text) for text in shown.values() if text)
        period = shown.pop(PERIOD)
        start, end = period_of(period or "")
        self._narrative.project_cards.append(
            ProjectCardRecord(
                content_sha256=self._sha256,
                card_no=len(self._narrative.project_cards) + 1,
                section_no=place.section_no or 0,
                page_no=card.line.page_no,
                line_no=card.line.line_no,
                project_name=name,
                project_name_key=key(name),
                is_withheld=is_withheld,
                budget_figure_id=budget_figure_id,
                period_text=period,
                period_start=start,
                period_end=end,
                **shown,
            )
        )

    def _read_card_field(self, place: _Place, card_field: CardField, labels: LabelReader, project_name: str) -> None:
        if not card_field.text:
            return
        passage = passage_of(card_field.lines)
        if card_field.name == NAME:
            decimals = [each for each in find_quantities(passage.key, self._words) if each.decimals]
            place.n_structural += len(decimals)
            return
        if card_field.name == ALLOCATION:
            reader: StatementReader = AllocationReader(labels, self._words, self._next_statement_no, self._fiscal_year)
        else:
            of_label = _CARD_BUDGET if card_field.name == BUDGET else _CARD_REMARK
            mentions = Mentions(_CARD_REMARK, card_field.label, of_label)
            reader = StatementReader(labels, self._words, self._next_statement_no, mentions)
        self._read_passage(place, passage, reader, project_name)

    def _read_passage(
        self, place: _Place, passage: Passage, reader: StatementReader, project_name: str | None = None, topic: str = ""
    ) -> None:
        """Reads a passage and makes records of what was found, numbered sentence by sentence."""
        if not passage.key:
            return
        self._people = people_in(clean(passage.text), self._vocabulary)
        findings = reader.read(passage, topic)
        if self._is_printed_before(place, passage):
            findings = findings.refused("paragraph_repeated", "the same paragraph is printed before in this section")
        elif not (place.cell or project_name):
            findings = findings.without(self._restated(place, findings), *_STATED_BEFORE)
        self._next_statement_no = reader.next_statement_no
        place.n_structural += findings.n_structural
        found: list[LoadedFigure | RejectedFigure] = sorted([*findings.loaded, *findings.rejected], key=_PLACE_OF_FIGURE)
        sentence: Sentence | None = None
        told: set[int] = set()
        for each in found:
            if each.sentence is not sentence:
                sentence = each.sentence
                self._begin_sentence(place, sentence)
            place.figure_no += 1
            if isinstance(each, RejectedFigure):
                place.n_rejected += 1
                self._narrative.rejected.append(self._rejected_record(place, each))
            else:
                place.n_loaded += 1
                is_first = each.statement.statement_no not in told
                told.add(each.statement.statement_no)
                self._narrative.figures.append(self._figure_record(place, each, project_name, is_first))

    def _is_printed_before(self, place: _Place, passage: Passage) -> bool:
        """Whether a section prints a paragraph for the second time. A short one may say the same of two things (价值0.00万元。)."""
        if place.cell or len(passage.key) < _SHORTEST_PARAGRAPH:
            return False
        read = (place.section_no, passage.key)
        is_again = read in self._read
        self._read.add(read)
        return is_again

    def _restated(self, place: _Place, findings: Findings) -> set[int]:
        """The numbers of the statements whose amount or quantity the section has stated before: one is about something else.

        The same sum of money again is the same thing told again, more closely.
        """
        restated: set[int] = set()
        for found in findings.loaded:
            statement, meaning = found.statement, found.statement.meaning
            if statement.changed:
                restated |= {statement.statement_no} if statement.changed.statement_no in restated else set()
                continue
            if found.figure_kind not in (AMOUNT, QUANTITY) or statement.measure_code == REMARK:
                continue
            of = (meaning.subject_code, meaning.fund_source_code, key(statement.project_name))
            stated = (place.section_no, statement.measure_code, *of)
            amount = found.money.amount_yuan if found.money else None
            if stated in self._stated and (amount is None or self._stated[stated] != amount):
                restated.add(statement.statement_no)
            self._stated.setdefault(stated, amount)
        return restated

    def _begin_sentence(self, place: _Place, sentence: Sentence) -> None:
        if place.cell:
            return
        place.sentence_no += 1
        place.figure_no = 0
        first, last = sentence.spot(0, 1), sentence.passage.spot(sentence.end - 1, sentence.end)
        self._narrative.sentences.append(
            SentenceRecord(
                content_sha256=self._sha256,
                section_no=place.section_no or 0,
                sentence_no=place.sentence_no,
                page_no=first.page_no,
                line_no=first.line_no,
                last_line_no=last.line_no,
                text=without_people(sentence.passage.printed(sentence.start, sentence.end), self._vocabulary),
            )
        )

    def _figure_record(self, place: _Place, found: LoadedFigure, card_project: str | None, is_first: bool) -> FigureRecord:
        statement, quantity = found.statement, found.quantity
        meaning = statement.meaning
        spot = found.sentence.spot(quantity.start, quantity.end)
        value = -quantity.value if found.direction == "decrease" else quantity.value
        direction = found.direction or ("unchanged" if statement.is_unchanged and found.figure_kind == AMOUNT else "")
        money = found.money
        project_name = self._without_people(statement.project_name) or card_project
        return FigureRecord(
            content_sha256=self._sha256,
            figure_id=place.figure_id,
            section_no=place.section_no,
            section_code=place.section_code,
            sentence_no=None if place.cell else place.sentence_no,
            table_no=place.cell.table_no if place.cell else None,
            table_code=place.cell.table_code if place.cell else None,
            row_no=place.cell.row_no if place.cell else None,
            column_no=place.cell.column_no if place.cell else None,
            statement_no=statement.statement_no,
            figure_kind=found.figure_kind,
            measure_code=statement.measure_code,
            label=self._without_people(statement.label),
            subject_code=meaning.subject_code or None,
            subject_name="/".join(meaning.subject_names) or None,
            fund_source_code=meaning.fund_source_code or None,
            project_name=project_name or None,
            project_name_key=key(project_name) if project_name else None,
            direction=direction or None,
            reason=self._shown(statement.reason) if is_first else None,
            purpose=self._shown(statement.purpose) if is_first else None,
            page_no=spot.page_no,
            line_no=spot.line_no,
            text=quantity.text,
            # Plus 0: there is no minus nothing.
            value=value + 0,
            unit_of_measure=quantity.unit or None,
            half_width=quantity.half_width,
            amount_yuan=money.amount_yuan if money else None,
            half_width_yuan=money.half_width_yuan if money else None,
            yuan_per_unit=money.yuan_per_unit if money else None,
            box=spot.box,
        )

    def _rejected_record(self, place: _Place, found: RejectedFigure) -> RejectedRecord:
        spot = found.sentence.spot(found.quantity.start, found.quantity.end)
        return RejectedRecord(
            content_sha256=self._sha256,
            table_no=place.cell.table_no if place.cell else None,
            table_code=place.cell.table_code if place.cell else None,
            row_no=place.cell.row_no if place.cell else None,
            column_no=place.cell.column_no if place.cell else None,
            page_no=spot.page_no,
            line_no=spot.line_no,
            text=self._printed_number(found),
            reason_code=found.reason_code,
            reason=self._without_people(found.reason),
            section_no=place.section_no,
            section_code=place.section_code,
            sentence_no=None if place.cell else place.sentence_no,
            figure_no=place.figure_no,
            box=spot.box,
        )

    def _printed_number(self, found: RejectedFigure) -> str:
        """A number as printed where blanks part its digits, else without the blank before its unit of measure."""
        quantity, sentence = found.quantity, found.sentence
        if quantity.role == "parted":
            return sentence.passage.printed(sentence.start + quantity.start, sentence.start + quantity.end)
        return quantity.text + quantity.unit

    def _without_people(self, label: str) -> str:
        """A label without names: it may begin behind the word that tells that a name follows."""
        if not label:
            return label
        for name in self._people:
            label = label.replace(name, UNNAMED)
        return without_people(label, self._vocabulary)

    def _shown(self, text: str) -> str | None:
        return without_people(text, self._vocabulary) or None if text else None

    def _labels(self, kind: SectionKind | None, class_name: str = "") -> LabelReader:
        return LabelReader(kind, self._unit_key, self._fiscal_year, self._subjects, self._words, class_name)
