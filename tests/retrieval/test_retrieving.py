"""Documents fetched from a server on the loopback: what is new, what is left, what is refused, and that nothing is overwritten."""

import datetime
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dagster as dg
import pytest
import yaml

from dagster_project.defs.retrieval import daily_retrieval, retrieved_documents
from dagster_project.extraction.stated import NAMES, BesideFile, stated_beside
from dagster_project.extraction.vocabulary import Vocabulary
from dagster_project.retrieval import fetching
from dagster_project.retrieval.fetching import Bounds, Fetcher, NotFetched
from dagster_project.retrieval.retrieving import Retrieval, file_name, load_memory, retrieve
from dagster_project.retrieval.sources import Source, SourcesError, read_sources

Answering = Callable[[BaseHTTPRequestHandler], None]
BOUNDS = Bounds(most_bytes=10_000, seconds=5, tries=3, pause=0, is_private_allowed=True)


class Server:
    """A server on the loopback: `pages` say how each path is answered, `asked` has the requests with their headers."""

    def __init__(self) -> None:
        self.pages: dict[str, Answering] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                server.pages.get(self.path, status(404))(self)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def content(body: bytes, etag: str | None = None) -> Answering:
    """A body; or that nothing changed, where the request has its tag."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if etag and handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(200)
        if etag:
            handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def status(code: int, **headers: str) -> Answering:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def file(address: str, unit: str | None = None, year: str | None = None, kind: str | None = None) -> Source:
    return Source(address, False, unit, year, kind)


def retrieved(tmp_path: Path, *sources: Source, bounds: Bounds = BOUNDS) -> Retrieval:
    return retrieve(list(sources), tmp_path / "raw", tmp_path / "retrieved.json", bounds, lambda _: None)


def raw_files(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "raw" / "retrieved"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_new_file_is_put_into_raw_with_what_is_known_of_it_beside_it(server: Server, tmp_path: Path) -> None:
    server.pages["/2026/budget.pdf"] = content(b"%PDF-1")
    address = server.address("/2026/budget.pdf")
    result = retrieved(tmp_path, file(address, "青山县档案馆", "2026", "unit_budget"))
    (name,) = result.new_files
    files = raw_files(tmp_path)
    assert files.keys() == {Path(name).name, f"{Path(name).name}.document.yml"}
    assert files[Path(name).name] == b"%PDF-1"
    stated = yaml.safe_load(files[f"{Path(name).name}.document.yml"])
    del stated["retrieved_at"]
    assert stated == {"official_address": address, "unit": "青山县档案馆", "year": "2026", "kind": "unit_budget"}
    assert stated.keys() <= set(NAMES)


def test_the_address_and_the_time_of_a_retrieval_are_kept(server: Server, tmp_path: Path) -> None:
    server.pages["/a.pdf"] = content(b"a", '"1"')
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    retrieved(tmp_path, file(server.address("/a.pdf")))
    kept = load_memory(tmp_path / "retrieved.json")[server.address("/a.pdf")]
    assert (kept.etag, (tmp_path / "raw" / kept.file).read_bytes()) == ('"1"', b"a")
    assert before <= datetime.datetime.fromisoformat(kept.retrieved_at) <= datetime.datetime.now(datetime.UTC)


def test_what_is_kept_beside_a_file_is_stated_of_the_document_the_time_in_utc(
    server: Server, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    server.pages["/a.pdf"] = content(b"a")
    retrieved(tmp_path, file(server.address("/a.pdf")))
    (beside,) = (BesideFile(name, said) for name, said in raw_files(tmp_path).items() if name.endswith(".yml"))
    stated = stated_beside([beside], vocabulary)
    kept = load_memory(tmp_path / "retrieved.json")[server.address("/a.pdf")]
    assert stated.official_address is not None
    assert stated.retrieved_at is not None
    assert stated.official_address.value == server.address("/a.pdf")
    assert stated.retrieved_at.value.replace(tzinfo=datetime.UTC) == datetime.datetime.fromisoformat(kept.retrieved_at)


def test_a_file_that_is_fetched_again_keeps_the_time_at_which_it_was_first(server: Server, tmp_path: Path) -> None:
    server.pages["/a.pdf"] = content(b"a")
    retrieved(tmp_path, file(server.address("/a.pdf")))
    before = raw_files(tmp_path)
    (tmp_path / "retrieved.json").unlink()
    retrieved(tmp_path, file(server.address("/a.pdf")))
    assert raw_files(tmp_path) == before


def test_what_did_not_change_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    server.pages["/a.pdf"] = content(b"a", '"1"')
    retrieved(tmp_path, file(server.address("/a.pdf")))
    before = raw_files(tmp_path)
    result = retrieved(tmp_path, file(server.address("/a.pdf")))
    assert (result.new_files, result.n_unchanged, raw_files(tmp_path)) == ([], 1, before)
    assert [headers.get("if-none-match") for _, headers in server.asked] == [None, '"1"']


def test_a_changed_file_stands_beside_the_one_before_and_overwrites_nothing(server: Server, tmp_path: Path) -> None:
    server.pages["/a.pdf"] = content(b"first", '"1"')
    retrieved(tmp_path, file(server.address("/a.pdf")))
    before = raw_files(tmp_path)
    server.pages["/a.pdf"] = content(b"second", '"2"')
    result = retrieved(tmp_path, file(server.address("/a.pdf")))
    after = raw_files(tmp_path)
    assert len(result.new_files) == 1
    assert before.items() <= after.items()
    assert sorted(value for name, value in after.items() if not name.endswith(".yml")) == [b"first", b"second"]


def test_a_file_that_is_gone_from_its_address_stays_in_raw(server: Server, tmp_path: Path) -> None:
    server.pages["/a.pdf"] = content(b"a")
    retrieved(tmp_path, file(server.address("/a.pdf")))
    before = raw_files(tmp_path)
    del server.pages["/a.pdf"]
    result = retrieved(tmp_path, file(server.address("/a.pdf")))
    assert result.problems == {server.address("/a.pdf"): "the server answers 404"}
    assert raw_files(tmp_path) == before


def test_without_its_memory_a_retrieval_asks_for_all_and_adds_nothing(server: Server, tmp_path: Path) -> None:
    server.pages["/a.pdf"] = content(b"a", '"1"')
    retrieved(tmp_path, file(server.address("/a.pdf")))
    before = raw_files(tmp_path)
    (tmp_path / "retrieved.json").write_text("damaged", encoding="utf-8")
    assert retrieved(tmp_path, file(server.address("/a.pdf"))).new_files == []
    assert raw_files(tmp_path) == before


def test_of_a_page_the_documents_that_it_links_to_on_its_host_are_fetched(server: Server, tmp_path: Path) -> None:
    page = (
        '<a href="files/budget.pdf#p2">a</a><a href="/files/tables.XLSX">b</a><a href="files/budget.pdf">again</a>'
        '<a href="other.html">c</a><a href="https://elsewhere.example/x.pdf">d</a><a href="javascript:alert(1)">e</a>'
        '<a href="http://[">f</a>'
    )
    server.pages["/open/"] = content(page.encode())
    server.pages["/open/files/budget.pdf"] = content(b"budget")
    server.pages["/files/tables.XLSX"] = content(b"tables")
    result = retrieved(tmp_path, Source(server.address("/open/"), True, "青山县档案馆", None, None))
    assert result.problems == {}
    assert [path for path, _ in server.asked] == ["/open/", "/open/files/budget.pdf", "/files/tables.XLSX"]
    stated = [yaml.safe_load(text)["unit"] for name, text in raw_files(tmp_path).items() if name.endswith(".yml")]
    assert stated == ["青山县档案馆"] * 2


def test_a_server_that_stumbles_is_asked_again_and_one_that_refuses_is_not(server: Server, tmp_path: Path) -> None:
    stumbles = iter([status(503), status(500), content(b"at last")])

    def stumbling(handler: BaseHTTPRequestHandler) -> None:
        next(stumbles)(handler)

    server.pages["/a.pdf"] = stumbling
    server.pages["/b.pdf"] = status(403)
    result = retrieved(tmp_path, file(server.address("/a.pdf")), file(server.address("/b.pdf")))
    assert len(result.new_files) == 1
    assert result.problems == {server.address("/b.pdf"): "the server answers 403"}
    assert [path for path, _ in server.asked] == ["/a.pdf"] * 3 + ["/b.pdf"]


def test_a_file_beyond_the_bounds_leaves_nothing_behind(server: Server, tmp_path: Path) -> None:
    server.pages["/large.pdf"] = content(b"x" * 10_001)
    server.pages["/slow.pdf"] = content(b"x")
    assert retrieved(tmp_path, file(server.address("/large.pdf"))).problems == {
        server.address("/large.pdf"): "more than 10,000 bytes"
    }
    late = replace(BOUNDS, seconds=0.000001, tries=1)
    assert list(retrieved(tmp_path, file(server.address("/slow.pdf")), bounds=late).problems) == [server.address("/slow.pdf")]
    assert raw_files(tmp_path) == {}


def test_between_two_requests_is_a_pause(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/a.pdf"] = content(b"a")
    slept: list[float] = []
    monkeypatch.setattr(fetching.time, "sleep", slept.append)
    with Fetcher(replace(BOUNDS, pause=7)) as fetcher:
        fetcher.fetch(server.address("/a.pdf"))
        fetcher.fetch(server.address("/a.pdf"))
    assert len(slept) == 1
    assert 6 < slept[0] <= 7


def test_a_machine_that_is_not_on_the_public_network_is_not_asked(server: Server) -> None:
    server.pages["/a.pdf"] = content(b"a")
    with Fetcher(replace(BOUNDS, is_private_allowed=False)) as fetcher:
        for address in (
            server.address("/a.pdf"), "http://[::1]/a.pdf", "http://10.0.0.1/a.pdf", "http://169.254.169.254/latest",
            "http://[::ffff:127.0.0.1]/a.pdf", "http://0.0.0.0/a.pdf", "http://2130706433/a.pdf",
        ):  # fmt: skip
            with pytest.raises(NotFetched, match="not on the public network"):
                fetcher.fetch(address)
    assert server.asked == []


def test_a_redirect_is_looked_at_like_any_address(server: Server) -> None:
    server.pages["/a.pdf"] = status(302, Location="/b.pdf")
    server.pages["/b.pdf"] = content(b"b")
    server.pages["/file.pdf"] = status(302, Location="file:///etc/passwd")
    server.pages["/round.pdf"] = status(302, Location="/round.pdf")
    with Fetcher(BOUNDS) as fetcher:
        answer = fetcher.fetch(server.address("/a.pdf"))
        assert answer is not None
        assert (answer.content, answer.address) == (b"b", server.address("/b.pdf"))
        with pytest.raises(NotFetched, match="http or https"):
            fetcher.fetch(server.address("/file.pdf"))
        with pytest.raises(NotFetched, match="redirects"):
            fetcher.fetch(server.address("/round.pdf"))


def test_a_name_that_changes_its_meaning_leads_to_no_machine_within(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/a.pdf"] = content(b"secret")
    # Looked up, the name is of a public machine; asked, it is the loopback.
    monkeypatch.setattr(Fetcher, "_check", lambda self, address: None)
    with Fetcher(replace(BOUNDS, is_private_allowed=False)) as fetcher, pytest.raises(NotFetched, match="public network"):
        fetcher.fetch(server.address("/a.pdf"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/2026/%E9%A2%84%E7%AE%97.pdf", "预算-0123456789ab.pdf"),
        ("/../../etc/passwd", "passwd-0123456789ab"),
        ("/..%2F..%2Fx.pdf", "x-0123456789ab.pdf"),
        ("/.hidden", "hidden-0123456789ab"),
        ("/", "document-0123456789ab"),
        ("/a%00b%0A;rm -rf.PDF", "a-b-rm--rf-0123456789ab.pdf"),
        ("/" + "长" * 300 + ".pdf", "长" * 60 + "-0123456789ab.pdf"),
    ],
)
def test_the_name_of_a_file_is_made_safe(path: str, name: str) -> None:
    assert file_name(f"https://www.qingshan.gov.cn{path}", "0123456789abcdef") == name


def test_a_list_of_addresses_is_read_and_what_cannot_be_used_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text("address,what,unit,year,kind\nhttps://a.gov.cn/x,page,青山县档案馆,,\n", encoding="utf-8")
    assert read_sources(path) == [Source("https://a.gov.cn/x", True, "青山县档案馆", None, None)]
    for row, problem in (
        ("ftp://a.gov.cn/x,file,,,", "line 2: an address begins"),
        ("https://a.gov.cn/x,folder,,,", "line 2: `what` is one of"),
        ("https://a.gov.cn/x,file", "line 2: as many values"),
        ('https://a.gov.cn/x,file,"a\nb",,', "holds a line break"),
    ):
        path.write_text(f"address,what,unit,year,kind\n{row}\n", encoding="utf-8")
        with pytest.raises(SourcesError, match=problem):
            read_sources(path)
    path.write_text("url\n", encoding="utf-8")
    with pytest.raises(SourcesError, match="the columns are"):
        read_sources(path)


def test_the_asset_fetches_what_the_list_names_and_is_off_without_a_list(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUSUAN_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("YUSUAN_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.delenv("YUSUAN_SOURCES", raising=False)
    assert (
        dg.materialize([retrieved_documents]).asset_materializations_for_node("retrieved_documents")[0].metadata["new"].value == 0
    )
    assert isinstance(daily_retrieval(dg.build_schedule_context()), dg.SkipReason)
    server.pages["/a.pdf"] = content(b"a")
    (tmp_path / "sources.csv").write_text(f"address,what,unit,year,kind\n{server.address('/a.pdf')},file,,,\n", encoding="utf-8")
    monkeypatch.setenv("YUSUAN_SOURCES", str(tmp_path / "sources.csv"))
    monkeypatch.setenv("YUSUAN_RETRIEVE_PRIVATE", "true")
    result = dg.materialize([retrieved_documents])
    assert result.asset_materializations_for_node("retrieved_documents")[0].metadata["new"].value == 1
    assert isinstance(daily_retrieval(dg.build_schedule_context()), dg.RunRequest)
    assert json.loads((tmp_path / "warehouse" / "retrieved.json").read_text(encoding="utf-8")).keys() == {server.address("/a.pdf")}
