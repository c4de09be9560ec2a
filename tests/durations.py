"""A plugin of pytest, `make test-times`: what tests cost, in seconds of the processor, with all processes that they start.

Time on the clock would tell of what else the machine does.
"""

import os
from collections import Counter
from collections.abc import Generator
from contextlib import suppress
from operator import itemgetter
from pathlib import PurePosixPath

import psutil
import pytest

_SHOWN = 30
# What a report says of its phase beside pytest's own: workers send it along.
_COST = "processor_seconds"

_measured = 0.0


def _used() -> float:
    """What this process has used, those that it waited for, and those below it that still run, with theirs."""
    seconds = sum(os.times()[:4])
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            seconds += sum(process.cpu_times()[:4])
    return seconds


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Notes what was used since the report before, fixtures among it."""
    global _measured
    report = yield
    before, _measured = _measured, _used()
    setattr(report, _COST, _measured - before)
    return report


def pytest_sessionstart() -> None:
    """What was used before the first test, to import and to collect, is no test's."""
    global _measured
    _measured = _used()


def pytest_collection_finish() -> None:
    """As above."""
    pytest_sessionstart()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the seconds of each folder, of the costliest files and tests."""
    tests: Counter[str] = Counter()
    files: Counter[PurePosixPath] = Counter()
    folders: Counter[PurePosixPath] = Counter()
    for report in (report for told in terminalreporter.stats.values() for report in told if isinstance(report, pytest.TestReport)):
        cost = getattr(report, _COST, 0.0)
        file = PurePosixPath(report.nodeid.partition("::")[0])
        tests[f"{report.when} of {report.nodeid}"] += cost
        files[file] += cost
        folders[file.parent] += cost
    for title, costs in (("folder", folders), ("file", files), ("test", tests)):
        terminalreporter.section(f"processor seconds by {title}")
        for name, seconds in sorted(costs.items(), key=itemgetter(1), reverse=True)[:_SHOWN]:
            terminalreporter.write_line(f"{seconds:8.1f}  {name}")
