"""What is told of a run, and to whom: a webhook and a mail server on the loopback."""

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import dagster as dg
import pytest

from dagster_project.defs import notices as hooks
from dagster_project.notices import Notice, tell
from dagster_project.outcome import HELD_BACK, PUBLISHED, RunOutcome

NOTICE = Notice("yusuan: held back", "message: 1 of 79 suites failed", {"result": "held back", "findings": {"error": 1}})


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The address of a webhook, and what was posted to it."""
    posted: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204 if self.path == "/hook" else 500)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", posted
    server.shutdown()
    server.server_close()


@pytest.fixture
def mail_server() -> Iterator[tuple[str, list[str]]]:
    """The address of a mail server, and the lines that it was sent."""
    lines: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            in_data = False
            for raw in self.rfile:
                line = raw.decode().rstrip("\r\n")
                lines.append(line)
                if in_data and line != ".":
                    continue
                in_data = line.upper() == "DATA"
                self.wfile.write(b"354 go on\r\n" if in_data else b"221 bye\r\n" if line.upper() == "QUIT" else b"250 ok\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}", lines
    server.shutdown()
    server.server_close()


def test_nobody_is_told_where_the_environment_names_nobody() -> None:
    assert tell(NOTICE, {}) == []


def test_a_webhook_is_sent_the_run_in_words_and_as_data(webhook: tuple[str, list[dict[str, object]]]) -> None:
    address, posted = webhook
    assert tell(NOTICE, {"YUSUAN_NOTIFY_WEBHOOK": address}) == []
    assert posted == [
        {"text": "yusuan: held back\nmessage: 1 of 79 suites failed", "result": "held back", "findings": {"error": 1}}
    ]


def test_a_mail_tells_of_a_run(mail_server: tuple[str, list[str]]) -> None:
    address, lines = mail_server
    environment = {"YUSUAN_NOTIFY_EMAIL": "budget@qingshan.example", "YUSUAN_NOTIFY_FROM": "yusuan@qingshan.example"}
    assert tell(NOTICE, {**environment, "YUSUAN_SMTP": address}) == []
    for line in ("Subject: yusuan: held back", "To: budget@qingshan.example", "message: 1 of 79 suites failed"):
        assert line in lines


def test_what_goes_wrong_is_told_of_without_the_address_and_stops_nothing(webhook: tuple[str, list[dict[str, object]]]) -> None:
    address, _ = webhook
    environment = {
        "YUSUAN_NOTIFY_WEBHOOK": f"{address}/secret",
        "YUSUAN_NOTIFY_EMAIL": "budget@qingshan.example",
        "YUSUAN_SMTP": "127.0.0.1:1",
    }
    assert tell(NOTICE, environment) == ["YUSUAN_NOTIFY_WEBHOOK: HTTPError", "YUSUAN_NOTIFY_EMAIL: ConnectionRefusedError"]
    assert tell(NOTICE, {"YUSUAN_NOTIFY_WEBHOOK": "file:///etc/passwd"}) == ["YUSUAN_NOTIFY_WEBHOOK: ValueError"]


def test_a_password_is_not_sent_over_a_line_that_is_not_encrypted(mail_server: tuple[str, list[str]]) -> None:
    address, lines = mail_server
    environment = {
        "YUSUAN_NOTIFY_EMAIL": "b@q.example",
        "YUSUAN_SMTP": address,
        "YUSUAN_SMTP_USER": "u",
        "YUSUAN_SMTP_PASSWORD": "p",
    }
    assert tell(NOTICE, environment) == ["YUSUAN_NOTIFY_EMAIL: SMTPNotSupportedError"]
    assert not any(line.upper().startswith("AUTH") for line in lines)


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_run_is_told_of_once_whether_it_published_or_not(
    ends_well: bool, webhook: tuple[str, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, posted = webhook
    monkeypatch.setenv("YUSUAN_NOTIFY_WEBHOOK", address)
    outcome = RunOutcome(PUBLISHED if ends_well else HELD_BACK, "", {"new": 1}, [], message="told")
    monkeypatch.setattr(hooks, "outcome_of_this_run", lambda: outcome)

    @dg.asset
    def gate() -> None:
        if not ends_well:
            raise dg.Failure("held back", allow_retries=False)

    @dg.asset(deps=[gate])
    def findings_report() -> None:
        pass

    job = dg.define_asset_job("refresh", hooks={hooks.tell_of_success, hooks.tell_of_failure})
    definitions = dg.Definitions([gate, findings_report], jobs=[job])
    definitions.resolve_job_def("refresh").execute_in_process(raise_on_error=False)
    (told,) = posted
    assert (told["result"], told["message"]) == ("published" if ends_well else "held back", "told")
