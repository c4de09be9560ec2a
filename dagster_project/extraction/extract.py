"""The whole way of one document: bytes in, records out."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.extraction.identity import identify
from dagster_project.extraction.readers import UnreadableDocument, read_document
from dagster_project.extraction.recognition import recognise_tables
from dagster_project.extraction.records import CellRecord, DocumentRecord, RejectedRecord, TableRecord
from dagster_project.extraction.tables import TableLoader
from dagster_project.extraction.vocabulary import FILES, Vocabulary
from dagster_project.extraction.wording import key


@dataclass(frozen=True, slots=True)
class Extraction:
    """All records of one content, by dataset."""

    documents: list[DocumentRecord]
    tables: list[TableRecord] = field(default_factory=list)
    cells: list[CellRecord] = field(default_factory=list)
    rejected: list[RejectedRecord] = field(default_factory=list)


def extractor_version(seeds: Path) -> str:
    """What the records depend on besides the bytes: the code of this package and the vocabulary."""
    digest = hashlib.sha256()
    for path in [*sorted(Path(__file__).parent.rglob("*.py")), *(seeds / name for name in FILES)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def extract(content: bytes, vocabulary: Vocabulary, version: str) -> Extraction:
    """The records of a content. Never raises for what stands in it: bad input is an outcome."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return _extract_readable(content, sha256, vocabulary, version)
    except UnreadableDocument as error:
        return Extraction([failed_document(sha256, version, str(error))])


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
    )


def _extract_readable(content: bytes, sha256: str, vocabulary: Vocabulary, version: str) -> Extraction:
    document = read_document(content)
    tables = recognise_tables(document, vocabulary)
    identity = identify(document, [table.unit_name for table in tables], vocabulary)
    loader = TableLoader(sha256, key(identity.unit_name), vocabulary)
    loaded = [loader.load(table) for table in tables]
    cells = [cell for table in loaded for cell in table.cells]
    rejected = [cell for table in loaded for cell in table.rejected]
    if not cells:
        raise UnreadableDocument(_why_no_figures(rejected))
    printed_units = dict.fromkeys(measure for table in tables for measure in table.measures)
    record = DocumentRecord(
        content_sha256=sha256,
        extractor_version=version,
        reader=document.reader,
        read_outcome="read",
        reason=None,
        title=identity.title,
        unit_name=identity.unit_name,
        fiscal_year=identity.fiscal_year,
        document_kind=identity.document_kind,
        published_on=identity.published_on,
        printed_unit="、".join(printed_units) or None,
        n_lines=document.n_lines,
        n_pages=document.n_pages,
    )
    return Extraction([record], [table.table for table in loaded], cells, rejected)


def _why_no_figures(rejected: list[RejectedRecord]) -> str:
    if not rejected:
        return "no budget table with a figure in it was found"
    reason, n_cells = Counter(cell.reason for cell in rejected).most_common(1)[0]
    first = next(cell for cell in rejected if cell.reason == reason)
    return f"none of its figures could be read; most often ({n_cells} cells, first on line {first.line_no}): {reason}"
