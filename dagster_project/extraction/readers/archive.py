"""ZIP archives, which XLSX, ODS, DOCX and OFD files are: their members within bounds.

An archive is refused by what it declares, before anything is unpacked; of a member no more is unpacked than it declares.
Members in XML are read as a stream of events; a document type that defines entities is refused, so none is ever expanded.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers import expat

from dagster_project.extraction.source_document import UnreadableDocument

_MOST_MEMBERS = 5_000
_MOST_BYTES = 200_000_000
_HIGHEST_RATIO = 200
# A small member may well be packed more closely: a column of blanks is.
_BYTES_WITH_A_RATIO = 10_000_000
# The others are unpacked a block at a time, however much is in it; no office program writes them.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 1
_CHUNK = 1_000_000
# Of all members together; so many take a parse some twenty seconds. An OFD file has a dozen for each sign.
_MOST_EVENTS = 10_000_000
_DEEPEST = 256
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

DAMAGED = "an Office or ZIP file that is damaged or truncated: it cannot be unpacked; fetch it again"


class Event(NamedTuple):
    """The beginning of an element, its end, or text in it (`name` is empty then). Names are without their prefix."""

    name: str
    is_end: bool = False
    attributes: Mapping[str, str] = MappingProxyType({})
    text: str = ""


class Archive:
    """An archive that was found to be within bounds."""

    def __init__(self, content: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(BytesIO(content))
        except _DAMAGE as error:
            raise UnreadableDocument(DAMAGED) from error
        members = self._file.infolist()
        _refuse_out_of_bounds(members)
        self._n_events = 0
        self.names = frozenset(member.filename for member in members)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member."""
        try:
            with self._file.open(name) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _DAMAGE as error:
            raise UnreadableDocument(DAMAGED) from error

    def read(self, name: str, most: int) -> bytes:
        """The first bytes of a member."""
        found = b""
        for chunk in self.chunks(name):
            found += chunk
            if len(found) >= most:
                break
        return found[:most]

    def size(self, name: str) -> int:
        """How many bytes a member declares, which is the most that are unpacked of it."""
        return self._file.getinfo(name).file_size

    def events(self, name: str) -> Iterator[Event]:
        """What stands in a member in XML, in order."""
        parser = _Parser()
        for chunk in chain(self.chunks(name), [b""]):
            events = parser.parse(chunk, is_last=not chunk)
            self._n_events += len(events)
            if self._n_events > _MOST_EVENTS or parser.deepest > _DEEPEST:
                raise UnreadableDocument("an Office or OFD file of more parts than any disclosure has: save it anew, or split it")
            yield from events


def _refuse_out_of_bounds(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise UnreadableDocument(f"an Office or ZIP file of more than {_MOST_MEMBERS:,} parts: no disclosure has so many")
    if sum(member.file_size for member in members) > _MOST_BYTES:
        raise UnreadableDocument(
            f"an Office or ZIP file that unpacks to more than {_MOST_BYTES // 1_000_000} MB: take out pictures, or split it"
        )
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableDocument("an Office or ZIP file that is locked with a password: save it without one")
        if member.compress_type not in _METHODS:
            raise UnreadableDocument("an Office or ZIP file that is packed as no office program does: save it anew")
        if member.file_size > max(_BYTES_WITH_A_RATIO, _HIGHEST_RATIO * member.compress_size):
            raise UnreadableDocument(
                f"an Office or ZIP file with a part packed to less than a {_HIGHEST_RATIO}th, as in a ZIP bomb: save it anew"
            )


class _EntityError(Exception):
    """An entity is defined."""


class _Parser:
    """Bytes of XML in, events out."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._depth = 0
        self.deepest = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = _refuse_entity

    def parse(self, chunk: bytes, *, is_last: bool = False) -> list[Event]:
        self._events = []
        try:
            self._parser.Parse(chunk, is_last)
        except _EntityError as error:
            raise UnreadableDocument("an Office or OFD file that defines entities, which no program does: save it anew") from error
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise UnreadableDocument("an Office or OFD file that is damaged: its XML cannot be read; fetch it again") from error
        return self._events

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)
        self._events.append(
            Event(
                _local(name), attributes={_local(each): value for each, value in attributes.items()} if attributes else attributes
            )
        )

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._events.append(Event(_local(name), is_end=True))

    def _text(self, text: str) -> None:
        self._events.append(Event("", text=text))


def _refuse_entity(*_: object) -> None:
    raise _EntityError


def _local(name: str) -> str:
    return name.rpartition(":")[2]
