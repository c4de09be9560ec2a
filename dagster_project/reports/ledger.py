"""What the pages tell, read from a published file for many documents at once.

No word is chosen here, and no figure is looked at.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

FINDINGS_OF_A_DOCUMENT = 2000

Row = TypeVar("Row")


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
    error: int
    warning: int
    note: int


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
    line_no: int | None
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
    """How often rules of a family came to a verdict; what was waived has the verdict `waived`."""

    document_key: str
    family: str
    verdict: str
    n: int
    n_implausible: int


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """How often rules of a family could not be judged for one reason."""

    document_key: str
    family: str
    reason_zh: str
    reason_en: str
    n: int


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
    line_no: int | None
    outcome: str
    as_read: str | None
    as_repaired: str | None
    proof: list[str] | None


@dataclass(slots=True)
class Ledger:
    """What is told of one document."""

    findings: list[Finding] = field(default_factory=list)
    verdicts: list[VerdictCount] = field(default_factory=list)
    unevaluated: list[Unevaluated] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure and its place: in a table, or else in a sentence. `is_moved` of a row that was set right."""

    cell_id: str
    document_key: str
    table_no: int | None
    section_no: int | None
    sentence_no: int | None
    row_no: int | None
    column_no: int | None
    row_label: str
    subject_code: str | None
    column_code: str
    column_path: str | None
    side: str | None
    line_no: int | None
    text: str
    is_moved: bool

    @property
    def place(self) -> "Place":
        return Place(self.document_key, self.table_no, self.section_no, self.sentence_no)


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a document, or a sentence of it."""

    document_key: str
    table_no: int | None
    section_no: int | None
    sentence_no: int | None


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What stands over a place, and the words of a sentence."""

    title: str
    printed_unit: str | None
    line_no: int | None
    sentence: str | None


