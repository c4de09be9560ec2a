"""Files whose pages are drawn: their pages in, the document out. Nothing here knows a kind of file."""

from collections.abc import Sequence

from dagster_project.extraction.pages import Page, blocks_of
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument, page_lines_of

MOST_PAGES = 2000


def refuse_too_many(n_pages: int, kind: str) -> None:
    """Raises `UnreadableDocument` where no disclosure has so many pages; `kind` names the file, as `a PDF file`."""
    if n_pages > MOST_PAGES:
        raise UnreadableDocument(f"{kind} of {n_pages:,} pages, more than {MOST_PAGES:,}: split it")


def document_of(pages: Sequence[Page], reader: str, kind: str) -> SourceDocument:
    """The document of some pages. Raises `UnreadableDocument` where none has text, as those of a scan."""
    if not any(page.glyphs for page in pages):
        raise UnreadableDocument(f"{kind} of pictures without text, a scan: recognise its text first, and check it")
    blocks, n_lines, heads = blocks_of(pages)
    page_lines = page_lines_of(blocks, len(pages))
    return SourceDocument(reader, blocks, n_lines, len(pages), _pictures_alone(pages), page_lines, heads)


def _pictures_alone(pages: Sequence[Page]) -> tuple[str, ...]:
    """What is said of pages whose text, if they have any, is in a picture."""
    numbers = [str(page.page_no) for page in pages if page.has_picture and not page.glyphs]
    return (f"pictures without text were not read, on page {', '.join(numbers)}",) if numbers else ()
