"""What the pages tell, read from a published file once for all of them.

Every query is asked once and ordered by page; its rows are taken page by page, so that no more than a page is held.
No word is chosen here, and no figure is looked at.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from dagster_project.citation import FILES, cited_sql
from dagster_project.reports.cuts import File
from dagster_project.reports.streams import Stream

FINDINGS_OF_A_DOCUMENT = 2000
_LINK = re.compile("https?://", re.IGNORECASE)
# What a page is told by: a unit and a fiscal year.
PageKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A current document, with the number of its findings by severity."""

    document_key: str
    unit_key: str
    unit_name: str
    fiscal_year: int
    document_kind: str
    title: str | None
    source_file: str
    published_on: datetime.date | None
    official_address: str | None
    retrieved_at: datetime.datetime | None
    error: int
    warning: int
    note: int

    @property
    def page_key(self) -> PageKey:
        return self.unit_key, int(self.fiscal_year)

    @property
    def link(self) -> str | None:
        """The address that the document was published at, if it is one that a browser may be sent to."""
        return published_link(self.official_address)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, with what its rule says."""

    document_key: str
    finding_no: int
    group_no: int
    is_root: bool
    severity: str
    family: str
    rule_id: str
    title_zh: str
    title_en: str
    legal_basis: str | None
    cited: dict[str, Any]
    total_yuan: Decimal | None
    parts_yuan: Decimal | None
    difference_yuan: Decimal | None
    slack_yuan: Decimal | None
    total_cell_id: str | None
    total_cell_ids: list[str] | None
    part_cell_ids: list[str] | None
    suspect_cell_id: str | None
    message_zh: str
    message_en: str

    @property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """The printed figures that it is about, with what each is in it: suspect, total, part; the suspect first."""
        totals = [self.total_cell_id, *(self.total_cell_ids or ())]
        named = {"suspect": [self.suspect_cell_id], "total": totals, "part": self.part_cell_ids or ()}
        cell_ids = dict.fromkeys(cell_id for cells in named.values() for cell_id in cells if cell_id)
        sets = {role: set(cells) for role, cells in named.items()}
        return {cell_id: tuple(role for role in sets if cell_id in sets[role]) for cell_id in cell_ids}


@dataclass(frozen=True, slots=True)
class VerdictCount:
    """How often rules of a family came to a verdict; what was waived has the verdict `waived`.

    What could not be judged is counted reason by reason; the reasons of all else are None.
    """

    document_key: str
    family: str
    verdict: str
    reason_zh: str | None
    reason_en: str | None
    n: int
    n_implausible: int

    @property
    def is_unevaluated(self) -> bool:
        return self.reason_en is not None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver of a document, with what it waives."""

    document_key: str
    rule_id: str
    status: str
    cause: str | None
    reason: str | None
    valid_until: datetime.date | None
    message_zh: str | None
    message_en: str | None


@dataclass(frozen=True, slots=True)
class Repair:
    """A row that was set right, or could have been in more than one way."""

    document_key: str
    table_no: int
    table_title: str
    row_label: str | None
    cited: dict[str, Any]
    outcome: str
    as_read: str | None
    as_repaired: str | None
    proof: list[str] | None


@dataclass(slots=True)
class Ledger:
    """What is told of one document."""

    findings: list[Finding] = field(default_factory=list)
    verdicts: list[VerdictCount] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure of a place: a table, or else a sentence. `is_moved` of a row that was set right.

    `number` is that of its line, page or row, by whatever its place is numbered; `box` are the sides of its box on the page.
    """

    cell_id: str
    row_no: int | None
    column_no: int | None
    row_label: str
    subject_code: str | None
    column_code: str
    column_path: str | None
    side: str | None
    number: int | None
    text: str
    is_moved: bool
    page_no: int | None
    box: list[float] | None
    part_key: str


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a document, or a sentence of it."""

    document_key: str
    table_no: int | None
    section_no: int | None
    sentence_no: int | None


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What stands over a place, where it is cited, and the words of a sentence; rows are `numbered_by` line, page or sheet row."""

    title: str
    printed_unit: str | None
    cited: dict[str, Any]
    numbered_by: str
    sentence: str | None


@dataclass(slots=True)
class Evidence:
    """The tables and sentences that some figures stand in: all of their figures, in reading order."""

    place_of: dict[str, Place] = field(default_factory=dict)
    cells: dict[Place, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[Place, PlaceText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells: its documents, what is told of each, and where the figures of their findings stand."""

    documents: Sequence[Document]
    ledgers: dict[str, Ledger]
    evidence: Evidence


def published_link(address: str | None) -> str | None:
    """An address that a document states, if it is one that a browser may be sent to."""
    return address if address and _LINK.match(address) else None


def read_documents(connection: Any) -> list[Document]:
    """All current documents of a published file, ordered by region, unit and year."""
    return [Document(*row) for row in connection.execute(_DOCUMENTS).fetchall()]