@dataclass(slots=True)
class Evidence:
    """The tables and sentences that some figures stand in: all of their figures, in reading order."""

    place_of: dict[str, Place] = field(default_factory=dict)
    cells: dict[Place, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[Place, PlaceText] = field(default_factory=dict)


def read_documents(connection: Any) -> list[Document]:
    """All current documents of a published file, ordered by region, unit and year."""
    return _rows(connection, _DOCUMENTS, [], Document)


def read_ledgers(connection: Any, document_keys: Sequence[str]) -> dict[str, Ledger]:
    """What is told of each of some documents, in a fixed number of queries; findings the worst first."""
    ledgers = {key: Ledger() for key in document_keys}
    keys = [list(document_keys)]
    for finding in _rows(connection, _FINDINGS, [*keys, FINDINGS_OF_A_DOCUMENT], Finding):
        ledgers[finding.document_key].findings.append(finding)
    for count in _rows(connection, _VERDICTS, keys, VerdictCount):
        ledgers[count.document_key].verdicts.append(count)
    for unevaluated in _rows(connection, _UNEVALUATED, keys, Unevaluated):
        ledgers[unevaluated.document_key].unevaluated.append(unevaluated)
    for waiver in _rows(connection, _WAIVERS, keys, Waiver):
        ledgers[waiver.document_key].waivers.append(waiver)
    for repair in _rows(connection, _REPAIRS, keys, Repair):
        ledgers[repair.document_key].repairs.append(repair)
    return ledgers


def read_evidence(connection: Any, cell_ids: Iterable[str]) -> Evidence:
    """The tables and sentences that figures stand in; also those of other documents than the finding's own."""
    evidence = Evidence()
    wanted = [sorted(set(cell_ids))]
    for cell in _rows(connection, _CELLS, wanted, Cell):
        evidence.cells[cell.place].append(cell)
        evidence.place_of[cell.cell_id] = cell.place
    for row in connection.execute(_TEXTS, wanted).fetchall():
        evidence.texts[Place(*row[:4])] = PlaceText(*row[4:])
    return evidence


def _rows(connection: Any, query: str, parameters: list[Any], kind: type[Row]) -> list[Row]:
    """The rows of a query, whose columns are the fields of a type in their order."""
    return [kind(*row) for row in connection.execute(query, parameters).fetchall()]


_DOCUMENTS = """
select
    documents.document_key, documents.unit_key, units.unit_name, documents.fiscal_year, documents.document_kind,
    documents.title, documents.source_file, documents.published_on,
    count(*) filter (findings.severity = 'error'),
    count(*) filter (findings.severity = 'warning'),
    count(*) filter (findings.severity = 'note')
from marts.dim_document as documents
inner join marts.dim_unit as units on documents.unit_key = units.unit_key
left join audit.findings as findings on documents.document_key = findings.document_key
where documents.is_current
group by all
order by min(units.region_code) nulls last, units.unit_name, documents.fiscal_year, documents.document_kind, documents.document_key
"""
_FINDINGS = """
select
    findings.document_key, findings.finding_no, findings.group_no, findings.is_root, findings.severity, findings.family,
    findings.rule_id, coalesce(rules.title_zh, findings.rule_id), coalesce(rules.title_en, findings.rule_id), rules.legal_basis,
    findings.line_no, findings.total_yuan, findings.parts_yuan, findings.difference_yuan, findings.slack_yuan,
    findings.total_cell_id, findings.total_cell_ids, findings.part_cell_ids, findings.suspect_cell_id,
    findings.message_zh, findings.message_en
from audit.findings as findings
left join audit.rules as rules on findings.rule_id = rules.rule_id
where findings.document_key in (select unnest($1))
qualify row_number() over (partition by findings.document_key order by findings.finding_no) <= $2
order by findings.finding_no
"""
_VERDICTS = """
select document_key, family, if(waiver_id is null, verdict, 'waived'), count(*), count(*) filter (is_implausible)
from audit.reconciliation
where document_key in (select unnest($1))
group by all
order by all
"""
_UNEVALUATED = """
select
    document_key, family, coalesce(not_evaluated_reason_zh, not_evaluated_reason, '') as reason_zh,
    coalesce(not_evaluated_reason, '') as reason_en, count(*)
from audit.reconciliation
where verdict = 'not_evaluated' and document_key in (select unnest($1))
group by all
order by document_key, count(*) desc, family, reason_en, reason_zh
"""
_WAIVERS = """
select
    waivers.document_key, waivers.rule_id, waivers.status, waivers.cause, waivers.reason, waivers.valid_until,
    ledger.message_zh, ledger.message_en
from audit.waivers as waivers
left join audit.reconciliation as ledger using (document_key, rule_id, key)
where waivers.document_key in (select unnest($1))
order by waivers.document_key, waivers.status, waivers.rule_id, waivers.key
"""
_REPAIRS = """
select
    repairs.document_key, repairs.table_no, coalesce(parts.title, ''), repairs.row_label, repairs.line_no, repairs.outcome,
    repairs.as_read, repairs.as_repaired, repairs.proof
from audit.repairs as repairs
left join audit.coverage as parts on repairs.document_key = parts.document_key and repairs.table_no = parts.table_no
where repairs.document_key in (select unnest($1))
order by repairs.document_key, repairs.table_no, repairs.row_no
"""
_PLACES = """
select distinct document_key, table_no, section_no, sentence_no
from audit.cells
where cell_id in (select unnest($1))
"""
_SAME_PLACE = """
cells.document_key = places.document_key
and cells.table_no is not distinct from places.table_no
and cells.section_no is not distinct from places.section_no
and cells.sentence_no is not distinct from places.sentence_no
"""
# A cell of a sentence has its number at the end of its id.
_CELLS = f"""
select
    cells.cell_id, cells.document_key, cells.table_no, cells.section_no, cells.sentence_no, cells.row_no, cells.column_no,
    cells.row_label, cells.subject_code, cells.column_code, cells.column_path, cells.side, cells.line_no, cells.text,
    coalesce(repairs.outcome = 'repaired', false)
from audit.cells as cells
inner join ({_PLACES}) as places on {_SAME_PLACE}
left join audit.repairs as repairs
    on cells.document_key = repairs.document_key and cells.table_no = repairs.table_no and cells.row_no = repairs.row_no
order by cells.document_key, cells.table_no, cells.section_no, cells.sentence_no, cells.row_no, cells.column_no,
    length(cells.cell_id), cells.cell_id
"""
_TEXTS = f"""
select
    places.document_key, places.table_no, places.section_no, places.sentence_no,
    coalesce(parts.title, '') as title, parts.printed_unit,
    coalesce(sentences.line_no, parts.first_line_no) as line_no, sentences.text as sentence
from ({_PLACES}) as places
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
"""
