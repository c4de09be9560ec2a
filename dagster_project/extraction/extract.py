"""The whole way of one document: bytes in, records out."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from dagster_project.extraction.alignment import align, load_with_rows_set_right, refuse_tables_of_uneven_headers
from dagster_project.extraction.budget_tables.loose_rows import with_loose_rows
from dagster_project.extraction.budget_tables.measures import tell_measures
from dagster_project.extraction.budget_tables.recognition import (
    RecognisedTable,
    forget_kinds_of_refused,
    recognise_tables,
    refuse_repeated,
)
from dagster_project.extraction.budget_tables.rows import LoadedTable, TableLoader
from dagster_project.extraction.budget_tables.tables_of_others import refuse_columns_of_another_time, refuse_tables_of_others
from dagster_project.extraction.budget_tables.wrapped_labels import with_wrapped_labels_whole
from dagster_project.extraction.claims import ClaimReader, leaves_items_out
from dagster_project.extraction.evidence import evidence_of
from dagster_project.extraction.identity import Identity, identify
from dagster_project.extraction.narrative import GoalCell, Narrative, NarrativeReader, with_fields_apart
from dagster_project.extraction.performance import LoadedPerformanceTable, PerformanceReader, with_projects_apart
from dagster_project.extraction.privacy import records_without_people
from dagster_project.extraction.readers import NotReadableHere, SourceDocument, UnreadableDocument, read_document
from dagster_project.extraction.records import (
    CellRecord,
    ClaimRecord,
    DocumentRecord,
    FigureRecord,
    IndicatorRecord,
    PerformanceTableRecord,
    ProjectCardRecord,
    ProofRecord,
    RejectedRecord,
    RemainingTextRecord,
    RepairRecord,
    SectionRecord,
    SentenceRecord,
    TableRecord,
    UnitRelationRecord,
)
from dagster_project.extraction.relations import unit_relations
from dagster_project.extraction.remaining_text import remaining_text
from dagster_project.extraction.second_disclosure import own_part, refuse_tables_of_another
from dagster_project.extraction.stated import BesideFile, Stated, stated_beside
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.extraction.wording import key

# The parts that a disclosure may be published in, each in a file of its own.
WHOLE, TABLES, TEXT, PERFORMANCE = "whole", "tables", "text", "performance"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All records of one content, by dataset."""

    documents: list[DocumentRecord]
    tables: list[TableRecord] = field(default_factory=list)
    cells: list[CellRecord] = field(default_factory=list)
    repairs: list[RepairRecord] = field(default_factory=list)
    proofs: list[ProofRecord] = field(default_factory=list)
    sections: list[SectionRecord] = field(default_factory=list)
    remaining_texts: list[RemainingTextRecord] = field(default_factory=list)
    sentences: list[SentenceRecord] = field(default_factory=list)
    figures: list[FigureRecord] = field(default_factory=list)
    project_cards: list[ProjectCardRecord] = field(default_factory=list)
    performance_tables: list[PerformanceTableRecord] = field(default_factory=list)
    performance_indicators: list[IndicatorRecord] = field(default_factory=list)
    unit_relations: list[UnitRelationRecord] = field(default_factory=list)
    claims: list[ClaimRecord] = field(default_factory=list)
    rejected: list[RejectedRecord] = field(default_factory=list)


