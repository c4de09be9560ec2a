"""What must not leave: names of people into the file, signs that act onto the terminal, questions onto the network.

One refresh is looked at by most tests: of a disclosure with people in it, in a file whose name would act on a terminal, and
of a file that cannot be read; every process of it tells of each connection that it tries.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from dagster_project.dbt_program import PARENT
from dagster_project.storage.layout import DBT_PROJECT, WarehouseLayout
from tests.disclosure_with_people import PLANTED, SPARSELY_LABELLED, disclosure_with_people
from tests.processes import lives, wait_for
from tests.published_figures import places_that_tell

pytestmark = pytest.mark.xdist_group("closed_doors")

Run = Callable[..., subprocess.CompletedProcess[str]]

SECRETS = [*SPARSELY_LABELLED, *(secret for secrets in PLANTED.values() for secret in secrets)]
# Read by each Python process as it starts: it writes down whom the process looks for, and lets it find no one.
WATCH = """\
import os, socket

def refuse(*asked, **options):
    with open(os.environ["WATCHED"], "a", encoding="utf-8") as file:
        file.write(f"{asked}\\n")
    raise OSError("no network")

for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, lambda self, address, refuse=refuse, found=getattr(socket.socket, name): (
        found(self, address) if self.family == socket.AF_UNIX else refuse(address)))
