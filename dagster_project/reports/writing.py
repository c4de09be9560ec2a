"""The folder of the pages: which there are, written beside and renamed, and none of a unit that is gone."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from dagster_project.reports.folder import index_page, mark_current, mark_outdated, reports_folder
from dagster_project.reports.ledger import Document, read_documents, read_evidence, read_ledgers
from dagster_project.reports.pages import grouped, render_index, render_page
from dagster_project.storage.files import replace_text
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import current_file, publication_time
from dagster_project.storage.reading import open_read_only

# Read at once: enough that queries cost little, few enough that memory stays bounded.
_PAGES_READ_AT_ONCE = 50
_UNIT_KEY = re.compile("[0-9a-f]+")

Page = tuple[str, list[Document]]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing the pages."""

    index: Path
    n_pages: int
    n_removed: int


def write_reports(layout: WarehouseLayout, page_written: Callable[[], None]) -> Written:
    """Writes a page for each unit and year of the published file, and the index; removes all other pages.

    `page_written` is called after each page. A page that says what it said before is left as it is.
    """
    folder, index = reports_folder(layout), index_page(layout)
    mark_outdated(layout)
    with open_read_only(layout.published) as connection:
        pages = _pages(read_documents(connection))
        waiting = iter(pages)
        while some := list(islice(waiting, _PAGES_READ_AT_ONCE)):
            _write_some(connection, folder, some, page_written)
    kept = current_file(layout)
    published_at = publication_time(kept).isoformat(sep=" ", timespec="seconds") if kept else ""
    _write(index, render_index(pages, published_at))
    n_removed = _remove_all_but(folder, {index.name, *(name for name, _ in pages)})
    mark_current(layout)
    return Written(index, len(pages), n_removed)


def not_written(error: Exception) -> str:
    """What is said of a run that published and could not write its pages."""
    reason = str(error).partition("\n")[0]
    return f"the pages of the findings could not be written ({type(error).__name__}: {reason}); what is published stays published"


def page_name(document: Document) -> str:
    """The file name of the page that a document is on. Made of a hash and a number: nothing that a document says is in it."""
    if not _UNIT_KEY.fullmatch(document.unit_key):
        raise ValueError(f"the key of a unit is no hash: {document.unit_key!r}")
    return f"{document.unit_key}-{int(document.fiscal_year)}.html"


def _pages(documents: Sequence[Document]) -> list[Page]:
    """The pages in the order of their documents: a unit may have several documents in a year."""
    pages: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        pages[page_name(document)].append(document)
    return list(pages.items())


def _write_some(connection: Any, folder: Path, pages: Sequence[Page], page_written: Callable[[], None]) -> None:
    ledgers = read_ledgers(connection, [document.document_key for _, documents in pages for document in documents])
    roots = [root for ledger in ledgers.values() for root, _ in grouped(ledger.findings)]
    evidence = read_evidence(connection, (cell_id for root in roots for cell_id in root.roles))
    for name, documents in pages:
        _write(folder / name, render_page(documents, ledgers, evidence))
        page_written()


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_bytes() != text.encode():
        replace_text(path, text)


def _remove_all_but(folder: Path, names: set[str]) -> int:
    stale = [path for path in folder.glob("*.html") if path.name not in names]
    # What a run that was killed left half written goes too.
    for path in (*stale, *folder.glob(".*.partial")):
        path.unlink()
    return len(stale)
