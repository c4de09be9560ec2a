"""Which reader reads a content: told by its first bytes, never by the file's name."""

from dagster_project.extraction.readers import pdf, text
from dagster_project.extraction.readers.apart import read_apart
from dagster_project.extraction.readers.source_document import SourceDocument, UnreadableDocument

# Some bytes may stand before it.
_PDF = b"%PDF-"
_WITHIN = 1024
_UNSUPPORTED = (
    (b"PK\x03\x04", "an Office or ZIP file: there is no reader for it; save it as text with tabs between cells"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls): there is no reader for it; save it as text"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
)


def read_document(content: bytes) -> SourceDocument:
    """The blocks of a content. Raises `UnreadableDocument` where no reader can read it."""
    if not content.strip():
        raise UnreadableDocument("the file is empty")
    for signature, reason in _UNSUPPORTED:
        if content.startswith(signature):
            raise UnreadableDocument(reason)
    if _PDF in content[:_WITHIN]:
        return read_apart(pdf.read, content)
    return text.read(content)
