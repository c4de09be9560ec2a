"""Old Word and WPS files, RTF and ODT: through LibreOffice where it is installed, else an outcome that is not for good."""

import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock

from dagster_project.extraction.extract import Extraction
from dagster_project.extraction.readers import Grid, NotReadableHere, TextLine, UnreadableDocument, converted, read_document
from dagster_project.extraction.readers.apart import read_apart
from dagster_project.extraction.readers.work_folder import work_folder
from dagster_project.extraction.version import extractor_version
from dagster_project.extraction_run import extract_pending, pending
from dagster_project.planning import present_code
from dagster_project.storage.inventory import look
from dagster_project.storage.layout import PROJECT_ROOT, SEEDS
from tests.made.files import TYPES
from tests.made.files.parts import parts_of_text
from tests.processes import lives, wait_for
from tests.small_disclosures import disclosure
from tests.written_office import xls_directory

Read = Callable[[str | bytes], Extraction]
Fake = Callable[[str], Path]

RTF = rb"{\rtf1\ansi hello\par}"
OLD_WORD = xls_directory("Root Entry", "1Table", "WordDocument")
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = "application/vnd.oasis.opendocument.text"


def odt(body: str) -> bytes:
    """An OpenDocument text."""
    names = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(f'xmlns:{prefix}="{_ODF}{name}:1.0"' for prefix, name in names.items())
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    content = BytesIO()
    # Its kind stands first, not compressed.
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", _ODT)
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0">'
            f"{entry.format('/', _ODT)}{entry.format('content.xml', 'text/xml')}</manifest:manifest>",
        )
    return content.getvalue()


def as_odt(text: str) -> bytes:
    body, rows = [], []
    for line in [*text.split("\n"), ""]:
        cells = line.split("\t")
        if len(cells) > 1:
            rows.append(f"<table:table-row>{''.join(_odt_cell(cell) for cell in cells)}</table:table-row>")
            continue
        if rows:
            column = f'<table:table-column table:number-columns-repeated="{rows[0].count("<table:table-cell>")}"/>'
            body.append(f"<table:table>{column}{''.join(rows)}</table:table>")
            rows = []
        body.append(f"<text:p>{escape(line)}</text:p>")
    return odt("".join(body))


def _odt_cell(cell: str) -> str:
    return f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>"


def as_rtf(text: str) -> bytes:
    lines = []
    for line in text.split("\n"):
        cells = ["".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in cell) for cell in line.split("\t")]
        if len(cells) == 1:
            lines.append(f"\\pard {cells[0]}\\par")
        else:
            edges = "".join(f"\\cellx{1000 * (at + 1)}" for at in range(len(cells)))
            lines.append("\\trowd" + edges + "\\pard\\intbl " + "".join(cell + "\\cell " for cell in cells) + "\\row")
    return ("{\\rtf1\\ansi\n" + "\n".join(lines) + "}").encode()


def as_docx(text: str) -> bytes:
    return TYPES["docx"](parts_of_text(text))


# What stands in for LibreOffice: scripts that are called as it is.

