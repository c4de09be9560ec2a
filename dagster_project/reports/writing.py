"""The folder of the pages: which there are, written beside and renamed, and none of a unit that is gone."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.reports.cuts import Cuts
from dagster_project.reports.folder import index_page, mark_current, mark_outdated, reports_folder
from dagster_project.reports.ledger import Document, read_documents, read_drawable_files, read_pages
from dagster_project.reports.pages import render_index, render_page
from dagster_project.storage.files import remove_partial_files, replace_text
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.publication import current_file, publication_time
from dagster_project.storage.reading import open_read_only

# What DuckDB may take; what is more is written to the scratch folder meanwhile.
_MEMORY = "1GB"
_UNIT_KEY = re.compile("[0-9a-f]+")
# The beginning of a unit's key names the folder of its pages: 256 folders.
_FOLDER_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing the pages."""

    index: Path
    n_pages: int
    n_removed: int


def write_reports(layout: WarehouseLayout, raw: Path, page_written: Callable[[], None]) -> Written:
    """Writes a page for each unit and year of the published file, and the index; removes all other pages.

    The pages of documents are drawn from the files of the folder `raw`, as far as they are still what was read.
    `page_written` is called after each page. A page that says what it said before is left as it is.
    """
    folder, index = reports_folder(layout), index_page(layout)
    mark_outdated(layout)
    with open_read_only(layout.published, _MEMORY, layout.build) as connection:
        pages = _pages(read_documents(connection))
        cuts = Cuts(raw, read_drawable_files(connection))
        for page in read_pages(connection, pages.values()):
            _write(folder / page_name(page.documents[0]), render_page(page, cuts))
            page_written()
    kept = current_file(layout)
    published_at = publication_time(kept).isoformat(sep=" ", timespec="seconds") if kept else ""
    _write(index, render_index(list(pages.items()), published_at))
    n_removed = _remove_all_but(folder, {index, *(folder / name for name in pages)})
    mark_current(layout)
    return Written(index, len(pages), n_removed)


def not_written(error: Exception) -> str:
    """What is said of a run that published and could not write its pages."""
    reason = str(error).partition("\n")[0]
    return f"the pages of the findings could not be written ({type(error).__name__}: {reason}); what is published stays published"


def page_name(document: Document) -> str:
    """Where the page that a document is on lies. Made of a hash and a number: nothing that a document says is in it."""
    if not _UNIT_KEY.fullmatch(document.unit_key):
        raise ValueError(f"the key of a unit is no hash: {document.unit_key!r}")
    return f"{document.unit_key[:_FOLDER_DIGITS]}/{document.unit_key}-{int(document.fiscal_year)}.html"


def _pages(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """The pages in the order of their documents: a unit may have several documents in a year."""
    pages: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        pages[page_name(document)].append(document)
    return pages


def _write(path: Path, text: str) -> None:
    """Writes a page that does not say this yet. A power cut may take it: it is then not what was noted at the end."""
    if not path.exists() or path.read_bytes() != text.encode():
        replace_text(path, text, is_lasting=False)


def _remove_all_but(folder: Path, wanted: set[Path]) -> int:
    """Removes all other pages, what a run that was killed left half written, and folders that nothing is left in."""
    stale = [path for path in folder.rglob("*.html") if path not in wanted]
    for path in stale:
        path.unlink()
    folders = [path for path in folder.iterdir() if path.is_dir()]
    remove_partial_files([folder, *folders])
    for empty in (path for path in folders if not any(path.iterdir())):
        empty.rmdir()
    return len(stale)
