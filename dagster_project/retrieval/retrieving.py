"""What is new at the addresses of a list, put into the raw folder; and the memory of what was fetched, when, from where."""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from dagster_project.retrieval.fetching import Answer, Bounds, Fetcher, NotFetched
from dagster_project.retrieval.sources import Source
from dagster_project.storage.files import replace_text, written_beside

# What the files that a page links to end in.
DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ofd", ".rtf", ".odt", ".ods", ".txt")
# Files that the links of one page lead to, at most.
MOST_OF_A_PAGE = 100
_FOLDER = "retrieved"
_UNSAFE = re.compile(r"[^\w\-]+")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was last fetched from an address: when, as which file of the raw folder, and by what to ask whether it changed."""

    file: str
    content_sha256: str
    retrieved_at: str
    etag: str | None
    last_modified: str | None


@dataclass(slots=True)
class Retrieval:
    """What came of a look at all addresses."""

    new_files: list[str] = field(default_factory=list)
    n_unchanged: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def retrieve(sources: list[Source], raw: Path, memory: Path, bounds: Bounds, tell: Callable[[str], None]) -> Retrieval:
    """Fetches what is new at some addresses into the folder `retrieved` of the raw folder.

    `memory` is the file that holds what was fetched before, by address; it is kept up after each file. An address that
    gives nothing is a problem that is told of, and stops no other.
    """
    known = load_memory(memory)
    result = Retrieval()
    with Fetcher(bounds) as fetcher:
        for source in _files(sources, fetcher, result):
            before = known.get(source.address)
            if before and not (raw / before.file).is_file():
                before = None
            try:
                answer = fetcher.fetch(source.address, *((before.etag, before.last_modified) if before else ()))
            except NotFetched as error:
                result.problems[source.address] = str(error)
                continue
            if answer is None:
                result.n_unchanged += 1
                continue
            digest = hashlib.sha256(answer.content).hexdigest()
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            file, is_new = _stored(source, answer, digest, now, raw)
            known[source.address] = Retrieved(file, digest, now, answer.etag, answer.last_modified)
            save_memory(memory, known)
            if is_new:
                result.new_files.append(file)
                tell(file)
            else:
                result.n_unchanged += 1
    return result


def load_memory(path: Path) -> dict[str, Retrieved]:
    """What was fetched, by address; nothing where the file is not there or is damaged: all is then asked for anew."""
    try:
        return {address: Retrieved(**row) for address, row in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def save_memory(path: Path, known: dict[str, Retrieved]) -> None:
    """Notes what was fetched."""
    replace_text(path, json.dumps({address: asdict(row) for address, row in known.items()}, ensure_ascii=False, indent=1) + "\n")


def _files(sources: list[Source], fetcher: Fetcher, result: Retrieval) -> Iterator[Source]:
    """The addresses of files: those of the list, and those that its pages link to; each once, the first first."""
    seen: set[str] = set()
    for source in sources:
        try:
            found = _linked(source, fetcher) if source.is_page else [source]
        except NotFetched as error:
            result.problems[source.address] = str(error)
            continue
        for file in found:
            if file.address not in seen:
                seen.add(file.address)
                yield file


def _linked(page: Source, fetcher: Fetcher) -> list[Source]:
    """The files that a page links to on its own host, with what is known of the page's documents."""
    answer = fetcher.fetch(page.address)
    if answer is None:
        return []
    host = urlsplit(answer.address).hostname
    addresses: dict[str, None] = {}
    for link in LexborHTMLParser(answer.content).css("a[href]"):
        try:
            address = urldefrag(urljoin(answer.address, (link.attributes["href"] or "").strip())).url
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname == host and parts.path.lower().endswith(DOCUMENTS):
            addresses[address] = None
    return [Source(address, False, page.unit, page.year, page.kind) for address in list(addresses)[:MOST_OF_A_PAGE]]


def _stored(source: Source, answer: Answer, digest: str, retrieved_at: str, raw: Path) -> tuple[str, bool]:
    """Puts content into the raw folder, under a name that its hash is in; whether it was not there yet."""
    name = f"{_FOLDER}/{file_name(answer.address, digest)}"
    path = raw / name
    if path.exists():
        return name, False
    # What is stated of a document is there before the document is: no refresh meets the one without the other.
    replace_text(path.with_name(f"{path.name}.document.yml"), _stated(source, retrieved_at))
    with written_beside(path) as beside:
        beside.write_bytes(answer.content)
    return name, True


def _stated(source: Source, retrieved_at: str) -> str:
    """The `document.yml` of a file: each value as YAML takes it for a text, whatever is in it."""
    told = {"unit": source.unit, "year": source.year, "kind": source.kind}
    stated = {"official_address": source.address, "retrieved_at": retrieved_at, **told}
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in stated.items() if value)


def file_name(address: str, digest: str) -> str:
    """A name for what an address gave: of the address the last part, as far as it is letters and digits, and of the hash a part."""
    last = unquote(urlsplit(address).path).rsplit("/", maxsplit=1)[-1]
    stem, dot, suffix = last.rpartition(".")
    ending = f"{dot}{suffix}".lower() if _SUFFIX.fullmatch(f"{dot}{suffix}") else ""
    safe = _UNSAFE.sub("-", stem if ending else last).strip("-_")[:_LONGEST_STEM]
    return f"{safe or 'document'}-{digest[:12]}{ending}"