_FIND_TARGET = """\
#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
target=$2
mkdir "$target"
"""


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a script in the place of LibreOffice; gives the folder that it may leave things in."""

    def install(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(_FIND_TARGET + script.format(folder=tmp_path), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return tmp_path

    return install


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("content", "kind"), [(RTF, "an RTF file"), (OLD_WORD, "an old Word or WPS file"), (odt(""), "an OpenDocument text")]
)
def test_where_it_is_not_installed_the_outcome_says_so_and_is_not_for_good(
    read: Read, content: bytes, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotReadableHere, match=rf"^{kind}.*, which LibreOffice would read, and it is not installed: install it"):
        read_document(content)
    # Stored under no version, so that the next run tries again.
    assert read(content).documents[0].extractor_version == ""


def test_that_it_is_installed_gives_a_refresh_something_to_do(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = present_code()
    fake("")
    assert present_code() != before


def test_what_was_refused_without_it_is_read_once_it_is_installed_and_stays_read(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, extracted, path = tmp_path / "raw", tmp_path / "extracted", os.environ["PATH"]
    raw.mkdir()
    (raw / "a.doc").write_bytes(OLD_WORD)

    def outcomes() -> list[str]:
        todo = pending(look(raw, []), extracted, extractor_version(SEEDS))
        return [document.read_outcome for document in extract_pending(raw, todo, extracted, SEEDS, jobs=1)]

    monkeypatch.setenv("PATH", str(tmp_path))
    assert (outcomes(), outcomes()) == (["failed"], ["failed"])
    folder = fake('cp "{folder}/made.docx" "$target/document.docx"\n')
    (folder / "made.docx").write_bytes(as_docx(disclosure()))
    assert (outcomes(), outcomes()) == (["read"], [])
    monkeypatch.setenv("PATH", path)
    assert outcomes() == []


@pytest.mark.parametrize(
    ("content", "ending"),
    [(RTF, ".rtf"), (b"\xef\xbb\xbf\r\n" + RTF, ".rtf"), (OLD_WORD, ".doc"), (odt(""), ".odt")],
)
def test_what_it_makes_is_read_as_a_word_file(fake: Fake, temporary: Path, content: bytes, ending: str) -> None:
    folder = fake('cp "{folder}/made.docx" "$target/document.docx"; shift; shift; echo "$1" > {folder}/asked\n')
    (folder / "made.docx").write_bytes(as_docx("甲\n乙\t1.00"))
    document = read_document(content)
    assert document.reader == "converted"
    assert document.blocks[0] == TextLine("甲", 1)
    assert isinstance(document.blocks[1], Grid)
    assert [row.cells for row in document.blocks[1].rows] == [("乙", "1.00")]
    assert Path((folder / "asked").read_text().strip()).name == f"document{ending}"
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1\n", "LibreOffice cannot convert"),
        ("exit 0\n", "LibreOffice cannot convert"),
        ("kill -9 $$\n", "LibreOffice cannot convert"),
        ('mkdir "$target/document.docx"\n', "LibreOffice cannot convert"),
        ('truncate -s 300M "$target/document.docx"\n', "LibreOffice cannot convert|damaged"),
        ('echo no archive > "$target/document.docx"\n', "damaged"),
        (': > "$target/document.docx"\n', "damaged"),
    ],
)
def test_where_it_makes_nothing_of_a_file_the_file_is_refused(fake: Fake, temporary: Path, script: str, reason: str) -> None:
    fake(script)
    with pytest.raises(UnreadableDocument, match=reason) as refused:
        read_document(OLD_WORD)
    assert not isinstance(refused.value, NotReadableHere)
    assert list(temporary.iterdir()) == []


# It starts a program of its own, as LibreOffice does, and waits for it.
_ENDLESS = """\
sleep 600 &
echo $! > {folder}/pid.part
mv {folder}/pid.part {folder}/pid
wait
"""


def test_where_it_never_ends_it_is_ended_with_what_it_started(fake: Fake, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "read_apart", partial(read_apart, seconds=5))
    folder = fake(_ENDLESS)
    with pytest.raises(UnreadableDocument, match="not read within 5 seconds"):
        read_document(OLD_WORD)
    pid = int((folder / "pid").read_text())
    wait_for(lambda: not lives(pid), 20)
    assert list(temporary.iterdir()) == []


_READ = """
import sys
from pathlib import Path
from dagster_project.extraction.readers import read_document

if __name__ == "__main__":
    read_document(Path(sys.argv[1]).read_bytes())
