"""What came of a run, for the summary on the terminal, `yusuan status` and `reports/refresh.json`."""

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.storage.files import replace_text
from dagster_project.storage.inventory import FileVersion
from dagster_project.storage.layout import WarehouseLayout
from dagster_project.storage.reading import open_read_only

PUBLISHED = "published"
NOTHING_TO_DO = "nothing_to_do"
RESTORED = "restored"
HELD_BACK = "held_back"
FAILED = "failed"

# What `refresh` ends with where everything is published but what the gate holds back.
SOME_HELD_BACK_STATUS = 3
_CHANGES = ("new", "changed", "unchanged", "removed")


@dataclass(slots=True)
class RunOutcome:
    """A run in figures; `result` is published, restored, nothing_to_do, held_back (by the gate: everything) or failed.

    `held_back_documents` are left out of what is published, each with its reason; `target` is the state
    that the run was to publish.
    """

    result: str
    finished_at: str
    documents: dict[str, int]
    failed_documents: list[dict[str, str]]
    message: str = ""
    held_back_documents: list[dict[str, str]] = field(default_factory=list)
    target: str = ""
    published_file: str | None = None
    start_page: str | None = None
    findings_report: str | None = None
    gate_report: str | None = None
    figures_loaded: int | None = None
    coverage_pct: float | None = None
    cells_rejected: int | None = None
    findings: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, int] = field(default_factory=dict)
    gate_failures: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def add_message(self, message: str | None) -> None:
        """Says something more; nothing where there is nothing to say."""
        self.message = "; ".join(filter(None, (self.message, message)))

    @property
    def exit_status(self) -> int:
        """The status that `refresh` ends with."""
        if self.result not in (PUBLISHED, RESTORED, NOTHING_TO_DO):
            return 1
        return SOME_HELD_BACK_STATUS if self.held_back_documents else 0


# A run is one process (see `defs.resources`): what came of it is the process's, whether it could be saved or not.
_of_this_run: RunOutcome | None = None


def describe_documents(inventory: list[FileVersion], layout: WarehouseLayout, code: str | None = None) -> dict[str, Any]:
    """Documents by what the last look found, those that could not be read, and those held back, as fields of `RunOutcome`."""
    # Not needed by whoever asks what came of a run.
    from dagster_project.planning import present_code
    from dagster_project.storage.held_back import load_held_back

    failed = _with_reasons(inventory, _failure_reasons(layout.extracted))
    held_back = _with_reasons(
        [version for version in inventory if not version.problem],
        {entry.content_sha256: entry.reason for entry in load_held_back(layout.held_back, code or present_code())},
    )
    # A file counts once: neither as changed and failed, nor as changed and its former content as removed.
    apart = {entry["source_file"] for entry in (*failed, *held_back)}
    present_files = {version.source_file for version in inventory if version.is_present}
    counted = Counter(
        version.change for version in inventory if version.source_file not in (apart if version.is_present else present_files)
    )
    counts = {**{change: counted[change] for change in _CHANGES}, "failed": len(failed)}
    if held_back:
        counts["held back"] = len(held_back)
    return {"documents": counts, "failed_documents": failed, "held_back_documents": held_back}


def _with_reasons(inventory: Iterable[FileVersion], reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """The files that are present and have a problem of their own, or a reason by their content."""
    return [
        {"source_file": version.source_file, "reason": reason}
        for version in inventory
        if version.is_present and (reason := version.problem or reasons.get(version.content_sha256 or ""))
    ]


def measure(database: Path) -> dict[str, Any]:
    """Figures loaded, coverage and verdicts of a candidate or published file, as fields of `RunOutcome`."""
    with open_read_only(database) as connection:
        seen, rejected = _row(
            connection,
            "select coalesce(sum(cells_seen - cells_out_of_scope), 0), coalesce(sum(cells_rejected), 0) from audit.coverage",
        )
        (loaded,) = _row(connection, "select count(*) from audit.cells")
        findings = dict(connection.execute("select severity, count(*) from audit.findings group by all order by all").fetchall())
        verdicts = dict(
            connection.execute("select verdict, count(*) from audit.reconciliation group by all order by all").fetchall()
        )
    return {
        "figures_loaded": int(loaded),
        "coverage_pct": round(100 * (int(seen) - int(rejected)) / int(seen), 2) if seen else None,
        "cells_rejected": int(rejected),
        "findings": findings,
        "verdicts": verdicts,
    }


def save_outcome(layout: WarehouseLayout, outcome: RunOutcome) -> None:
    """Writes `reports/refresh.json`. Where that fails, the outcome says so itself: it is what the run came to all the same."""
    global _of_this_run
    _of_this_run = outcome
    try:
        replace_text(layout.run_outcome, json.dumps(asdict(outcome), ensure_ascii=False, indent=2, default=str) + "\n")
    except OSError as error:
        outcome.add_message(f"{layout.run_outcome.name} could not be written ({error.strerror or error})")


def begin_run() -> None:
    """Forgets what another run of this process came to."""
    global _of_this_run
    _of_this_run = None


def outcome_of_this_run() -> RunOutcome | None:
    """What the run of this process came to, as it was last saved, or could not be."""
    return _of_this_run


def load_outcome(layout: WarehouseLayout) -> RunOutcome | None:
    """The outcome of the last run; None where there was none, or its report cannot be read."""
    try:
        return RunOutcome(**json.loads(layout.run_outcome.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def now() -> str:
    """The time, as it is written into outcomes."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _row(connection: Any, query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return tuple(row)


def _failure_reasons(extracted: Path) -> dict[str, str]:
    from dagster_project.storage.extracted import stored_documents

    rows = stored_documents(extracted, ["content_sha256", "read_outcome", "reason"])
    return {row["content_sha256"]: row["reason"] for row in rows if row["read_outcome"] == "failed"}
