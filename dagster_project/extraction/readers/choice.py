"""Which reader reads a content: told by its bytes, never by the file's name."""

import re

from dagster_project.extraction.readers import converted, delimited, html, ods, ofd, pdf, text, word, xls, xlsx
from dagster_project.extraction.readers.apart import read_apart
from dagster_project.extraction.readers.archive import Archive
from dagster_project.extraction.readers.encoding import decode
from dagster_project.extraction.source_document import SourceDocument, UnreadableDocument

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
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Parts that only one kind of file has, of kinds that are not read.
_UNSUPPORTED_PARTS = {
    "xl/workbook.bin": "a binary Excel file (.xlsb): there is no reader for it; save it as XLSX",
    "ppt/presentation.xml": "a presentation: there is no reader for it; save its tables as XLSX or DOCX",
}
_MIMETYPE = "mimetype"
_FIRST_NAME_AT = 30
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ODT = b"application/vnd.oasis.opendocument.text"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MOST_MIMETYPE = 200
# Streams of old Office files, by what they say the file is.
_WORKBOOKS = ("Workbook", "Book")
_OLD_WORD = "WordDocument"
_UNSUPPORTED_STREAMS = {
    "PowerPoint Document": "an old presentation: there is no reader for it; save its tables as XLSX or DOCX",
    "MatOST": "a file of Microsoft Works (.wps): there is no reader for it; save it as DOCX or PDF",
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
    if ending := _ending_of_converted(content):
        return converted.read(content, ending)
    if content.startswith((*_ZIP, _OLD_OFFICE)) or _PDF in content[:_PDF_WITHIN]:
        return read_apart(_read_binary, content)
    if html.is_html(content):
        return read_apart(html.read, content)
    decoded = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    return delimited.read(decoded) or text.read(decoded)


def _ending_of_converted(content: bytes) -> str | None:
    """By what ending LibreOffice knows the kind of a content that it is to convert; None of any other."""
    if _RTF.match(content):
        return ".rtf"
    # An OpenDocument file begins with its kind: the first member, not compressed.
    if content.startswith(_ZIP) and content.startswith(_MIMETYPE.encode() + _ODT, _FIRST_NAME_AT):
        return ".odt"
    return ".doc" if content.startswith(_OLD_OFFICE) and _first_stream(content) == _OLD_WORD else None


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
        raise UnreadableDocument(
            "an OpenDocument file that is no spreadsheet, nor a text as office programs write it: save it as DOCX"
        )
    for part, reason in _UNSUPPORTED_PARTS.items():
        if part in archive.names:
            raise UnreadableDocument(reason)
    raise UnreadableDocument("a ZIP file that is no document: unpack it first")


def _read_old_office(content: bytes) -> SourceDocument:
    first = _first_stream(content)
    if first in _WORKBOOKS:
        return xls.read(content)
    raise UnreadableDocument(
        _UNSUPPORTED_STREAMS.get(
            first, "an old Office file that is damaged, or of an unknown kind: save it as XLSX, DOCX or text, or fetch it again"
        )
    )


def _first_stream(content: bytes) -> str:
    """The stream of an old Office file that tells its kind; empty where there is none that is known.

    A file may hold another one of another kind, as a table in a letter: what is on top stands first.
    """
    names = (*_WORKBOOKS, _OLD_WORD, *_UNSUPPORTED_STREAMS)
    found = {name: at for name in names if (at := _place_of_stream(content, name)) is not None}
    return min(found, key=lambda name: found[name], default="")


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