"""


def test_it_ends_with_the_process_that_reads_whatever_ends_that(fake: Fake, tmp_path: Path) -> None:
    folder = fake(_ENDLESS)
    (tmp_path / "read.py").write_text(_READ, encoding="utf-8")
    (tmp_path / "a.doc").write_bytes(OLD_WORD)
    reading = subprocess.Popen(
        [sys.executable, str(tmp_path / "read.py"), str(tmp_path / "a.doc")],
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT), "TMPDIR": str(tmp_path)},
    )
    try:
        wait_for((folder / "pid").exists, 60)
    finally:
        reading.send_signal(signal.SIGKILL)
        reading.wait()
    pid = int((folder / "pid").read_text())
    wait_for(lambda: not lives(pid), 20)


def test_what_a_killed_process_left_is_removed_by_the_next_one_and_nothing_else(fake: Fake, temporary: Path) -> None:
    def aged(folder: Path) -> Path:
        os.utime(folder, (1_000_000_000, 1_000_000_000))
        return folder

    left, held, young, other = (temporary / name for name in ("a", "b", "c", "other"))
    with work_folder() as made:
        name = made.name
    for folder in (left, held, young, other):
        (folder / "profile").mkdir(parents=True)
    left, held, young = (folder.rename(temporary / f"{name}{folder.name}") for folder in (left, held, young))
    (temporary / f"{name}link").symlink_to(aged(other))
    fake("exit 1\n")
    with FileLock(held / "lock"):
        aged(left)
        aged(held)
        with pytest.raises(UnreadableDocument):
            read_document(OLD_WORD)
    assert {path for path in temporary.iterdir() if not path.is_symlink()} == {held, young, other}


def test_it_is_given_nothing_of_the_users_own(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_USER", "x")
    folder = fake('env > {folder}/env; cat "$HOME/profile/user/registrymodifications.xcu" > {folder}/settings; exit 1\n')
    with pytest.raises(UnreadableDocument):
        read_document(RTF)
    environment = dict(line.split("=", 1) for line in (folder / "env").read_text().splitlines())
    assert "SECRET_OF_USER" not in environment
    assert environment["HOME"] == environment["TMPDIR"] != os.environ.get("HOME")
    assert "BlockUntrustedRefererLinks" in (folder / "settings").read_text()


# With LibreOffice itself.

installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def as_doc(text: str) -> bytes:
    """A Word 97 file, which LibreOffice writes itself."""
    return _written_by_libreoffice(as_docx(text), "docx", "doc:MS Word 97")


def _written_by_libreoffice(content: bytes, ending: str, target: str) -> bytes:
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"a.{ending}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", target, "--outdir", f"{folder}/made", str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        (made,) = (Path(folder) / "made").iterdir()
        return made.read_bytes()


@installed
@pytest.mark.parametrize("write", [as_doc, as_rtf, as_odt])
def test_a_disclosure_has_the_figures_of_its_text(read: Read, write: Callable[[str], bytes]) -> None:
    def figures(extraction: Extraction) -> list[tuple[object, ...]]:
        return [(c.table_code, c.column_code, c.subject_code, c.row_label, c.text, c.amount_yuan) for c in extraction.cells]

    content = write(disclosure())
    expected, found = read(disclosure()), read(content)
    assert found.documents[0].reader == "converted", found.documents[0].reason
    assert len(figures(found)) > 30
    assert figures(found) == figures(expected)
    assert not found.rejected
    assert (found.documents[0].unit_name, found.documents[0].published_on) == (
        expected.documents[0].unit_name,
        expected.documents[0].published_on,
    )


@installed
@pytest.mark.parametrize("content", [OLD_WORD, RTF[:9], odt("<text:p>"), odt("")], ids=["doc", "rtf", "odt", "empty odt"])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"save it as DOCX or PDF|without text"):
        read_document(content)


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine: its port, and what it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            paths.append(f"{self.command} {self.path}")
            self.send_error(404)

        def __getattr__(self, name: str) -> Callable[[], None]:
            """Whatever is asked (`do_GET`), it is answered in one way."""
            if name.startswith("do_"):
                return self.answer
            raise AttributeError(name)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, paths
    server.shutdown()
    server.server_close()


def _linked(place: str) -> str:
    """An OpenDocument text that refers to a picture, an object and a part of itself that lie elsewhere."""
    frame = (
        '<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:{} xlink:href="{}" xlink:type="simple" xlink:show="embed" '
        'xlink:actuate="onLoad"/></draw:frame></text:p>'
    )
    return (
        f"<text:p>hello</text:p>{frame.format('image', f'{place}/a.png')}{frame.format('object', f'{place}/a.ods')}"
        f'<text:section text:name="s"><text:section-source xlink:href="{place}/a.odt" xlink:type="simple"/><text:p>old</text:p>'
        "</text:section>"
    )


def _fields(place: str) -> bytes:
    field = '{{\\field{{\\*\\fldinst {} "{}"}}{{\\fldrslt shown}}}} '
    fields = field.format("INCLUDEPICTURE", f"{place}/a.png") + field.format("INCLUDETEXT", f"{place}/a.odt")
    return f"{{\\rtf1\\ansi hello {fields}{{\\*\\template {place}/a.dotx}}\\par}}".encode()


@installed
def test_nothing_that_a_file_refers_to_is_asked_for_on_a_network(asked: tuple[int, list[str]]) -> None:
    port, paths = asked
    place = f"http://127.0.0.1:{port}"
    linked = odt(_linked(place))
    # Else it would ask: what is held here is that our settings keep it from that.
    _written_by_libreoffice(linked, "odt", "docx")
    assert "GET /a.png" in paths
    paths.clear()
    for content in (linked, _written_by_libreoffice(linked, "odt", "doc:MS Word 97"), _fields(place)):
        paths.clear()
        assert read_document(content).blocks[0] in (TextLine("hello", 1), TextLine("hello shown shown", 1))
        assert paths == []


@installed
def test_no_file_that_a_file_refers_to_is_opened(tmp_path: Path) -> None:
    """A pipe that nobody writes into would keep it waiting."""
    linked = odt(_linked(tmp_path.as_uri()))
    old_word = _written_by_libreoffice(linked, "odt", "doc:MS Word 97")
    for name in ("a.png", "a.ods", "a.odt", "a.dotx"):
        os.mkfifo(tmp_path / name)
    for content in (linked, old_word):
        assert read_document(content).blocks[0] == TextLine("hello", 1)
    assert read_document(_fields(str(tmp_path))).blocks[0] == TextLine("hello shown shown", 1)