def extract(content: bytes, vocabulary: Vocabulary, version: str, beside: Sequence[BesideFile] = ()) -> Extraction:
    """The records of a content, beside whose copies some files state what its text does not say of itself.

    Never raises for what stands in any of them: bad input is an outcome.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        stated = stated_beside(beside, vocabulary)
        document = as_understood(read_document(content), vocabulary)
        extraction = records_of(document, tables_of(document, vocabulary), sha256, vocabulary, version, stated)
    except NotReadableHere as error:
        # Under no version, so that a later run tries again.
        extraction = Extraction([failed_document(sha256, "", str(error))])
    except UnreadableDocument as error:
        extraction = Extraction([failed_document(sha256, version, str(error))])
    return extraction_without_people(extraction, vocabulary)


def as_understood(document: SourceDocument, vocabulary: Vocabulary) -> SourceDocument:
    """A document whose rows, paragraphs and labels over tables are whole and apart, where words rather than places tell it."""
    return with_fields_apart(with_wrapped_labels_whole(with_loose_rows(document, vocabulary), vocabulary), vocabulary)


def tables_of(document: SourceDocument, vocabulary: Vocabulary) -> list[RecognisedTable]:
    """The tables of a document as understood, in reading order; of those that list projects with their targets, one a project."""
    has_left_out = leaves_items_out(document, vocabulary)
    return with_projects_apart(recognise_tables(document, vocabulary), document, vocabulary, has_left_out=has_left_out)


def extraction_without_people(extraction: Extraction, vocabulary: Vocabulary) -> Extraction:
    """The records less what they tell of people, whatever made them."""
    datasets = {each.name: getattr(extraction, each.name) for each in fields(extraction)}
    return Extraction(**{name: records_without_people(found, vocabulary) for name, found in datasets.items()})


def failed_document(sha256: str, version: str, reason: str) -> DocumentRecord:
    """The record of a content that no figures could be read from."""
    return DocumentRecord(
        content_sha256=sha256,
        extractor_version=version,
        reader=None,
        read_outcome="failed",
        reason=reason,
        title=None,
        unit_name=None,
        fiscal_year=None,
        document_kind=None,
        published_on=None,
        printed_unit=None,
        n_lines=0,
        n_pages=None,
        page_lines=None,
    )


def records_of(
    document: SourceDocument, tables: list[RecognisedTable], sha256: str, vocabulary: Vocabulary, version: str, stated: Stated
) -> Extraction:
    """The records of a document and its tables, names of people among them. Refuses tables and columns that are not its own.

    It may be a part of a disclosure: its tables without a text, or its text without a table. Raises `UnreadableDocument`
    where it is no disclosure of one unit, or no figure can be read.
    """
    identity = identify(document, evidence_of(document, tables, vocabulary), vocabulary, stated)
    unit_key = key(identity.unit_name)
    own = own_part(document, identity, vocabulary)
    refuse_tables_of_others(tables, identity, vocabulary)
    refuse_columns_of_another_time(tables, identity, vocabulary)
    refuse_tables_of_another(tables, own)
    refuse_tables_of_uneven_headers(tables, vocabulary)
    refuse_repeated(tables, vocabulary)
    forget_kinds_of_refused(tables)
    tell_measures(tables, vocabulary)
    budget, performance = load_tables(tables, sha256, identity, vocabulary, document)
    cells = [cell for table in budget for cell in table.cells]
    loaded: list[LoadedTable | LoadedPerformanceTable] = [*budget, *performance]
    rejected = [cell for table in loaded for cell in table.rejected]
    if not cells and any(table.rejected and table.table.table_code for table in budget):
        raise UnreadableDocument(_why_no_figures(rejected))
    goals = [goal for goal in map(_goal_cell, performance) if goal]
    narrative = NarrativeReader(sha256, identity, cells, vocabulary).read(own, goals)
    part = _part_of_disclosure(cells, performance, narrative)
    if not part:
        raise UnreadableDocument(_why_no_figures(rejected))
    if part == WHOLE and identity.document_kind is None:
        raise UnreadableDocument(identity.problem_of_kind)
    remaining = remaining_text(document, own, narrative, sha256, vocabulary)
    aligned = align(budget, narrative.figures, unit_key, vocabulary)
    table_records = sorted((table.table for table in loaded), key=lambda table: table.table_no)
    printed_units = dict.fromkeys(measure for table in tables for measure in table.measures)
    figures_beside = [figure for table in budget for figure in table.figures]
    last_statement_no = max((figure.statement_no for figure in narrative.figures), default=0)
    for statement_no, figure in enumerate(figures_beside, start=last_statement_no + 1):
        figure.statement_no = statement_no
    record = DocumentRecord(
        content_sha256=sha256,
        extractor_version=version,
        reader=document.reader,
        read_outcome="read",
        reason="; ".join((*document.remarks, *identity.remarks)) or None,
        title=identity.title or None,
        unit_name=identity.unit_name,
        fiscal_year=identity.fiscal_year,
        document_kind=identity.document_kind,
        published_on=identity.published_on,
        document_part=part,
        possible_kinds=list(identity.possible_kinds),
        unit_name_key=vocabulary.without_organ_prefix(identity.unit_name),
        printed_unit="、".join(printed_units) or None,
        n_lines=document.n_lines,
        n_pages=document.n_pages,
        page_lines=list(document.page_lines) or None,
        official_address=stated.official_address.value if stated.official_address else None,
        retrieved_at=stated.retrieved_at.value if stated.retrieved_at else None,
    )
    relations = unit_relations(own, identity.unit_name, sha256, vocabulary)
    return Extraction(
        documents=[record],
        tables=table_records,
        cells=aligned.cells,
        repairs=aligned.repairs,
        proofs=[proof for table in budget for proof in table.proofs],
        sections=narrative.sections,
        remaining_texts=[remaining.record],
        sentences=narrative.sentences,
        figures=[*narrative.figures, *figures_beside, *(figure for table in performance for figure in table.figures)],
        project_cards=narrative.project_cards,
        performance_tables=[table.performance for table in performance if table.performance],
        performance_indicators=[indicator for table in performance for indicator in table.indicators],
        unit_relations=relations,
        claims=ClaimReader(sha256, identity, vocabulary).read(own, table_records, cells, narrative, relations),
        rejected=[*rejected, *narrative.rejected, *remaining.rejected],
    )


def load_tables(
    tables: list[RecognisedTable], sha256: str, identity: Identity | None, vocabulary: Vocabulary, document: SourceDocument
) -> tuple[list[LoadedTable], list[LoadedPerformanceTable]]:
    """The budget tables and the performance tables, each loaded by what reads its kind; `identity` is None where none is told."""
    unit_key, fiscal_year = (key(identity.unit_name), identity.fiscal_year) if identity else ("", 0)
    loader = TableLoader(sha256, unit_key, fiscal_year, vocabulary, has_left_out=leaves_items_out(document, vocabulary))
    reader = PerformanceReader(sha256, vocabulary, document.last_row)
    budget: list[LoadedTable] = []
    performance: list[LoadedPerformanceTable] = []
    for table in tables:
        if table.table_code and not table.problem and vocabulary.kinds[table.table_code].reader == "performance":
            performance.append(reader.read(table))
        else:
            budget.append(load_with_rows_set_right(table, loader.load, unit_key, vocabulary))
    return budget, performance


def _part_of_disclosure(
    cells: Sequence[CellRecord], performance: Iterable[LoadedPerformanceTable], narrative: Narrative
) -> str | None:
    """Which part of a disclosure a document is; None where nothing was loaded of it."""
    has_text = any(figure.section_no is not None for figure in narrative.figures)
    if cells:
        return WHOLE if has_text else TABLES
    if has_text:
        return TEXT
    return PERFORMANCE if any(table.figures for table in performance) else None


def _goal_cell(table: LoadedPerformanceTable) -> GoalCell | None:
    """The cell of a performance table that states its goal, where it states one."""
    if table.goal is None or not table.goal.text or table.goal_row_no is None or table.goal_column_no is None:
        return None
    return GoalCell(
        table_no=table.table.table_no,
        table_code=table.table.table_code or "",
        row_no=table.goal_row_no,
        column_no=table.goal_column_no,
        project_name=table.performance.project_name if table.performance else None,
        line=table.goal,
    )


def _why_no_figures(rejected: list[RejectedRecord]) -> str:
    if not rejected:
        return "no budget table with a figure in it was found"
    reason, n_cells = Counter(cell.reason for cell in rejected).most_common(1)[0]
    first = next(cell for cell in rejected if cell.reason == reason)
    return f"none of its figures could be read; most often ({n_cells} cells, first on line {first.line_no}): {reason}"