socket.getaddrinfo = socket.gethostbyname = refuse
"""
HOSTILE = "\x1b[31m2026\u202etxt.\u200b\x9b\n档案馆"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A warehouse, what making it printed, and what its processes looked for on the network."""

    layout: WarehouseLayout
    printed: str
    looked_for: str


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which Python processes write down what they look for on the network, into `WATCHED`."""
    folder = tmp_path_factory.mktemp("watch")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return {"PYTHONPATH": str(folder), "WATCHED": str(folder / "looked_for.txt")}


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory, yusuan: Run, watched: dict[str, str]) -> Refreshed:
    folder = tmp_path_factory.mktemp("closed_doors")
    raw, layout = folder / "raw", WarehouseLayout(folder / "warehouse")
    raw.mkdir()
    (raw / f"{HOSTILE}.txt").write_text(disclosure_with_people(), encoding="utf-8")
    (raw / f"{HOSTILE}.pdf").write_bytes(b"%PDF-1.7")
    result = yusuan("refresh", "--raw", raw, "--warehouse", layout.root, **watched)
    assert result.returncode == 0, result.stdout + result.stderr
    looked_for = Path(watched["WATCHED"])
    return Refreshed(layout, result.stdout + result.stderr, looked_for.read_text(encoding="utf-8") if looked_for.exists() else "")


def acting(printed: str) -> list[str]:
    """The signs of what was printed that have no shape of their own."""
    return sorted({sign for sign in printed if not sign.isprintable() and sign not in "\n\u3000"})


def test_no_process_of_a_refresh_looks_for_anyone_on_the_network(refreshed: Refreshed) -> None:
    assert refreshed.looked_for == ""


def test_the_watch_tells_of_a_process_that_does(watched: dict[str, str], tmp_path: Path) -> None:
    seen = tmp_path / "looked_for.txt"
    asking = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"
    subprocess.run(
        [sys.executable, "-c", asking], env={**os.environ, **watched, "WATCHED": str(seen)}, check=False, capture_output=True
    )
    assert "127.0.0.1" in seen.read_text(encoding="utf-8")


def test_no_person_is_in_any_text_of_the_published_file_or_on_a_page(refreshed: Refreshed) -> None:
    with duckdb.connect(str(refreshed.layout.published), read_only=True) as connection:
        assert places_that_tell(lambda sql, *given: connection.execute(sql, list(given)).fetchall(), SECRETS) == []
        assert connection.execute("select count(*) from marts.dim_project where project_name like '%[name]%'").fetchone() == (1,)
    pages = [page.read_text(encoding="utf-8") for page in (refreshed.layout.reports / "findings").rglob("*.html")]
    assert len(pages) > 1
    assert [secret for secret in SECRETS for page in pages if secret in page] == []


def test_explain_shows_no_person_of_the_line_as_printed(refreshed: Refreshed, yusuan: Run) -> None:
    with duckdb.connect(str(refreshed.layout.published), read_only=True) as connection:
        ids = connection.execute(
            "select cell_id from audit.rejected where text like '%[%' union all "
            "select source_cell_id from marts.fct_project_expenditure union all select card_key from marts.fct_project_card"
        ).fetchall()
    assert len(ids) > 3
    raw = refreshed.layout.root.parent / "raw"
    for (place,) in ids[:: len(ids) // 3]:
        result = yusuan("explain", place, "--raw", raw, "--warehouse", refreshed.layout.root)
        assert "Line as printed" in result.stdout
        assert [secret for secret in SECRETS if secret in result.stdout] == []


def test_nothing_that_is_printed_acts_on_the_terminal(refreshed: Refreshed, yusuan: Run) -> None:
    commands = (
        ["status"],
        ["findings"],
        ["query", "select source_file from marts.dim_document"],
        ["query", "select source_file from marts.dim_document", "--format", "csv"],
        ["query", "select source_file from marts.dim_document", "--format", "json"],
        ["query", "select error(source_file) from marts.dim_document"],
    )
    printed = [refreshed.printed]
    for command in commands:
        result = yusuan(*command, "--warehouse", refreshed.layout.root)
        # CSV begins with the mark by which spreadsheets know Chinese; it acts on nothing.
        printed.append(result.stdout.removeprefix("\ufeff" if "csv" in command else "") + result.stderr)
    assert [acting(text) for text in printed] == [[] for _ in printed]
    assert all("31m2026" in text for text in printed)
    # What stands there is shown, not left out.
    assert "⟨U+001B⟩[31m2026⟨U+202E⟩txt" in refreshed.printed


# dbt


def test_dbt_tells_its_version_without_asking_anyone(watched: dict[str, str], tmp_path: Path) -> None:
    seen = tmp_path / "looked_for.txt"
    result = subprocess.run(
        [_dbt(), "--version"], env={**os.environ, **watched, "WATCHED": str(seen)}, check=True, capture_output=True, text=True
    )
    assert result.stdout.startswith("dbt-core 1.")
    assert not seen.exists()


def test_dbt_ends_at_once_when_the_process_that_started_it_is_killed(tmp_path: Path) -> None:
    starting = "import subprocess, sys, time\ndbt = subprocess.Popen(sys.argv[1:])\nprint(dbt.pid, flush=True)\ntime.sleep(60)\n"
    command = [_dbt(), "parse", "--no-partial-parse", "--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT]
    parent = subprocess.Popen(
        [sys.executable, "-c", starting, *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environment(tmp_path),
    )
    try:
        assert parent.stdout
        dbt = int(parent.stdout.readline())
        wait_for((tmp_path / "dbt.log").exists, 60)
        parent.kill()
        parent.wait()
        wait_for(lambda: not lives(dbt), 1)
        assert not (tmp_path / "manifest.json").exists()
    finally:
        parent.kill()
        parent.wait()


def test_dbt_does_not_begin_once_the_process_that_started_it_has_ended(tmp_path: Path) -> None:
    result = subprocess.run(
        [_dbt(), "parse"], env={**_environment(tmp_path), PARENT: "1"}, capture_output=True, text=True, check=False, timeout=5
    )
    assert result.returncode == 1
    assert "the process that started dbt has ended" in result.stderr


def _dbt() -> Path:
    return Path(sys.executable).parent / "yusuan-dbt"


def _environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("YUSUAN_")}
    return {**inherited, "DBT_TARGET_PATH": str(folder), "DBT_LOG_PATH": str(folder), "YUSUAN_BUILD": str(folder)}