def read_drawable_files(connection: Any) -> dict[str, File]:
    """The files whose pages can be drawn, by their keys."""
    return {row[0]: File(*row[1:]) for row in connection.execute(_DRAWABLE).fetchall()}


def read_pages(connection: Any, pages: Iterable[Sequence[Document]]) -> Iterator[Page]:
    """What is told on each of some pages, each given by its documents; in the order of their keys."""
    with ExitStack() as cursors:

        def stream(query: str) -> Stream:
            # A connection has one result at a time.
            return Stream(cursors.enter_context(connection.cursor()).execute(query), 2)

        findings, verdicts, waivers, repairs = map(stream, (_FINDINGS, _VERDICTS, _WAIVERS, _REPAIRS))
        cells, texts = stream(_CELLS), stream(_TEXTS)
        for documents in sorted(pages, key=_key):
            key = _key(documents)
            ledgers = {document.document_key: Ledger() for document in documents}
            for finding in findings.take(key, Finding):
                ledgers[finding.document_key].findings.append(finding)
            for count in verdicts.take(key, VerdictCount):
                ledgers[count.document_key].verdicts.append(count)
            for waiver in waivers.take(key, Waiver):
                ledgers[waiver.document_key].waivers.append(waiver)
            for repair in repairs.take(key, Repair):
                ledgers[repair.document_key].repairs.append(repair)
            yield Page(documents, ledgers, _evidence(cells.rows(key), texts.rows(key)))


def _key(documents: Sequence[Document]) -> PageKey:
    return documents[0].page_key


def _evidence(cells: Iterable[tuple[Any, ...]], texts: Iterable[tuple[Any, ...]]) -> Evidence:
    """The tables and sentences that figures stand in; also those of other documents than the finding's own."""
    evidence = Evidence()
    for key, rows in groupby(cells, key=_PLACE_KEY):
        place = Place(*key)
        evidence.cells[place] = [Cell(*row[len(key) :]) for row in rows]
        evidence.place_of.update((cell.cell_id, place) for cell in evidence.cells[place])
    evidence.texts.update((Place(*_PLACE_KEY(row)), PlaceText(*row[4:])) for row in texts)
    return evidence


