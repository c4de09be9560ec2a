"""Makes records of the claims of a document, numbered in reading order."""

from collections.abc import Iterator, Sequence

from dagster_project.extraction.claims.claim import Claim
from dagster_project.extraction.claims.components import COMPONENT, component_claims
from dagster_project.extraction.claims.contents import ContentsEntry, contents_of, printed_behind
from dagster_project.extraction.claims.left_out import left_out_claims
from dagster_project.extraction.claims.paragraphs import DocumentText, Paragraph, Place, document_text, joined
from dagster_project.extraction.claims.phrases import PhraseFinder
from dagster_project.extraction.claims.withheld import withheld_claims
from dagster_project.extraction.claims.words import ClaimWords, claim_words
from dagster_project.extraction.claims.years import YearFinder
from dagster_project.extraction.identity import Identity
from dagster_project.extraction.narrative import Narrative
from dagster_project.extraction.narrative.sections import Section
from dagster_project.extraction.narrative.words import narrative_words
from dagster_project.extraction.privacy import showable
from dagster_project.extraction.readers import Grid, SourceDocument, TextLine
from dagster_project.extraction.records import CellRecord, ClaimRecord, TableRecord, UnitRelationRecord
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key


class ClaimReader:
    """Reads the claims of one document, whose tables, figures and sentences are known."""

    def __init__(self, content_sha256: str, identity: Identity, vocabulary: Vocabulary) -> None:
        self._sha256 = content_sha256
        self._identity = identity
        self._vocabulary = vocabulary
        self._words = claim_words(vocabulary)
        self._narrative_words = narrative_words(vocabulary, phase=identity.phase)

    def read(
        self,
        document: SourceDocument,
        tables: Sequence[TableRecord],
        cells: Sequence[CellRecord],
        narrative: Narrative,
        relations: Sequence[UnitRelationRecord],
    ) -> list[ClaimRecord]:
        """The claims of a document in reading order."""
        contents = contents_of(document, self._vocabulary, self._narrative_words)
        listed = _told_entries(contents, document, narrative.texts)
        text = document_text(self._paragraphs(document, contents, narrative.texts))
        own_names = frozenset({"", key(self._identity.unit_name), *self._words.self_names})
        finder = PhraseFinder(
            text,
            self._identity.fiscal_year,
            own_names,
            any(relation.parent_name == self._identity.unit_name for relation in relations),
            tables,
            self._words,
            self._narrative_words,
            self._vocabulary,
        )
        claims = [
            *_contents_claims(text, listed),
            *component_claims(text, cells, self._words),
            *YearFinder(text, tables, own_names, self._words, self._narrative_words).claims(),
            *finder.claims(),
            *left_out_claims(text, self._vocabulary),
            *withheld_claims(text, narrative, self._words.withheld),
        ]
        claims.sort(key=lambda claim: (claim.at, claim.claim_kind))
        return [self._record(number, claim, text) for number, claim in enumerate(claims, start=1)]

    def _paragraphs(
        self, document: SourceDocument, contents: Sequence[ContentsEntry], sections: Sequence[Section]
    ) -> list[Paragraph]:
        """All paragraphs of a document in reading order, each line in one of them."""
        placed = [Paragraph(entry.lines, Place.CONTENTS) for entry in contents]
        for section_no, section in enumerate(sections, start=1):
            code, label_kind = (section.kind.section_code, section.kind.label_kind) if section.kind else ("", "")
            placed.append(Paragraph([section.heading], Place.HEADING, section_no, code, label_kind))
            placed += [Paragraph(lines, Place.EXPLANATION, section_no, code, label_kind) for lines in section.paragraphs]
        known = {line.line_no for paragraph in placed for line in paragraph.lines}
        others = [block for block in document.blocks if isinstance(block, TextLine) and block.line_no not in known]
        placed += [Paragraph(lines, Place.OUTSIDE) for lines in joined(others)]
        placed += _cells_with_a_year(document, self._words, self._vocabulary)
        return sorted(placed, key=lambda paragraph: paragraph.lines[0].line_no)

    def _record(self, claim_no: int, claim: Claim, text: DocumentText) -> ClaimRecord:
        paragraph = text.paragraph_at(claim.at)
        spot = text.spot(claim.at)
        shown = text.shown(claim.shown, claim.at, self._vocabulary)
        return ClaimRecord(
            content_sha256=self._sha256,
            claim_no=claim_no,
            claim_kind=claim.claim_kind,
            section_no=paragraph.section_no,
            section_code=claim.section_code or paragraph.section_code or None,
            table_no=claim.table_no,
            table_code=claim.table_code,
            measure_code=claim.measure_code,
            fund_source_code=claim.fund_source_code,
            subject_code=claim.subject_code,
            subject_name=shown if claim.claim_kind == COMPONENT else claim.subject_name,
            project_name=claim.project_name,
            project_name_key=claim.project_name_key,
            year=claim.year,
            year_role=claim.year_role,
            amount_yuan=claim.amount_yuan,
            half_width_yuan=claim.half_width_yuan,
            page_no=spot.page_no,
            line_no=spot.line_no,
            text=shown,
        )


def _told_entries(
    contents: Sequence[ContentsEntry], document: SourceDocument, sections: Sequence[Section]
) -> Sequence[ContentsEntry]:
    """The entries that tell whether something is missing: a heading that only has others below it is no section that is."""
    read = {section.kind.section_code for section in sections if section.kind}
    if all(entry.section_code in read for entry in contents if entry.section_code):
        return contents
    headings = printed_behind(contents, document)
    return [entry for entry in contents if not entry.section_code or entry.section_code in read or entry.text not in headings]


def _contents_claims(text: DocumentText, contents: Sequence[ContentsEntry]) -> Iterator[Claim]:
    """One claim a line of the contents that names a table or a section."""
    named = {entry.lines[0].line_no: entry for entry in contents if entry.table_code or entry.section_code}
    for number, paragraph in enumerate(text.paragraphs):
        entry = named.get(paragraph.lines[0].line_no) if paragraph.place is Place.CONTENTS else None
        if entry:
            yield Claim(
                "contents_entry",
                text.starts[number],
                text.span(number),
                section_code=entry.section_code or None,
                table_code=entry.table_code or None,
            )


def _cells_with_a_year(document: SourceDocument, words: ClaimWords, vocabulary: Vocabulary) -> Iterator[Paragraph]:
    """The cells that may hold a year with words around it that are looked for in cells: in most tables there is none."""
    for block in document.blocks:
        if isinstance(block, Grid) and words.sign_of_cells.search("".join(["".join(row.cells) for row in block.rows])):
            for row in block.rows:
                for number, cell in enumerate(row.cells):
                    if words.sign_of_cells.search(cell):
                        shown = showable(row.cells, number, vocabulary)
                        yield Paragraph([TextLine(shown, row.line_no, row.page_no)], Place.CELL)
