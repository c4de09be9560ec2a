"""The pages of a published file: the findings, the explorer, and the start page, which leads to both."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.reports.cuts import Cuts
from dagster_project.reports.explorer.writing import write_explorer
from dagster_project.reports.folder import index_page, mark_current, mark_outdated, reports_folder, start_page
from dagster_project.reports.ledger import Document, read_documents, read_drawable_files, read_pages
from dagster_project.reports.pages import render_index, render_page
from dagster_project.reports.pages_folder import folder_of, remove_all_but, write_page
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import current_file, publication_time
from dagster_project.storage.reading import open_read_only

# What DuckDB may take; what is more is written to the scratch folder meanwhile.
_MEMORY = "1GB"


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing the pages: where to begin, the index of the findings, and how many pages these have."""

    start: Path
    index: Path
    n_pages: int
    n_removed: int


def write_reports(layout: WarehouseLayout, raw: Path, page_written: Callable[[], None]) -> Written:
    """Writes the findings, a page for each unit and year of the published file, and the explorer; removes all other pages.

    The pages of documents are drawn from the files of the folder `raw`, as far as they are still what was read.
    `page_written` is called after each page. A page that says what it said before is left as it is.
    """
    folder, index = reports_folder(layout), index_page(layout)
    kept = current_file(layout)
    published_at = publication_time(kept).isoformat(sep=" ", timespec="seconds") if kept else ""
    mark_outdated(layout)
    with open_read_only(layout.published, _MEMORY, layout.build) as connection:
        pages = _pages(read_documents(connection))
        cuts = Cuts(raw, read_drawable_files(connection))
        for page in read_pages(connection, pages.values()):
            write_page(folder / page_name(page.documents[0]), render_page(page, cuts))
            page_written()
        write_page(index, render_index(list(pages.items()), published_at))
        of_document = {
            document.document_key: f"{folder.name}/{name}" for name, documents in pages.items() for document in documents
        }
        n_removed = write_explorer(connection, layout, of_document, published_at, page_written)
    n_removed += remove_all_but(folder, {index, *(folder / name for name in pages)})
    mark_current(layout)
    return Written(start_page(layout), index, len(pages), n_removed)


def not_written(error: Exception) -> str:
    """What is said of a run that published and could not write its pages."""
    reason = str(error).partition("\n")[0]
    return f"the pages of the findings could not be written ({type(error).__name__}: {reason}); what is published stays published"


def page_name(document: Document) -> str:
    """Where the page that a document is on lies. Made of a hash and a number: nothing that a document says is in it."""
    return f"{folder_of(document.unit_key)}/{document.unit_key}-{int(document.fiscal_year)}.html"


def _pages(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """The pages in the order of their documents: a unit may have several documents in a year."""
    pages: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        pages[page_name(document)].append(document)
    return pages