_PLACE_KEY = itemgetter(0, 1, 2, 3)
_DOCUMENTS = """
select
    documents.document_key, documents.unit_key, units.unit_name, documents.fiscal_year, documents.document_kind,
    documents.title, files.source_files, documents.published_on,
    documents.official_address, documents.retrieved_at,
    count(*) filter (findings.severity = 'error'),
    count(*) filter (findings.severity = 'warning'),
    count(*) filter (findings.severity = 'note')
from marts.dim_document as documents
inner join marts.dim_unit as units on documents.unit_key = units.unit_key
inner join (
    select document_key, string_agg(source_file, ', ' order by part_no) as source_files
    from marts.dim_document_part
    where is_current
    group by document_key
) as files on documents.document_key = files.document_key
left join audit.findings as findings on documents.document_key = findings.document_key
where documents.is_current
group by all
order by min(units.region_code) nulls last, units.unit_name, documents.fiscal_year, documents.document_kind, documents.document_key
"""
_DRAWABLE = "select part_key, source_file, content_sha256 from marts.dim_document_part where reader = 'pdf'"
# The current documents, with what tells their pages.
_CURRENT = """
select documents.document_key, documents.unit_key, documents.fiscal_year
from marts.dim_document as documents
inner join marts.dim_unit as units on documents.unit_key = units.unit_key
where documents.is_current
"""
# The findings that are told of.
_TOLD = f"""
select current.unit_key as page_unit, current.fiscal_year as page_year, findings.*
from audit.findings as findings
inner join ({_CURRENT}) as current on findings.document_key = current.document_key
qualify row_number() over (partition by findings.document_key order by findings.finding_no) <= {FINDINGS_OF_A_DOCUMENT}
"""
_FINDINGS = f"""
select
    page_unit, page_year,
    findings.document_key, findings.finding_no, findings.group_no, findings.is_root, findings.severity, findings.family,
    findings.rule_id, coalesce(rules.title_zh, findings.rule_id), coalesce(rules.title_en, findings.rule_id), rules.legal_basis,
    {cited_sql("findings.line_no", "files")},
    findings.total_yuan, findings.parts_yuan, findings.difference_yuan, findings.slack_yuan,
    findings.total_cell_id, findings.total_cell_ids, findings.part_cell_ids, findings.suspect_cell_id,
    findings.message_zh, findings.message_en
from ({_TOLD}) as findings
inner join ({FILES}) as files on findings.part_key = files.part_key
left join audit.rules as rules on findings.rule_id = rules.rule_id
order by page_unit, page_year, findings.finding_no
"""
_VERDICTS = f"""
select
    current.unit_key, current.fiscal_year, ledger.document_key, ledger.family, if(waiver_id is null, verdict, 'waived'),
    case when verdict = 'not_evaluated' then coalesce(not_evaluated_reason_zh, not_evaluated_reason, '') end as reason_zh,
    case when verdict = 'not_evaluated' then coalesce(not_evaluated_reason, '') end as reason_en,
    count(*) as n, count(*) filter (is_implausible)
from audit.reconciliation as ledger
inner join ({_CURRENT}) as current on ledger.document_key = current.document_key
group by all
order by current.unit_key, current.fiscal_year, ledger.document_key, n desc, ledger.family, reason_en, reason_zh
"""
_WAIVERS = f"""
select
    current.unit_key, current.fiscal_year,
    waivers.document_key, waivers.rule_id, waivers.status, waivers.cause, waivers.reason, waivers.valid_until,
    ledger.message_zh, ledger.message_en
from audit.waivers as waivers
inner join ({_CURRENT}) as current on waivers.document_key = current.document_key
left join audit.reconciliation as ledger
    on waivers.document_key = ledger.document_key and waivers.rule_id = ledger.rule_id and waivers.key = ledger.key
order by current.unit_key, current.fiscal_year, waivers.document_key, waivers.status, waivers.rule_id, waivers.key
"""
_REPAIRS = f"""
select
    current.unit_key, current.fiscal_year,
    repairs.document_key, repairs.table_no, coalesce(parts.title, ''), repairs.row_label,
    {cited_sql("repairs.line_no", "files")}, repairs.outcome,
    repairs.as_read, repairs.as_repaired, repairs.proof
from audit.repairs as repairs
inner join ({_CURRENT}) as current on repairs.document_key = current.document_key
inner join ({FILES}) as files on repairs.part_key = files.part_key
left join audit.coverage as parts on repairs.document_key = parts.document_key and repairs.table_no = parts.table_no
order by current.unit_key, current.fiscal_year, repairs.document_key, repairs.table_no, repairs.row_no
"""
# What the rows of the tables of a file are numbered by.
_NUMBERED = f"""
select
    *, case when page_lines is null then 'line' when reader = 'spreadsheet' then 'row' else 'page' end as numbered_by
from ({FILES})
"""
# The tables and sentences that the figures of findings stand in, page by page.
_PLACES = f"""
select distinct
    figures.page_unit, figures.page_year, cells.document_key, cells.table_no, cells.section_no, cells.sentence_no, cells.part_key
from audit.cells as cells
inner join (
    select distinct
        page_unit, page_year,
        unnest(flatten([[suspect_cell_id, total_cell_id], total_cell_ids, part_cell_ids])) as cell_id
    from ({_TOLD})
) as figures on cells.cell_id = figures.cell_id
"""
# A cell of a sentence has its number at the end of its id.
_CELLS = f"""
select
    places.page_unit, places.page_year, cells.document_key, cells.table_no, cells.section_no, cells.sentence_no,
    cells.cell_id, cells.row_no, cells.column_no, cells.row_label, cells.subject_code, cells.column_code, cells.column_path,
    cells.side,
    case files.numbered_by
        when 'row' then cells.line_no - files.page_lines[cells.page_no] + 1
        when 'page' then cells.page_no
        else cells.line_no
    end,
    cells.text, coalesce(repairs.outcome = 'repaired', false), cells.page_no,
    case when cells.box_left is not null then [cells.box_left, cells.box_top, cells.box_right, cells.box_bottom]::float[] end,
    cells.part_key
from audit.cells as cells
inner join ({_NUMBERED}) as files on cells.part_key = files.part_key
inner join ({_PLACES}) as places
    on
        cells.document_key = places.document_key
        and cells.table_no is not distinct from places.table_no
        and cells.section_no is not distinct from places.section_no
        and cells.sentence_no is not distinct from places.sentence_no
left join audit.repairs as repairs
    on cells.document_key = repairs.document_key and cells.table_no = repairs.table_no and cells.row_no = repairs.row_no
order by places.page_unit, places.page_year, cells.document_key, cells.table_no, cells.section_no, cells.sentence_no,
    cells.row_no, cells.column_no, length(cells.cell_id), cells.cell_id
"""
_TEXTS = f"""
select
    places.page_unit, places.page_year, places.document_key, places.table_no, places.section_no, places.sentence_no,
    coalesce(parts.title, '') as title, parts.printed_unit,
    {cited_sql("coalesce(sentences.line_no, parts.first_line_no)", "files")}, files.numbered_by, sentences.text as sentence
from ({_PLACES}) as places
inner join ({_NUMBERED}) as files on places.part_key = files.part_key
left join audit.coverage as parts
    on
        places.document_key = parts.document_key
        and places.table_no is not distinct from parts.table_no
        and places.section_no is not distinct from parts.section_no
left join audit.sentences as sentences
    on
        places.document_key = sentences.document_key
        and places.section_no = sentences.section_no
        and places.sentence_no = sentences.sentence_no
order by places.page_unit, places.page_year
"""
