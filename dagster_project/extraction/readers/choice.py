"""Which reader reads a content: told by its bytes, never by the file's name."""

from dagster_project.extraction.readers import delimited, html, ods, ofd, pdf, text, word, xls, xlsx
from dagster_project.extraction.readers.apart import read_apart
from dagster_project.extraction.readers.archive import Archive
from dagster_project.extraction.readers.source_document import SourceDocument, UnreadableDocument

# Some bytes may stand before it.
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_WEB_ARCHIVE = "a page with its pictures in one file (.mht): save the page alone, as HTML"
_UNSUPPORTED = (
    (b"MIME-Version:", _WEB_ARCHIVE),
    (b"From: <Saved by ", _WEB_ARCHIVE),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"Rar!\x1a\x07", "a compressed file: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file: unpack it first"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Parts that only one kind of file has, of kinds that are not read.
_UNSUPPORTED_PARTS = {
    "xl/workbook.bin": "a binary Excel file (.xlsb): there is no reader for it; save it as XLSX",
    "ppt/presentation.xml": "a presentation: there is no reader for it; save its tables as XLSX or DOCX",
}
_MIMETYPE = "mimetype"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MOST_MIMETYPE = 200
# Streams of old Office files, by what they say the file is.
_WORKBOOKS = ("Workbook", "Book")
_UNSUPPORTED_STREAMS = {
    "WordDocument": "an old Word or WPS file (.doc, .wps): there is no reader for it; save it as DOCX or PDF",
    "PowerPoint Document": "an old presentation: there is no reader for it; save its tables as XLSX or DOCX",
    "EncryptedPackage": "an Office file that is locked with a password: save it without one",
}
_ENTRY = 128
_LENGTH_AT, _KIND_AT, _STREAM = 64, 66, 2


def read_document(content: bytes) -> SourceDocument:
    """The blocks of a content. Raises `UnreadableDocument` where no reader can read it."""
    if not content.strip():
        raise UnreadableDocument("the file is empty")
    for signature, reason in _UNSUPPORTED:
        if content.startswith(signature):
            raise UnreadableDocument(reason)
    if content.startswith((*_ZIP, _OLD_OFFICE)) or _PDF in content[:_PDF_WITHIN]:
        return read_apart(_read_binary, content)
    if html.is_html(content):
        return read_apart(html.read, content)
    return delimited.read(content) or text.read(content)


def _read_binary(content: bytes) -> SourceDocument:
    if content.startswith(_ZIP):
        return _read_archive(content)
    if content.startswith(_OLD_OFFICE):
        return _read_old_office(content)
    return pdf.read(content)


def _read_archive(content: bytes) -> SourceDocument:
    archive = Archive(content)
    if xlsx.WORKBOOK in archive.names:
        return xlsx.read(archive)
    if word.MAIN_PART in archive.names:
        return word.read(content, archive)
    if ofd.ROOT in archive.names:
        return ofd.read(archive)
    mimetype = archive.read(_MIMETYPE, _MOST_MIMETYPE) if _MIMETYPE in archive.names else b""
    if mimetype.startswith(_ODS):
        return ods.read(archive)
    if mimetype.startswith(_OPEN_DOCUMENT):
        raise UnreadableDocument("an OpenDocument file that is no spreadsheet: save it as DOCX or PDF")
    for part, reason in _UNSUPPORTED_PARTS.items():
        if part in archive.names:
            raise UnreadableDocument(reason)
    raise UnreadableDocument("a ZIP file that is no document: unpack it first")


def _read_old_office(content: bytes) -> SourceDocument:
    found = {name: at for name in (*_WORKBOOKS, *_UNSUPPORTED_STREAMS) if (at := _place_of_stream(content, name)) is not None}
    # A file may hold another one of another kind, as a table in a letter: what is on top stands first.
    first = min(found, key=lambda name: found[name], default="")
    if first in _WORKBOOKS:
        return xls.read(content)
    raise UnreadableDocument(
        _UNSUPPORTED_STREAMS.get(
            first, "an old Office file that is damaged, or of an unknown kind: save it as XLSX, DOCX or text, or fetch it again"
        )
    )


def _place_of_stream(content: bytes, name: str) -> int | None:
    """Where in the directory of a compound file the first stream of a name is entered; None where there is none."""
    printed = name.encode("utf-16-le") + b"\0\0"
    at = content.find(printed)
    while at >= 0:
        entry = content[at : at + _ENTRY]
        is_entry = at % _ENTRY == 0 and len(entry) == _ENTRY
        if is_entry and entry[_LENGTH_AT] == len(printed) and entry[_KIND_AT] == _STREAM:
            return at
        at = content.find(printed, at + 2)
    return None
