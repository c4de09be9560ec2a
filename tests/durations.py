"""A plugin of pytest, `make test-times`: what each folder of tests costs, all its workers together."""

from collections import defaultdict
from operator import itemgetter
from pathlib import PurePosixPath

import pytest

_SHOWN = 20


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the seconds of each folder and of the slowest files, what is made for their tests included."""
    reports = [report for told in terminalreporter.stats.values() for report in told if isinstance(report, pytest.TestReport)]
    files: defaultdict[PurePosixPath, float] = defaultdict(float)
    folders: defaultdict[PurePosixPath, float] = defaultdict(float)
    for report in reports:
        file = PurePosixPath(report.nodeid.partition("::")[0])
        files[file] += report.duration
        folders[file.parent] += report.duration
    for title, costs in (("folder", folders), ("file", files)):
        terminalreporter.section(f"seconds by {title}")
        for path, seconds in sorted(costs.items(), key=itemgetter(1), reverse=True)[:_SHOWN]:
            terminalreporter.write_line(f"{seconds:8.1f}  {path}")
